"""How a question sets things in order: the least first or the most, and which place of it is asked for."""

from __future__ import annotations

import re
from functools import cache

from knowledge.numerals import read_number
from knowledge.vocabulary import load


def ascending(text: str) -> bool:
    """Tell whether the least comes first.

    >>> ascending("谁最少"), ascending("谁第二多"), ascending("倒数第二的是谁")
    (True, False, True)
    """
    return bool(said("ascending", text)) and not said("descending", text)


def place_asked(text: str) -> int:
    """Return the place of which it is asked who has it; the first where none is named.

    >>> place_asked("第二多的是谁"), place_asked("倒数第三是哪家"), place_asked("谁最多"), place_asked("保护第三方权益")
    (2, 3, 1, 1)
    """
    found = said("place", text)
    number = read_number(found["place"] or found["of"]) if found else None
    return int(number) if number else 1


def said(what: str, text: str) -> re.Match[str] | None:
    """Return where a question says something of the group ``order`` of ``asks.toml``."""
    return _patterns()[what].search(text)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {what: re.compile("|".join(patterns)) for what, patterns in load("asks")["order"].items()}

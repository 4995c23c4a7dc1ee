"""How a question sets things in order: the least first or the most, and which place of it is asked for."""

from __future__ import annotations

from knowledge.numerals import read_number
from knowledge.vocabulary.turns import turn

_ASCENDING = turn("least_first")
_DESCENDING = turn("most_first")
_PLACE = turn("place_in_order")


def ascending(text: str) -> bool:
    """Tell whether the least comes first.

    >>> ascending("谁最少"), ascending("谁第二多"), ascending("倒数第二的是谁")
    (True, False, True)
    """
    return bool(_ASCENDING.search(text)) and not _DESCENDING.search(text)


def place_asked(text: str) -> int:
    """Return the place of which it is asked who has it; the first where none is named.

    >>> place_asked("第二多的是谁"), place_asked("倒数第三是哪家"), place_asked("谁最多"), place_asked("保护第三方权益")
    (2, 3, 1, 1)
    """
    found = _PLACE.search(text)
    number = read_number(found["place"] or found["of"]) if found else None
    return int(number) if number else 1

"""前者, 那年, 那家: what the conversation pointed out, named again by a word that only points to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from knowledge.understanding.query import Draft
from knowledge.understanding.talk import Talk
from knowledge.vocabulary import load

OF_WHICH = ("agencies", "indicators", "applicants", "years")
"""What may have been named in a pair: the first of these of which there are two is meant."""


def read_pair(draft: Draft) -> None:
    """Leave of the pair that the conversation was about only the one that is meant, for the question to go on from."""
    match, pair = _one_of_two().search(draft.rest), draft.talk.pair
    if match is None or not pair:
        return
    (name, two), *_ = pair.items()
    kept: dict[str, Any] = {name: (two[0 if match["first"] else 1],)}
    draft.talk = replace(draft.talk, **kept)
    draft.take(*match.span())


def read_leader(draft: Draft) -> None:
    """Take 那年 for the year that came first in the order set before, 那家 for the body; nothing where one is named."""
    led = draft.talk.led
    for name, mine in (("years", draft.years), ("agencies", draft.agencies)):
        match = _pointing(name).search(draft.rest) if name in led else None
        if match and not mine:
            mine.append(led[name])
            draft.take(*match.span())


def pair_kept(kept: Talk, before: Talk, *, goes_on: bool) -> dict[str, Sequence[Any]]:
    """Return the pair that a question named, by what it is; one that goes on from another keeps that one's.

    >>> pair_kept(Talk(agencies=(3, 5), indicators=("requests.new",)), Talk(), goes_on=False)
    {'agencies': (3, 5)}
    """
    named = next((name for name in OF_WHICH if len(getattr(kept, name)) == 2), None)
    if named:
        return {named: getattr(kept, named)}
    return dict(before.pair) if goes_on else {}


@cache
def _one_of_two() -> re.Pattern[str]:
    words = load("asks")["pair"]
    return re.compile(f"(?P<first>{'|'.join(words['first'])})|(?P<second>{'|'.join(words['second'])})")


@cache
def _pointing(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["pointing"][name]))

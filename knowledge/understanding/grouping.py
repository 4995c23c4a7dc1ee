"""What the talk asked for one after the other, taken together: 这两年差多少, 三个加起来, 哪个多, 2023年分别多少."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.forms.parts import whole_of
from knowledge.understanding.query import Draft
from knowledge.understanding.talk import AXES, Point
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_COUNTED = turn("several_counted")
_CHOSEN = turn("one_chosen")

_OF_TWO = frozenset({"difference", "growth"})
"""What is asked of two numbers only: of the last two, where nothing counts them."""
_IN_TIME = frozenset({"growth", "trend"})
_WHOLES = frozenset({"year", "agency"})
"""Whoever names a row or a matter anew still goes on along these."""
_ADDED = _WHOLES | {"matter"}
"""Along these any word of a sum adds up; of rows and applicants it may ask for the total that the form has (总计呢)."""


def read_grouping(draft: Draft) -> None:
    """Fill in all that the talk moved along, or the one picked of it, where the question says so."""
    axis, points = draft.talk.run()
    if not points or (draft.talk.spanned and not draft.talk.years):
        # Of the years that an answer gave in a row the first and the last are set against each other.
        return
    # 三年 in 三年一共, 后者 and 分别 name nothing of their own.
    phrases = _phrases(draft.text)
    draft.topic = [word for word in draft.topic if not any(word in phrase for phrase in phrases)]
    picked = _picked(draft.text)
    if picked and not draft.talk.pair and not _goes_elsewhere(draft):
        _fill(draft, points[picked:][:1])
    elif axis in _open_axes(draft) and _takes_together(draft, axis):
        count = _count(draft)
        points = points[-count:] if len(points) >= count else ()
        if len(points) > 1 and not ("sum" in draft.asks and not count and _overlap(points)):
            _fill(draft, points)


def adds_up(text: str) -> bool:
    """Tell whether a question adds what was spoken of, and does not ask for the whole that it may be of.

    >>> adds_up("加起来呢"), adds_up("这三个一共多少"), adds_up("一共多少")
    (True, True, False)
    """
    return _has(text, "adding") or _stands_for_several(text)


def _takes_together(draft: Draft, axis: str) -> bool:
    """Tell whether a question means all that the talk moved along, and not only the last of it."""
    text, asks = draft.text, draft.asks
    several = _stands_for_several(text)
    if _goes_elsewhere(draft):
        # Who names a row or a matter anew means that, of the years or bodies that he counts.
        return axis in _WHOLES and several and not draft.topic
    if _has(text, "each"):
        return several or bool(draft.years or draft.agencies)
    if _has(text, "against") and not several:
        return False
    if "sum" in asks:
        return adds_up(text) or axis in _ADDED or (axis == "indicator" and _has(text, "rows"))
    if "rank" in asks:
        return several or bool(_CHOSEN.search(text))
    return "difference" in asks or (bool(asks & _IN_TIME) and axis == "year")


def _overlap(points: Sequence[Point]) -> bool:
    """Tell whether what is spoken of cannot be added: a row and its part, or what came in and what became of it."""
    rows = {one.indicator for one in points if one.indicator}
    wholes = {whole_of(row) for row in rows}
    kinds = {row.partition(".")[0] for row in rows}
    return bool(rows & wholes) or (len(kinds) > 1 and not kinds <= {"review", "litigation"})


def _goes_elsewhere(draft: Draft) -> bool:
    """Tell whether a question names a row, a rate or a matter of its own."""
    return bool(draft.indicators or draft.rates or draft.share or draft.remainder or draft.topic or draft.applicants)


def _open_axes(draft: Draft) -> frozenset[str]:
    """Return the axes of which the question names nothing itself and which its words fit."""
    years = draft.years or draft.every_year or draft.first_held
    agencies = draft.agencies or draft.rivals or draft.near or draft.foreign or draft.every_agency
    left = {axis for axis in AXES if not {"year": years, "agency": agencies}.get(axis)}
    found = [match["unit"] for pattern in (_COUNTED, _CHOSEN) if (match := pattern.search(draft.text))]
    kinds = {kind for unit in found for kind, units in load("talk")["units"].items() if unit in units}
    return frozenset(left if not kinds or "any" in kinds else left & kinds)


def _fill(draft: Draft, points: Sequence[Point]) -> None:
    """Fill in the points where the question names nothing; numbers of the prose are kept as they were given."""
    newest, fresh = points[-1], _goes_elsewhere(draft)
    given: tuple[tuple[str, list[Any]], ...] = (
        ("agency", draft.agencies),
        ("year", draft.years),
        ("indicator", draft.indicators),
        ("applicant", draft.applicants),
        ("rate", draft.rates),
    )
    for name, known in given:
        if not known and not (fresh and name not in _WHOLES):
            known += dict.fromkeys(value for point in points if (value := getattr(point, name)))
            draft.carried.add(name if name in _WHOLES else "indicator")
    if newest.rate and not fresh:
        draft.asks.add("rate")
    if newest.figure and not fresh and draft.carried >= _WHOLES:
        draft.gathered = tuple(points)
    draft.year_said = draft.year_said or bool(draft.years)


def _count(draft: Draft) -> int:
    """Return how many are meant; 0 for all of them."""
    if match := _COUNTED.search(draft.text):
        return int(load("talk")["counts"][match["count"]]) if match["count"] else 0
    return 2 if _has(draft.text, "two") or draft.asks & _OF_TWO else 0


def _phrases(text: str) -> list[str]:
    """Return what takes the talk together in a question."""
    groups = (*load("talk")["together"].values(), *load("asks")["pair"].values())
    counted = _COUNTED.search(text)
    return [word for words in groups for word in words if word in text] + ([counted[0]] if counted else [])


def _stands_for_several(text: str) -> bool:
    return bool(_COUNTED.search(text)) or _has(text, "two") or _has(text, "all")


def _picked(text: str) -> int | None:
    words = load("asks")["pair"]
    return next((place for name, place in (("first", -2), ("second", -1)) if _any(words[name], text)), None)


def _has(text: str, group: str) -> bool:
    return _any(load("talk")["together"][group], text)


def _any(words: Sequence[str], text: str) -> bool:
    return any(word in text for word in words)

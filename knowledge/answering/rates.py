"""Shares and named rates: what is divided by what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.answering.readings import subject_label
from knowledge.understanding.query import Query
from knowledge.vocabulary import load


@dataclass(frozen=True, slots=True)
class Share:
    """What is to be divided by what: a name for it, and (indicator, applicant) of the parts and of the whole."""

    label: str
    parts: tuple[tuple[str, str], ...]
    whole: tuple[tuple[str, str], ...]


_COUNTED = re.compile(r"占了?(?:多少|几)[件个份条宗起]")
"""占了几件 asks for a number of requests and not for a share."""


def share_asked(query: Query) -> Share | None:
    """Return the share or the named rate that a question asks for."""
    if "rate" in query.asks and not query.content:
        return _named_rate(query.text, query.applicants[0] if len(query.applicants) == 1 else "total")
    if "share" not in query.asks or _COUNTED.search(query.text) or not query.indicators or query.content:
        return None
    if len(query.indicators) >= 2:
        *parts, base = query.indicators
        applicant = query.applicants[0] if query.applicants else "total"
        return _share([(part, applicant) for part in parts], [(base, "total")])
    indicator = query.indicators[0]
    if query.applicants:
        return _share([(indicator, applicant) for applicant in query.applicants], [(indicator, "total")])
    whole = _whole_of(indicator)
    return _share([(indicator, "total")], [(whole, "total")]) if whole else None


def _share(parts: Sequence[tuple[str, str]], whole: Sequence[tuple[str, str]]) -> Share:
    names = "与".join(subject_label(*item) for item in parts)
    return Share(f"{names}占{'与'.join(subject_label(*item) for item in whole)}的比例", tuple(parts), tuple(whole))


def _whole_of(indicator: str) -> str | None:
    """Return the printed total that an indicator is a part of."""
    if indicator.startswith("outcomes.") and indicator != "outcomes.total":
        return "outcomes.total"
    for stem in ("review", "litigation.direct", "litigation.after_review"):
        if indicator.startswith(f"{stem}.") and not indicator.endswith(".total"):
            return f"{stem}.total"
    if indicator.startswith("litigation."):
        return "litigation"
    return "requests.in_hand" if indicator in ("requests.new", "requests.carried_in", "requests.carried_out") else None


def _named_rate(text: str, applicant: str) -> Share | None:
    found = max(
        ((phrase, name) for phrase, name in _rate_phrases() if phrase in text),
        key=lambda item: len(item[0]),
        default=None,
    )
    if found is None:
        return None
    rate = load("rates")["rates"][found[1]]
    parts = tuple((indicator, applicant) for indicator in rate["parts"])
    whole = tuple((indicator, applicant) for indicator in rate["whole"])
    names = "与".join(subject_label(*item) for item in parts)
    return Share(f"{found[1]}（{names}占{'与'.join(subject_label(*item) for item in whole)}的比例）", parts, whole)


@cache
def _rate_phrases() -> tuple[tuple[str, str], ...]:
    return tuple((phrase, name) for name, rate in load("rates")["rates"].items() for phrase in rate["phrases"])

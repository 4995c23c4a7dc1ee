"""What a question leaves out and the conversation supplies, and when a new topic lets go of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge.understanding.query import Draft, Query
from knowledge.understanding.terms import known_indicators

_FRESH = frozenset({"sum"})
"""With these words (总共, 一共) the whole is meant again, not the part that was asked about before."""
_LEANS = re.compile(r"^(?:那|其中|这|它|他们|还有|再|另外|里面|当中)|呢，?$|^[^，]{1,8}，?$")
_CORRECTS = re.compile(r"^(?:不是|不对|错了|说错了|我问的是|我是问|我说的是)")


def read_followup(draft: Draft) -> None:
    """Fill in agency, year, indicator and applicant from the conversation where the question leaves them out."""
    memory = draft.memory
    if not memory:
        return
    if not (draft.agencies or draft.rivals or draft.foreign or draft.every_agency):
        draft.agencies += memory.get("agencies", [])
        draft.carried.add("agency")
    if not draft.years and memory.get("years"):
        draft.years += memory["years"]
        draft.year_said = bool(memory.get("year_said"))
        draft.carried.add("year")
    leans = bool(_LEANS.search(draft.text) or _CORRECTS.search(draft.text))
    _measure_only(draft, memory)
    if not draft.indicators and not draft.topic and memory.get("indicators") and (leans or draft.applicants):
        draft.indicators += memory["indicators"]
        draft.asks |= set(memory.get("asks", ())) - {"sum"} if not draft.asks - {"count"} else set()
        draft.carried.add("indicator")
    if not draft.applicants and memory.get("applicants") and leans and not draft.asks & _FRESH:
        draft.applicants += memory["applicants"]
        draft.carried.add("applicant")


def _measure_only(draft: Draft, memory: Mapping[str, Any]) -> None:
    """维持的呢, after a question about 复议, means 复议维持."""
    if draft.indicators or not memory.get("indicators"):
        return
    for match in draft.matches:
        for term in match.meanings:
            if term.role != "measure":
                continue
            for known in memory["indicators"]:
                stem = known if f"{known}.{term.value}" in known_indicators() else known.rpartition(".")[0]
                if f"{stem}.{term.value}" in known_indicators():
                    draft.indicators.append(f"{stem}.{term.value}")
                    return


def remember(query: Query, memory: Mapping[str, Any], topic: str = "") -> dict[str, Any]:
    """Return what the conversation is about after a question.

    A question that could not be understood leaves the memory as it was.
    """
    if query.refusal or not (query.agencies or query.indicators or query.years):
        return dict(memory)
    kept = {
        "agencies": list(query.agencies) or memory.get("agencies", []),
        "years": list(query.years),
        "year_said": query.year_said,
        "indicators": list(query.indicators),
        "applicants": list(query.applicants),
        "asks": sorted(query.asks - {"count", "yes_no"}),
    }
    if topic:
        kept["topic"] = topic
    return kept

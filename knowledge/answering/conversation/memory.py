"""What of an answer the next question may lean on: its bodies and years, and the number of the prose that it gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from knowledge.answering.answer import Answer, Kind
from knowledge.search import words_of
from knowledge.understanding import Query


def figure_of(query: Query, answer: Answer) -> tuple[str, ...] | None:
    """Return subject and measure of the number of the prose that an answer gives, and the words that asked for it."""
    if len(answer.figures) != 1 or answer.figures[0].indicator is not None:
        return None
    subject, _, measure = answer.figures[0].label.rpartition("·")
    return subject, measure, *(words_of(query) or (query.recalled or ())[2:])


def sets_kinds_in_order(answer: Answer) -> bool:
    """Tell whether an answer sets the kinds of applicants of one report in order."""
    told = {(figure.agency, figure.year, figure.indicator) for figure in answer.figures}
    return answer.kind is Kind.RANKING and len(told) == 1 and len(answer.figures) > 1


def leader_of(answer: Answer) -> dict[str, int]:
    """Return the year, or the body, whose number an order is set for: 那年 and 那家 point to it; empty for no order."""
    first = next((figure for figure in answer.figures if figure.value == answer.value), None)
    if answer.kind is not Kind.RANKING or first is None or len(answer.figures) < 2:
        return {}
    if len({figure.agency for figure in answer.figures}) == 1:
        return {"years": first.year} if len(years_of(answer)) > 1 else {}
    cited = next(item for item in answer.citations if item.id == first.citation)
    return {"agencies": cited.report.agency_id}


def years_of(answer: Answer) -> tuple[int, ...]:
    """Return the years of which an answer gives figures, oldest first."""
    return tuple(sorted({figure.year for figure in answer.figures}))


def spoken_of(query: Query, answer: Answer) -> Query:
    """Return the query with the agencies that the answer turned out to be about, where it named none itself."""
    if query.agencies or not answer.citations:
        return query
    return replace(query, agencies=tuple(dict.fromkeys(item.report.agency_id for item in answer.citations)))


def with_agency(memory: Mapping[str, Any], told: Query) -> Mapping[str, Any]:
    """Return what was spoken of, with the body that a tale names: the sentence that asks may say no more than 他们."""
    return {**memory, "agencies": list(told.agencies)} if len(told.agencies) == 1 else memory

"""What of an answer the next question may lean on: its bodies and years, and the number of the prose that it gave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from knowledge.answering.answer import Answer, Kind, Reason, TextLocator
from knowledge.answering.conversation.short_questions import IN_WORDS
from knowledge.numerals import format_number
from knowledge.search import words_of
from knowledge.understanding import Query
from knowledge.understanding.remembering import Told, remember
from knowledge.understanding.talk import Talk

LONGEST = 60
"""Characters of the longest words that are kept for the next question."""

_BREAKS = re.compile("，+")


def after(talk: Talk, query: Query, answer: Answer) -> Talk:
    """Return what the talk is about once a question is answered."""
    kept = remember(_spoken_of(query, answer), talk, _told_by(query, answer))
    return kept if kept is talk else replace(kept, words=_words_kept(query, answer))


def _told_by(query: Query, answer: Answer) -> Told:
    figure = _figure_of(answer)
    return Told(
        number=bool(answer.figures),
        years=_years_of(answer),
        figure=figure,
        matter=(words_of(query) or (query.recalled or ())[2:]) if figure else (),
        prose=bool(answer.citations) and isinstance(answer.citations[0].locator, TextLocator),
        kinds=_sets_kinds_in_order(answer),
        led=_leader_of(answer),
    )


def _figure_of(answer: Answer) -> tuple[str, ...]:
    """Return subject, measure and value of the one number of the prose that an answer gives."""
    if len(answer.figures) != 1 or answer.figures[0].indicator is not None:
        return ()
    given = answer.figures[0]
    subject, _, measure = given.label.rpartition("·")
    return subject, measure, "" if given.value is None else format_number(given.value)


def _sets_kinds_in_order(answer: Answer) -> bool:
    """Tell whether an answer sets the kinds of applicants of one report in order."""
    told = {(figure.agency, figure.year, figure.indicator) for figure in answer.figures}
    return answer.kind is Kind.RANKING and len(told) == 1 and len(answer.figures) > 1


def _leader_of(answer: Answer) -> dict[str, int]:
    """Return the year, or the body, whose number an order is set for: 那年 and 那家 point to it; empty for no order."""
    first = next((figure for figure in answer.figures if figure.value == answer.value), None)
    if answer.kind is not Kind.RANKING or first is None or len(answer.figures) < 2:
        return {}
    if len({figure.agency for figure in answer.figures}) == 1:
        return {"years": first.year} if len(_years_of(answer)) > 1 else {}
    cited = next(item for item in answer.citations if item.id == first.citation)
    return {"agencies": cited.report.agency_id}


def _years_of(answer: Answer) -> tuple[int, ...]:
    """Return the years of which an answer gives figures, oldest first."""
    return tuple(sorted({figure.year for figure in answer.figures}))


def _spoken_of(query: Query, answer: Answer) -> Query:
    """Return the query with the agencies that the answer turned out to be about, where it named none itself."""
    if query.agencies or not answer.citations:
        return query
    return replace(query, agencies=tuple(dict.fromkeys(item.report.agency_id for item in answer.citations)))


def with_agency(memory: Mapping[str, Any], told: Query) -> Mapping[str, Any]:
    """Return what was spoken of, with the body that a tale names: the sentence that asks may say no more than 他们."""
    return {**memory, "agencies": list(told.agencies)} if len(told.agencies) == 1 else memory


def _words_kept(query: Query, answer: Answer) -> str:
    """Return the words of a question that was answered, or declined, from the prose; empty for one of the tables."""
    from_prose = answer.kind in IN_WORDS or (answer.kind is Kind.FIGURE and answer.figures[0].indicator is None)
    if not (from_prose or answer.reason is Reason.NOT_IN_REPORTS) or (query.indicators and not from_prose):
        return ""
    words = _BREAKS.sub("，", query.rest).strip("，")
    return words if len(words) <= LONGEST else ""

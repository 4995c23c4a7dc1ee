"""From a question to a cited answer: the whole journey, one list of steps, one table of strategies."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.base import Base
from knowledge.answering.beside import answer_beside
from knowledge.answering.beyond import answer_beyond
from knowledge.answering.breakdown import answer_breakdown
from knowledge.answering.cell import answer_cell, decline_row
from knowledge.answering.channels import answer_channels
from knowledge.answering.clarify import clarify_agency, clarify_indicator, clarify_second
from knowledge.answering.comparison import answer_comparison
from knowledge.answering.context import Context
from knowledge.answering.counted import decline_average, decline_part_of_year, decline_uncounted
from knowledge.answering.decline import decline_agency, decline_content, decline_foreign, decline_scope, decline_year
from knowledge.answering.faq import answer_faq
from knowledge.answering.findings import answer_findings
from knowledge.answering.greeting import answer_greeting
from knowledge.answering.held import answer_held
from knowledge.answering.maintained import shelf_of
from knowledge.answering.meaning import answer_by_meaning
from knowledge.answering.narrative import answer_narrative
from knowledge.answering.nearest import decline_nearest
from knowledge.answering.nil import answer_nil
from knowledge.answering.one_side import answer_one_side
from knowledge.answering.onward import lead_on
from knowledge.answering.rambling import hearts_of
from knowledge.answering.ranking import answer_ranking
from knowledge.answering.ratio import answer_ratio
from knowledge.answering.resumed import accepts, in_full, words_kept
from knowledge.answering.stated_series import answer_stated_series
from knowledge.answering.statement import answer_statement
from knowledge.answering.threshold import answer_threshold
from knowledge.answering.total import answer_total
from knowledge.clock import today
from knowledge.errors import BadQuestion, GateRefusal
from knowledge.search import words_of
from knowledge.store import Store
from knowledge.understanding import Query, understand
from knowledge.understanding.followup import remember
from knowledge.understanding.normalise import normalise

__all__ = ["STRATEGIES", "Answerer", "Reply"]

logger = logging.getLogger(__name__)

LONGEST = 500
"""Characters of the longest question taken; design §6."""

GOVERNMENTS = ("人民政府", "管委会", "管理委员会", "人民政府办公厅", "人民政府办公室")
"""What the name of a place's government, or of the office that reports for it, ends with."""

_AGAINST_LAST_YEAR = re.compile("(?:比|较|对比|相比|和|跟|与)(?:去年|上一?年)(?:度|同期|相比)?(?!的报告)")

Strategy = Callable[[Context], Answer | None]

STRATEGIES: tuple[Strategy, ...] = (
    decline_scope,
    answer_greeting,
    answer_held,
    answer_beside,
    answer_faq,
    decline_agency,
    clarify_second,
    decline_year,
    answer_findings,
    decline_part_of_year,
    answer_threshold,
    answer_ratio,
    answer_beyond,
    answer_breakdown,
    answer_ranking,
    answer_total,
    answer_stated_series,
    answer_comparison,
    answer_one_side,
    answer_cell,
    decline_average,
    answer_narrative,
    answer_nil,
    decline_uncounted,
    answer_channels,
    answer_statement,
    decline_foreign,
    clarify_agency,
    clarify_indicator,
    answer_by_meaning,
    decline_row,
    decline_nearest,
    decline_content,
)
"""Tried in this order; the first that has an answer gives it. The last always has one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, what the conversation is about now, and the id under which the answer replays.

    The same question on the same base with the same memory has the same id and the same answer.
    """

    answer: Answer
    memory: dict[str, Any]
    id: str


class Answerer:
    """Answers questions from a store. Thread-safe; keeps the heads of what is held in memory.

    ``today`` is the clock by which 去年 is understood: China's, unless another is given.
    """

    def __init__(self, store: Store, today: Callable[[], date] = today) -> None:
        self.store = store
        self._today = today
        self._base: Base | None = None

    def answer(
        self,
        question: str,
        *,
        memory: Mapping[str, Any] | None = None,
        agency: str | None = None,
        year: int | None = None,
    ) -> Reply:
        """Answer a question.

        ``agency`` and ``year`` are where the asker stands, meant unless the question says otherwise.

        Raises BadQuestion for a blank or over-long question.
        """
        question, memory = checked(question), memory or {}
        context, answer = self._understood(question, memory, agency, year)
        query, base, today = context.query, context.base, context.today
        spoken, kinds = spoken_of(query, answer), sets_kinds_in_order(answer)
        kept = remember(spoken, memory, figure_of(query, answer), years_of(answer), kinds=kinds)
        return Reply(
            answer,
            kept if kept == memory else {**kept, "words": words_kept(query, answer)},
            _id(question, memory, agency, year, base.revision, today if shelf_of(context).timed else today.year),
        )

    def _understood(
        self, question: str, memory: Mapping[str, Any], agency: str | None, year: int | None
    ) -> tuple[Context, Answer]:
        """Answer a question as it stands; of a tale what it asks, and a short one that leans on the last in full."""
        for heart in hearts_of(question):
            context = self.context(heart, memory=memory, agency=agency, year=year)
            if (answer := first_answer(context)).kind not in (Kind.NONE, Kind.CLARIFY):
                return context, answer
        context = self.context(question, memory=memory, agency=agency, year=year)
        answer = first_answer(context)
        if full := in_full(question, context.query, memory, answer):
            whole = self.context(full, memory=memory, agency=agency, year=year)
            if accepts(context.query, memory, found := first_answer(whole), answer):
                return whole, found
        return context, answer

    def context(
        self,
        question: str,
        *,
        memory: Mapping[str, Any] | None = None,
        agency: str | None = None,
        year: int | None = None,
    ) -> Context:
        """Return a question as understood, with what is held: what every strategy starts from."""
        base, today = self._current_base(), self._today()
        query = understand(question, base.index, today=today, memory=memory or {}, year=year)
        return Context(self.store, base, within(query, base, agency, year), today)

    def _current_base(self) -> Base:
        base = self._base
        if base is None or base.revision != self.store.revision():
            base = self._base = Base.of(self.store)
        return base


def first_answer(context: Context) -> Answer:
    """Return the first answer that a strategy has. One that the gate refuses is not sent: it is logged and declined."""
    for strategy in STRATEGIES:
        try:
            found = strategy(context)
        except GateRefusal:
            logger.exception("the gate refused the answer of %s", strategy.__name__)
            found = decline_content(context)
        if found:
            return lead_on(context, found)
    raise AssertionError("the last strategy always answers")


def checked(question: str) -> str:
    """Return a question fit to be answered. Raises BadQuestion where it is blank or too long."""
    question = question.strip()
    if not question:
        raise BadQuestion("请输入问题。")
    if len(question) > LONGEST:
        raise BadQuestion(f"问题太长（{len(question)}字），请缩短到{LONGEST}字以内。")
    return question


def within(query: Query, base: Base, agency: str | None, year: int | None) -> Query:
    """Return the query with agency and year taken from where the asker stands, if the question names none.

    Where only one agency is held there is nothing to choose.
    """
    named = query.agencies or query.rivals or query.near or query.foreign or query.every_agency
    if not named:
        chosen = base.index.find(agency) if agency else ()
        if agency and not chosen:
            return replace(query, foreign=normalise(agency))
        if not agency and len(base.agencies) == 1:
            chosen = tuple(base.agencies)
        query = replace(query, agencies=chosen[:1]) if len(chosen) == 1 else replace(query, rivals=chosen)
        query = replace(query, carried=query.carried | {"scope"})
    if year is not None and not (query.years or query.every_year or query.first_held):
        query = replace(query, years=(year,), year_said=True)
    return _by_first(_by_newest(_against_newest(_by_government(_by_year(query, base), base), base), base), base)


def _by_first(query: Query, base: Base) -> Query:
    """Take 最早一年 for the first year held of the agency."""
    held = base.agencies[query.agencies[0]].years if len(query.agencies) == 1 else ()
    return replace(query, years=(*query.years, *held[:1]), year_said=True) if query.first_held and held else query


def _against_newest(query: Query, base: Base) -> Query:
    """Take 比去年 for the year before the newest that is held, where last year's own report is not there yet."""
    held = {base.agencies[key].years[-1] for key in query.agencies if base.agencies[key].years}
    if len(held) != 1 or len(query.years) != 1 or not _AGAINST_LAST_YEAR.search(query.text):
        return query
    newest = max(held)
    if newest >= query.years[0]:
        return query
    return replace(query, years=(newest, newest - 1), year_said=False)


def _by_newest(query: Query, base: Base) -> Query:
    """Take 近三年 for the newest three that are held, where only the report of last year is not there yet.

    The year that is missing is named in the answer all the same.
    """
    if not query.recent or not query.agencies:
        return query
    last = min((base.agencies[key].years[-1] for key in query.agencies if base.agencies[key].years), default=0)
    years = tuple(range(last - query.recent + 1, last + 1))
    held = all(base.report(key, year) for key in query.agencies for year in years)
    if not held or not (query.of_held or query.years[-1] - 1 <= last < query.years[-1]):
        return query
    beyond = () if query.of_held else tuple(year for year in query.years if year > last)
    return replace(query, years=years, beyond=beyond)


def _by_government(query: Query, base: Base) -> Query:
    """Take a place that is named alone for its government, where that is held."""
    governments = [
        key
        for key in query.near
        if base.agencies[key].name.endswith(GOVERNMENTS)
        and (not query.years or any(base.report(key, year) for year in query.years))
    ]
    return replace(query, agencies=(*query.agencies, *governments)) if len(governments) == 1 else query


def _by_year(query: Query, base: Base) -> Query:
    """Choose among the bodies of one name the only one that has a report of the year asked."""
    holding = [key for key in query.rivals if any(base.report(key, year) for year in query.years)]
    return replace(query, agencies=(*query.agencies, *holding), rivals=()) if len(holding) == 1 else query


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


def years_of(answer: Answer) -> tuple[int, ...]:
    """Return the years of which an answer gives figures, oldest first."""
    return tuple(sorted({figure.year for figure in answer.figures}))


def spoken_of(query: Query, answer: Answer) -> Query:
    """Return the query with the agencies that the answer turned out to be about, where it named none itself."""
    if query.agencies or not answer.citations:
        return query
    return replace(query, agencies=tuple(dict.fromkeys(item.report.agency_id for item in answer.citations)))


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _id(
    question: str, memory: Mapping[str, Any], agency: str | None, year: int | None, revision: int, now: date | int
) -> str:
    key = [question, memory, agency, year, revision, str(now)]
    return sha256(_JSON.encode(key).encode()).hexdigest()[:20]

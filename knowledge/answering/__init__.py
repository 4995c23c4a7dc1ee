"""From a question to a cited answer: the whole journey, one list of steps, one table of strategies.

The rooms of this package, in the order in which a question comes through them:

- ``standing``: whose report is meant, and of which year, where the question leaves that open.
- ``context``, ``base``: what every strategy starts from: the question as understood, and what is held.
- ``conversation/``: the question inside a long tale, a short one put in full with the words of the last; what is kept
  for the next one, and what is offered to go on with.
- ``strategies/``: one file a kind of question. ``STRATEGIES`` below is their order.
- ``tables/``: numbers of the statutory tables, which the strategies read, add up, divide and set in order.
- ``prose/``: numbers of the prose: which one a question asks for, and how it is said.
- ``sentences/``: sentences of the prose: which one answers a question in words.
- ``maintained``: the answers that staff keep, with their live figures.
- ``wording``, ``gate``, ``formula``: every sentence comes from ``wording.toml`` and goes through the number gate.
- ``answer``: what comes out.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.base import Base
from knowledge.answering.context import Context
from knowledge.answering.conversation.long_questions import hearts_of
from knowledge.answering.conversation.memory import after, with_agency
from knowledge.answering.conversation.next_questions import lead_on
from knowledge.answering.conversation.several_questions import both, two_in
from knowledge.answering.conversation.short_questions import accepts, in_full
from knowledge.answering.conversation.supposed_numbers import supposed_in, with_verdict
from knowledge.answering.maintained import shelf_of
from knowledge.answering.names import with_names
from knowledge.answering.standing import within
from knowledge.answering.strategies.above_or_below import answer_above_or_below
from knowledge.answering.strategies.all_of_it import answer_all
from knowledge.answering.strategies.breakdown import answer_breakdown
from knowledge.answering.strategies.cell import answer_cell, decline_row
from knowledge.answering.strategies.channels import answer_channels
from knowledge.answering.strategies.clarify import clarify_agency, clarify_indicator, clarify_rivals
from knowledge.answering.strategies.comparison import answer_comparison
from knowledge.answering.strategies.decline import (
    decline_agency,
    decline_content,
    decline_foreign,
    decline_scope,
    decline_year,
)
from knowledge.answering.strategies.faq import answer_faq
from knowledge.answering.strategies.findings import answer_findings
from knowledge.answering.strategies.gathered import answer_gathered
from knowledge.answering.strategies.greeting import answer_greeting
from knowledge.answering.strategies.held import answer_held
from knowledge.answering.strategies.meaning import answer_by_meaning
from knowledge.answering.strategies.narrative import answer_narrative
from knowledge.answering.strategies.nearest import decline_nearest
from knowledge.answering.strategies.neighbours import answer_neighbour
from knowledge.answering.strategies.nil import answer_nil
from knowledge.answering.strategies.one_side import answer_one_side
from knowledge.answering.strategies.ranking import answer_ranking
from knowledge.answering.strategies.ratio import answer_ratio
from knowledge.answering.strategies.stated_series import answer_stated_series
from knowledge.answering.strategies.statement import answer_statement
from knowledge.answering.strategies.threshold import answer_threshold
from knowledge.answering.strategies.total import answer_total
from knowledge.answering.strategies.uncounted import decline_average, decline_part_of_year, decline_uncounted
from knowledge.answering.wording import words
from knowledge.clock import today
from knowledge.errors import BadQuestion, GateRefusal
from knowledge.store import Store
from knowledge.understanding import understand
from knowledge.understanding.talk import Talk

__all__ = ["STRATEGIES", "Answerer", "Reply"]

logger = logging.getLogger(__name__)

LONGEST = 500
"""Characters of the longest question taken; design §6."""

Strategy = Callable[[Context], Answer | None]

STRATEGIES: tuple[Strategy, ...] = (
    # What is no question about a report, and what needs none.
    decline_scope,
    answer_greeting,
    answer_held,
    answer_neighbour,
    answer_gathered,
    answer_faq,
    # Whose report, and of which year.
    decline_agency,
    clarify_rivals,
    decline_year,
    # Numbers of the tables: the more a question asks beside the number, the earlier its strategy.
    answer_findings,
    decline_part_of_year,
    answer_threshold,
    answer_all,
    answer_ratio,
    answer_above_or_below,
    answer_breakdown,
    answer_ranking,
    answer_total,
    answer_stated_series,
    answer_comparison,
    answer_one_side,
    answer_cell,
    # Numbers of the prose, then its words.
    decline_average,
    answer_narrative,
    answer_nil,
    decline_uncounted,
    answer_channels,
    answer_statement,
    # Nothing answers it as it stands: what is missing is asked back, else it is declined with what is nearest.
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
        with self.store.snapshot():
            context, answer, kept = self._answered(question, memory, agency, year)
            base, today = context.base, context.today
            timed = today if shelf_of(context).timed else today.year
            return Reply(answer, kept, _id(question, memory, agency, year, base.revision, timed))

    def _answered(
        self, question: str, memory: Mapping[str, Any], agency: str | None, year: int | None
    ) -> tuple[Context, Answer, dict[str, Any]]:
        """Answer a question, of two in one both, and return what the conversation is about then."""
        if (supposed := supposed_in(question)) is not None:
            context, answer, kept = self._answered(supposed.plain, memory, agency, year)
            if told := with_verdict(supposed, answer):
                return context, told, kept
        context, answer = self._understood(question, memory, agency, year)
        if two := two_in(question):
            _, first, between = self._answered(two[0], memory, agency, year)
            then, second, kept = self._answered(two[1], between, agency, year)
            if told := both(answer, first, second):
                return then, told, kept
        return context, answer, after(Talk.of(memory), context.query, answer).stored()

    def _understood(
        self, question: str, memory: Mapping[str, Any], agency: str | None, year: int | None
    ) -> tuple[Context, Answer]:
        """Answer a question as it stands; of a tale what it asks, and a short one that leans on the last in full."""
        told = self.context(question, memory=memory, agency=agency, year=year)
        # The sentence that asks may lean on a body that is named elsewhere in the tale, and is not held.
        for heart in () if told.query.foreign else hearts_of(question):
            context = self.context(heart, memory=with_agency(memory, told.query), agency=agency, year=year)
            if (answer := first_answer(context)).kind not in (Kind.NONE, Kind.CLARIFY):
                return context, answer
        context, answer = told, first_answer(told)
        talk = Talk.of(memory)
        if full := in_full(question, context.query, talk, answer):
            whole = self.context(full, memory=memory, agency=agency, year=year)
            if accepts(context.query, talk, found := first_answer(whole), answer):
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
        context = Context(self.store, base, within(query, base, agency, year), today)
        named = with_names(context.query, self.store, base, context.reports)
        return context if named is context.query else replace(context, query=named)

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
        raise BadQuestion(words("question.blank"))
    if len(question) > LONGEST:
        raise BadQuestion(words("question.too_long", length=len(question), longest=LONGEST))
    return question


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _id(
    question: str, memory: Mapping[str, Any], agency: str | None, year: int | None, revision: int, now: date | int
) -> str:
    key = [question, memory, agency, year, revision, str(now)]
    return sha256(_JSON.encode(key).encode()).hexdigest()[:20]

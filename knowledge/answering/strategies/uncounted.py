"""Strategies: declining what the tables do not count: 罚了多少钱, 多少人被罚, 平均多少个工作日, 上半年多少件."""

from __future__ import annotations

import re
from functools import cache

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.conversation.suggestions import value_question
from knowledge.answering.strategies.decline import decline_content
from knowledge.answering.tables.other_measures import is_uncounted
from knowledge.answering.tables.readings import subject_label, unit_of
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_AVERAGE = turn("average")


def decline_uncounted(context: Context) -> Answer | None:
    """Say that decisions are counted, and neither money nor people; None where nothing of the kind is asked."""
    query, reports = context.query, context.reports
    if len(reports) != 1 or not query.indicators or not is_uncounted(query):
        return None
    report, indicator = reports[0], query.indicators[0]
    composition = Composition(context)
    agency, year, label = said_agency(report), said_year(report), subject_label(indicator)
    composition.say("none.uncounted", agency=agency, year=year, label=label, unit=unit_of(indicator))
    composition.suggest(value_question(report, label))
    return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)


def decline_average(context: Context) -> Answer | None:
    """Say that a report has no such average: the year's number is none, and the prose states none either."""
    query, reports = context.query, context.reports
    if "average" not in query.asks or not query.indicators or query.content or len(reports) != 1:
        return None
    if any(_AVERAGE.search(one.text) for one in context.store.reports.passages(reports[0].version_id)):
        return None
    return decline_content(context)


def decline_part_of_year(context: Context) -> Answer | None:
    """Say that the tables count whole years; None where no part of one is asked about, or the prose tells of it."""
    query, reports = context.query, context.reports
    match = _part_of_year().search(query.rest) if query.indicators and len(reports) == 1 else None
    if match is None or any(match[0] in one.text for one in context.store.reports.passages(reports[0].version_id)):
        return None
    composition = Composition(context)
    agency, year, label = said_agency(reports[0]), said_year(reports[0]), subject_label(query.indicators[0])
    composition.say("none.part_of_year", agency=agency, year=year, label=label)
    return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)


@cache
def _part_of_year() -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["part_of_year"]["patterns"]))

"""What is asked in a measure that the rows named do not count: 罚了多少钱, 多少人被罚, 平均多少个工作日."""

from __future__ import annotations

import re
from functools import cache

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.decline import decline_content
from knowledge.answering.readings import subject_label, unit_of
from knowledge.answering.wording import words
from knowledge.understanding.query import Query
from knowledge.vocabulary import load

MONEY = frozenset({"元", "万元"})
_AVERAGE = re.compile("平均|均值|[年月日人]均")
_COUNTS_INFORMATION = re.compile(r"(?<!申请)(?<!申请公开)信息[^，]{0,8}(?:多少|几)条|(?:多少|几)条[^，]{0,8}信息")
"""政府采购信息公开了多少条 asks for pieces of information, which only the statistics before 2019 count in a row."""


def asks_for_other(query: Query) -> bool:
    """Tell whether another measure is asked for than the one in which the rows named are counted."""
    if not query.indicators:
        return False
    units = {unit_of(name) for name in query.indicators}
    if _COUNTS_INFORMATION.search(query.rest) and "条" not in units:
        return True
    other = _other().search(query.text)
    return (other is not None and not units & MONEY and other["unit"] not in units) or _is_uncounted(query)


def decline_uncounted(context: Context) -> Answer | None:
    """Say that decisions are counted, and neither money nor people; None where nothing of the kind is asked."""
    query, reports = context.query, context.reports
    if len(reports) != 1 or not query.indicators or not _is_uncounted(query):
        return None
    report, indicator = reports[0], query.indicators[0]
    composition = Composition(context)
    agency, year, label = said_agency(report), said_year(report), subject_label(indicator)
    composition.say("none.uncounted", agency=agency, year=year, label=label, unit=unit_of(indicator))
    text = words("suggest.value")
    composition.suggest(text.format(agency=report.agency, year=report.year, label=label))
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


def _is_uncounted(query: Query) -> bool:
    names = query.indicators
    if not any(unit_of(name) in MONEY for name in names) and _pattern("money").search(query.text):
        return True
    of = load("asks")["counted"]["people_of"]
    return all(name.partition(".")[0] in of for name in names) and bool(_pattern("people").search(query.text))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["counted"][name]))


@cache
def _other() -> re.Pattern[str]:
    """Return how a question asks for what is no number of requests, decisions or documents."""
    units = sorted(load("asks")["counted"]["never"], key=len, reverse=True)
    return re.compile(f"(?:多少|几)(?P<unit>{'|'.join(map(re.escape, units))})(?!钱)")

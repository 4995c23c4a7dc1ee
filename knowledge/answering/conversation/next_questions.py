"""Where an answer offers nothing to go on with: questions that lead on from it, each of which is answered.

No answer ends in a wall. After a refusal they lead to what is held; after a row of years or a ranking, to the numbers
behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Context
from knowledge.answering.conversation.suggestions import LEADS
from knowledge.answering.tables.readings import read, subject_label
from knowledge.answering.wording import words
from knowledge.records import HeldReport

MOST = 4
_BEGIN = ("requests.new", "outcomes.granted")
"""What most people come for."""
_LOOKED_AT = 20
"""So many reports are looked into for two that can be set side by side, however many are held."""
_OWN = frozenset({Kind.FAQ, Kind.CLARIFY})
"""The staff's answer is theirs as it is; a question in return has its choices."""
_SEVERAL = frozenset({Kind.TREND, Kind.RANKING, Kind.COMPARISON})


def lead_on(context: Context, answer: Answer) -> Answer:
    """Return an answer with questions to go on with, where its strategy offered none."""
    if answer.suggestions or answer.kind in _OWN:
        return answer
    report = _about(context, answer)
    if report is None:
        return answer
    offered = dict.fromkeys(_series(context, answer, report) if answer.kind in _SEVERAL else _start(context, report))
    asked = context.query.text
    return replace(
        answer, suggestions=tuple(islice((each for each in offered if each.rstrip("？") not in asked), MOST))
    )


def _about(context: Context, answer: Answer) -> HeldReport | None:
    """Return the report that an answer is about: of those cited the newest of the first agency, else the likeliest."""
    cited = [citation.report for citation in answer.citations]
    if cited:
        return max((report for report in cited if report.agency_id == cited[0].agency_id), key=lambda each: each.year)
    base = context.base
    if context.reports:
        return context.reports[0]
    # Of a body or a year that is not held nothing can be asked: its nearest neighbour here is the agency's newest.
    agencies = [key for key in context.query.agencies if base.agencies[key].years]
    likeliest = agencies[0] if agencies else base.longest_held
    return None if likeliest is None else base.newest(likeliest)


def _start(context: Context, report: HeldReport) -> Iterator[str]:
    """Offer the row that was asked of the report after all, if it has it, then what most people come for."""
    yield from _values(context, report, [*context.query.indicators[:1], *_BEGIN])
    yield from _trend(context, report, "requests.new")
    yield from _ranking(context, report.year, "requests.new")


def _series(context: Context, answer: Answer, report: HeldReport) -> Iterator[str]:
    """Offer what lies beside a row of numbers: the years of one agency, all agencies of one year, the next rows."""
    first = answer.figures[0].indicator if answer.figures else None
    indicator = first or "requests.new"
    if answer.kind is Kind.TREND:
        yield from _change(context, report, indicator)
    else:
        yield from _trend(context, report, indicator)
    if answer.kind is Kind.RANKING:
        yield from _ranking(context, report.year - 1, indicator)
    told = {figure.indicator for figure in answer.figures if figure.year == report.year}
    yield from _values(context, report, [name for name in (*LEADS.get(indicator, ()), *_BEGIN) if name not in told])


def _values(context: Context, report: HeldReport, indicators: Sequence[str]) -> Iterator[str]:
    for indicator in indicators:
        if _has(context, report, indicator):
            yield _said("value", report, indicator)


def _trend(context: Context, report: HeldReport, indicator: str) -> Iterator[str]:
    years = context.base.agencies[report.agency_id].years
    reports = (found for year in years if (found := context.base.report(report.agency_id, year)))
    if _two(context, reports, indicator):
        yield _said("trend", report, indicator)


def _change(context: Context, report: HeldReport, indicator: str) -> Iterator[str]:
    before = context.base.report(report.agency_id, report.year - 1)
    if before and _two(context, (before, report), indicator):
        yield _said("change", report, indicator)


def _ranking(context: Context, year: int, indicator: str) -> Iterator[str]:
    # Who stands at one agency's portal did not come for the others.
    reports = () if "scope" in context.query.carried else context.base.of_year(year)
    if _two(context, reports, indicator):
        yield _said("ranking", reports[0], indicator)


def _two(context: Context, reports: Iterator[HeldReport] | Sequence[HeldReport], indicator: str) -> bool:
    """Tell whether two reports at least give a number, so that they can be set side by side."""
    giving = (report for report in islice(reports, _LOOKED_AT) if _has(context, report, indicator, compared=True))
    return len(list(islice(giving, 2))) == 2


def _has(context: Context, report: HeldReport, indicator: str, *, compared: bool = False) -> bool:
    return read(context, report, indicator, compared=compared).value is not None


def _said(key: str, report: HeldReport, indicator: str) -> str:
    label = subject_label(indicator, "total")
    return words(f"suggest.{key}", agency=report.agency, year=report.year, label=label)

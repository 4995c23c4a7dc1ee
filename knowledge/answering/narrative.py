"""Strategy: a number of the narrative, found by what it is about, given with the sentence that states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.answering.answer import Answer, AnswerFigure, Kind
from knowledge.answering.asked import wants_figure
from knowledge.answering.comparison import asks_size
from knowledge.answering.context import Composition, Context, said_agency, said_span, said_year
from knowledge.answering.fitting import Found, best_figure
from knowledge.answering.gate import Check, Computed, Said, Span
from knowledge.numerals import format_number
from knowledge.records import Figure, HeldReport, Operand, Severity
from knowledge.understanding.query import Query

_TWO = re.compile(
    r"(?P<first>[\u4e00-\u9fff]{2,8}?)(?:和|与|跟|及|以及|、)(?P<second>[\u4e00-\u9fff]{2,8}?)(?=一?共|总共|合计|加起来|分别|各)"
)
"""Two things that a question wants counted together (微博和微信一共发布多少条) or each for itself."""


def answer_narrative(context: Context) -> Answer | None:
    """Answer a question for a number that the prose states; None where none fits well enough."""
    if context.query.foreign or (not wants_figure(context.query) and not context.query.recalled):
        return None
    if subjects := _subjects(context.query):
        return _several(context, subjects)
    found = [best for report in candidates(context) if (best := best_figure(context, report))]
    if not found:
        return None
    if len(found) > 1 and len(context.reports) > 1:
        return _series(context, found)
    if len(context.query.years) > len(found) and context.query.year_span:
        # A single year is no answer to a question for several; another year's figure may stand in the same text.
        return None
    best = max(found, key=lambda item: item.score)
    composition = Composition(context)
    say_figure(composition, best)
    _note(composition, best)
    return composition.finish(Kind.FIGURE, value=best.figure.value, unit=best.figure.unit or None)


def _subjects(query: Query) -> tuple[str, ...]:
    """Return the question's words for each of the things that it wants counted together or apart, if it names two."""
    match = _TWO.search(query.rest)
    if match is None:
        return ()
    return tuple(query.rest.replace(match[0], match[name], 1) for name in ("first", "second"))


def _several(context: Context, subjects: Sequence[str]) -> Answer | None:
    """Give the figure of each subject, and their sum where it is asked for; None where one of them has no figure."""
    reports = candidates(context)
    whole = best_figure(context, reports[0]) if len(reports) == 1 else None
    found = [
        best
        for rest in subjects
        for report in reports[:1]
        if (best := best_figure(replace(context, query=replace(context.query, rest=rest)), report))
    ]
    if len(reports) != 1 or len(found) != len(subjects) or len({item.figure.unit for item in found}) > 1:
        return None
    composition = Composition(context)
    if len({item.figure for item in found}) == 1 and whole:
        # 微博和微信共发布5396条: the report has counted them together.
        say_figure(composition, whole)
        return composition.finish(Kind.FIGURE, value=whole.figure.value, unit=whole.figure.unit or None)
    for item in found:
        say_figure(composition, item)
    return _sum(composition, found) if "sum" in context.query.asks else composition.finish(Kind.COMPARISON)


def _sum(composition: Composition, found: Sequence[Found]) -> Answer:
    formula = " + ".join(format_number(item.figure.value) for item in found)
    computed = Computed(formula, {format_number(item.figure.value): span_of(item) for item in found})
    value = sum((item.figure.value for item in found), Decimal())
    unit, size = found[0].figure.unit, format_number(value)
    composition.say("figure.formula", formula=Said(formula, computed), value=Said(size, computed), unit=unit)
    return composition.finish(Kind.FIGURE, value=value, unit=unit or None, formula=f"{formula} = {size}")


def candidates(context: Context) -> tuple[HeldReport, ...]:
    """Return the reports whose text may hold the answer: those asked about, or those of the place that is named."""
    if context.query.every_agency and len(context.query.agencies) == 1:
        # 某厅2023年申请最多的是哪几个市: what its report says of other bodies.
        return tuple(report for report in context.reports if report.agency_id in context.query.agencies)
    if context.reports:
        return context.reports
    if context.query.quoted and not (context.query.agencies or context.query.rivals or context.query.near):
        return _naming(context, context.query.quoted)
    keys = context.query.agencies or context.query.rivals or context.query.near
    years = context.query.years
    found = (
        context.base.report(key, year) if year else context.base.newest(key) for key in keys for year in years or (0,)
    )
    return tuple(report for report in found if report)


def _naming(context: Context, names: Sequence[str]) -> tuple[HeldReport, ...]:
    """Return the reports that have the names in the question in their text: “健康澄浦”公众号 is one agency's only."""
    query, base = context.query, context.base
    if query.foreign or query.every_agency:
        return ()
    found = context.store.reports.holding(names)
    reports = [report for report in found if not query.years or report.year in query.years]
    if len({report.agency_id for report in reports}) != 1:
        return ()
    years = query.years or (max(report.year for report in reports),)
    return tuple(held for year in years if (held := base.report(reports[0].agency_id, year)))


def say_figure(composition: Composition, found: Found) -> None:
    """Say the sentence that states a figure, once where it states several, and add the figure, cited."""
    citation = composition.cite_text(found.report, found.passage, found.start, found.end)
    figure = found.figure
    composition.figures.append(
        AnswerFigure(
            found.report.agency,
            found.report.year,
            None,
            f"{figure.subject}·{figure.measure}" if figure.subject else figure.measure,
            None,
            figure.value,
            figure.unit,
            figure.printed,
            citation.id,
        )
    )
    quote = said_span(found.report, found.passage, *_trimmed(found))
    if quote not in composition.pieces:
        composition.say("narrative.quote", agency=said_agency(found.report), year=said_year(found.report), quote=quote)


def _trimmed(found: Found) -> tuple[int, int]:
    text = found.passage.text[found.start : found.end]
    return found.start + len(text) - len(text.lstrip()), found.end - (len(text) - len(text.rstrip()))


def _note(composition: Composition, found: Found) -> None:
    if found.figure.qualifier != "exact":
        composition.note(f"narrative.{found.figure.qualifier}")
    for finding in composition.context.store.facts.findings(found.report.version_id):
        if finding.severity is not Severity.INFO and any(
            _covers(operand, found.figure) for operand in finding.operands
        ):
            composition.note("note.finding", message=Said(finding.message, Check(found.report)))


def _covers(operand: Operand, figure: Figure) -> bool:
    """Tell whether a check of the prose compared a figure."""
    if operand.passage != figure.passage or operand.start is None or operand.end is None:
        return False
    return operand.start <= figure.start and figure.end <= operand.end


def _series(context: Context, found: Iterable[Found]) -> Answer:
    composition = Composition(context)
    by_year = len(context.query.agencies) <= 1
    ordered = sorted(found, key=lambda item: item.report.year) if by_year else list(found)
    for item in ordered:
        say_figure(composition, item)
    if len(ordered) == 2 and "difference" in context.query.asks:
        return _difference(composition, *(ordered if by_year else ordered[::-1]))
    return composition.finish(Kind.TREND if by_year else Kind.COMPARISON)


def _difference(composition: Composition, first: Found, second: Found) -> Answer:
    """Say by how much two figures of the prose differ, later less earlier, first named less second."""
    value = second.figure.value - first.figure.value
    greater, less = (second, first) if value >= 0 else (first, second)
    formula = f"{format_number(greater.figure.value)} − {format_number(less.figure.value)}"
    computed = Computed(formula, {format_number(item.figure.value): span_of(item) for item in (first, second)})
    size = format_number(abs(value))
    composition.say(
        "figure.formula", formula=Said(formula, computed), value=Said(size, computed), unit=first.figure.unit
    )
    asked_size = value < 0 and asks_size(composition.context.query.text)
    return composition.finish(
        Kind.COMPARISON,
        value=abs(value) if asked_size else value,
        unit=first.figure.unit or None,
        formula=f"{formula} = {size}",
    )


def span_of(found: Found) -> Span:
    """Return the evidence for a figure: where it stands and what it comes to."""
    figure = found.figure
    return Span(found.report, figure.passage, figure.start, figure.end, figure.value)

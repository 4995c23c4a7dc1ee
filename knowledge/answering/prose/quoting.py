"""Saying numbers of the prose: the sentence that states one, cited; and in which reports to look for it."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.answer import AnswerFigure
from knowledge.answering.context import Composition, Context, said_agency, said_span, said_year
from knowledge.answering.gate import Check, Said, Span
from knowledge.answering.prose.fitting import Found
from knowledge.answering.wording import words
from knowledge.records import Figure, HeldReport, Operand, Severity
from knowledge.vocabulary.turns import turn

_ACCOUNT = turn("opening_account")


def candidates(context: Context) -> tuple[HeldReport, ...]:
    """Return the reports whose text may hold the answer: those asked about, or those of the place that is named."""
    if context.query.every_agency and len(context.query.agencies) == 1:
        # 某厅2023年申请最多的是哪几个市: what its report says of other bodies.
        mine = tuple(report for report in context.reports if report.agency_id in context.query.agencies)
        return _that_name(context, mine) or mine
    if context.reports:
        return _that_name(context, context.reports) or context.reports
    if not (context.query.agencies or context.query.rivals or context.query.near):
        account = _ACCOUNT.match(context.query.rest)
        if names := context.query.quoted or ((account["name"],) if account else ()):
            return _naming(context, names)
    keys = context.query.agencies or context.query.rivals or context.query.near
    years = context.query.years
    found = (
        context.base.report(key, year) if year else context.base.newest(key) for key in keys for year in years or (0,)
    )
    return tuple(report for report in found if report)


def _that_name(context: Context, reports: Sequence[HeldReport]) -> tuple[HeldReport, ...]:
    """Return the newest report that has the quoted name, where no year is said and the newest of all lacks it."""
    query = context.query
    if query.years or not query.quoted or len({report.agency_id for report in reports}) != 1:
        return ()
    newest = max(reports, key=lambda report: report.year)
    holding = [item for item in context.store.reports.holding(query.quoted) if item.agency_id == newest.agency_id]
    if not holding or any(item.id == newest.id for item in holding):
        return ()
    return (max(holding, key=lambda item: item.year),)


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


def say_figure(composition: Composition, found: Found, year: int | None = None) -> None:
    """Say the sentence that states a figure, once where it states several, and add the figure, cited.

    ``year`` is the one that the report tells of, where that need not be its own: the label names it.
    """
    citation = composition.cite_text(found.report, found.passage, found.start, found.end)
    figure = found.figure
    label = f"{figure.subject}·{figure.measure}" if figure.subject else figure.measure
    composition.figures.append(
        AnswerFigure(
            found.report.agency,
            found.report.year,
            None,
            words("label.of_year", year=year, label=label) if year else label,
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


def note_figure(composition: Composition, found: Found) -> None:
    """Note that a number is softened in print, and what a check of the prose found about it."""
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


def span_of(found: Found) -> Span:
    """Return the evidence for a figure: where it stands and what it comes to."""
    figure = found.figure
    return Span(found.report, figure.passage, figure.start, figure.end, figure.value)

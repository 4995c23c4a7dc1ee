"""What the checks found, said where it touches an answer, and as an answer of its own."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.gate import Check, Said
from knowledge.answering.prose.fitting import best_figure
from knowledge.answering.prose.quoting import say_figure
from knowledge.answering.tables.quantity import add_operands, cell_of, say_formula, say_quantity
from knowledge.answering.tables.readings import Reading, read
from knowledge.records import Finding, HeldReport, Severity
from knowledge.search import words_of


def note_findings(composition: Composition, reading: Reading) -> None:
    """Add the failed checks in which one of the reading's cells takes part, but for those that the answer says."""
    said = {piece.text for piece in composition.pieces}
    for finding in _touching(composition, reading):
        if finding.message in said:
            continue
        composition.note("note.finding", message=Said(finding.message, Check(reading.report)))


def say_findings(composition: Composition, reading: Reading) -> None:
    """Say, with both sides cited, where another number stands against the one cell that was asked for."""
    for finding in _touching(composition, reading):
        composition.say("note.finding", message=Said(finding.message, Check(reading.report)))
        cite_operands(composition, reading.report, finding)


def _touching(composition: Composition, reading: Reading) -> list[Finding]:
    touched = {(fact.indicator, fact.applicant) for fact in reading.facts}
    return [
        finding
        for finding in composition.context.store.facts.findings(reading.report.version_id)
        if finding.severity is not Severity.INFO
        and any(touched.intersection(operand.facts) for operand in finding.operands)
    ]


def answer_findings(context: Context) -> Answer | None:
    """Answer whether a report's numbers agree with each other; None where that is not asked."""
    query = context.query
    if not (query.asks >= {"prose", "table"} or "findings" in query.asks) or len(context.reports) != 1:
        return None
    report = context.reports[0]
    found = _asked(context, context.store.facts.findings(report.version_id))
    composition = Composition(context)
    if not found and query.indicators:
        return _both_sides(composition, report)
    if not found and query.content:
        # 业务类、政务类加起来等于总数吗: a sum that no check tells of is for the reader of the sentence.
        return None
    agency, year = said_agency(report), said_year(report)
    composition.say("findings.head" if found else "findings.none", agency=agency, year=year)
    for finding in found:
        composition.say("findings.item", message=Said(finding.message, Check(report)))
        cite_operands(composition, report, finding)
    return composition.finish(Kind.LIST if len(found) > 1 else Kind.STATEMENT)


def _both_sides(composition: Composition, report: HeldReport) -> Answer | None:
    """Say what the table and what the prose give, where no check failed; None where one of them gives nothing."""
    context = composition.context
    query = context.query
    cells = (
        cell_of(read(context, report, name, who)) for name in query.indicators for who in query.applicants or ("total",)
    )
    quantities = [cell for cell in cells if cell.value is not None]
    stated = best_figure(context, report)
    if not quantities or stated is None:
        return None
    for quantity in quantities:
        add_operands(composition, quantity)
        say_quantity(composition, quantity, "findings.table")
        if quantity.computed:
            say_formula(composition, quantity.computed)
    say_figure(composition, stated)
    same = any(quantity.value == stated.figure.value for quantity in quantities)
    composition.say("findings.same" if same else "findings.other")
    return composition.finish(Kind.COMPARISON, value=quantities[0].value, unit=quantities[0].unit)


def cite_operands(composition: Composition, report: HeldReport, finding: Finding) -> None:
    """Cite both sides of a check; of a sum only what adds to it, a zero is seen in the table that they open."""
    store = composition.context.store
    for operand in finding.operands:
        held = composition.context.base.report(report.agency_id, operand.year) if operand.year else report
        for indicator, applicant in operand.facts if held else ():
            fact = store.facts.get(held.version_id, indicator, applicant) if held else None
            adds = fact is not None and (fact.value != 0 or len(operand.facts) == 1)
            if fact and held and adds:
                composition.cite_cell(held, fact)
        if operand.passage is not None:
            passage = store.reports.passage(report.version_id, operand.passage)
            if passage:
                composition.cite_text(report, passage, operand.start or 0, operand.end or len(passage.text))


def _asked(context: Context, findings: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings that a question is about: those of the rows it names, else all."""
    query = context.query
    found = [finding for finding in findings if finding.severity is not Severity.INFO]
    if not query.indicators:
        return found
    touched = [finding for finding in found if _touches(finding, query.indicators, query.applicants)]
    return touched or [finding for finding in found if _is_told_of(finding, words_of(query))]


def _is_told_of(finding: Finding, words: Sequence[str]) -> bool:
    """Tell whether a question is about a check of the prose against itself: two of its words stand in the message."""
    if any(operand.facts for operand in finding.operands):
        return False
    return sum(word in finding.message for word in words) > 1


def _touches(finding: Finding, indicators: tuple[str, ...], applicants: tuple[str, ...]) -> bool:
    for operand in finding.operands:
        for indicator, applicant in operand.facts:
            stem = indicator.rpartition(".")[0]
            if any(indicator == name or indicator.startswith(f"{name}.") or stem == name for name in indicators):
                return not applicants or applicant in applicants
    return False

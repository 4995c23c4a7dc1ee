"""Strategy: one figure of a table, or the sum that the form does not print, with what one must know beside it."""

from __future__ import annotations

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import (
    Composition,
    Context,
    said_agency,
    said_printed,
    said_value,
    said_year,
)
from knowledge.answering.decline import decline_gap
from knowledge.answering.findings import note_findings
from knowledge.answering.gate import Basis, Cell, Computed, Doubt, Evidence, Said
from knowledge.answering.readings import Reading, read, subject_label
from knowledge.answering.suggestions import suggest_after
from knowledge.numerals import format_number
from knowledge.records import Fact, FactStatus


def answer_cell(context: Context) -> Answer | None:
    """Answer a question for one indicator in one report; None where more, or none, is asked."""
    query, reports = context.query, context.reports
    if len(reports) != 1 or len(query.indicators) != 1 or len(query.applicants) > 1 or not query.wants_table:
        return None
    applicant = query.applicants[0] if query.applicants else "total"
    reading = read(context, reports[0], query.indicators[0], applicant)
    if reading.value is None:
        return decline_gap(context, reading)
    composition = Composition(context)
    say_reading(composition, reading, newest=not query.year_said and "year" not in query.carried)
    add_notes(composition, reading)
    suggest_after(composition, reading)
    return composition.finish(
        Kind.FIGURE, value=reading.value, unit=reading.unit, formula=formula_of(reading) if reading.is_sum else None
    )


def say_reading(composition: Composition, reading: Reading, *, newest: bool) -> None:
    """Say a reading as a sentence, with its figures cited and, for a sum, its formula."""
    if "yes_no" in composition.context.query.asks:
        composition.say("figure.yes" if reading.value else "figure.no")
    for fact in reading.facts:
        composition.figure_of(reading.report, fact)
    key = ("figure.sum" if reading.is_sum else "figure.value") + ("_newest" if newest else "")
    composition.say(
        key,
        agency=said_agency(reading.report),
        year=said_year(reading.report),
        label=subject_label(reading.indicator, reading.applicant),
        value=said_reading(reading),
        unit=reading.unit,
    )
    if reading.is_sum:
        computed = computed_sum(reading)
        composition.say("figure.formula", formula=Said(computed.formula, computed), value=said_reading(reading))


def said_reading(reading: Reading) -> Said:
    """Say a reading's value, carried by its cell or by its formula."""
    assert reading.value is not None
    if reading.is_sum:
        return Said(format_number(reading.value), computed_sum(reading))
    return said_value(reading.report, reading.facts[0])


def formula_of(reading: Reading) -> str:
    """Return the sum as a formula over its cells."""
    return " + ".join(format_number(fact.value) for fact in reading.facts if fact.value is not None)


def computed_sum(reading: Reading) -> Computed:
    """Return the evidence for a sum: each number of the formula with the cell that it stands in."""
    operands: dict[str, Evidence] = {
        format_number(fact.value): Cell(reading.report, fact.indicator, fact.applicant)
        for fact in reading.facts
        if fact.value is not None
    }
    return Computed(formula_of(reading), operands)


def add_notes(composition: Composition, reading: Reading) -> None:
    """Add what one must know: how a cell was settled, the partly granted beside the granted, failed checks, doubts."""
    context, report = composition.context, reading.report
    for fact in reading.facts:
        _note_settled(composition, reading, fact)
    if reading.indicator == "outcomes.granted":
        beside = read(context, report, "outcomes.partly_granted", reading.applicant)
        if beside.value is not None:
            composition.cite_cell(report, beside.facts[0])
            composition.note("note.partly", value=said_reading(beside), unit=beside.unit)
    for reason in report.review:
        composition.note("note.review", reason=Said(reason, Doubt(report)))
    note_findings(composition, reading)


def _note_settled(composition: Composition, reading: Reading, fact: Fact) -> None:
    if fact.status is not FactStatus.SETTLED:
        return
    printed = said_printed(reading.report, fact)
    basis = Said(fact.basis, Basis(reading.report, fact.indicator, fact.applicant))
    if fact.value is not None and fact.printed.strip() == str(fact.value):
        composition.note("note.settled_label", basis=basis)
    else:
        composition.note("note.settled", basis=basis, printed=printed)

"""Strategy: several reports added up (三年一共, 两家合计), and averages: a year, a body, a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context
from knowledge.answering.formula import evaluate
from knowledge.answering.gate import Computed, Count, Days, Evidence, Months, Said, days_of
from knowledge.answering.strategies.comparison import chart_of, note_forms, say_missing_years, say_row
from knowledge.answering.strategies.decline import decline_gap, say_gap
from knowledge.answering.tables.quantity import Quantity, evidence_below, quantities_asked, say_formula
from knowledge.numerals import format_number
from knowledge.records import HeldReport
from knowledge.vocabulary.turns import turn

MOST = 20
"""More reports than this are not added up in an answer: nobody could check so long a sum."""

_EACH = turn("each_for_itself")
_OVER = turn("added_up")
_BY_MONTH = turn("by_month")
_BY_DAY = turn("by_day")
_BY_YEAR = turn("by_year")
_BY_OTHER = turn("by_other")


def answer_total(context: Context) -> Answer | None:
    """Add up, or average; None where neither is asked over reports or months."""
    query = context.query
    added = query.asks & {"sum", "average"} or (query.year_span and "累计" in query.text)
    if query.asks & {"rank", "place", "share", "growth", "difference"} or not added:
        return None
    average = "average" in query.asks
    if average and _BY_OTHER.search(query.text):
        return None
    context = replace(context, query=replace(query, asks=query.asks - {"average"}))
    if average and _BY_MONTH.search(query.text):
        return _by_part(context, by_day=False)
    if average and _BY_DAY.search(query.text):
        return _by_part(context, by_day=True)
    reports = _reports(context, average)
    if len(reports) < 2 or (not average and (_EACH.search(query.text) or not _OVER.search(query.text))):
        return None
    found = [quantities_asked(context, report, compared=True) for report in reports]
    if any(len(one) != 1 or one[0].unit == "%" for one in found):
        return None
    return _answer(context, [one[0] for one in found], average)


def _reports(context: Context, average: bool) -> tuple[HeldReport, ...]:
    query, base = context.query, context.base
    if query.every_agency and not query.agencies:
        years = query.years or base.held_years(base.agencies)[-1:]
        found = tuple(report for year in years for report in base.of_year(year))
        return found if len(found) <= MOST else ()
    if average and not query.years and len(query.agencies) == 1 and _BY_YEAR.search(query.text):
        return tuple(base.reports[query.agencies[0], year] for year in base.agencies[query.agencies[0]].years)
    return context.reports if len(context.reports) <= MOST else ()


def _answer(context: Context, quantities: Sequence[Quantity], average: bool) -> Answer:
    composition = Composition(context)
    by_year = len({quantity.report.agency_id for quantity in quantities}) == 1
    if by_year:
        quantities = sorted(quantities, key=lambda item: item.report.year)
    missing = _missing(context, quantities)
    if missing or any(quantity.value is None for quantity in quantities):
        return _incomplete(composition, quantities)
    say_row(composition, quantities)
    computed = _computed(quantities, average)
    unit = quantities[0].unit
    value = evaluate(computed.formula, computed.digits)
    key = ("total.average_years" if by_year else "total.average_agencies") if average else "total.sum"
    composition.say(key, value=Said(format_number(value), computed), unit=unit)
    formula = say_formula(composition, computed)
    say_missing_years(composition, quantities)
    note_forms(composition, quantities)
    return composition.finish(
        Kind.COMPARISON, value=value, unit=unit, formula=formula, chart=chart_of(quantities, by_year)
    )


def _missing(context: Context, quantities: Sequence[Quantity]) -> bool:
    """Tell whether a report that the sum needs is not held. Of all bodies only those held can be meant."""
    query = context.query
    if query.every_agency and not query.agencies:
        return False
    held = {(quantity.report.agency_id, quantity.report.year) for quantity in quantities}
    years = query.years or tuple({quantity.report.year for quantity in quantities})
    return any((agency, year) not in held for agency in query.agencies for year in years) if query.years else False


def _incomplete(composition: Composition, quantities: Sequence[Quantity]) -> Answer:
    """Say which part of the sum is not there: without it the rest is another number than the one asked for."""
    for quantity in quantities:
        if quantity.gap:
            say_gap(composition, quantity.gap)
    say_missing_years(composition, quantities)
    composition.say("total.incomplete")
    return composition.finish(Kind.NONE, reason=Reason.NO_SUCH_REPORT)


def _computed(quantities: Sequence[Quantity], average: bool) -> Computed:
    evidence: dict[str, Evidence] = evidence_below(quantities)
    terms = " + ".join(item.computed.formula if item.computed else format_number(item.known) for item in quantities)
    if not average:
        return Computed(terms, evidence)
    count = str(len(quantities))
    return Computed(f"({terms}) ÷ {count}", {count: Count(quantities), **evidence}, digits=1)


def _by_part(context: Context, *, by_day: bool) -> Answer | None:
    """Divide what one report counts over its year by twelve, or by the days of the year."""
    reports = context.reports
    found = quantities_asked(context, reports[0]) if len(reports) == 1 else ()
    if len(found) != 1 or found[0].unit == "%":
        return None
    quantity = found[0]
    if quantity.gap:
        return decline_gap(context, quantity.gap)
    composition = Composition(context)
    say_row(composition, (quantity,))
    formula = f"({quantity.computed.formula})" if quantity.computed else format_number(quantity.known)
    parts: tuple[str, Evidence] = (Months.COUNT, Months())
    if by_day:
        parts = days_of(quantity.report.year), Days(quantity.report)
    # The evidence of the divisor last: a cell may hold the same number.
    computed = Computed(f"{formula} ÷ {parts[0]}", {**evidence_below((quantity,)), parts[0]: parts[1]}, 1)
    value = evaluate(computed.formula, computed.digits)
    if not value and quantity.value:
        # Less than one in twenty days is no average that one decimal can tell.
        return None
    composition.say(
        "total.average_days" if by_day else "total.average_months",
        value=Said(format_number(value), computed),
        unit=quantity.unit,
    )
    return composition.finish(Kind.FIGURE, value=value, unit=quantity.unit, formula=say_formula(composition, computed))

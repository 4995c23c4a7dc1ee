"""Strategy: how many times as much: of two reports, or of two figures of one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.formula import evaluate
from knowledge.answering.gate import Said
from knowledge.answering.strategies.decline import decline_gap
from knowledge.answering.tables.quantity import (
    Quantity,
    add_figure,
    quantities_asked,
    quotient,
    say_formula,
    say_quantity,
)
from knowledge.numerals import format_number
from knowledge.vocabulary.turns import turn

_TIMES = turn("how_many_times")
_PERCENT = turn("in_percent_of_another")
_OF_BOTH = turn("of_both")
_MADE_OF_BOTH = frozenset({"growth", "share"})


def answer_ratio(context: Context) -> Answer | None:
    """Divide the first figure named by the second; None where no such thing is asked."""
    percent = bool(_PERCENT.search(context.query.rest)) and len(context.reports) == 2
    if not percent and not _TIMES.search(context.query.text):
        return None
    # 几倍 is what is made of the two figures, and not what either of them counts.
    query = replace(context.query, text=_OF_BOTH.sub("", context.query.text), asks=context.query.asks - _MADE_OF_BOTH)
    pair = _pair(replace(context, query=query))
    if len(pair) != 2:
        return None
    for quantity in pair:
        if quantity.gap:
            return decline_gap(context, quantity.gap)
    first, second = pair
    composition = Composition(context)
    for quantity in pair:
        add_figure(composition, quantity)
        say_quantity(composition, quantity)
    if not second.value:
        composition.say("ratio.no_base", name=_name(second, first))
        for computed in (quantity.computed for quantity in pair if quantity.computed):
            say_formula(composition, computed, "")
        composition.figures.clear()
        return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)
    computed = quotient(first, second, percent=percent)
    value = evaluate(computed.formula, computed.digits)
    by_year = first.report.agency_id == second.report.agency_id and first.report.year != second.report.year
    key = "ratio.percent" if percent else "ratio.value"
    key = f"{key}_years" if by_year else key
    said = Said(format_number(value), computed)
    composition.say(key, first=_name(first, second), second=_name(second, first), value=said)
    formula = say_formula(composition, computed, "%" if percent else "")
    return composition.finish(Kind.COMPARISON, value=value, unit="%" if percent else "倍", formula=formula)


def _pair(context: Context) -> Sequence[Quantity]:
    """Return what is set in proportion, in the order named."""
    reports = context.reports
    if len(reports) == 1:
        return quantities_asked(context, reports[0])
    found = [quantities_asked(context, report, compared=True) for report in reports]
    return [quantities[0] for quantities in found if len(quantities) == 1]


def _name(one: Quantity, other: Quantity) -> Said:
    """Say by what a figure is told apart from the other: its agency, its year, or what it counts."""
    if one.report.agency_id != other.report.agency_id:
        return said_agency(one.report)
    return said_year(one.report) if one.report.year != other.report.year else Said(one.label)

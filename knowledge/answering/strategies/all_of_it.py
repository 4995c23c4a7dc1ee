"""Strategy: whether all of a whole is what is asked about: 申请都办完了吗, 都是个人提的吗, 复议都维持了吗."""

from __future__ import annotations

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context
from knowledge.answering.formula import evaluate
from knowledge.answering.gate import Said
from knowledge.answering.tables.quantity import (
    Quantity,
    add_operands,
    cell_of,
    difference,
    quantities_asked,
    say_formula,
    say_quantity,
)
from knowledge.answering.tables.readings import read
from knowledge.answering.tables.whether import supposes_all
from knowledge.forms.parts import whole_of
from knowledge.numerals import format_number


def answer_all(context: Context) -> Answer | None:
    """Say whether the part that is named is the whole, and what is left if not; None where that is not asked."""
    query, reports = context.query, context.reports
    if len(reports) != 1 or not supposes_all(query):
        return None
    found = quantities_asked(context, reports[0])
    if len(found) != 1 or len(found[0].readings) != 1 or found[0].value is None:
        return None
    part = found[0].readings[0]
    if part.indicator.startswith("requests.") and part.applicant == "total":
        # What was received is no part of what all of it became.
        return None
    above = whole_of(part.indicator) if part.applicant == "total" else part.indicator
    whole = cell_of(read(context, reports[0], above)) if above else None
    return _of_all(context, found[0], whole) if whole and whole.value is not None else None


def _of_all(context: Context, part: Quantity, whole: Quantity) -> Answer:
    composition = Composition(context)
    composition.say("whether.all" if part.known == whole.known else "whether.not_all")
    add_operands(composition, part)
    add_operands(composition, whole)
    say_quantity(composition, part)
    composition.say("figure.another", label=whole.label, value=whole.said(), unit=whole.unit)
    formula = say_formula(composition, whole.computed) if whole.computed else None
    if part.known < whole.known:
        rest = difference(whole, part)
        value = Said(format_number(evaluate(rest.formula, rest.digits)), rest)
        composition.say("whether.rest", value=value, unit=whole.unit)
        formula = say_formula(composition, rest)
    return composition.finish(Kind.FIGURE, value=part.value, unit=part.unit, formula=formula)

"""Strategy: whether a share of one report is as great as the question supposes: 过半, 不到三成, 超过三分之二."""

from __future__ import annotations

from decimal import Decimal

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context
from knowledge.answering.strategies.cell import add_notes, decline_base
from knowledge.answering.strategies.decline import decline_gap
from knowledge.answering.tables.quantity import add_operands, quantities_asked, say_formula, say_quantity
from knowledge.understanding.query import Threshold


def answer_threshold(context: Context) -> Answer | None:
    """Say whether the share reaches what is asked, and give it; None where no such thing is asked of one report."""
    asked, reports = context.query.threshold, context.reports
    found = quantities_asked(context, reports[0]) if asked and len(reports) == 1 else ()
    if not asked or len(found) != 1 or found[0].unit != "%":
        return None
    quantity = found[0]
    if quantity.gap:
        return decline_gap(context, quantity.gap)
    if quantity.no_base or quantity.computed is None:
        return decline_base(context, quantity)
    composition = Composition(context)
    composition.say(_verdict(asked, quantity.known))
    add_operands(composition, quantity)
    say_quantity(composition, quantity)
    say_formula(composition, quantity.computed, "%")
    add_notes(composition, quantity)
    return composition.finish(Kind.FIGURE, value=quantity.value, unit="%", formula=quantity.formula())


def _verdict(asked: Threshold, share: Decimal) -> str:
    """Return the sentence that answers.

    >>> _verdict(Threshold(Decimal(50)), Decimal("50.0")), _verdict(Threshold(Decimal(50), reached=True), Decimal(50))
    ('threshold.equal', 'threshold.yes')
    >>> _verdict(Threshold(Decimal(30), below=True), Decimal("27.6")), _verdict(Threshold(Decimal(50)), Decimal("27.6"))
    ('threshold.yes_below', 'threshold.no')
    """
    if share == asked.percent:
        return "threshold.yes" if asked.reached and not asked.below else "threshold.equal"
    if asked.below:
        return "threshold.yes_below" if share < asked.percent else "threshold.no_above"
    return "threshold.yes" if share > asked.percent else "threshold.no"

"""What a question wants a number of, in one report: a cell, a sum, a share; with evidence for every digit of it.

Cells, sums and shares are asked for one report, for years in a row and for agencies side by side. So that each of
those is written once, they all come as a ``Quantity``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property

from knowledge.answering.answer import AnswerFigure
from knowledge.answering.context import Composition, Context, said_agency, said_value, said_year
from knowledge.answering.formula import evaluate
from knowledge.answering.gate import Cell, Computed, Evidence, Said
from knowledge.answering.tables.money import exchanged
from knowledge.answering.tables.other_measures import asks_for_other
from knowledge.answering.tables.rates import Share, asks_every_applicant, shares_asked
from knowledge.answering.tables.readings import Gap, Reading, label_of_all, read, share_label, subject_label, unit_of
from knowledge.answering.wording import words
from knowledge.forms import forms
from knowledge.numerals import format_number
from knowledge.records import APPLICANTS, HeldReport
from knowledge.understanding.query import Query, Remainder
from knowledge.understanding.terms import DEFAULT_MEASURE
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_SHARE = turn("share_asked")


_LEFT_UNDONE = turn("left_undone")

_WHOLES = frozenset({"requests.new", "outcomes.total", *(one.id for layout in forms() for one in layout.subtotals)})
"""Rows that others are a part of."""
_ALL = frozenset({"requests.new", "requests.in_hand", "outcomes.total"})
"""Rows of every request, whatever became of it."""
_BARE = frozenset(f"{subject}.{measure}" for subject, measure in DEFAULT_MEASURE.items())
"""Rows that are meant where a subject alone is named."""


@dataclass(frozen=True)
class Quantity:
    """A number of one report.

    ``readings`` are what it rests on; ``computed`` is the formula where it is not printed.
    """

    report: HeldReport
    label: str
    unit: str
    readings: tuple[Reading, ...]
    computed: Computed | None = None
    no_base: bool = False
    """True where it would be divided by zero."""

    @cached_property
    def gap(self) -> Reading | None:
        """The first reading that has no value, None where all have."""
        return next((reading for reading in self.readings if reading.value is None), None)

    @cached_property
    def value(self) -> Decimal | None:
        """What it comes to, None where a part of it is not given or the base is zero."""
        if self.gap or self.no_base:
            return None
        return evaluate(self.computed.formula, self.computed.digits) if self.computed else self.readings[0].value

    @property
    def known(self) -> Decimal:
        """The value, where it is known to be there."""
        assert self.value is not None
        return self.value

    def said(self) -> Said:
        """Say the value, carried by its cell or its formula."""
        if self.computed is None:
            return said_value(self.report, self.readings[0].facts[0])
        return Said(format_number(self.known), self.computed)

    def formula(self) -> str | None:
        """Return the formula with what it comes to."""
        if self.computed is None:
            return None
        return f"{self.computed.formula} = {format_number(self.known)}{self.unit if self.unit == '%' else ''}"


def quantities_asked(context: Context, report: HeldReport, *, compared: bool = False) -> tuple[Quantity, ...]:
    """Return the quantities that a question asks of a report, in the order asked; empty where it asks for none.

    ``compared`` says that they are set beside those of other reports, which may follow another form.
    """
    query = context.query
    if "average" in query.asks:
        return ()
    if query.remainder:
        return _rest_asked(context, report, query.remainder, compared)
    shares = shares_asked(query)
    if shares:
        own = not compared and "rate" not in query.asks
        return tuple(
            (own and _share_of_older(context, report, share)) or share_of(context, report, share) for share in shares
        )
    if "share" in query.asks and (query.threshold or _SHARE.search(query.text)):
        # A share that cannot be worked out is not answered with the number that it would be of.
        return ()
    if not query.wants_table or asks_for_other(query) or _leaves_much_unsaid(query):
        return ()
    every = not query.applicants and "sum" not in query.asks and asks_every_applicant(query.text)
    applicants = query.applicants or (APPLICANTS[:-1] if every and not compared else ("total",))
    readings = tuple(
        read(context, report, name, who, compared=compared) for name in query.indicators for who in applicants
    )
    if len(readings) > 1 and "sum" in query.asks:
        return (sum_of(report, readings),)
    return tuple(_in_one_unit(reading) if compared else cell_of(reading) for reading in readings)


def may_be_prose(quantity: Quantity, gap: Reading) -> bool:
    """Tell whether the prose may still say what no cell does: without tables, or of a row that is not on the form."""
    if gap.gap is Gap.NOT_ON_FORM:
        return gap.applicant == "total" and quantity.unit != "%"
    return gap.gap is Gap.NO_TABLE or (gap.gap is Gap.NO_CELL and quantity.unit != "%")


def _leaves_much_unsaid(query: Query) -> bool:
    """Tell whether so many words are left unexplained that a whole may be named where a part of it is meant.

    让重新出份证明的、没处理的 would be answered with all that was not processed.
    """
    unsaid = [word for word in query.topic if len(word) > 1]
    part = _within().search(query.rest)
    # 收到的申请里骑车送来的几件: a part of them, and not all.
    of_part = part is not None and any(word in part["part"] for word in unsaid)
    if _LEFT_UNDONE.search(query.rest) and any(name in _ALL or name in _BARE for name in query.indicators):
        return True
    if query.deeds and any(name in _WHOLES or name in _BARE for name in query.indicators):
        # 复议调解了几件 is no number of all.
        return True
    return (len(unsaid) > 1 or of_part) and any(name in _WHOLES for name in query.indicators)


@cache
def _within() -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["breakdown"]["within"]))


def cell_of(reading: Reading) -> Quantity:
    """Return a cell, or the sum of cells that the form does not print."""
    label = subject_label(reading.indicator, reading.applicant)
    computed = _sum((reading,)) if reading.is_sum and reading.value is not None else None
    return Quantity(reading.report, label, reading.unit, (reading,), computed)


def _in_one_unit(reading: Reading) -> Quantity:
    """Return a cell to be set beside those of other reports: money in the unit of the form, whatever is printed."""
    computed = None if reading.is_sum else exchanged(reading, evidence_of((reading,)))
    if computed is None:
        return cell_of(reading)
    label = subject_label(reading.indicator, reading.applicant)
    return Quantity(reading.report, label, unit_of(reading.indicator), (reading,), computed)


def sum_of(report: HeldReport, readings: Sequence[Reading]) -> Quantity:
    """Return several readings added up; one that is a part of another is counted with it only."""
    readings = [
        one
        for one in readings
        if not any(other is not one and _cells(one) < _cells(other) for other in readings if other.value is not None)
    ]
    if len(readings) == 1:
        return cell_of(readings[0])
    label = label_of_all((reading.indicator, reading.applicant) for reading in readings)
    complete = all(reading.value is not None for reading in readings)
    return Quantity(report, label, readings[0].unit, tuple(readings), _sum(readings) if complete else None)


def share_of(context: Context, report: HeldReport, share: Share) -> Quantity:
    """Return a share in percent to one decimal."""
    parts = tuple(read(context, report, *item, compared=True) for item in share.parts)
    whole = tuple(read(context, report, *item, compared=True) for item in share.whole)
    return _divided(report, share.label, parts, whole)


def _share_of_older(context: Context, report: HeldReport, share: Share) -> Quantity | None:
    """Return a share in the rows of an older form, under their own names; None where they are not of one kind.

    同意公开 is a part of what was replied to, as 予以公开 is of what was dealt with; of no other whole.
    """
    parts = tuple(read(context, report, *item) for item in share.parts)
    whole = tuple(read(context, report, *item) for item in share.whole)
    asked = [indicator for indicator, _ in (*share.parts, *share.whole)]
    found = [reading.indicator for reading in (*parts, *whole)]
    gap = any(reading.value is None for reading in (*parts, *whole))
    if gap or found == asked or len({name.partition(".")[0] for name in found}) > 1:
        return None
    names = ([(reading.indicator, "total") for reading in side] for side in (parts, whole))
    return _divided(report, share_label(*names), parts, whole)


def _divided(report: HeldReport, label: str, parts: tuple[Reading, ...], whole: tuple[Reading, ...]) -> Quantity:
    readings = (*parts, *whole)
    if any(reading.value is None for reading in readings):
        return Quantity(report, label, "%", readings)
    if sum((reading.value or 0) for reading in whole) == 0:
        return Quantity(report, label, "%", readings, no_base=True)
    computed = Computed(f"{_bracketed(parts)} ÷ {_bracketed(whole)} × 100%", evidence_of(readings), digits=1)
    return Quantity(report, label, "%", readings, computed)


def _rest_asked(context: Context, report: HeldReport, remainder: Remainder, compared: bool) -> tuple[Quantity, ...]:
    """Return what is left of a whole; empty where the whole is not known, or a share of what is left is asked for."""
    query = context.query
    if not remainder.whole or query.asks & {"share", "rate"} or query.content or not query.wants_number:
        return ()
    whole, parts = (
        tuple(read(context, report, *item, compared=compared) for item in items)
        for items in (remainder.whole, remainder.parts)
    )
    readings = (*whole, *parts)
    label = words("figure.rest", whole=label_of_all(remainder.whole), parts=label_of_all(remainder.parts))
    if any(reading.value is None for reading in readings):
        return (Quantity(report, label, readings[0].unit, readings),)
    formula = " − ".join([" + ".join(_operands(whole)), *_operands(parts)])
    found = Quantity(report, label, readings[0].unit, readings, Computed(formula, evidence_of(readings)))
    return (found,) if found.known >= 0 else ()


def difference(later: Quantity, earlier: Quantity) -> Computed:
    """Return the later quantity less the earlier, as a formula over what each comes to; percent to one decimal."""
    digits = 1 if later.unit == "%" else None
    return Computed(f"{_written(later)} − {_written(earlier)}", evidence_below((later, earlier)), digits)


def growth(later: Quantity, earlier: Quantity) -> Computed:
    """Return by how many percent the later quantity exceeds the earlier, to one decimal."""
    formula = f"({_written(later)} − {_written(earlier)}) ÷ {_written(earlier)} × 100%"
    return Computed(formula, evidence_below((later, earlier)), digits=1)


def decline(later: Quantity, earlier: Quantity) -> Computed:
    """Return by how many percent the later quantity falls short of the earlier, to one decimal."""
    formula = f"({_written(earlier)} − {_written(later)}) ÷ {_written(earlier)} × 100%"
    return Computed(formula, evidence_below((later, earlier)), digits=1)


def quotient(first: Quantity, second: Quantity, *, percent: bool = False) -> Computed:
    """Return how many times as much the first quantity is as the second, or in percent of it, to one decimal."""
    formula = f"{_written(first)} ÷ {_written(second)}{' × 100%' if percent else ''}"
    return Computed(formula, evidence_below((first, second)), digits=1)


def evidence_of(readings: Iterable[Reading]) -> dict[str, Evidence]:
    """Return the evidence for every number in a formula over the readings."""
    return {
        format_number(fact.value): Cell(reading.report, fact.indicator, fact.applicant)
        for reading in readings
        for fact in reading.facts
        if fact.value is not None
    }


def add_figure(composition: Composition, quantity: Quantity) -> None:
    """Add a quantity as one figure: a cell as it is, a computed one with its first cell cited and the others beside."""
    if quantity.value is None:
        return
    _note_blank_totals(composition, quantity)
    facts = [(reading.report, fact) for reading in quantity.readings for fact in reading.facts]
    figure = composition.figure_of(*facts[0])
    for report, fact in facts[1:]:
        composition.cite_cell(report, fact)
    if quantity.computed:
        composition.figures[-1] = _computed_figure(figure, quantity)


def add_operands(composition: Composition, quantity: Quantity) -> None:
    """Add every cell that a quantity rests on as a figure of its own."""
    _note_blank_totals(composition, quantity)
    for reading in quantity.readings:
        for fact in reading.facts:
            composition.figure_of(reading.report, fact)


def _note_blank_totals(composition: Composition, quantity: Quantity) -> None:
    for reading in quantity.readings:
        if reading.total_blank:
            label = subject_label(reading.indicator, reading.applicant)
            composition.note("note.blank_total", year=said_year(reading.report), label=label)


def say_quantity(composition: Composition, quantity: Quantity, key: str = "figure.value") -> None:
    """Say a quantity as a sentence."""
    composition.say(
        key,
        agency=said_agency(quantity.report),
        year=said_year(quantity.report),
        label=quantity.label,
        value=quantity.said(),
        unit=quantity.unit,
    )


def say_formula(composition: Composition, computed: Computed, unit: str = "") -> str:
    """Say a formula with what it comes to, and return it as a text."""
    value = format_number(evaluate(computed.formula, computed.digits))
    composition.say("figure.formula", formula=Said(computed.formula, computed), value=Said(value, computed), unit=unit)
    return f"{computed.formula} = {value}{unit}"


def _computed_figure(figure: AnswerFigure, quantity: Quantity) -> AnswerFigure:
    first = quantity.readings[0]
    alone = len(quantity.readings) == 1
    return replace(
        figure,
        indicator=first.indicator if alone else None,
        applicant=first.applicant if alone else None,
        label=quantity.label,
        value=quantity.value,
        unit=quantity.unit,
        printed=quantity.computed.formula if quantity.computed else figure.printed,
    )


def _cells(reading: Reading) -> frozenset[tuple[str, str]]:
    return frozenset((fact.indicator, fact.applicant) for fact in reading.facts)


def _sum(readings: Sequence[Reading]) -> Computed:
    return Computed(" + ".join(_operands(readings)), evidence_of(readings))


def _operands(readings: Sequence[Reading]) -> list[str]:
    return [format_number(fact.value) for reading in readings for fact in reading.facts if fact.value is not None]


def _bracketed(readings: Sequence[Reading]) -> str:
    values = _operands(readings)
    return values[0] if len(values) == 1 else f"({' + '.join(values)})"


def _written(quantity: Quantity) -> str:
    return f"({quantity.computed.formula})" if quantity.computed else format_number(quantity.known)


def evidence_below(quantities: Iterable[Quantity]) -> dict[str, Evidence]:
    """Return the evidence for every number in a formula over the quantities."""
    found: dict[str, Evidence] = {}
    for quantity in quantities:
        found |= evidence_of(quantity.readings)
        found |= quantity.computed.operands if quantity.computed else {}
    return found

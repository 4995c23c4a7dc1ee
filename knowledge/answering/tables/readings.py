"""Reading a number out of a report: a printed cell, a sum of printed cells with its receipt, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from knowledge.answering.context import Context
from knowledge.answering.tables.blanks import in_place_of_blanks
from knowledge.answering.wording import words
from knowledge.forms import Form, form, form_of_year, forms, label_of
from knowledge.records import APPLICANTS, Fact, FactStatus, HeldReport

ORGANISATIONS = "organisations"
"""All applicants that are not natural persons; the form prints no such column."""


class Gap(StrEnum):
    """Why a report gives no value; each is a different sentence."""

    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    UNCERTAIN = "uncertain"
    NOT_ON_FORM = "not_on_form"
    NO_TABLE = "no_table"
    NO_CELL = "no_cell"
    NO_SUCH_COLUMN = "no_such_column"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report says of an indicator and an applicant.

    ``facts`` are the cells it rests on, in order; several where ``value`` is their sum. ``gap`` says why ``value`` is
    None.
    """

    report: HeldReport
    indicator: str
    applicant: str
    unit: str
    facts: tuple[Fact, ...] = ()
    value: Decimal | None = None
    gap: Gap | None = None
    total_blank: bool = False
    """True where the total was left blank and the kinds of applicants are added up in its place."""

    @property
    def is_sum(self) -> bool:
        """True where the value is computed and not printed."""
        return len(self.facts) > 1


def read(
    context: Context, report: HeldReport, indicator: str, applicant: str = "total", *, compared: bool = False
) -> Reading:
    """Return what a report says of an indicator, for one kind of applicant or for all.

    On an older form the row that takes its place answers, under its own name; where reports are ``compared``, only a
    row that means the same does.
    """
    layout = form(report.form) if report.form else form_of_year(report.year)
    fact = cell_held(context, report, indicator, applicant)
    cells = _parts(layout, indicator, applicant)
    facts = (fact,) if fact else tuple(cell_held(context, report, *cell) for cell in cells)
    if facts and all(facts):
        rest = _rest(context, report, indicator) if applicant == ORGANISATIONS else None
        found = _of_facts(report, indicator, applicant, tuple(fact for fact in facts if fact), rest)
        return _without_blank_totals(context, layout, found) if found.gap is Gap.BLANK else found
    rows = _older_rows(layout, indicator, compared) if applicant == "total" else ()
    held = next((fact for row in rows if (fact := cell_held(context, report, row, "total"))), None)
    if held is not None:
        return _of_facts(report, indicator if compared else held.indicator, applicant, (held,))
    indicator = indicator if compared else (*rows, indicator)[0]
    return Reading(
        report, indicator, applicant, unit_of(indicator), gap=_gap(context, report, layout, indicator, applicant)
    )


def cell_held(context: Context, report: HeldReport, indicator: str, applicant: str) -> Fact | None:
    """Return a cell; one that stays uncertain has the value that a person confirmed, if somebody did."""
    fact = context.store.facts.get(report.version_id, indicator, applicant)
    if fact is None or fact.status is not FactStatus.UNCERTAIN:
        return fact
    found = context.store.confirmations.get(report.version_id, indicator, applicant)
    return replace(fact, value=found.value) if found else fact


def _older_rows(layout: Form, indicator: str, compared: bool) -> tuple[str, ...]:
    """Return the rows of an older form that answer a question for a row of a later one."""
    rows = layout.equivalents.get(indicator, ())
    return tuple(row for row in rows if not compared or layout.successors.get(row) == indicator)


@cache
def unit_of(indicator: str) -> str:
    """Return the unit in which the forms count an indicator."""
    for layout in forms():
        cell = layout.cells.get((indicator, "total"))
        if cell:
            return cell.column.unit
    return "件"


def applicant_label(applicant: str) -> str:
    """Return what a reader calls a kind of applicant.

    >>> applicant_label("business"), applicant_label("organisations")
    ('商业企业', '法人或其他组织')
    """
    if applicant == ORGANISATIONS:
        return words("label.organisations")
    columns = forms()[-1].table("requests").rows[0].columns
    label = next(column.label for column in columns if column.id == applicant)
    return words("label.other_organisations") if applicant == "other_organisation" else label


@cache
def subject_label(indicator: str, applicant: str = "total") -> str:
    """Return an indicator's name with the applicant where one is meant.

    >>> subject_label("outcomes.granted", "natural_person")
    '予以公开（自然人）'
    """
    label = label_of(indicator)
    return label if applicant == "total" else words("label.of_applicant", label=label, who=applicant_label(applicant))


def label_of_all(items: Iterable[tuple[str, str]]) -> str:
    """Return the names of several cells together.

    >>> label_of_all([("outcomes.granted", "total"), ("requests.new", "natural_person")])
    '予以公开与新收申请（自然人）'
    """
    return words("label.and").join(subject_label(*item) for item in items)


def share_label(parts: Iterable[tuple[str, str]], whole: Iterable[tuple[str, str]]) -> str:
    """Return the name of a share: what is divided by what.

    >>> share_label([("outcomes.granted", "total")], [("outcomes.total", "total")])
    '予以公开占办理结果总计的比例'
    """
    return words("label.share", parts=label_of_all(parts), whole=label_of_all(whole))


@cache
def _parts(layout: Form, indicator: str, applicant: str) -> tuple[tuple[str, str], ...]:
    """Return the cells whose sum is meant, empty where it is no sum."""
    rows = layout.subtotal_parts(indicator) or ((indicator,) if (indicator, "total") in layout.cells else ())
    columns = APPLICANTS[1:-1] if applicant == ORGANISATIONS else (applicant,)
    cells = tuple((row, column) for row in rows for column in columns)
    return cells if len(cells) > 1 and all(cell in layout.cells for cell in cells) else ()


def _rest(context: Context, report: HeldReport, indicator: str) -> Decimal | None:
    """Return what the printed total leaves for the organisations beside the natural persons."""
    total = cell_held(context, report, indicator, "total")
    persons = cell_held(context, report, indicator, "natural_person")
    if total is None or persons is None or total.value is None or persons.value is None:
        return None
    return total.value - persons.value


def _of_facts(
    report: HeldReport, indicator: str, applicant: str, facts: Sequence[Fact], rest: Decimal | None = None
) -> Reading:
    values = [fact.value for fact in facts if fact.value is not None]
    unit = facts[0].unit
    if len(values) < len(facts) and not _blanks_are_none(facts, values, rest):
        return Reading(report, indicator, applicant, unit, tuple(facts), gap=_worst(facts))
    return Reading(report, indicator, applicant, unit, tuple(facts), sum(values, Decimal()))


def _without_blank_totals(context: Context, layout: Form, reading: Reading) -> Reading:
    """Return the reading with the kinds of applicants added up where their total was left blank, if that is settled."""
    if reading.applicant != "total" or not _by_applicant(layout, reading.indicator):
        return reading
    rows = [fact.indicator for fact in reading.facts]
    facts = in_place_of_blanks(layout, lambda row, kind: cell_held(context, reading.report, row, kind), rows)
    value = sum((fact.value or Decimal() for fact in facts), Decimal())
    return replace(reading, facts=facts, value=value, gap=None, total_blank=True) if facts else reading


def _blanks_are_none(facts: Sequence[Fact], values: Sequence[Decimal], rest: Decimal | None) -> bool:
    """Tell whether the blank cells stand for none: the printed ones alone come to what the total leaves."""
    blank = all(fact.value is not None or fact.status is FactStatus.BLANK for fact in facts)
    return blank and bool(values) and rest is not None and sum(values, Decimal()) == rest


def _worst(facts: Sequence[Fact]) -> Gap:
    statuses = {fact.status for fact in facts}
    if FactStatus.UNCERTAIN in statuses:
        return Gap.UNCERTAIN
    return Gap.NOT_APPLICABLE if FactStatus.NOT_APPLICABLE in statuses else Gap.BLANK


def _gap(context: Context, report: HeldReport, layout: Form, indicator: str, applicant: str) -> Gap:
    if applicant != "total" and not any(_by_applicant(known, indicator) for known in forms()):
        return Gap.NO_SUCH_COLUMN
    if report.form is None:
        return Gap.NO_TABLE
    if (indicator, "total") not in layout.cells and not layout.subtotal_parts(indicator):
        return Gap.NOT_ON_FORM
    return Gap.NO_CELL


def _by_applicant(layout: Form, indicator: str) -> bool:
    """Tell whether a form counts an indicator by kinds of applicants."""
    rows = (indicator, *layout.subtotal_parts(indicator))
    return any((row, APPLICANTS[0]) in layout.cells for row in rows)

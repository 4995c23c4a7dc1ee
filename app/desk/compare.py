"""Comparing the years of one agency, or the agencies of one year: where the forms allow, and saying so where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from pydantic import Field

from app.charts import draw
from app.desk.blueprint import desk
from app.desk.export import FORMATS, Cell, Column, Sheet, handed_out
from app.desk.lookup import address, given, indicator_groups
from app.desk.lookup_words import applicants, word
from app.desk.wording import say
from app.links import report_url
from app.present import shown
from app.reading.asked import Indicator, OfReports, agencies_of, read_query
from app.reading.rows import fact_url
from app.services import services
from knowledge.answering.answer import Chart, ChartPoint
from knowledge.answering.tables.readings import Reading, read
from knowledge.forms import form, label_of
from knowledge.lookups import Wanted
from knowledge.records import APPLICANTS, HeldReport

MOST_AGENCIES = 200
MOST_BARS = 20


class CompareAsked(OfReports):
    """What is compared: one agency's years, or one year's agencies."""

    indicator: list[Indicator] = Field(default=["requests.new"], min_length=1, max_length=1)
    applicant: list[Literal[APPLICANTS]] = Field(default=["total"], min_length=1, max_length=1)  # type: ignore[valid-type]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison: its readings, one a report; ``missing`` are agencies or years of which no report is held."""

    by_year: bool
    indicator: str
    applicant: str
    readings: tuple[Reading, ...]
    missing: tuple[str, ...]

    @property
    def label(self) -> str:
        """What is compared."""
        return f"{label_of(self.indicator)}（{applicants()[self.applicant]}）"


@desk.get("/compare")
def compare() -> ResponseReturnValue:
    """Compare, on a page or as a file."""
    asked: CompareAsked = read_query(CompareAsked, given(request.args.to_dict(flat=False)))  # type: ignore[arg-type]
    comparison = _comparison(asked)
    sheet = comparison_sheet(comparison)
    chosen = request.args.get("format", "")
    if chosen and chosen not in FORMATS:
        abort(404)
    if chosen:
        return handed_out(sheet, chosen)
    chart = comparison_chart(comparison)
    return render_template(
        "desk/compare.html",
        asked=asked,
        comparison=comparison,
        sheet=sheet,
        chart=Markup(draw(chart)) if chart else None,  # drawn by app.charts, which escapes what it is given
        chart_title=chart.title if chart else "",
        address=address,
        years=services().store.lookup.years(),
        indicators=indicator_groups(),
        applicants=applicants(),
        most=MOST_AGENCIES,
    )


def _comparison(asked: CompareAsked) -> Comparison:
    store = services().store
    agencies = agencies_of(asked.agency, store)
    by_year = len(agencies) == 1 and len(asked.year) != 1
    years = tuple(asked.year) or (() if by_year else store.lookup.years()[:1])
    wanted = Wanted(agencies=agencies, place=asked.place, levels=tuple(asked.level), years=years)
    reports = store.lookup.reports(wanted, limit=MOST_AGENCIES)
    context = services().answerer.context("")
    indicator, applicant = asked.indicator[0], asked.applicant[0]
    readings = [read(context, report, indicator, applicant, compared=True) for report in reports]
    if by_year:
        readings.sort(key=lambda reading: reading.report.year)
        held = {str(report.year) for report in reports}
        missing = [str(year) for year in years if str(year) not in held]
    else:
        readings.sort(key=lambda reading: (reading.value is None, -(reading.value or 0)))
        held = {report.agency for report in reports}
        missing = [name for name in store.lookup.names(agencies) if name not in held]
    return Comparison(by_year, indicator, applicant, tuple(readings), tuple(missing))


def comparison_sheet(comparison: Comparison) -> Sheet:
    """Return a comparison as a table, each number with its source; a subtotal with its parts."""
    parts = _parts(comparison.readings)
    columns = (
        Column(say("common.year"), plain=True) if comparison.by_year else Column(say("common.body")),
        Column(comparison.label, number=True),
        *(Column(_part_label(name), number=True) for name in parts),
        *((Column(say("compare.change"), number=True),) if comparison.by_year else ()),
        Column(say("common.unit")),
        Column(say("common.form")),
        Column(say("common.remarks")),
    )
    rows = []
    before: Reading | None = None
    for reading in comparison.readings:
        rows.append(_row(comparison, reading, before, parts))
        before = reading
    title = say("compare.title", label=comparison.label)
    return Sheet(title, columns, tuple(rows), (), tuple(_notes(comparison)))


def comparison_chart(comparison: Comparison) -> Chart | None:
    """Return a comparison as a chart; None where fewer than two numbers can be set side by side."""
    known = [(reading.report, reading.value) for reading in comparison.readings if reading.value is not None]
    if len(known) < 2:
        return None
    points = tuple(
        ChartPoint(str(report.year) if comparison.by_year else report.agency, value)
        for report, value in known[: None if comparison.by_year else MOST_BARS]
    )
    who = f"{known[0][0].agency}" if comparison.by_year else say("compare.year_of", year=known[0][0].year)
    return Chart(
        "line" if comparison.by_year else "bar", f"{who}{comparison.label}", comparison.readings[0].unit, points
    )


def _row(comparison: Comparison, reading: Reading, before: Reading | None, parts: Sequence[str]) -> tuple[Cell, ...]:
    report = reading.report
    facts = {fact.indicator: fact for fact in reading.facts}
    url = fact_url(report, reading.facts[0]) if len(reading.facts) == 1 else ""
    name = report.year if comparison.by_year else report.agency
    value: Cell = Cell(reading.value, url) if reading.value is not None else Cell(_gap(reading), url)
    return (
        Cell(name, report_url(report.id)),
        value,
        *(Cell(facts[part].value, fact_url(report, facts[part])) if part in facts else Cell(None) for part in parts),
        *((Cell(_change(reading, before)),) if comparison.by_year else ()),
        Cell(reading.unit),
        Cell(report.form or say("common.no_form")),
        Cell(_remark(reading)),
    )


def _change(reading: Reading, before: Reading | None) -> str:
    """Return by how much a year differs from the year before; nothing where that year is not there to compare with."""
    if before is None or reading.value is None or before.value is None or before.report.year != reading.report.year - 1:
        return ""
    difference = reading.value - before.value
    return f"{'+' if difference > 0 else '−' if difference < 0 else ''}{shown(abs(difference))}"


def _remark(reading: Reading) -> str:
    if len(reading.facts) > 1 and reading.value is not None:
        return f"{' + '.join(shown(fact.value) for fact in reading.facts)} = {shown(reading.value)}"
    return reading.facts[0].basis if reading.facts else ""


def _gap(reading: Reading) -> str:
    return word("gaps", reading.gap.value) if reading.gap else ""


def _parts(readings: Sequence[Reading]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(fact.indicator for reading in readings if len(reading.facts) > 1 for fact in reading.facts)
    )


def _part_label(indicator: str) -> str:
    label = label_of(indicator)
    return label.partition("（")[2].rstrip("）") or label


def _notes(comparison: Comparison) -> list[str]:
    forms = {reading.report.form for reading in comparison.readings if reading.value is not None} - {None}
    notes = []
    if len(forms) > 1:
        notices = "、".join(form(name).notice for name in sorted(name for name in forms if name))
        notes.append(say("compare.forms_differ", notices=notices))
    absent = [_name(comparison, r.report) for r in comparison.readings if r.value is None]
    if absent:
        notes.append(say("compare.not_drawn", names="、".join(absent)))
    if comparison.missing:
        notes.append(say("compare.not_held", names="、".join(comparison.missing)))
    return notes


def _name(comparison: Comparison, report: HeldReport) -> str:
    return say("compare.year_of", year=report.year) if comparison.by_year else report.agency

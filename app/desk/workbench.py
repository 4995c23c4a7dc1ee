"""The report workbench: the source beside what was read, cell by cell; confirming, re-reading, printing the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.export import FORMATS, Cell, Column, Sheet, handed_out
from app.desk.guard import account, needs
from app.desk.lookup import address, choices, given
from app.desk.lookup_table import note_of, status_of
from app.desk.lookup_words import applicants, word
from app.desk.wording import say
from app.desk.workbench_sides import sides_of
from app.links import CITED, place_of
from app.reading.asked import OfReports, read_query, wanted_of
from app.reading.rows import fact_url
from app.report_page import report_page
from app.services import services
from ingest.reread import reread
from knowledge.accounts import Role
from knowledge.answering.answer import CellLocator
from knowledge.errors import NothingToConfirm, ZhiqingError
from knowledge.forms import label_of
from knowledge.lookups import Confirmation, HeldFact
from knowledge.numerals import format_number
from knowledge.records import Fact, FactStatus, Finding, HeldReport

PAGE_LENGTH = 60
LONGEST_GROUND = 300
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as the workbench lists it: what was read, what is printed, and what is known of it."""

    fact: Fact
    held: HeldFact
    label: str
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """The name of the cell in forms and addresses."""
        return f"{self.fact.indicator}:{self.fact.applicant}"

    @property
    def place(self) -> str:
        """The query value that marks the cell."""
        return f"{self.fact.table}:{self.fact.row}:{self.fact.column}"


@desk.get("/reports")
def reports() -> ResponseReturnValue:
    """List the reports, with a form to upload more."""
    asked = read_query(OfReports, given(request.args.to_dict(flat=False)))  # type: ignore[arg-type]
    lookup = services().store.lookup
    wanted = wanted_of(asked, services().store)
    page = max(1, request.args.get("page", 1, type=int))
    count = lookup.count_reports(wanted)
    return render_template(
        "desk/reports.html",
        asked=asked,
        reports=lookup.reports(wanted, limit=PAGE_LENGTH, offset=(page - 1) * PAGE_LENGTH),
        count=count,
        page=page,
        last_page=max(1, -(-count // PAGE_LENGTH)),
        choices=choices(),
        address=address,
    )


@desk.get("/reports/<report_id>")
def workbench(report_id: str) -> ResponseReturnValue:
    """Show a report's source beside what was read from it, or hand its cells out as a file."""
    held = _held(report_id)
    store = services().store
    cells = _cells(held)
    chosen = request.args.get("format", "")
    if chosen and chosen not in FORMATS:
        abort(404)
    if chosen:
        return handed_out(cells_sheet(held, cells), chosen)
    cited = place_of(request.args.get("cell"), request.args.get("text"))
    page = report_page(store, held, cited, services().texts, whole=True)
    return render_template(
        "desk/workbench.html",
        report=held,
        page=page,
        sides=sides_of(store, page),
        marked=lambda place: f"{address(cell=place, text=None)}#{CITED}",
        cells=_shown(cells, request.args.get("only", ""), cited),
        uncertain=[cell for cell in cells if cell.fact.status is FactStatus.UNCERTAIN],
        counts=_counts(cells),
        findings=store.findings.of_report(report_id),
        versions=store.reports.versions(held.agency_id, held.year),
        cited=cited,
        place=store.lookup.place_of(held.agency_id),
        address=address,
        word=word,
        status_of=status_of,
        note_of=note_of,
        applicants=applicants(),
    )


@desk.post("/reports/<report_id>/confirm")
@needs(Role.EDITOR)
def confirm(report_id: str) -> ResponseReturnValue:
    """Confirm an uncertain cell, or withdraw what was confirmed."""
    held = _held(report_id)
    indicator, _, applicant = request.form.get("cell", "").partition(":")
    back = redirect(url_for("desk.workbench", report_id=report_id, _anchor="uncertain"))
    confirmations = services().store.confirmations
    before = confirmations.get(held.version_id, indicator, applicant)
    if request.form.get("action") == "withdraw":
        confirmations.withdraw(held.version_id, indicator, applicant, by=account().name)
        _log(say("workbench.withdraw"), held, indicator, applicant, before, None)
        flash(say("workbench.withdrawn"))
        return back
    value, ground = _number(request.form.get("value", "")), request.form.get("ground", "").strip()[:LONGEST_GROUND]
    if value is None or not ground:
        flash(say("workbench.confirm_incomplete"))
        return back
    try:
        after = confirmations.confirm(held.version_id, indicator, applicant, value, ground=ground, by=account().name)
    except NothingToConfirm as error:
        flash(str(error))
        return back
    _log(say("workbench.confirm_audit"), held, indicator, applicant, before, after)
    flash(say("workbench.confirmed", value=format_number(value)))
    return back


@desk.post("/reports/<report_id>/reread")
@needs(Role.EDITOR)
def read_again(report_id: str) -> ResponseReturnValue:
    """Read a report again with the reader as it is now."""
    held = _held(report_id)
    try:
        outcome = reread(services().store, held)
    except ZhiqingError as error:
        flash(say("workbench.reread_failed", error=error))
        return redirect(url_for("desk.workbench", report_id=report_id))
    renewed = outcome.report or held
    services().store.audit.record(
        account().name,
        say("workbench.read_again"),
        say("common.report_subject", id=report_id),
        None,
        {say("common.outcome"): outcome.status},
    )
    same = outcome.status == "unchanged"
    flash(say("workbench.reread_same") if same else say("workbench.reread_changed", version=renewed.version))
    return redirect(url_for("desk.workbench", report_id=renewed.id))


@desk.get("/reports/<report_id>/form")
def official_form(report_id: str) -> str:
    """Show the report's tables on the official form, to be printed."""
    held = _held(report_id)
    page = report_page(services().store, held, None, services().texts)
    tables = [item.table for section in page.sections for item in section.items if item.table]
    return render_template("desk/form.html", report=held, tables=tables)


def cells_sheet(report: HeldReport, cells: Sequence[CellView]) -> Sheet:
    """Return every cell of a report as a table."""
    labels = (
        say("common.table"),
        say("common.indicator"),
        say("common.applicant"),
        say("common.value"),
        say("common.unit"),
        say("workbench.printed_cell"),
        say("common.state"),
        say("common.remarks"),
    )
    rows = tuple(
        (
            Cell(cell.fact.table),
            Cell(cell.label),
            Cell(applicants()[cell.fact.applicant]),
            Cell(cell.held.value, fact_url(report, cell.fact)),
            Cell(cell.fact.unit),
            Cell(cell.fact.printed),
            Cell(status_of(cell.held)),
            Cell(note_of(cell.held)),
        )
        for cell in cells
    )
    title = say("workbench.cells_title", agency=report.agency, year=report.year)
    return Sheet(title, tuple(Column(label, number=label == say("common.value")) for label in labels), rows)


def _held(report_id: str) -> HeldReport:
    return services().store.reports.get(report_id) or abort(404)


def _cells(report: HeldReport) -> tuple[CellView, ...]:
    store = services().store
    confirmed = store.confirmations.of_version(report.version_id)
    touched: dict[tuple[str, str], list[Finding]] = {}
    for finding in store.facts.findings(report.version_id):
        for cell in dict.fromkeys(cell for operand in finding.operands for cell in operand.facts):
            touched.setdefault(cell, []).append(finding)
    views = []
    for fact in store.facts.of_version(report.version_id):
        key = (fact.indicator, fact.applicant)
        found = confirmed.get(key) if fact.status is FactStatus.UNCERTAIN else None
        value = found.value if found else fact.value
        held = HeldFact(report, fact.indicator, fact.applicant, value, fact.unit, fact, (), found)
        views.append(CellView(fact, held, label_of(fact.indicator), tuple(touched.get(key, ()))))
    return tuple(views)


def _counts(cells: Sequence[CellView]) -> dict[str, int]:
    counts = {status.value: 0 for status in FactStatus}
    for cell in cells:
        counts[cell.fact.status.value] += 1
    return counts | {"finding": sum(bool(cell.findings) for cell in cells)}


def _shown(cells: Sequence[CellView], only: str, cited: object) -> list[CellView]:
    """Return the cells to list: those of one status, those that a finding touches, or the one that is marked."""
    if only == "finding":
        return [cell for cell in cells if cell.findings]
    if only:
        return [cell for cell in cells if cell.fact.status.value == only]
    if isinstance(cited, CellLocator):
        return [c for c in cells if (c.fact.table, c.fact.row, c.fact.column) == (cited.table, cited.row, cited.column)]
    return [cell for cell in cells if cell.findings or cell.fact.status is FactStatus.UNCERTAIN]


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < LARGEST else None


def _log(
    what: str, held: HeldReport, indicator: str, applicant: str, before: Confirmation | None, after: Confirmation | None
) -> None:
    subject = (
        say(
            "workbench.cell_subject",
            id=held.id,
            label=label_of(indicator),
            applicant=applicants().get(applicant, applicant),
        )
        if after or before
        else ""
    )
    values = [
        found and {say("common.value"): format_number(found.value), say("common.sources"): found.ground}
        for found in (before, after)
    ]
    if subject:
        services().store.audit.record(account().name, what, subject, *values)

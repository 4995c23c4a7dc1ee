"""Findings across the base as a list to work through: each open or done, with a remark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.export import FORMATS, MOST_ROWS, Cell, Column, Sheet, handed_out
from app.desk.guard import account
from app.desk.lookup import address
from app.desk.lookup_words import word, words
from app.desk.wording import say
from app.links import report_url
from app.services import services
from knowledge.lookups import HeldFinding
from knowledge.records import Severity
from knowledge.store.findings import STATES

PAGE_LENGTH = 30
LONGEST_REMARK = 500
STATE_WORDS = {"open": say("findings.open"), "done": say("common.done")}


@desk.get("/findings")
def findings() -> ResponseReturnValue:
    """List findings, on a page or as a file."""
    store = services().store.findings
    narrowed = _narrowed()
    chosen = request.args.get("format", "")
    if chosen and chosen not in FORMATS:
        abort(404)
    if chosen:
        return handed_out(findings_sheet(store.list(**narrowed, limit=MOST_ROWS)), chosen)
    page = max(1, request.args.get("page", 1, type=int))
    count = store.count(**narrowed)
    return render_template(
        "desk/findings.html",
        found=store.list(**narrowed, limit=PAGE_LENGTH, offset=(page - 1) * PAGE_LENGTH),
        count=count,
        still_open=store.count(state="open"),
        page=page,
        last_page=max(1, -(-count // PAGE_LENGTH)),
        narrowed=narrowed,
        rules={rule: word("rules", rule) for rule in store.rules()},
        severities=words("severities"),
        states=STATE_WORDS,
        years=services().store.lookup.years(),
        address=address,
        word=word,
    )


@desk.post("/findings/<report_id>/<key>")
def mark_finding(report_id: str, key: str) -> ResponseReturnValue:
    """Say that a finding is done, or open again, with a remark."""
    store = services().store
    found = next((item for item in store.findings.of_report(report_id) if item.key == key), None) or abort(404)
    state, remark = request.form.get("state", ""), request.form.get("remark", "").strip()[:LONGEST_REMARK]
    if state not in STATES:
        abort(400)
    store.findings.mark(found, state, remark=remark, by=account().name)
    before = {say("common.state"): STATE_WORDS[found.state], say("findings.remark"): found.remark}
    store.audit.record(
        account().name,
        say("findings.audit"),
        say("common.report_subject", id=report_id),
        before,
        {say("common.state"): STATE_WORDS[state], say("findings.remark"): remark},
    )
    flash(say("findings.marked", state=STATE_WORDS[state]))
    return redirect(_back(request.form.get("next", "")))


def findings_sheet(found: Sequence[HeldFinding]) -> Sheet:
    """Return findings as a table."""
    columns = (
        say("common.body"),
        say("common.year"),
        say("findings.rule"),
        say("findings.severity"),
        say("common.remarks"),
        say("common.state"),
        say("findings.remark"),
        say("findings.by"),
        say("findings.at"),
    )
    rows = tuple(
        (
            Cell(item.report.agency, report_url(item.report.id)),
            Cell(item.report.year),
            Cell(word("rules", item.finding.rule)),
            Cell(word("severities", item.finding.severity.value)),
            Cell(item.finding.message),
            Cell(STATE_WORDS[item.state]),
            Cell(item.remark),
            Cell(item.by),
            Cell(item.at),
        )
        for item in found
    )
    return Sheet(
        say("common.findings"), tuple(Column(label, plain=label == say("common.year")) for label in columns), rows
    )


def _narrowed() -> dict[str, Any]:
    severity = request.args.get("severity", "")
    state = request.args.get("state", "")
    return {
        "agency": request.args.get("agency", "").strip()[:100],
        "year": request.args.get("year", 0, type=int),
        "rule": request.args.get("rule", "")[:60],
        "severity": Severity(severity) if severity in set(Severity) else None,
        "state": state if state in STATES else "",
    }


def _back(path: str) -> str:
    # Only back to a page of the desk.
    inside = path.startswith("/desk/") and "\\" not in path and "\n" not in path
    return path if inside else url_for("desk.findings")

"""The exam cases that publishing runs: kept by report or topic, run at will."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.guard import account, needs
from app.desk.wording import say
from app.services import services
from knowledge.accounts import Role
from knowledge.errors import BadPaper
from knowledge.exam import Case, load_paper
from knowledge.trial import run_cases

MOST_CASES = 2000


@desk.get("/faq/cases")
def faq_cases() -> str:
    """List the papers; run them where asked."""
    return _page(run=request.args.get("run") == "1")


@desk.post("/faq/cases")
@needs(Role.REVIEWER)
def faq_cases_keep() -> ResponseReturnValue:
    """Keep a paper for a report or a topic, in place of the one that it had."""
    subject, file = request.form.get("subject", "").strip()[:100], request.files.get("file")
    if not subject or file is None:
        return _page(error=say("faq_cases.incomplete")), 422
    content = file.read()
    try:
        cases = _cases(content)
    except BadPaper as error:
        return _page(error=str(error)), 422
    kept = services().store.faq.keep_cases(subject, cases)
    services().store.audit.record(
        account().name, say("faq_cases.keep_audit"), subject, None, {say("faq_cases.count"): kept}
    )
    flash(say("faq_cases.kept", subject=subject, count=kept))
    return redirect(url_for("desk.faq_cases"))


def _cases(content: bytes) -> list[dict[str, Any]]:
    if not content.strip():
        return []
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / say("faq_cases.paper_file")
        paper.write_bytes(content)
        try:
            cases = load_paper(paper)
        except BadPaper as error:
            raise BadPaper(str(error).replace(str(paper), paper.name)) from error
    if len(cases) > MOST_CASES:
        raise BadPaper(say("faq_cases.too_many", count=len(cases), most=MOST_CASES))
    return [_plain(case) for case in cases]


def _plain(case: Case) -> dict[str, Any]:
    data = asdict(case)
    data["turns"] = [{"q": turn["question"], "expect": turn["expect"]} for turn in data["turns"]]
    return data


def _page(error: str = "", run: bool = False) -> str:
    faq = services().store.faq
    marks = run_cases(services().answerer) if run else None
    return render_template(
        "desk/faq_cases.html",
        subjects=faq.case_subjects(),
        reports=[report.id for report in services().store.reports.all_current()],
        marks=marks,
        failed=[mark for mark in marks or () if mark.faults],
        error=error,
    )

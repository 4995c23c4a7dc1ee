"""Uploading reports: several at a time; with script dropped onto the page and one by one, with their progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.guard import MAX_UPLOAD_BYTES, account, needs
from app.desk.wording import say
from app.services import services
from ingest.pipeline import Outcome, ingest_upload
from ingest.readers import BY_SUFFIX
from knowledge.accounts import Role
from knowledge.errors import ZhiqingError

MOST_FILES = 20
OUTCOMES = {
    "created": say("upload.created"),
    "updated": say("upload.updated"),
    "unchanged": say("upload.unchanged"),
    "failed": say("upload.failed"),
}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of a file."""

    name: str
    outcome: Outcome

    @property
    def said(self) -> str:
        """What became of it, in a word."""
        return OUTCOMES[self.outcome.status]


@desk.get("/upload")
@needs(Role.EDITOR)
def upload_form() -> str:
    """Offer the form."""
    return render_template(
        "desk/upload.html", uploaded=(), suffixes=sorted(BY_SUFFIX), most=MOST_FILES, bytes=MAX_UPLOAD_BYTES, error=""
    )


@desk.post("/upload")
@needs(Role.EDITOR)
def upload() -> ResponseReturnValue:
    """Read the files and say what became of each; our own script asks for the lines alone."""
    files = [file for file in request.files.getlist("file") if file.filename][:MOST_FILES]
    agency, year = request.form.get("agency", "").strip()[:100] or None, request.form.get("year", type=int)
    uploaded = [_read(file.filename or "", file.read(), agency, year) for file in files]
    if request.headers.get("X-Requested-With") == "script":
        return render_template("desk/_uploaded.html", uploaded=uploaded)
    error = "" if files else say("upload.no_file")
    page = _page(uploaded, error)
    return page, 200 if files else 422


def _page(uploaded: Sequence[Uploaded] = (), error: str = "") -> str:
    return render_template(
        "desk/upload.html",
        uploaded=uploaded,
        suffixes=sorted(BY_SUFFIX),
        most=MOST_FILES,
        bytes=MAX_UPLOAD_BYTES,
        error=error,
    )


def _read(name: str, data: bytes, agency: str | None, year: int | None) -> Uploaded:
    store = services().store
    try:
        outcome = ingest_upload(store, name, data, agency=agency, year=year)
    except ZhiqingError as error:
        outcome = Outcome(name, "failed", message=str(error))
    subject = (
        say("upload.report_subject", id=outcome.report.id) if outcome.report else say("upload.file_subject", name=name)
    )
    store.audit.record(
        account().name,
        say("common.upload"),
        subject,
        None,
        {say("common.file"): name, say("common.outcome"): OUTCOMES[outcome.status]},
    )
    return Uploaded(name, outcome)

"""Import and export: what an import would do is shown line by line; nothing is written until that is confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.faq_diff import changed
from app.desk.faq_sheets import MIMETYPES, UnreadableSheet, read, write
from app.desk.guard import account, needs
from app.desk.wording import say
from app.services import services
from knowledge.accounts import Role
from knowledge.faq.exchange import Line, plan
from knowledge.faq.maintained import Maintained, State
from knowledge.recall import keep_said
from knowledge.trial import preview


@desk.get("/faq/transfer")
def faq_transfer() -> str:
    """Offer the files, and a place to leave one."""
    return render_template("desk/faq_transfer.html")


@desk.get("/faq/export.<any(xlsx, csv, json):format>")
def faq_export(format: str) -> Response:
    """Send every entry as a file."""
    faq = services().store.faq
    content = write(sorted(faq.all(), key=lambda entry: entry.id), format)
    headers = {"Content-Disposition": f'attachment; filename="faq.{format}"', "Cache-Control": "no-store"}
    return Response(content, content_type=MIMETYPES[format], headers=headers)


@desk.post("/faq/import")
@needs(Role.EDITOR)
def faq_import() -> ResponseReturnValue:
    """Say line by line what taking a file in would do."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return render_template("desk/faq_transfer.html", error=say("faq_transfer.no_file")), 422
    content = file.read()
    try:
        lines = plan(read(file.filename, content), services().store.faq.all())
    except UnreadableSheet as error:
        return render_template("desk/faq_transfer.html", error=str(error)), 422
    return render_template(
        "desk/faq_transfer.html",
        lines=lines,
        filename=file.filename,
        upload_id=services().store.faq.keep_upload(account().name, file.filename, content),
        totals=Counter(line.action for line in lines),
        importable=any(line.content for line in lines),
    )


@desk.post("/faq/import/<int:upload_id>")
@needs(Role.EDITOR)
def faq_import_apply(upload_id: int) -> ResponseReturnValue:
    """Take the file in as it was shown; lines with errors are passed over."""
    store, who = services().store, account()
    taken = store.faq.take_upload(upload_id, who.name)
    if taken is None:
        abort(404)
    filename, content = taken
    keep_state = request.form.get("keep_state") == "1" and who.role.includes(Role.REVIEWER)
    lines = plan(read(filename, content), store.faq.all())
    with store.transaction():
        written = [entry for line in lines if (entry := _take(line, filename))]
        done = Counter(line.action for line in lines)
        store.audit.record(
            who.name, say("faq_transfer.audit"), say("faq_transfer.file_subject", filename=filename), None, dict(done)
        )
    if keep_state:
        _restore(lines)
    flash(say("faq_transfer.done", totals="，".join((f"{action} {count}" for action, count in done.items()))))
    return redirect(url_for("desk.faq_list") if written else url_for("desk.faq_transfer"))


def _take(line: Line, filename: str) -> Maintained | None:
    store, who, note = services().store, account().name, say("faq_transfer.note", filename=filename, number=line.number)
    if line.content is None or not line.taken_in:
        return None
    entry = store.faq.of_key(line.key) if line.key else None
    if entry is None:
        kept = store.faq.create(line.content, who, note=note, key=line.key)
    elif entry.newest.content == line.content:
        return entry
    else:
        kept = store.faq.write(entry.id, line.content, who, after=entry.newest.number, note=note)
    before = entry.newest.content if entry else None
    store.audit.record(
        who, say("faq_transfer.audit"), say("common.entry_subject", key=kept.key), *changed(before, line.content)
    )
    return kept


def _restore(lines: Sequence[Line]) -> None:
    """Give the entries the state that the file says; what fails the number gate stays a draft."""
    store, answerer = services().store, services().answerer
    for line in lines:
        entry = store.faq.of_key(line.key) if line.key and line.content else None
        if entry is None or line.content is None:
            continue
        if entry.state is not line.state:
            if line.state is State.REVIEW:
                store.faq.submit(entry.id, account().name)
            elif line.state is State.RETIRED:
                store.faq.retire(entry.id)
            elif line.state is State.PUBLISHED and all(not each.problem for each in preview(answerer, line.content)):
                store.faq.publish(entry.id)
                keep_said(answerer, store.faq.known(entry.id))
        if entry.disabled != line.disabled:
            store.faq.switch(entry.id, disabled=line.disabled)

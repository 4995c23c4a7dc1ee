"""The entries: the list, one entry with its form, and what the editor sees while typing."""

from __future__ import annotations

from dataclasses import asdict

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.faq_diff import changed
from app.desk.faq_form import Checked, check, choices, content_typed, owner_choices, picked, typed_as, typed_of
from app.desk.faq_source import picked_source
from app.desk.guard import account, needs
from app.desk.wording import say
from app.present import answer_json
from app.services import services
from knowledge.accounts import Role
from knowledge.answering.answer import Answer
from knowledge.errors import BadLiveFigure, EntryChanged
from knowledge.faq import entries
from knowledge.faq.maintained import Content, Maintained, Sought, Source, SourceKind, State

PAGE_LENGTH = 50
NARROWING = ("state", "text", "tag", "owner", "author")
LONGEST_NOTE = 500


@desk.get("/faq")
def faq_list() -> str:
    """List the entries, by state and by a text in them."""
    store = services().store
    sought = Sought(**{name: request.args.get(name, "").strip()[:100] for name in NARROWING})
    page = max(1, request.args.get("page", 1, type=int))
    found = store.faq.page(sought, limit=PAGE_LENGTH + 1, offset=(page - 1) * PAGE_LENGTH)
    return render_template(
        "desk/faq_list.html",
        entries=found[:PAGE_LENGTH],
        more=len(found) > PAGE_LENGTH,
        page=page,
        sought=sought,
        narrowed={name: value for name, value in asdict(sought).items() if value},
        count=store.faq.count(sought),
        states=list(State),
        counts=store.faq.counts(),
        tags=store.faq.tags(),
        owners=store.faq.owners(),
    )


@desk.get("/faq/starters")
def faq_starters() -> str:
    """List the entries that come with the program, each to be taken over."""
    held = {entry.key for entry in services().store.faq.all()}
    return render_template("desk/faq_starters.html", starters=entries(), held=held)


@desk.post("/faq/starters/<key>")
@needs(Role.EDITOR)
def faq_adopt(key: str) -> ResponseReturnValue:
    """Take a starter entry over as a draft; once published, it answers in the starter's place."""
    starter = next((entry for entry in entries() if entry.id == key), None)
    store = services().store
    if starter is None:
        abort(404)
    held = store.faq.of_key(key)
    if held is None:
        sources = tuple(Source(SourceKind.ARTICLE, each.name, each.quote) for each in starter.articles)
        sources += (Source(SourceKind.DOCUMENT, starter.source, ""),)
        content = Content(
            starter.question, starter.answer, starter.similar, starter.negative, tags=starter.tags, sources=sources
        )
        held = store.faq.create(content, account().name, note=say("faq_list.adopt_audit"), key=key)
        store.audit.record(
            account().name,
            say("faq_list.adopt_audit"),
            say("common.entry_subject", key=held.key),
            None,
            {say("common.standard_question"): content.question},
        )
    return redirect(url_for("desk.faq_entry", entry_id=held.id))


@desk.get("/faq/new")
@needs(Role.EDITOR)
def faq_new() -> str:
    """Show an empty form."""
    typed = typed_of(request.args)
    typed["owner"] = typed["owner"] or account().name
    return _form(None, typed)


@desk.post("/faq/new")
@needs(Role.EDITOR)
def faq_create() -> ResponseReturnValue:
    """Add an entry as a draft, or show what was typed with what is to be known of it."""
    return _act(None)


@desk.get("/faq/<int:entry_id>")
def faq_entry(entry_id: int) -> str:
    """Show an entry: with its form to those who may edit, as it stands to the others."""
    entry = _entry(entry_id)
    typed = typed_as(entry.newest.content)
    return _form(entry, typed, check(typed, entry.key, captured=False))


@desk.post("/faq/<int:entry_id>")
@needs(Role.EDITOR)
def faq_save(entry_id: int) -> ResponseReturnValue:
    """Keep a new version as a draft, or show what was typed with what is to be known of it."""
    return _act(_entry(entry_id))


@desk.post("/faq/check")
@needs(Role.EDITOR)
def faq_check() -> str:
    """Return what stands beside the form, for what is being typed."""
    checked = check(typed_of(request.form), request.form.get("key", ""), captured=True)
    return render_template("desk/_faq_checked.html", checked=checked, present=present)


def present(answer: Answer) -> dict[str, object]:
    """Return an answer as the pages draw it."""
    return answer_json(answer, conversation_id="", turn_id="")


def entry_or_404(entry_id: int) -> Maintained:
    """Return an entry; a page that there is not where there is none."""
    return _entry(entry_id)


def _act(entry: Maintained | None) -> ResponseReturnValue:
    typed, action = typed_of(request.form), request.form.get("action", "save")
    if action == "insert":
        typed["answer"] = f"{typed['answer']}{picked(request.form)}"
        return _form(entry, typed, _check(entry, typed))
    if action == "preview":
        return _form(entry, typed, _check(entry, typed))
    if action == "cite":
        return _cite(entry, typed)
    try:
        content = content_typed(typed)
        kept = _keep(entry, content)
    except (ValueError, BadLiveFigure, EntryChanged) as error:
        return _form(entry, typed, Checked(str(error)), error=str(error)), 422
    if action == "submit":
        services().store.faq.submit(kept.id, account().name)
        services().store.audit.record(account().name, say("common.submit"), say("common.entry_subject", key=kept.key))
        flash(say("faq_list.submitted"))
        return redirect(url_for("desk.faq_review", entry_id=kept.id))
    flash(say("faq_list.kept") if kept is not entry else say("faq_list.unchanged"))
    return redirect(url_for("desk.faq_entry", entry_id=kept.id))


def _cite(entry: Maintained | None, typed: dict[str, str]) -> ResponseReturnValue:
    try:
        line = picked_source(request.form)
    except ValueError as error:
        return _form(entry, typed, _check(entry, typed), error=str(error)), 422
    typed["sources"] = "\n".join(filter(None, (typed["sources"].strip(), line)))
    return _form(entry, typed, _check(entry, typed))


def _keep(entry: Maintained | None, content: Content) -> Maintained:
    store, who, note = services().store, account().name, request.form.get("note", "").strip()[:LONGEST_NOTE]
    if entry is None:
        kept = store.faq.create(content, who, note=note)
        store.audit.record(
            who, say("common.entry_added"), say("common.entry_subject", key=kept.key), *changed(None, content)
        )
        return kept
    if content == entry.newest.content:
        return entry
    kept = store.faq.write(
        entry.id, content, who, after=request.form.get("version", entry.newest.number, type=int), note=note
    )
    store.audit.record(
        who,
        say("faq_list.change_audit"),
        say("common.entry_subject", key=kept.key),
        *changed(entry.newest.content, content),
    )
    return kept


def _check(entry: Maintained | None, typed: dict[str, str]) -> Checked:
    return check(typed, entry.key if entry else "", captured=True)


def _form(entry: Maintained | None, typed: dict[str, str], checked: Checked | None = None, error: str = "") -> str:
    faq = services().store.faq
    return render_template(
        "desk/faq_entry.html",
        entry=entry,
        typed=typed,
        checked=checked,
        error=error,
        version=request.form.get("version", entry.newest.number if entry else 0, type=int),
        note=request.form.get("note", ""),
        picked=request.form,
        choices=choices(),
        agencies=[agency.name for agency in services().store.reports.agencies()],
        owners=owner_choices(),
        comments=faq.comments(entry.id) if entry else (),
        present=present,
        editable=account().role.includes(Role.EDITOR),
    )


def _entry(entry_id: int) -> Maintained:
    found = services().store.faq.get(entry_id)
    if found is None:
        abort(404)
    return found

"""From draft to published and back: comments, versions, what publishing would bring, and who may do it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.faq import entry_or_404, present
from app.desk.faq_diff import changed, diff
from app.desk.faq_form import check, typed_as
from app.desk.guard import Account, account, needs
from app.desk.wording import say
from app.services import services
from knowledge.accounts import Role
from knowledge.faq.maintained import Maintained, State
from knowledge.faq.shelf import stale_entries
from knowledge.recall import keep_said
from knowledge.trial import rehearse

LONGEST_COMMENT = 1000


@desk.get("/faq/<int:entry_id>/review")
@needs(Role.EDITOR)
def faq_review(entry_id: int) -> str:
    """Show what publishing the newest version would bring."""
    return _page(entry_or_404(entry_id))


@desk.get("/faq/<int:entry_id>/versions")
def faq_versions(entry_id: int) -> str:
    """Show every version of an entry, and the difference between two of them."""
    entry = entry_or_404(entry_id)
    versions = {version.number: version for version in services().store.faq.versions(entry_id)}
    after = versions.get(request.args.get("after", entry.newest.number, type=int)) or entry.newest
    before = versions.get(request.args.get("before", after.number - 1, type=int))
    return render_template(
        "desk/faq_versions.html",
        entry=entry,
        versions=list(versions.values()),
        before=before,
        after=after,
        fields=diff(before.content if before else None, after.content),
    )


@desk.post("/faq/<int:entry_id>/rollback")
@needs(Role.EDITOR)
def faq_rollback(entry_id: int) -> ResponseReturnValue:
    """Write an older version anew as a draft; nothing is taken away."""
    entry, faq = entry_or_404(entry_id), services().store.faq
    number = request.form.get("number", type=int)
    older = next((version for version in faq.versions(entry_id) if version.number == number), None)
    if older is None:
        abort(404)
    who = account().name
    faq.write(
        entry_id,
        older.content,
        who,
        after=entry.newest.number,
        note=say("faq_review.roll_back_one", number=older.number),
    )
    services().store.audit.record(
        who,
        say("faq_review.roll_back_audit"),
        say("common.entry_subject", key=entry.key),
        *changed(entry.newest.content, older.content),
    )
    flash(say("faq_review.rolled_back", number=older.number))
    return redirect(url_for("desk.faq_entry", entry_id=entry_id))


@desk.post("/faq/<int:entry_id>/comment")
@needs(Role.EDITOR)
def faq_comment(entry_id: int) -> ResponseReturnValue:
    """Say something about the newest version."""
    entry = entry_or_404(entry_id)
    _comment(entry)
    return redirect(url_for("desk.faq_review", entry_id=entry_id))


@desk.post("/faq/<int:entry_id>/submit")
@needs(Role.EDITOR)
def faq_submit(entry_id: int) -> ResponseReturnValue:
    """Put the newest version before a reviewer."""
    entry = entry_or_404(entry_id)
    if entry.state is not State.DRAFT:
        flash(say("faq_review.only_drafts"))
    else:
        services().store.faq.submit(entry_id, account().name)
        services().store.audit.record(account().name, say("common.submit"), say("common.entry_subject", key=entry.key))
        flash(say("faq_review.submitted"))
    return redirect(url_for("desk.faq_review", entry_id=entry_id))


@desk.post("/faq/<int:entry_id>/publish")
@needs(Role.REVIEWER)
def faq_publish(entry_id: int) -> ResponseReturnValue:
    """Let the newest version answer, if nothing stands in the way."""
    entry, store = entry_or_404(entry_id), services().store
    obstacle = _obstacle(entry)
    if obstacle:
        return _page(entry, error=obstacle), 422
    _comment(entry)
    store.faq.publish(entry_id)
    published = store.faq.known(entry_id)
    keep_said(services().answerer, published)
    # The index is made anew with the first question: not with a citizen's.
    services().answerer.answer(entry.newest.content.question)
    before = {
        say("common.state"): entry.state.label,
        say("faq_review.live_version"): entry.live.number if entry.live else None,
    }
    after = {say("common.state"): published.state.label, say("faq_review.live_version"): entry.newest.number}
    store.audit.record(
        account().name, say("faq_review.publish_audit"), say("common.entry_subject", key=entry.key), before, after
    )
    flash(_published(published))
    return redirect(url_for("desk.faq_entry", entry_id=entry_id))


@desk.post("/faq/<int:entry_id>/state")
@needs(Role.REVIEWER)
def faq_state(entry_id: int) -> ResponseReturnValue:
    """Send a version back, retire an entry, or switch it off or on."""
    entry, faq = entry_or_404(entry_id), services().store.faq
    match request.form.get("action"):
        case "send_back" if entry.state is State.REVIEW:
            faq.send_back(entry_id)
            _comment(entry)
            said = say("faq_review.send_back")
        case "retire":
            faq.retire(entry_id)
            said = say("common.retire")
        case "disable":
            faq.switch(entry_id, disabled=True)
            said = say("common.disable")
        case "enable":
            faq.switch(entry_id, disabled=False)
            said = say("common.enable")
        case _:
            abort(400)
    after = faq.known(entry_id)
    services().store.audit.record(
        account().name, said, say("common.entry_subject", key=entry.key), _standing(entry), _standing(after)
    )
    flash(say("faq_review.state_changed", action=said))
    return redirect(url_for("desk.faq_entry", entry_id=entry_id))


def may_publish(entry: Maintained, who: Account) -> bool:
    """Tell whether an account may publish: four eyes, unless there is but one pair that may."""
    if not who.role.includes(Role.REVIEWER):
        return False
    others = [
        user
        for user in services().store.users.all()
        if user.active and user.role.includes(Role.REVIEWER) and user.id != who.user.id
    ]
    return entry.newest.author != who.name or not others


def _obstacle(entry: Maintained) -> str:
    if entry.state is not State.REVIEW:
        return say("faq_review.only_submitted")
    if request.form.get("version", type=int) != entry.newest.number:
        return say("faq_review.newer_version", number=entry.newest.number)
    if not may_publish(entry, account()):
        return say("faq_review.own_version")
    checked = check(typed_as(entry.newest.content), entry.key, captured=False)
    if not checked.sound:
        return checked.problem or next(each.problem for each in checked.previews if each.problem)
    failed = rehearse(services().answerer, entry).failed
    if failed and request.form.get("accept") != "1":
        return say("faq_review.cases_fail", count=len(failed))
    return ""


def _published(entry: Maintained) -> str:
    """Return what is said of an entry that was published: that it answers, or why it does not though it is."""
    today = services().answerer.context("").today
    for stale in stale_entries(services().store, [entry]):
        if stale.until < today:
            return say(
                "faq_review.published_stale", agency=stale.cited.agency, year=stale.cited.year, newer=stale.newer.year
            )
    return say("faq_review.published")


def _page(entry: Maintained, error: str = "") -> str:
    return render_template(
        "desk/faq_review.html",
        entry=entry,
        error=error,
        fields=diff(entry.live.content if entry.live else None, entry.newest.content),
        checked=check(typed_as(entry.newest.content), entry.key, captured=False),
        rehearsal=rehearse(services().answerer, entry),
        comments=services().store.faq.comments(entry.id),
        may_publish=may_publish(entry, account()),
        present=present,
    )


def _comment(entry: Maintained) -> None:
    text = request.form.get("comment", "").strip()[:LONGEST_COMMENT]
    if text:
        services().store.faq.comment(entry.id, entry.newest.number, account().name, text)


def _standing(entry: Maintained) -> dict[str, object]:
    return {say("common.state"): entry.state.label, say("faq_review.off"): entry.disabled}

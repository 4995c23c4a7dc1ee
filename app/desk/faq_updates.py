"""When reports arrive: entries whose figures changed, those that cite an old report, and the recall of old numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.faq import entry_or_404
from app.desk.faq_diff import changed, diff_text
from app.desk.guard import account, needs
from app.desk.wording import say
from app.services import services
from knowledge.accounts import Role
from knowledge.errors import WordsGone
from knowledge.faq.shelf import Stale, stale_entries
from knowledge.recall import Update, cited_anew, recall, refresh
from knowledge.store import Store

LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What reports that arrived leave to be looked at."""

    updates: tuple[Update, ...]
    stale: tuple[Stale, ...]


_seen: WeakKeyDictionary[Store, tuple[tuple[int, str, int, date], Arrivals]] = WeakKeyDictionary()


def arrivals() -> Arrivals:
    """Return what is to be looked at; worked out anew when what is held, an entry, or the day has changed.

    To work it out also keeps what every entry says now, so that a recall finds it.
    """
    store, answerer = services().store, services().answerer
    stamp = (store.revision(), store.faq.stamp(), store.faq.looked_at(), answerer.context("").today)
    kept = _seen.get(store)
    if kept is None or kept[0] != stamp:
        found = Arrivals(refresh(answerer), tuple(stale_entries(store, store.faq.answering())))
        kept = _seen[store] = (stamp, found)
    return kept[1]


@desk.get("/faq/updates")
def faq_updates() -> str:
    """Show what new and re-issued reports changed."""
    store, arrived = services().store, arrivals()
    return render_template(
        "desk/faq_updates.html",
        updates=[(update, diff_text(update.before.text, update.after)) for update in arrived.updates],
        stale=arrived.stale,
        today=services().answerer.context("").today,
        days=store.faq.stale_days(),
        reissued=[(old_id, agency, year) for old_id, agency, year, *_ in store.faq.reissued()],
    )


@desk.post("/faq/<int:entry_id>/looked-at")
@needs(Role.EDITOR)
def faq_looked_at(entry_id: int) -> ResponseReturnValue:
    """Note that someone has looked at what an entry says now."""
    entry, store = entry_or_404(entry_id), services().store
    store.faq.look_at(entry_id)
    said = [rendered.text for rendered in store.faq.rendered(entry_id)[:2]]
    store.audit.record(
        account().name,
        say("faq_updates.looked_at_audit"),
        say("common.entry_subject", key=entry.key),
        said[1:] or None,
        said[:1] or None,
    )
    return redirect(url_for("desk.faq_updates"))


@desk.post("/faq/<int:entry_id>/cite-anew")
@needs(Role.EDITOR)
def faq_cite_anew(entry_id: int) -> ResponseReturnValue:
    """Write a draft that cites the same words from the newer version of the report, if they stand there."""
    entry, store, who = entry_or_404(entry_id), services().store, account().name
    before = entry.newest.content
    try:
        content = cited_anew(store, before)
    except WordsGone as error:
        flash(str(error))
        return redirect(url_for("desk.faq_entry", entry_id=entry_id))
    if content == before:
        flash(say("faq_updates.cited_already"))
    else:
        note = say("faq_updates.cite_anew_note")
        store.faq.write(entry_id, content, who, after=entry.newest.number, note=note)
        store.audit.record(
            who,
            say("faq_updates.cite_anew_audit"),
            say("common.entry_subject", key=entry.key),
            *changed(before, content),
        )
        flash(say("faq_updates.cited_anew"))
    return redirect(url_for("desk.faq_entry", entry_id=entry_id))


@desk.post("/faq/stale-days")
@needs(Role.ADMIN)
def faq_stale_days() -> ResponseReturnValue:
    """Set for how long an entry answers on after a report that it cites is superseded."""
    days, store = request.form.get("days", -1, type=int), services().store
    if not 0 <= days <= LONGEST_DAYS:
        abort(400)
    store.audit.record(
        account().name,
        say("faq_updates.settings_audit"),
        say("faq_updates.stale_days_subject"),
        store.faq.stale_days(),
        days,
    )
    store.faq.set_stale_days(days)
    flash(say("faq_updates.saved"))
    return redirect(url_for("desk.faq_updates"))


@desk.get("/faq/recall/<report_id>")
def faq_recall(report_id: str) -> str:
    """Show what a re-issued report corrected, and where its old numbers were told."""
    store = services().store
    old = store.reports.get(report_id)
    new = store.reports.current(old.agency_id, old.year) if old else None
    if old is None or new is None or old.current:
        abort(404)
    return render_template("desk/faq_recall.html", recall=recall(store, old, new))

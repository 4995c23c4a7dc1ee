"""Where one lands after login: what waits for this person, and what may be done here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template, url_for

from app.desk.blueprint import desk
from app.desk.faq_updates import arrivals
from app.desk.guard import account
from app.desk.queue import open_questions
from app.desk.wording import say
from app.services import services
from knowledge.accounts import Role
from knowledge.faq.maintained import Sought, State
from knowledge.records import FactStatus


@dataclass(frozen=True, slots=True)
class Task:
    """Work that waits: how much of it, what it is, and where it is done."""

    count: int
    label: str
    url: str


@desk.get("/")
def home() -> str:
    """Show what waits, and what may be done here."""
    tasks = [Task(count, say(f"home.tasks.{name}"), url) for name, count, url in _waiting() if count]
    return render_template("desk/home.html", tasks=tasks)


def _waiting() -> Iterator[tuple[str, int, str]]:
    """Yield kinds of work with how much waits; those that the person's role cannot do are left out."""
    store, who = services().store, account()
    if who.role.includes(Role.REVIEWER):
        count = store.faq.counts().get(State.REVIEW, 0)
        yield "review", count, url_for("desk.faq_list", state=State.REVIEW.value)
    if who.role.includes(Role.EDITOR):
        drafts = store.faq.count(Sought(state=State.DRAFT.value, author=who.name))
        yield "draft", drafts, url_for("desk.faq_list", state=State.DRAFT.value, author=who.name)
        yield "troubled", len(open_questions()), url_for("desk.queue")
        arrived = arrivals()
        yield "updated", len(arrived.updates), url_for("desk.faq_updates")
        yield "stale", len(arrived.stale), url_for("desk.faq_updates", _anchor="stale")
    yield "findings", store.findings.count(state="open"), url_for("desk.findings", state="open")
    if who.role.includes(Role.EDITOR):
        yield "uncertain", store.confirmations.waiting(), url_for("desk.lookup", status=FactStatus.UNCERTAIN.value)

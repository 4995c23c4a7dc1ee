"""The questions that were not answered, asked back about or badly rated, grouped by likeness: what to write next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.faq_diff import changed
from app.desk.guard import account, needs
from app.desk.wording import say
from app.services import services
from knowledge.accounts import Role
from knowledge.answering.answer import Kind
from knowledge.errors import BadQuestion
from knowledge.faq.grouping import groups_of
from knowledge.faq.maintained import Content, Troubled
from knowledge.trial import hit_test

MOST = 1000
"""Questions looked at: more than a person works through."""

SHOWN = 100
KINDS = {
    "": say("common.all"),
    "none": say("common.unanswered"),
    "clarify": say("queue.clarified"),
    "bad": say("queue.rated_bad"),
}
REASONS = {
    "no_such_report": say("queue.reason_no_report"),
    "not_in_reports": say("queue.reason_not_in_reports"),
    "out_of_scope": say("queue.reason_out_of_scope"),
    "ambiguous": say("queue.reason_ambiguous"),
}
TO_WRITE = say("queue.to_write")


@dataclass(frozen=True, slots=True)
class Group:
    """Questions alike: the one asked most leads. ``covered`` says what answers it now, empty where nothing does."""

    question: str
    others: list[str]
    times: int
    bad: int
    why: str
    last_asked: str
    covered: str


@desk.get("/queue")
def queue() -> str:
    """List the groups, most asked first."""
    kind, everything = request.args.get("kind", ""), request.args.get("all") == "1"
    groups = list(islice((group for group in _groups(kind) if everything or not group.covered), SHOWN))
    return render_template("desk/queue.html", groups=groups, kind=kind, kinds=list(KINDS.items()), all=everything)


@desk.post("/queue")
@needs(Role.EDITOR)
def queue_act() -> ResponseReturnValue:
    """Make a draft of a group, or take it off the queue."""
    questions = [text.strip()[:500] for text in request.form.getlist("question") if text.strip()]
    store, who = services().store, account().name
    if not questions:
        return redirect(url_for("desk.queue"))
    if request.form.get("action") == "dismiss":
        store.faq.dismiss(questions, who)
        store.audit.record(who, say("queue.dismiss_audit"), questions[0], None, {say("common.wording"): questions})
        flash(say("queue.dismissed"))
        return redirect(url_for("desk.queue"))
    content = Content(questions[0], TO_WRITE, tuple(dict.fromkeys(questions[1:]))[:50], owner=who)
    entry = store.faq.create(content, who, note=say("queue.note"))
    store.audit.record(
        who, say("common.entry_added"), say("common.entry_subject", key=entry.key), *changed(None, content)
    )
    return redirect(url_for("desk.faq_entry", entry_id=entry.id))


def open_questions(kind: str = "") -> dict[str, list[Troubled]]:
    """Return the questions that nobody has taken off the queue, with what became of them, those asked most first."""
    faq = services().store.faq
    dismissed = faq.dismissed()
    found: dict[str, list[Troubled]] = {}
    for each in faq.troubled(MOST):
        if each.question not in dismissed and _wanted(each, kind):
            found.setdefault(each.question, []).append(each)
    return dict(sorted(found.items(), key=lambda item: -sum(each.times for each in item[1])))


def _groups(kind: str) -> Iterator[Group]:
    """Yield the groups, most asked first; whether one is covered by now is asked only of those that are looked at."""
    by_question = open_questions(kind)
    questions = list(by_question)
    groups = [[questions[number] for number in members] for members in groups_of(questions)]

    def weight(group: Sequence[str]) -> int:
        return sum(each.times + each.bad for question in group for each in by_question[question])

    for group in sorted(groups, key=weight, reverse=True):
        yield _group(group, by_question)


def _group(questions: Sequence[str], by_question: dict[str, list[Troubled]]) -> Group:
    members = [each for text in questions for each in by_question[text]]
    reasons = dict.fromkeys(REASONS.get(each.reason, KINDS.get(each.kind, say("queue.rated_bad"))) for each in members)
    return Group(
        questions[0],
        list(questions[1:]),
        sum(each.times for each in members),
        sum(each.bad for each in members),
        "、".join(reasons),
        max(each.last_asked for each in members),
        _covered(questions[0], any(each.bad for each in members)),
    )


def _wanted(each: Troubled, kind: str) -> bool:
    return not kind or (each.bad > 0 if kind == "bad" else each.kind == kind)


def _covered(question: str, badly_rated: bool) -> str:
    """Say what answers a question by now; a bad answer is covered only by an entry."""
    try:
        test = hit_test(services().answerer, question)
    except BadQuestion:
        return ""
    if test.hit and test.hit.content:
        return say("queue.covered_by", key=test.hit.hit.wording.key)
    answered = test.answer.kind not in (Kind.NONE, Kind.CLARIFY)
    return say("queue.covered") if answered and not badly_rated else ""

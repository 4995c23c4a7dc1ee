"""Trying an entry before it is live: what a question hits and why, what the answer will say, what would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from knowledge.answering import Answerer
from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Context
from knowledge.answering.maintained import Weighed, choose, compose, shelf_of, trying, unsourced, weigh
from knowledge.errors import BadLiveFigure, BadPaper, GateRefusal
from knowledge.exam import Case as ExamCase
from knowledge.exam import Turn, sit
from knowledge.faq.grouping import Duplicate, duplicates
from knowledge.faq.live import pieces_of
from knowledge.faq.maintained import Content, Maintained
from knowledge.faq.matching import SURE, Index
from knowledge.store import Store

_drawers: WeakKeyDictionary[Store, tuple[str, Index]] = WeakKeyDictionary()
RECENT = 300
"""Questions asked of late that are asked again to see what would change."""


@dataclass(frozen=True, slots=True)
class HitTest:
    """What a question is answered with, and the wordings near it with their scores."""

    question: str
    answer: Answer
    near: tuple[Weighed, ...]

    @property
    def hit(self) -> Weighed | None:
        """The entry that answers; None where none does, or another strategy comes before it."""
        chosen = next((weighed for weighed in self.near if weighed.hit.sure and not weighed.refusal), None)
        return chosen if chosen and chosen.answers and self.answer.kind is Kind.FAQ else None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an answer will say, for one agency; ``problem`` says why it cannot be said."""

    agency: str
    answer: Answer | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A question that would be answered otherwise."""

    question: str
    before: str
    after: str
    entry_before: str
    entry_after: str


@dataclass(frozen=True, slots=True)
class CaseMark:
    """How an exam case comes out with the entry live."""

    subject: str
    question: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What publishing would bring: the cases, and the questions that would be answered otherwise."""

    marks: tuple[CaseMark, ...]
    changes: tuple[Change, ...]

    @property
    def failed(self) -> tuple[CaseMark, ...]:
        """The cases that do not hold."""
        return tuple(mark for mark in self.marks if mark.faults)


def hit_test(answerer: Answerer, question: str, *, agency: str | None = None, year: int | None = None) -> HitTest:
    """Ask a question and show what it matches. Raises BadQuestion."""
    answer = answerer.answer(question, agency=agency, year=year).answer
    context = answerer.context(question, agency=agency, year=year)
    return HitTest(question, answer, tuple(weigh(context)))


def preview(answerer: Answerer, content: Content) -> tuple[Preview, ...]:
    """Return what the answer says: once for each of the agencies that it holds for (the first three), else once."""
    return tuple(_preview(answerer, content, name) for name in content.agencies[:3] or ("",))


def without_source(content: Content, store: Store) -> tuple[str, ...]:
    """Return the numbers written by hand that no source carries. Raises BadLiveFigure."""
    written = "".join(piece if isinstance(piece, str) else "，" for piece in pieces_of(content.answer))
    return unsourced(written, content.sources, store)


def rehearse(answerer: Answerer, entry: Maintained) -> Rehearsal:
    """Run every case with the newest version live, and compare the answers to what was asked of late."""
    content = entry.newest.content
    shelf = shelf_of(answerer.context("你好")).with_entry(entry.key, content)
    asked = _questions(answerer, content)
    before = {question: _told(answerer, question) for question in asked}
    with trying(shelf):
        after = {question: _told(answerer, question) for question in asked}
        marks = tuple(_mark(answerer, *case) for case in _cases(answerer.store, entry))
    changes = [
        Change(question, before[question][0], after[question][0], before[question][1], after[question][1])
        for question in asked
        if before[question] != after[question]
    ]
    return Rehearsal(marks, tuple(changes))


def repeated(answerer: Answerer, content: Content, key: str) -> list[Duplicate]:
    """Return what is held already, published or not, of an entry's question and similar ones; likest first."""
    texts = (content.question, *content.similar)
    found = duplicates(texts, shelf_of(answerer.context("你好")).index, key)
    found += duplicates(texts, _waiting(answerer.store), key)
    return sorted({(each.text, each.held): each for each in found}.values(), key=lambda each: -each.likeness)


def run_cases(answerer: Answerer) -> tuple[CaseMark, ...]:
    """Run every case that published entries carry or that is kept, on what is live."""
    return tuple(_mark(answerer, *case) for case in _cases(answerer.store, None))


def captures(answerer: Answerer, content: Content, key: str, recent: int = RECENT) -> tuple[Change, ...]:
    """Return the questions of others that an entry would take: held wordings near its own, and questions of late."""
    shelf = shelf_of(answerer.context("你好"))
    near = {
        hit.wording.text
        for text in (content.question, *content.similar)
        for hit in shelf.index.nearest(text, 20)
        if hit.wording.wanted and hit.wording.key != key
    }
    asked = [*near, *(question for question, _ in answerer.store.faq.asked(recent))]
    tried, found = shelf.with_entry(key, content), []
    for question in dict.fromkeys(asked):
        context = answerer.context(question)
        before = choose(context)
        with trying(tried):
            after = choose(context)
        taken = after is not None and after.hit.wording.key == key
        if taken and (before is None or before.hit.wording.key != key):
            found.append(Change(question, _name(before), _name(after), _key(before), key))
    return tuple(found)


def context_for(answerer: Answerer, content: Content, agency: str) -> Context:
    """Return the entry's own question as asked of an agency that it holds for."""
    context = answerer.context(content.question, agency=agency or None)
    keys = context.base.index.find(agency) if agency else ()
    if len(keys) == 1 and context.query.agencies != keys:
        context = replace(context, query=replace(context.query, agencies=keys))
    return context


def _waiting(store: Store) -> Index:
    stamp = store.faq.stamp()
    kept = _drawers.get(store)
    if kept is None or kept[0] != stamp:
        wordings = [word for entry in store.faq.waiting() for word in entry.newest.content.wordings(entry.key)]
        kept = _drawers[store] = (stamp, Index(wordings))
    return kept[1]


def _preview(answerer: Answerer, content: Content, agency: str) -> Preview:
    try:
        return Preview(agency, compose(context_for(answerer, content, agency), content))
    except BadLiveFigure as error:
        return Preview(agency, None, str(error))
    except GateRefusal:
        numbers = "、".join(without_source(content, answerer.store))
        return Preview(
            agency, None, f"答案里的数字没有出处：{numbers}。请改用活数字，或在“依据”里写明条文、报告原句或文件。"
        )


def _questions(answerer: Answerer, content: Content) -> list[str]:
    """Return what may be answered otherwise: the entry's own wordings, those near them, and questions asked of late."""
    shelf = shelf_of(answerer.context("你好"))
    own = (content.question, *content.similar, *content.negative)
    near = [hit.wording.text for text in own for hit in shelf.index.nearest(text, 10) if hit.likeness >= SURE - 0.2]
    asked = [question for question, _ in answerer.store.faq.asked(RECENT)]
    return list(dict.fromkeys((*own, *near, *asked)))


def _told(answerer: Answerer, question: str) -> tuple[str, str]:
    reply = answerer.answer(question)
    chosen = choose(answerer.context(question)) if reply.answer.kind is Kind.FAQ else None
    return reply.answer.text, _key(chosen)


def _cases(store: Store, tried: Maintained | None) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Yield the cases of the entry that is tried, of those that are published, and those kept by subject."""
    contents = {entry.key: entry.live.content for entry in store.faq.answering() if entry.live}
    if tried:
        contents[tried.key] = tried.newest.content
    for key, content in contents.items():
        for case in content.cases:
            yield f"条目 {key}", {"turns": [{"q": case.question, "expect": case.expect}]}
    yield from store.faq.cases()


def _mark(answerer: Answerer, subject: str, case: Mapping[str, Any]) -> CaseMark:
    turns = tuple(Turn(str(turn["q"]), turn["expect"]) for turn in case["turns"])
    exam = ExamCase(str(case.get("id", "")), str(case.get("category", "")), turns, case.get("scope", {}))
    try:
        mark = next(iter(sit(answerer, (exam,))))
    except BadPaper as error:
        return CaseMark(subject, turns[0].question, (str(error),))
    return CaseMark(subject, turns[0].question, mark.faults)


def _key(weighed: Weighed | None) -> str:
    return weighed.hit.wording.key if weighed else ""


def _name(weighed: Weighed | None) -> str:
    if weighed is None:
        return ""
    named: Sequence[Any] = [each for each in (weighed.content, weighed.starter) if each]
    return str(named[0].question)

"""Figures of the narrative: every number with who or what it is about and what it counts.

No statistics: sentences are cut into clauses, the words before a number (or, after a bare verb, behind it) say what
is counted, and what a clause leaves unsaid is carried over from the clauses before it. The words stand in
``knowledge/vocabulary/figures.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.wording import Words, words
from knowledge.numerals import NumberSpan, find_numbers
from knowledge.records import Figure, Passage, Section

SENTENCE = re.compile(r"[^。！？!?\n]+")
CLAUSE = re.compile(r"([^，,；;：:（）()]*)([，,；;：:（）()]?)")
MARK = re.compile(r"^[ ]*(?:[一二三四五六七八九十]+、|[（(][^）)]{1,3}[）)]|\d{1,2}[.．、])[ ]*")
ASIDE = re.compile(r"[（(][^（）()\d]{1,6}[）)]")
TITLE = re.compile(r"《[^》]*》")
LONGEST_NOUN = 30
"""A noun phrase behind a number is cut here: what follows is no longer what is counted."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a sentence has said so far and its later clauses leave unsaid."""

    subject: str = ""
    territory: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    whole: bool = False
    """Whether 其中 opened a list that runs to the end of the sentence (其中：…；…；…)."""
    topic: str = ""
    """What a clause that ends in a colon announced (各镇公开情况：)."""
    last: Figure | None = None
    main: Figure | None = None
    """The last figure that was no part of another and said with a verb what it counts (收到申请)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its numbers; positions are those of the passage."""

    start: int
    text: str
    mark: str
    numbers: tuple[NumberSpan, ...]


def read_figures(passages: Sequence[Passage], sections: Sequence[Section]) -> tuple[Figure, ...]:
    """Return the figures that the passages state, in reading order.

    ``measure`` and ``subject`` keep the words of the passage (收到网民留言咨询); a measure whose verb stands before
    its number and whose noun stands behind it joins the two (召开主任办公会 for 召开1次主任办公会). Whatever a clause
    leaves unsaid comes from the clauses before it in its sentence; a heading that names a medium (1.门户网站) is the
    subject of last resort.
    """
    subjects = {section.ordinal: _headed(section.heading) for section in sections}
    return tuple(figure for passage in passages for figure in _of_passage(passage, subjects.get(passage.section, "")))


def _headed(heading: str) -> str:
    subject, rest, _ = words().subject(words().opening(MARK.sub("", heading))[0])
    return subject if not rest else ""


def _of_passage(passage: Passage, subject: str) -> Iterator[Figure]:
    titles = [match.span() for match in TITLE.finditer(passage.text)]
    numbers = [
        number for number in find_numbers(passage.text) if not any(start <= number.start < end for start, end in titles)
    ]
    if not numbers:
        return
    thread = Thread(subject)
    for sentence in SENTENCE.finditer(passage.text):
        inside, numbers = _until(sentence.end(), numbers)
        thread = _opened(thread, sentence[0], subject)
        if inside:
            thread = yield from _of_sentence(passage, sentence, inside, thread)


def _until(end: int, numbers: list[NumberSpan]) -> tuple[list[NumberSpan], list[NumberSpan]]:
    """Split numbers in order into those before a position and the rest."""
    inside = list(takewhile(lambda number: number.start < end, numbers))
    return inside, numbers[len(inside) :]


def _opened(thread: Thread, sentence: str, subject: str) -> Thread:
    """Return what a new sentence takes over: all where it goes on (其中…), else the heading's subject."""
    if words().part.match(sentence.strip()):
        return replace(thread, part=(), whole=False)
    return Thread(subject)


def _of_sentence(
    passage: Passage, sentence: re.Match[str], numbers: Sequence[NumberSpan], thread: Thread
) -> Generator[Figure, None, Thread]:
    """Yield the figures of a sentence and return what it leaves to the next."""
    outside = thread
    for clause in _clauses(sentence, numbers):
        for left, number, right in _pieces(clause):
            figure, thread = _figure(passage, left, number, right, thread)
            yield figure
        if not clause.numbers:
            thread = _followed(thread, clause)
        thread = _after(clause.mark, thread)
        if clause.mark in "（(" and clause.mark:
            outside = thread
        elif clause.mark in "）)" and clause.mark:
            thread = replace(outside, subject=outside.subject or thread.subject)
    return thread


def _clauses(sentence: re.Match[str], numbers: Sequence[NumberSpan]) -> Iterator[Clause]:
    """Cut a sentence at its marks, save those inside a number (1,234) or around a short aside (镇（街道）)."""
    start = at = sentence.start()
    text = sentence[0]
    whole = [(number.start, number.end) for number in numbers]
    whole += [(at + match.start() - 1, at + match.end()) for match in ASIDE.finditer(text)]
    for match in CLAUSE.finditer(text):
        end = sentence.start() + match.end(1)
        if match[2] and any(first < end < last for first, last in whole):
            continue
        inside = tuple(number for number in numbers if start <= number.start < end)
        yield Clause(start, text[start - at : end - at], match[2], inside)
        start = sentence.start() + match.end()
        if start >= sentence.end():
            return


def _pieces(clause: Clause) -> Iterator[tuple[str, NumberSpan, str]]:
    """Yield each number of a clause with the words before it and the words behind it that belong to it."""
    left, end = "", clause.start
    for index, number in enumerate(clause.numbers):
        left += clause.text[max(end - clause.start, 0) : number.start - clause.start]
        following = (
            clause.numbers[index + 1].start if index + 1 < len(clause.numbers) else clause.start + len(clause.text)
        )
        between = clause.text[number.end - clause.start : following - clause.start]
        if index + 1 == len(clause.numbers):
            yield left, number, between
            return
        right, rest = words().split(between)
        yield left, number, right
        left, end = rest, following


def _figure(passage: Passage, left: str, number: NumberSpan, right: str, thread: Thread) -> tuple[Figure, Thread]:
    lexicon = words()
    opening, scope = lexicon.opening(left)
    text, change = lexicon.change(lexicon.trailing(opening), number.unit)
    thread = _scoped(thread, scope)
    subject, measure, head = lexicon.subject(text)
    if thread.whole and thread.last and number.unit not in ("%", thread.last.unit):
        thread = replace(thread, part=(), whole=False)
    measure = _measure(lexicon, subject, measure, head, number, right, thread, bool(change))
    share = bool(change) and lexicon.share.match(change[0])
    figure = Figure(
        passage=passage.ordinal,
        subject=subject or (thread.last.subject if share and thread.last else thread.subject),
        measure=measure,
        value=number.value,
        unit=number.unit,
        qualifier=number.qualifier,
        printed=number.printed,
        start=number.start,
        end=number.end,
        scope=tuple(dict.fromkeys((*thread.territory, *thread.part, *lexicon.kept(scope), *change))),
    )
    return figure, _carried(thread, figure, head, bool(change))


def _carried(thread: Thread, figure: Figure, head: str, change: bool) -> Thread:
    """Return what later clauses take over from a figure; who applied is said of that figure alone."""
    if change and thread.last:
        return thread
    main = thread.main if thread.part or not words().object(figure.measure) else figure
    subject = thread.subject if head == "applicants" else figure.subject
    return replace(thread, subject=subject, last=figure, main=main)


def _scoped(thread: Thread, scope: Sequence[str]) -> Thread:
    lexicon = words()
    territory = tuple(word for word in scope if word in lexicon.territory)
    part = tuple(word for word in scope if word in lexicon.parts)
    if part:
        return replace(thread, part=part, territory=territory or thread.territory)
    if not thread.whole and any(word in lexicon.totals for word in scope):
        thread = replace(thread, part=())
    return replace(thread, territory=territory or thread.territory)


def _measure(
    lexicon: Words, subject: str, measure: str, head: str, number: NumberSpan, right: str, thread: Thread, change: bool
) -> str:
    """Return what a number counts: its own words, the noun behind it, or what the clause before it counted."""
    noun = lexicon.noun(right)[:LONGEST_NOUN]
    before = _alike(thread.last, number, change)
    if lexicon.is_verb(measure):
        alike = thread.main if thread.main and number.unit in lexicon.carried_units else None
        return measure + (noun or (lexicon.object(alike.measure) if alike and alike.unit == number.unit else ""))
    if measure and not (noun and lexicon.hangs(measure)):
        return measure.removesuffix("的") + (noun if lexicon.is_open(measure) else "")
    if subject and head in ("media", "named") and not noun:
        return subject
    return noun or before or thread.topic or subject or (thread.last.measure if thread.last else "")


def _alike(figure: Figure | None, number: NumberSpan, change: bool) -> str:
    """Return what a figure measured, where a number in the same unit, a share or a change may measure it too."""
    if figure is None or figure.measure == figure.subject:
        return ""
    return figure.measure if change or number.unit in ("%", figure.unit) else ""


def _followed(thread: Thread, clause: Clause) -> Thread:
    """Take over the subject and the scope of a clause that has no number of its own."""
    opening, scope = words().opening(clause.text)
    thread = _scoped(thread, scope)
    subject, _, head = words().subject(opening)
    if clause.mark and clause.mark in "：:":
        thread = replace(thread, topic=opening)
    return replace(thread, subject=subject) if subject and head in ("media", "named", "organisations") else thread


def _after(mark: str, thread: Thread) -> Thread:
    if mark in ("：", ":") and thread.part:
        return replace(thread, whole=True)
    if mark in ("；", ";") and not thread.whole:
        return replace(thread, part=())
    return thread

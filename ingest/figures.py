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
from typing import Any

from ingest.clauses import Clause, Piece, clauses, pieces
from ingest.wording import JOINED, words
from knowledge.numerals import NumberSpan, find_numbers
from knowledge.places import find_places
from knowledge.quick import quick
from knowledge.records import Figure, Passage, Section

SENTENCE = re.compile(r"[^。！？!?\n]+")
MARK = re.compile(r"^[ ]*(?:[一二三四五六七八九十]+、|[（(][^）)]{1,3}[）)]|\d{1,2}[.．、])[ ]*")
TITLE = re.compile(r"《[^》]*》")
NAMED = re.compile(r"[“\"][^“”\"\d]{2,16}\d+[^“”\"\d]{1,3}[”\"]")
NAME = re.compile(f"{JOINED}|[：:为]|包括|分别")
MOVED = r"[^，。；]{0,4}?(?:缩|减|降|增|升|提|扩|压|涨|精|简|优|合|调|变|改)[^，。；]{0,4}?[至到为成]了?"
"""How a number is said to have become another: 增至, 压减到."""
ENDED = re.compile(rf"{MOVED}(?:(?:现在|目前|现有|20\d\d年底?|年底)的?)?[ ]*$")
STARTED = re.compile(r"(?<=[\u4e00-\u9fff]{2})[由从][^，。；由从]{0,8}$")
"""What stands before the number that a change set out from: 粉丝由年初的."""
"""What parts the last name of a list from those before it."""
LONGEST_NOUN = 30
"""A noun phrase behind a number is cut here: what follows is no longer what is counted."""


@quick
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
    bracketed: str = ""
    """What stands right before an opening bracket: the number in it may count that (公开栏（35条）)."""


@quick
@dataclass(frozen=True, slots=True)
class Said:
    """What the words before a number say: about whom, what, the kind of subject, and a change or share."""

    subject: str
    measure: str
    head: str
    change: tuple[str, ...]


def read_figures(passages: Sequence[Passage], sections: Sequence[Section]) -> tuple[Figure, ...]:
    """Return the figures that the passages state, in reading order.

    ``measure`` and ``subject`` keep the words of the passage (收到网民留言咨询); a measure whose verb stands before
    its number and whose noun stands behind it joins the two (召开主任办公会 for 召开1次主任办公会). Whatever a clause
    leaves unsaid comes from the clauses before it in its sentence; a heading that names a medium (1.门户网站) is the
    subject of last resort, and a number with which a passage begins is what its heading counts (（一）公开数量：3件).
    """
    headings = {section.ordinal: MARK.sub("", section.heading) for section in sections}
    subjects = {ordinal: _headed(heading) for ordinal, heading in headings.items()}
    return tuple(
        figure
        for passage in passages
        for figure in _of_passage(passage, subjects.get(passage.section, ""), headings.get(passage.section, ""))
    )


def _headed(heading: str) -> str:
    subject, rest, _ = words().subject(words().opening(heading)[0])
    return subject if not rest else ""


def _of_passage(passage: Passage, subject: str, topic: str) -> Iterator[Figure]:
    numbers = list(find_numbers(passage.text))
    if places := list(find_places(passage.text)):
        numbers = sorted((*numbers, *places), key=lambda number: number.start)
    if numbers:
        numbers = _outside_names(numbers, passage.text)
    if not numbers:
        return
    thread = Thread(subject)
    for sentence in SENTENCE.finditer(passage.text):
        inside, numbers = _until(sentence.end(), numbers)
        thread = _opened(thread, sentence[0], subject)
        if not sentence.start() and inside and inside[0].start == 0:
            thread = replace(thread, topic=topic)
        if inside:
            thread = yield from _of_sentence(passage, sentence, inside, thread)


def _outside_names(numbers: list[NumberSpan], text: str) -> list[NumberSpan]:
    """Leave out the numbers within the title of a document, and those that close a quoted name (“富民30条”)."""
    titles = [match.span() for match in TITLE.finditer(text)]
    ends = {match.end() - 1 for match in NAMED.finditer(text)}
    return [
        number
        for number in numbers
        if number.end not in ends and not any(start <= number.start < end for start, end in titles)
    ]


def _until(end: int, numbers: list[NumberSpan]) -> tuple[list[NumberSpan], list[NumberSpan]]:
    """Split numbers in order into those before a position and the rest."""
    inside = list(takewhile(lambda number: number.start < end, numbers))
    return inside, numbers[len(inside) :]


def _opened(thread: Thread, sentence: str, subject: str) -> Thread:
    """Return what a new sentence takes over: all where it goes on (其中…), else the heading's subject."""
    if words().part.match(sentence.strip()):
        return replace(thread, part=(), whole=False) if thread.part or thread.whole else thread
    return Thread(subject)


def _of_sentence(
    passage: Passage, sentence: re.Match[str], numbers: Sequence[NumberSpan], thread: Thread
) -> Generator[Figure, None, Thread]:
    """Yield the figures of a sentence and return what it leaves to the next."""
    outside, unnamed, name, bracketed = thread, thread, "", False
    for clause in clauses(sentence, numbers):
        before, bracketed = thread, bracketed or bool(clause.numbers)
        for piece in pieces(clause):
            if not piece.right.startswith(words().idle):
                figure, thread = _figure(passage, piece, thread)
                yield figure
        if not clause.numbers:
            thread = _followed(thread, clause)
        thread = _after(clause.mark, thread)
        if clause.mark in "（(" and clause.mark:
            name = "" if clause.numbers else NAME.split(clause.text)[-1].strip()
            outside, unnamed, bracketed = thread, before, False
            thread = replace(thread, bracketed=name) if name else thread
        elif clause.mark in "）)" and clause.mark:
            if name and thread.last and thread.last.measure == name:
                # 公开栏（35条）: what stands before the bracket is said of that number alone.
                outside = thread = unnamed
            # 建议396件（主办189件）: what a number in brackets is of is its own.
            inside = "" if bracketed else thread.subject
            thread = replace(outside, subject=outside.subject or inside)
    return thread


def _figure(passage: Passage, piece: Piece, thread: Thread) -> tuple[Figure, Thread]:
    lexicon, number = words(), piece.number
    opening, scope = lexicon.opening(piece.left)
    if not opening and not lexicon.noun(piece.right) and thread.bracketed:
        opening, thread = thread.bracketed, replace(thread, subject="")
    if thread.bracketed:
        thread = replace(thread, bracketed="")
    thread = _scoped(thread, scope, number)
    if thread.last and ENDED.fullmatch(opening) and _set_out(thread.last, piece, passage.text):
        # 粉丝由31万人增至38万人: both numbers count the same.
        figure = replace(thread.last, **_own(number))
        return figure, replace(thread, last=figure)
    if ENDED.match(piece.right):
        # What it became is no noun of what it was: 网站由46家整合为38家.
        opening, piece = STARTED.sub("", opening), replace(piece, right="")
    text, change = lexicon.change(lexicon.trailing(opening), number.unit)
    said = _listed(Said(*lexicon.subject(text), change), piece, thread)
    figure = Figure(
        passage=passage.ordinal,
        subject=said.subject or _carried_subject(said, thread),
        measure=_measure(said, piece, thread),
        scope=_distinct((*thread.territory, *thread.part, *lexicon.kept(scope), *change)),
        **_own(number),
    )
    return figure, _carried(thread, figure, said)


def _set_out(last: Figure, piece: Piece, text: str) -> bool:
    """Tell whether the number before this one is what a change to it set out from: 由31万人增至38万人."""
    between = text[last.end : piece.number.start]
    return ENDED.fullmatch(between) is not None and re.search("[由从][^，。；]{0,10}$", text[: last.start]) is not None


def _own(number: NumberSpan) -> dict[str, Any]:
    """Return the fields of a figure that are its number's own, whatever is said of it."""
    return {name: getattr(number, name) for name in ("value", "unit", "qualifier", "printed", "start", "end")}


def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words)) if len(words) > 1 else words


def _listed(said: Said, piece: Piece, thread: Thread) -> Said:
    """Give a number joined by 、 the verb of the one before it: 关停政府网站1个、政务新媒体2个."""
    lexicon = words()
    if medium := _other_medium(said, piece, thread):
        return medium
    last = thread.last.measure if thread.last and piece.listed and not thread.part else ""
    verb = lexicon.leading_verb(last)
    if not verb or lexicon.is_verb(last) or said.head in ("applicants", "organisations") or said.change:
        return said
    measure = said.measure or said.subject
    return said if not measure or lexicon.leading_verb(measure) else Said("", verb + measure, "", ())


def _other_medium(said: Said, piece: Piece, thread: Thread) -> Said | None:
    """Give a bare medium the act of the one before it: 热线新媒体发布微信426条，微博453条."""
    lexicon = words()
    if said.head != "media" or said.measure or thread.part or not thread.last or lexicon.noun(piece.right):
        return None
    verb, medium = lexicon.leading_verb(thread.last.measure), lexicon.object(thread.last.measure)
    if not verb or lexicon.subject(medium) != (medium, "", "media") or thread.last.unit != piece.number.unit:
        return None
    return Said(thread.last.subject, verb + said.subject, "", ())


def _carried_subject(said: Said, thread: Thread) -> str:
    """Return the subject that a clause leaves unsaid; a share is of what stands right before it.

    What was done by another way (通过信函提交) was not done on the medium of the clause before.
    """
    lexicon = words()
    if said.change and thread.last and lexicon.share.match(said.change[0]):
        return thread.last.subject
    elsewhere = lexicon.through.match(said.measure) and lexicon.subject(thread.subject)[2] == "media"
    return "" if elsewhere else thread.subject


def _carried(thread: Thread, figure: Figure, said: Said) -> Thread:
    """Return what later clauses take over from a figure; who applied is said of that figure alone."""
    if said.change and thread.last:
        return thread
    main = thread.main if thread.part or not words().object(figure.measure) else figure
    subject = thread.subject if said.head == "applicants" else figure.subject
    return Thread(subject, thread.territory, thread.part, thread.whole, thread.topic, figure, main)


def _scoped(thread: Thread, scope: Sequence[str], number: NumberSpan | None = None) -> Thread:
    """Return the thread with the scope that a clause opens with; a list of parts ends with a new unit or a total."""
    lexicon = words()
    territory = tuple(word for word in scope if word in lexicon.territory) or thread.territory
    part = tuple(word for word in scope if word in lexicon.parts)
    if part:
        return replace(thread, part=part, territory=territory)
    if not thread.part and not thread.whole:
        return thread if territory == thread.territory else replace(thread, territory=territory)
    other = thread.last and number and number.unit not in ("%", thread.last.unit)
    totals = any(word in lexicon.totals for word in scope)
    if (thread.whole and other) or (totals and not thread.whole):
        thread = replace(thread, part=(), whole=False)
    return replace(thread, territory=territory)


def _measure(said: Said, piece: Piece, thread: Thread) -> str:
    """Return what a number counts: its own words, the noun behind it, or what the clause before it counted."""
    lexicon, measure = words(), said.measure
    noun = lexicon.noun(piece.right)[:LONGEST_NOUN]
    if lexicon.is_verb(measure):
        return measure + (noun or _object(piece.number, thread))
    if measure and not (noun and lexicon.hangs(measure)):
        return measure.removesuffix("的") + (noun if lexicon.is_open(measure) else "")
    if said.subject and said.head in ("media", "named") and not noun:
        return said.subject
    if said.head == "applicants" and not noun and thread.main and thread.main.unit == piece.number.unit:
        # 网络19件、当面1件；从申请人看，自然人21件: of all that came in.
        return thread.main.measure
    before = _alike(thread.last, piece.number, bool(said.change))
    return noun or before or thread.topic or said.subject or (thread.last.measure if thread.last else "")


def _object(number: NumberSpan, thread: Thread) -> str:
    """Return the noun that a bare verb takes over (受理审批事项117件，办结171件), in units of papers only."""
    lexicon = words()
    if thread.main is None or thread.main.unit != number.unit or number.unit not in lexicon.carried_units:
        return ""
    return lexicon.object(thread.main.measure)


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
    if not subject:
        # 开通公众号“甲”，推送文章75篇: what was opened goes on to speak.
        subject, rest, head = words().subject(words().object(opening))
        subject = "" if rest else subject
    if clause.mark and clause.mark in "：:":
        thread = replace(thread, topic=opening)
    return replace(thread, subject=subject) if subject and head in ("media", "named", "organisations") else thread


def _after(mark: str, thread: Thread) -> Thread:
    if mark in ("：", ":") and thread.part:
        return replace(thread, whole=True)
    if mark in ("；", ";") and thread.part and not thread.whole:
        return replace(thread, part=())
    return thread

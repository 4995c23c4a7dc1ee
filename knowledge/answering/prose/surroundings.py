"""The stretches of a text around a number: its sentence, its clause, what is its own of it, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.prose.asked import CLAUSE_START, alike
from knowledge.answering.prose.change_ends import END_POINT
from knowledge.records import Figure
from knowledge.vocabulary.turns import turn

_NUMBER = turn("digits")
_COUNTED = turn("counted_number")
_SHARE = turn("share_said")
_SHARED = turn("shared_act")
_PARTS = turn("parts_follow")
_NEXT = turn("next_begins")


@dataclass(frozen=True, slots=True)
class Sibling:
    """A figure of the same sentence in the same unit, with what stands right at it."""

    figure: Figure
    near: str


def siblings_of(figure: Figure, figures: Sequence[Figure], text: str) -> tuple[Sibling, ...]:
    """Return the figures of a sentence, 其中 of the next included, that are counted alike; the figure is among them."""
    start, end = sentence_span(text, figure.start, figure.end)
    if text.startswith("其中", start) and start:
        start, _ = sentence_span(text, start - 1, start - 1)
    elif text.startswith("其中", end):
        _, end = sentence_span(text, end, end)
    same = (other for other in figures if other.passage == figure.passage and start <= other.start < end)
    return tuple(Sibling(other, near_of(text, other)) for other in same if alike(other.unit, figure.unit))


def whole_of(figure: Figure, alike: Sequence[Figure], text: str) -> Figure | None:
    """Return what a figure is a part of: the nearest number before that is no less than the parts so far.

    ``alike`` are the figures of its sentence that are counted alike, itself among them, in the order of the text.
    """
    parts = figure.value
    for other in reversed(alike[: alike.index(figure)]):
        if other.value >= parts and other.unit != "%" and _PARTS.search(text, other.end, figure.start):
            return other
        parts += other.value
    return None


def said_of_whole(figure: Figure, siblings: Sequence[Sibling], text: str) -> str:
    """Return what is said right at the number that a figure is a part of, empty where it is a part of none."""
    whole = whole_of(figure, [other.figure for other in siblings], text)
    return near_of(text, whole) if whole else ""


def near_of(text: str, figure: Figure) -> str:
    """Return what is said right at a figure: its subject, its measure, and the words of its clause."""
    return f"{figure.subject}，{figure.measure}，{beside(text, figure)}"


def beside(text: str, figure: Figure) -> str:
    """Return the clause of a number, as far as no other number of it lies between."""
    start, end = _clause(text, figure)
    if figure.unit == "%" and _SHARE.match(text, start):
        # 线上提交1107件，占比73.6%: what has the share stands in the clause before.
        start, _ = _clause(text, replace(figure, start=max(start - 1, 0)))
        return text[start:end]
    before = [match.end() for match in _COUNTED.finditer(text, start, figure.start)]
    if END_POINT.search(text[start : figure.start]):
        # 等候时间由42分钟缩至19分钟: both numbers are of the waiting time.
        before = []
    shared = text[start : next(_COUNTED.finditer(text, start)).start()] if before else ""
    own = text[_parted(text, before[-1], figure.start, before[-1]) if before else start : _own_end(text, figure, end)]
    # 公开我局承办的13件建议和18件提案: the act before the first number is of both.
    return shared + own if _SHARED.search(shared) else own


def clause_before(text: str, figure: Figure) -> str:
    """Return the clause before that of a number in its sentence, empty where there is none or it has a number too."""
    start, _ = _clause(text, figure)
    if not start or text[start - 1] not in "，,":
        return ""
    before, _ = _clause(text, replace(figure, start=start - 1))
    return "" if _COUNTED.search(text, before, start) else text[before : start - 1]


def _own_end(text: str, figure: Figure, end: int) -> int:
    """Return where what is said of a number ends: in a list (发布会42场、通气会19场) and in brackets, at the mark."""
    after = _NUMBER.search(text, figure.end, end)
    return _parted(text, figure.end, after.start(), after.start()) if after else end


def _parted(text: str, start: int, end: int, otherwise: int) -> int:
    """Return where, between two numbers, what is said of the next begins."""
    mark = _NEXT.search(text, start, end)
    return mark.start() if mark else otherwise


def _clause(text: str, figure: Figure) -> tuple[int, int]:
    before = [match.end() for match in CLAUSE_START.finditer(text, 0, figure.start)]
    after = CLAUSE_START.search(text, figure.end)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def point_of(text: str, figure: Figure, start: int, end: int) -> str:
    """Return the part of a sentence, between its semicolons, that holds a figure."""
    before, after = text.rfind("；", start, figure.start), text.find("；", figure.end, end)
    return text[max(start, before + 1) : after if after >= 0 else end]


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the sentence that holds a stretch."""
    first = max((text.rfind(mark, 0, start) for mark in "。！？"), default=-1) + 1
    last = min((found for mark in "。！？" if (found := text.find(mark, end)) >= 0), default=len(text) - 1) + 1
    return first, last

"""Cutting the narrative into stretches of a size that can be shown as evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.blocks import Segment
from ingest.heading_words import is_table_text, table_sign, vocabulary
from knowledge.records import Place

LONG = 600
"""Characters from which on a paragraph is cut: about a screen of a chat."""
_AIM = 350
_LINE = 60
"""Characters that no line of a title and no cell of a table has."""
_POINT = re.compile(
    r"(?<=[。；;！？])\s*(?=[一二三四五六七八九十]{1,3}是|其[一二三四五六七八九十]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|首先|其次|此外)"
)
_LINES = re.compile(r"[^\n]+")
_SIGN = re.compile(r"\w")
_SENTENCE = re.compile(r"(?<=[。！？])(?![”’」』）)])\s*")


def citable_stretches(segment: Segment, consumed: Sequence[Place]) -> Iterator[tuple[Place, str]]:
    """Yield the places and texts of a segment that are worth citing, in order.

    ``consumed`` are the places of its block that the table readers took.
    """
    block, start, end = segment.place.block, segment.place.start, segment.place.end
    if start is None or end is None or any(place.start is None for place in consumed):
        return
    for left, right in _left_over(start, end, consumed):
        text = segment.text[left - start : right - start]
        opening = _opening().match(text) if segment.section == 0 else None
        if opening:
            left, text = left + opening.end(), text[opening.end() :]
        for first, last in _paragraphs(text):
            yield Place(block, start=left + first, end=left + last), text[first:last]


def is_prose(text: str) -> bool:
    """Say whether a text has a sentence in it, as lost cells of a table and lines of a title have not."""
    return re.search("[。；！？]|^[备附]?注", text) is not None or (len(text) > _LINE and "，" in text)


def _left_over(start: int, end: int, taken: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between ``start`` and ``end`` that were not taken."""
    for place in sorted(taken, key=lambda place: place.start or 0):
        left, right = place.start or 0, place.end or 0
        if left >= end or right <= start:
            continue
        if left > start:
            yield start, left
        start = max(start, right)
    if start < end:
        yield start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINES.finditer(text):
        start, end = match.span()
        sign = table_sign().search(text, start, end)
        if sign and "。" not in text[sign.start() : end]:
            end = sign.start()
        start, end = _trimmed(text, start, end)
        tail = text.rfind("。", start, end) + 1
        if tail and _is_furniture(text[tail:end].strip()):
            end = tail
        if start < end and not _is_furniture(text[start:end]):
            yield from _cut(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _is_furniture(text: str) -> bool:
    if not _SIGN.search(text) or (len(text) == 1 and text != "无"):
        return True
    return _furniture().fullmatch(text) is not None or is_table_text(text)


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in vocabulary()["furniture"]["patterns"]))


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(vocabulary()["furniture"]["opening"])


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a paragraph whole, or a long one cut where a new point starts, else about every 350 characters."""
    if end - start <= LONG:
        yield start, end
        return
    begun = start
    for cut in (*_cuts(text, start, end), end):
        if cut - begun >= LONG:
            for inner in _even_cuts(text, begun, cut):
                yield _trimmed(text, begun, inner)
                begun = inner
        yield _trimmed(text, begun, cut)
        begun = cut


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return where new points start, leaving out those that would make a stretch of a few words."""
    cuts: list[int] = []
    for match in _POINT.finditer(text, start, end):
        if match.end() - (cuts[-1] if cuts else start) >= _AIM // 4:
            cuts.append(match.end())
    return cuts


def _even_cuts(text: str, start: int, end: int) -> list[int]:
    cuts: list[int] = []
    for match in _SENTENCE.finditer(text, start, end):
        if match.end() - (cuts[-1] if cuts else start) >= _AIM and end - match.end() >= _AIM // 4:
            cuts.append(match.end())
    return cuts

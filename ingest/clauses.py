"""Clauses of a sentence, and the words of a clause shared out among its numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from ingest.sharing import is_shared_out, shared_out
from ingest.wording import words
from knowledge.numerals import NumberSpan
from knowledge.quick import quick

CLAUSE = re.compile(r"([^，,；;：:（）()]*)([，,；;：:（）()]?)")
ASIDE = re.compile(r"[（(][^（）()\d]{1,6}[）)]")


@quick
@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its numbers; positions are those of the passage."""

    start: int
    text: str
    mark: str
    numbers: tuple[NumberSpan, ...]


@quick
@dataclass(frozen=True, slots=True)
class Piece:
    """A number with the words that belong to it; ``listed``: 、 joins it to the number before it."""

    left: str
    number: NumberSpan
    right: str
    listed: bool


def clauses(sentence: re.Match[str], numbers: Sequence[NumberSpan]) -> Iterator[Clause]:
    """Cut a sentence at its marks, save those inside a number (1,234) or around a short aside (镇（街道）)."""
    start = at = sentence.start()
    text = sentence[0]
    whole = [(number.start, number.end) for number in numbers if number.end - number.start > 1]
    whole += [(at + match.start() - 1, at + match.end()) for match in ASIDE.finditer(text)]
    firsts, reach = _stretches(whole)
    starts = [number.start for number in numbers]
    for match in CLAUSE.finditer(text):
        end = sentence.start() + match.end(1)
        if match[2] and reach[bisect_left(firsts, end)] > end:
            continue
        inside = tuple(numbers[bisect_left(starts, start) : bisect_left(starts, end)])
        yield Clause(start, text[start - at : end - at], match[2], inside)
        start = sentence.start() + match.end()
        if start >= sentence.end():
            return


def _stretches(whole: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return where stretches begin, in order, and how far those reach that begin before each of these places."""
    whole.sort()
    return [first for first, _ in whole], [0, *accumulate((last for _, last in whole), max)]


def pieces(clause: Clause) -> Iterator[Piece]:
    """Yield each number of a clause with the words before it and the words behind it that belong to it."""
    if lefts := shared_out(clause.text, clause.start, clause.numbers):
        yield from (Piece(left, number, "", False) for left, number in zip(lefts, clause.numbers, strict=True))
        return
    if is_shared_out(clause.text, clause.start, clause.numbers):
        # 微博、微信粉丝…，全年分别发布22条和15条: which number is whose is not said here.
        return
    at, listed = clause.start, False
    left = clause.text[: clause.numbers[0].start - at] if clause.numbers else ""
    for number, following in zip_longest(clause.numbers, clause.numbers[1:]):
        end = following.start if following else at + len(clause.text)
        between = clause.text[number.end - at : end - at]
        right, rest, listing = words().split(between) if following else (between, "", False)
        yield Piece(left, number, right, listed)
        left, listed = rest, listing

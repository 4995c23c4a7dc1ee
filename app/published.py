"""The text as published beside the cleaned one: which stretch of the one is which stretch of the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from knowledge.records import Block

Grid = tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text, marked or not."""

    text: str
    cited: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """Text that both have: from ``cleaned`` to ``cleaned_end`` in the one, beginning at ``published`` in the other."""

    cleaned: int
    cleaned_end: int
    published: int


def raw_span(block: Block, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the text as published that became ``start`` to ``end`` of the cleaned text.

    What was changed in cleaning belongs to the stretch whole: the pinyin goes with its character.

    >>> raw_span(Block("关于数据", "關(guān)于數(shù)據(jù)"), 2, 4)
    (8, 19)
    """
    if block.text == block.raw:
        return start, end
    runs = _runs(block.text, block.raw)
    last = runs[bisect_right(runs, start, key=lambda run: run.cleaned) - 1]
    begin = last.published + min(start, last.cleaned_end) - last.cleaned
    following = bisect_left(runs, end, key=lambda run: run.cleaned_end)
    after = runs[min(following, len(runs) - 1)]
    return begin, max(begin, after.published + max(end, after.cleaned) - after.cleaned)


def raw_grid(block: Block) -> Grid:
    """Return a table's cells as published: a reader keeps them in ``raw``, a line a row, parted by `` | ``.

    Where that does not fit the grid (a cell that holds the mark itself), the cleaned cells stand in.

    >>> raw_grid(Block(raw="數(shù)量 | 9", rows=(("数量", "9"),)))
    (('數(shù)量', '9'),)
    """
    lines = tuple(tuple(cell.strip() for cell in line.split("|")) for line in block.raw.split("\n"))
    return lines if [len(line) for line in lines] == [len(row) for row in block.rows] else block.rows


def marked(text: str, start: int, end: int) -> tuple[Stretch, ...]:
    """Cut a text into what stands before a cited stretch, the stretch, and what stands after it."""
    start = max(0, min(start, len(text)))
    end = max(start, min(end, len(text)))
    pieces = (Stretch(text[:start]), Stretch(text[start:end], cited=True), Stretch(text[end:]))
    return tuple(piece for piece in pieces if piece.text or piece.cited)


@lru_cache(maxsize=64)
def _runs(text: str, raw: str) -> tuple[_Run, ...]:
    equal = [code for code in Indel.opcodes(text, raw) if code.tag == "equal"]
    runs = [_Run(code.src_start, code.src_end, code.dest_start) for code in equal]
    return (_Run(0, 0, 0), *runs, _Run(len(text), len(text), len(raw)))

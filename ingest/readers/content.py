"""What a reader of one format hands back: the blocks of a file and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.records import Block

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A file as one reader saw it; the fields are those of ``ingest.blocks.Document``."""

    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def paragraph(text: str, heading: int | None = None) -> Block:
    """Return a paragraph that is not cleaned yet.

    >>> paragraph("一、总体情况", heading=2).raw
    '一、总体情况'
    """
    return Block(text=text, raw=text, heading=heading)


def table(rows: Iterable[Sequence[str | None]]) -> Block:
    """Return a table that is not cleaned yet; ``raw`` is its rows as lines, cells parted by bars.

    >>> table([("规章", "0"), ("行政许可", None)]).raw
    '规章 | 0\\n行政许可 | '
    """
    grid = tuple(tuple(row) for row in rows)
    return Block(raw="\n".join(" | ".join(cell or "" for cell in row) for row in grid), rows=grid)


def distinct(items: Iterable[str]) -> tuple[str, ...]:
    """Return the non-blank items, each once, in order."""
    return tuple(dict.fromkeys(stripped for item in items if (stripped := item.strip())))

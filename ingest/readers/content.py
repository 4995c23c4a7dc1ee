"""What a reader of one format hands back: the blocks of a file and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

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


def is_furniture(line: str) -> bool:
    """Return whether a line belongs to the page around an article: buttons, breadcrumbs, imprint.

    >>> is_furniture("【打印】【关闭】"), is_furniture("一、总体情况")
    (True, False)
    """
    return len(line) <= LONGEST_FURNITURE and bool(_furniture().fullmatch(line))


LONGEST_FURNITURE = 160


@cache
def _furniture() -> re.Pattern[str]:
    text = resources.files("ingest.readers").joinpath("furniture.txt").read_text("utf-8")
    return re.compile("|".join(f"(?:{line})" for line in text.splitlines() if line and not line.startswith("#")))

"""What stayed unread of the sections that should hold a table: the table was a picture, or is unlike any known one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Outline
from knowledge.records import Block, Fact, Passage

TOLD_BY_TABLE = ("disclosure", "requests", "review")
"""Topics whose sections are a table: the others may well be left empty (六、其他需要报告的事项)."""
FIGURE = re.compile(r"\s*\d[\d,，.]*\s*\D?\s*")
LEAST_FIGURES = 6
"""Cells with a figure from which a table may be a statutory one; fewer stand in lists of what was published."""


def unread_sections(
    blocks: Sequence[Block], outline: Outline, passages: Sequence[Passage], facts: Sequence[Fact]
) -> tuple[str, ...]:
    """Say in Chinese which sections that should hold a table are empty, and which hold a table that gave no number.

    A report without such headings lacks nothing: not every body that reports has these tables.
    """
    filled = {passage.section for passage in passages} | {fact.section for fact in facts}
    read = {fact.table for fact in facts}
    strange = {segment.section for segment in outline.segments if _has_figures(blocks[segment.place.block])}
    held = {section.topic for section in outline.sections if section.ordinal in filled | strange} | read
    told = [section for section in outline.sections if section.topic in TOLD_BY_TABLE]
    empty = [section.heading for section in told if section.level == 1 and section.topic not in held]
    unknown = [section.heading for section in told if section.ordinal in strange and section.topic not in read]
    return (
        *_said(empty, "下面没有读到表格和文字，可能是图片或附件，这一部分的数须核对原文"),
        *_said(unknown, "里的表格与法定表样对不上，没有读出其中的数，须核对原文"),
    )


def _has_figures(block: Block) -> bool:
    return sum(bool(FIGURE.fullmatch(cell)) for row in block.rows for cell in row if cell) >= LEAST_FIGURES


def _said(headings: Sequence[str], doubt: str) -> tuple[str, ...]:
    named = "、".join(f"“{heading}”" for heading in dict.fromkeys(headings))
    return (named + doubt,) if named else ()

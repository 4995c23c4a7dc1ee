"""Sections that came out empty: a heading with neither text nor table below it, whose content was a picture."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.records import Fact, Passage, Section

TOLD_BY_TABLE = ("disclosure", "requests", "review")
"""Topics whose sections are a table: the others may well be left empty (六、其他需要报告的事项)."""


def unread_sections(sections: Sequence[Section], passages: Sequence[Passage], facts: Sequence[Fact]) -> tuple[str, ...]:
    """Say in Chinese which sections that should hold a table are empty; a report without such headings lacks nothing.

    >>> unread_sections((Section(0, 1, "三、收到和处理政府信息公开申请情况", ("三",), "requests"),), (), ())
    ('“三、收到和处理政府信息公开申请情况”下面没有读到表格和文字，可能是图片或附件，这一部分的数须核对原文',)
    """
    filled = {passage.section for passage in passages} | {fact.section for fact in facts}
    held = {section.topic for section in sections if section.ordinal in filled} | {fact.table for fact in facts}
    empty = [
        section.heading
        for section in sections
        if section.level == 1 and section.topic in TOLD_BY_TABLE and section.topic not in held
    ]
    if not empty:
        return ()
    named = "、".join(f"“{heading}”" for heading in dict.fromkeys(empty))
    return (f"{named}下面没有读到表格和文字，可能是图片或附件，这一部分的数须核对原文",)

"""Damage to the text around the tables: titles, headings, what stands before them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.kit.manuscript import Heading, Manuscript, Part, Text, wording


def title_missing(report: Manuscript, random: Random) -> Manuscript:
    """Lose the title: agency and year stand in the text alone."""
    return replace(report, title="")


def title_twice(report: Manuscript, random: Random) -> Manuscript:
    """Print the title twice, with 年 and 年度."""
    other = report.title.replace("年度", "年", 1) if f"{report.year}年度" in report.title else report.title
    return replace(report, front=(*report.front, other))


def title_broken(report: Manuscript, random: Random) -> Manuscript:
    """Break the title over two lines."""
    at = report.title.find("政府信息公开")
    if at < 0:  # other damage has left no title
        return report
    return replace(report, front=(*report.front, report.title[:at]), title=report.title[at:])


def breadcrumb(report: Manuscript, random: Random) -> Manuscript:
    """Put the page's path before the title."""
    path = random.choice(
        [
            "您现在的位置：首页 > 政务公开 > 政府信息公开年报",
            "首页>>信息公开>>年报",
            "首页 / 政府信息公开 / 政府信息公开年度报告",
        ]
    )
    return replace(report, front=(path, *report.front))


def cover_letter(report: Manuscript, random: Random) -> Manuscript:
    """Put a covering letter before the report."""
    lines = (line.format(own=report.own, phone="0500-3456789") for line in wording()["cover"])
    return replace(report, front=(*lines, *report.front))


def labels_before(report: Manuscript, random: Random) -> Manuscript:
    """Put labels before the title: 索引号, 发布机构, 生成日期."""
    date = f"{report.year + 1}-01-{random.randint(10, 30)}"
    fields = {
        "索引号": f"11350{random.randint(10**6, 10**7)}",
        "发布机构": report.agency,
        "发布日期": date,
        "标题": report.title or "年报",
    }
    shape = random.choice(["{0}：{1}", "- {0}：{1}", "{0}: {1}", "| {0} | {1} |"])
    return replace(report, front=(*(shape.format(*field) for field in fields.items()), *report.front))


def dates_without_marks(report: Manuscript, random: Random) -> Manuscript:
    """Lose 年, 月 and 日 between figures: 202511日至20251231日."""

    def change(part: Part) -> Part:
        if not isinstance(part, Text):
            return part
        text = part.text.replace(f"{report.year}年1月1日", f"{report.year}11日")
        return Text(text.replace(f"{report.year}年12月31日", f"{report.year}1231日"))

    return replace(report, parts=tuple(map(change, report.parts)))


def headings_lost(report: Manuscript, random: Random) -> Manuscript:
    """Lose some headings of the first level."""
    kept = (p for p in report.parts if not (isinstance(p, Heading) and p.level == 1 and random.random() < 0.3))
    return replace(report, parts=tuple(kept))

"""What befalls tables and texts on their way to a reader: each damage is a function from report to report."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from knowledge.forms import Column, Row, form
from tests.kit.manuscript import TABLES, Heading, Manuscript, Part, Text, wording
from tests.kit.sheets import Cell, Line, Sheet

Damage = Callable[[Manuscript, Random], Manuscript]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _cells(change: Callable[[Cell, Random], Cell]) -> Damage:
    """Make a damage of what happens to a cell that states a fact."""

    def damaged(report: Manuscript, random: Random) -> Manuscript:
        return report.with_sheets(*(_with_cells(sheet, lambda cell: change(cell, random)) for sheet in report.sheets))

    return damaged


def _with_cells(sheet: Sheet, change: Callable[[Cell], Cell]) -> Sheet:
    return sheet.with_lines(
        [replace(line, cells=tuple(change(cell) if cell.key else cell for cell in line.cells)) for line in sheet.lines]
    )


def _lines(change: Callable[[Line, Random], Line], *tables: str) -> Damage:
    """Make a damage of what happens to a line with facts of some tables."""

    def damaged(report: Manuscript, random: Random) -> Manuscript:
        return report.with_sheets(
            *(
                sheet.with_lines([change(line, random) if line.row else line for line in sheet.lines])
                if sheet.table in tables
                else sheet
                for sheet in report.sheets
            )
        )

    return damaged


# ------------------------------------------------------------------------------------------------ harmless ones


def _thousands(cell: Cell, random: Random) -> Cell:
    return replace(cell, text=f"{cell.value:,}") if cell.value is not None else cell


def _wide_thousands(cell: Cell, random: Random) -> Cell:
    return replace(cell, text=f"{cell.value:,}".replace(",", "，")) if cell.value is not None else cell


def _full_width(cell: Cell, random: Random) -> Cell:
    return replace(cell, text=cell.text.translate(FULL_WIDTH))


def _padded(cell: Cell, random: Random) -> Cell:
    return replace(
        cell, text=random.choice(["", " ", "　", "\u00a0"]) + cell.text + random.choice(["", " ", "\u00a0 "])
    )


def _with_unit(cell: Cell, random: Random) -> Cell:
    unit = (
        "万元"
        if cell.key and cell.key[0] == "fees.amount"
        else "元"
        if cell.key == ("procurement.amount", "total")
        else "件"
    )
    bare = not cell.text or cell.text.endswith(unit)
    return cell if bare or random.random() > 0.6 else replace(cell, text=f"{cell.text}{unit}")


def year_in_heads(report: Manuscript, random: Random) -> Manuscript:
    """Put the year into the column heads: 本年(2023)制发件数."""
    return _relabelled(report, lambda text: text.replace("本年", f"本年({report.year})", 1) if "本年" in text else text)


def half_width_articles(report: Manuscript, random: Random) -> Manuscript:
    """Write 第二十条第 (一) 项."""
    return _relabelled(report, lambda text: text.replace("第（", "第 (").replace("）项", ") 项"))


def half_width_marks(report: Manuscript, random: Random) -> Manuscript:
    """Write (一)予以公开, 1．属于国家秘密."""
    return _relabelled(report, lambda text: text.replace("（", "(").replace("）", ")").replace("1.", "1．"))


def _relabelled(report: Manuscript, change: Callable[[str], str]) -> Manuscript:
    return report.with_sheets(
        *(
            sheet.with_lines(
                [
                    replace(
                        line,
                        cells=tuple(cell if cell.key else replace(cell, text=change(cell.text)) for cell in line.cells),
                    )
                    for line in sheet.lines
                ]
            )
            for sheet in report.sheets
        )
    )


# ------------------------------------------------------------------------------------------------ figures gone


def _blank_for_zero(cell: Cell, random: Random) -> Cell:
    return replace(cell, text="", value=None) if cell.value == 0 else cell


def _some_blank_for_zero(cell: Cell, random: Random) -> Cell:
    return _blank_for_zero(cell, random) if random.random() < 0.5 else cell


def _slash_for_zero(cell: Cell, random: Random) -> Cell:
    if cell.value != 0 or random.random() < 0.4:
        return cell
    return replace(cell, text=random.choice(["/", "—", "－", "无", "-", "——", "不适用"]), value=None)


def _unit_alone(cell: Cell, random: Random) -> Cell:
    """Leave of a nought nothing but its unit, as a form does that has the unit printed in its empty cells."""
    unit = "万元" if cell.key and cell.key[0] == "fees.amount" else "件"
    return replace(cell, text=unit, value=None) if cell.value == 0 and random.random() < 0.6 else cell


def _no_figures(cell: Cell, random: Random) -> Cell:
    return replace(cell, text="", value=None)


def only_first_column(report: Manuscript, random: Random) -> Manuscript:
    """Fill in nothing but the first column of the tables (seen: ``| 0 | |||||||``)."""

    def change(line: Line, random: Random) -> Line:
        first = next((index for index, cell in enumerate(line.cells) if cell.key), 0)
        return replace(
            line,
            cells=tuple(
                replace(cell, text="", value=None) if cell.key and index > first else cell
                for index, cell in enumerate(line.cells)
            ),
        )

    return _lines(change, "requests", "review")(report, random)


def no_cells(report: Manuscript, random: Random) -> Manuscript:
    """Lose every cell with a figure: labels alone are left. All is unknown then, nothing is zero."""
    return _lines(lambda line, _: replace(line, cells=tuple(c for c in line.cells if not c.key)), *_ALL)(report, random)


def pictures(report: Manuscript, random: Random) -> Manuscript:
    """Lose the tables: they were pictures."""
    return report.with_sheets()


def one_table_gone(report: Manuscript, random: Random) -> Manuscript:
    """Lose one of the tables, where there are any."""
    gone = random.choice([sheet.table for sheet in report.sheets] or [""])
    return report.with_sheets(*(sheet for sheet in report.sheets if sheet.table != gone))


# ------------------------------------------------------------------------------------------------ rows damaged


def _no_label(line: Line, random: Random) -> Line:
    if random.random() < 0.7:
        return line
    return replace(line, cells=tuple(replace(cell, text="") if cell.label else cell for cell in line.cells))


def _garbled_label(line: Line, random: Random) -> Line:
    def garbled(text: str) -> str:
        at = random.randrange(4, len(text) - 1)
        return text[:at] + random.choice(["", "口", text[at] * 2]) + text[at + 1 :]

    hit = random.random() < 0.4
    return replace(
        line,
        cells=tuple(
            replace(cell, text=garbled(cell.text)) if hit and cell.label and len(cell.text) > 6 else cell
            for cell in line.cells
        ),
    )


def _surplus(line: Line, random: Random) -> Line:
    return replace(line, cells=(*line.cells, *[Cell("")] * random.choice([0, 1, 2])))


def _missing(line: Line, random: Random) -> Line:
    if random.random() < 0.8:
        return line
    facts = [index for index, cell in enumerate(line.cells) if cell.key]
    gone = set(random.sample(facts, min(len(facts), random.randint(1, 3))))
    return replace(line, cells=tuple(cell for index, cell in enumerate(line.cells) if index not in gone))


def rows_missing(report: Manuscript, random: Random) -> Manuscript:
    """Lose rows of the requests table whole."""
    return _each_requests(
        report, lambda lines: _picked(lines, [1 if not line.row else random.random() > 0.15 for line in lines])
    )


def rows_moved(report: Manuscript, random: Random) -> Manuscript:
    """Put two neighbouring rows of the requests table in each other's place, where both are of one group."""

    def moved(lines: list[Line]) -> list[Line]:
        pairs = [i for i in range(1, len(lines) - 1) if lines[i].row and _one_group(lines[i], lines[i + 1])]
        if not pairs:
            return lines
        at = random.choice(pairs)
        return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]

    return _each_requests(report, moved)


def rows_twice(report: Manuscript, random: Random) -> Manuscript:
    """Print a row of the requests table twice."""

    def doubled(lines: list[Line]) -> list[Line]:
        whole = [i for i in range(len(lines)) if lines[i].row and len(lines[i].cells) == 8]
        if not whole:  # other damage has left no row with all its cells
            return lines
        at = random.choice(whole)
        return _picked(lines, [1 + (index == at) for index in range(len(lines))])

    return _each_requests(report, doubled)


def is_hidden_move(report: Manuscript) -> bool:
    """Tell whether two rows stand in each other's place and neither has its label left: nothing shows it then."""
    for sheet in report.sheets:
        rows = [row.id for row in form(report.forms[1]).table("requests").rows] if sheet.table == "requests" else []
        lines = [line for line in sheet.lines if line.row]
        for line, below in pairwise(lines if rows else []):
            if rows.index(line.row) > rows.index(below.row) and not any(map(_label, (line, below))):
                return True
    return False


def _label(line: Line) -> str:
    return "".join(cell.text for cell in line.cells if cell.label)


def _picked(lines: list[Line], times: list[int]) -> list[Line]:
    """Return each line as many times as said, the labels of groups moved to what is left of the rows they span."""
    picked: list[Line] = []
    waiting: list[tuple[int, Cell]] = []
    for index, line in enumerate(lines):
        heads = [cell for cell in line.cells if not cell.key and not cell.label]
        rest = tuple(cell for cell in line.cells if cell.key or cell.label)
        waiting += [(index + cell.down, cell) for cell in heads]
        if not line.row:
            picked.append(line)
            waiting = []
        for _ in range(times[index] if line.row else 0):
            groups = (replace(cell, down=sum(times[index:end])) for end, cell in waiting if end > index)
            picked.append(replace(line, cells=(*groups, *rest)))
            waiting = []
    return picked


def _one_group(one: Line, other: Line) -> bool:
    return one.row.rpartition(".")[0] == other.row.rpartition(".")[0] and len(one.cells) == len(other.cells) == 8


def _each_requests(report: Manuscript, change: Callable[[list[Line]], list[Line]]) -> Manuscript:
    return report.with_sheets(
        *(s.with_lines(change(list(s.lines))) if s.table == "requests" else s for s in report.sheets)
    )


def columns_moved(report: Manuscript, random: Random) -> Manuscript:
    """Print two neighbouring columns of a table in each other's place, their heads with them."""

    def moved(sheet: Sheet) -> Sheet:
        table = form(report.forms[TABLES.index(sheet.table)]).table(sheet.table)
        rows = {row.id: row for row in table.rows if len(row.columns) > 1}
        columns = random.choice([row.columns for row in rows.values()])
        at = random.randrange(1, 5) if sheet.table == "requests" else random.randrange(len(columns) - 1)
        pair = {columns[at].label, columns[at + 1].label}
        return sheet.with_lines([_swapped(line, rows.get(line.row), columns, at, pair) for line in sheet.lines])

    return report.with_sheets(*(moved(sheet) for sheet in report.sheets if sheet.table != "review"), *_reviews(report))


def _reviews(report: Manuscript) -> list[Sheet]:
    return [sheet for sheet in report.sheets if sheet.table == "review"]


def _swapped(line: Line, row: Row | None, columns: Sequence[Column], at: int, pair: set[str]) -> Line:
    """Return a line with the heads of a pair of columns, or the two cells in a row of these columns, swapped."""
    heads = [re.sub(r"\(\d{4}\)", "", cell.text) for cell in line.cells]
    places = [index for index, cell in enumerate(line.cells) if (cell.key if line.row else heads[index] in pair)]
    if line.row and (row is None or row.columns != columns or len(places) != len(columns)):
        return line
    places = places[at : at + 2] if line.row else places
    if len(places) != 2:
        return line
    cells = list(line.cells)
    one, other = (cells[place] for place in places)
    cells[places[0]] = replace(other, across=one.across, down=one.down)
    cells[places[1]] = replace(one, across=other.across, down=other.down)
    return replace(line, cells=tuple(cells))


def printed_twice(report: Manuscript, random: Random) -> Manuscript:
    """Print the head of the requests table again before the lines that stand on the next page."""

    def change(lines: list[Line]) -> list[Line]:
        heads = [line for line in lines if not line.row]
        at = random.randint(len(lines) // 3, len(lines) - 1)
        first = lines[at].cells[0]
        return [*lines[:at], *heads, *lines[at:]] if first.label or first.key else lines

    return _each_requests(report, change)


def wrong_sums(report: Manuscript, random: Random) -> Manuscript:
    """Publish totals that are wrong: what is printed is the truth, whatever the sums say."""

    def change(cell: Cell, random: Random) -> Cell:
        if cell.value is None or not cell.key or random.random() > 0.06:
            return cell
        value = max(cell.value + random.choice([-1, 1, 9]), Decimal(0))
        return replace(cell, text=str(value), value=value)

    return _cells(change)(report, random)


# ------------------------------------------------------------------------------------------------ the text around


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


_ALL = ("disclosure", "requests", "review")

HARMLESS: dict[str, Damage] = {
    "thousands separators": _cells(_thousands),
    "full-width digits": _cells(_full_width),
    "padded cells": _cells(_padded),
    "unit in the cell": _cells(_with_unit),
    "year in column heads": year_in_heads,
    "half-width articles": half_width_articles,
    "half-width marks": half_width_marks,
    "title twice": title_twice,
    "title broken": title_broken,
    "breadcrumb": breadcrumb,
    "covering letter": cover_letter,
    "labels before the title": labels_before,
    "dates without marks": dates_without_marks,
}
"""What a reader must see through where cells have borders: everything is still there."""

BLANKING: dict[str, Damage] = {
    "blanks for zero": _cells(_blank_for_zero),
    "some blanks for zero": _cells(_some_blank_for_zero),
    "signs for zero": _cells(_slash_for_zero),
    "unit alone for zero": _cells(_unit_alone),
    "nothing filled in": _cells(_no_figures),
    "only the first column": only_first_column,
}
"""What leaves cells in their places, but nothing in them."""

HARMFUL: dict[str, Damage] = {
    "full-width separators": _cells(_wide_thousands),  # a mirror doubles these as it does all marks
    "labels dropped": _lines(_no_label, "requests"),
    "labels garbled": _lines(_garbled_label, "requests"),
    "surplus cells": _lines(_surplus, *_ALL),
    "cells missing": _lines(_missing, *_ALL),
    "no cells": no_cells,
    "rows missing": rows_missing,
    "rows moved": rows_moved,
    "rows twice": rows_twice,
    "columns moved": columns_moved,
    "head again": printed_twice,
    "wrong sums": wrong_sums,
    "pictures": pictures,
    "a table gone": one_table_gone,
    "title missing": title_missing,
    "headings lost": headings_lost,
}
"""What takes something away for good."""

DAMAGES = HARMLESS | BLANKING | HARMFUL


def damaged(report: Manuscript, names: list[str]) -> Manuscript:
    """Return a report with damages done to it, one after the other, the same each time."""
    for name in names:
        report = DAMAGES[name](report, Random(f"{report.seed}/{name}"))
    return report

"""Damage to cells: how figures are written, and figures that are not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.kit.damages.made import to_lines
from tests.kit.manuscript import TABLES, Manuscript, wording
from tests.kit.sheets import Cell, Line

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def thousands(cell: Cell, random: Random) -> Cell:
    return replace(cell, text=f"{cell.value:,}") if cell.value is not None else cell


def wide_thousands(cell: Cell, random: Random) -> Cell:
    return replace(cell, text=f"{cell.value:,}".replace(",", "，")) if cell.value is not None else cell


def full_width(cell: Cell, random: Random) -> Cell:
    return replace(cell, text=cell.text.translate(FULL_WIDTH))


def padded(cell: Cell, random: Random) -> Cell:
    return replace(
        cell, text=random.choice(["", " ", "　", "\u00a0"]) + cell.text + random.choice(["", " ", "\u00a0 "])
    )


def with_unit(cell: Cell, random: Random) -> Cell:
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


def labels_explained(report: Manuscript, random: Random) -> Manuscript:
    """Say in brackets what is to be counted: 行政许可（按办件量统计，不含备案）."""
    notes = wording()["notes"]

    def change(line: Line, random: Random) -> Line:
        explained = (
            replace(cell, text=cell.text + random.choice(notes)) if cell.label and random.random() < 0.5 else cell
            for cell in line.cells
        )
        return replace(line, cells=tuple(explained))

    return to_lines(change, "disclosure")(report, random)


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


def blank_for_zero(cell: Cell, random: Random) -> Cell:
    return replace(cell, text="", value=None) if cell.value == 0 else cell


def some_blank_for_zero(cell: Cell, random: Random) -> Cell:
    return blank_for_zero(cell, random) if random.random() < 0.5 else cell


def slash_for_zero(cell: Cell, random: Random) -> Cell:
    if cell.value != 0 or random.random() < 0.4:
        return cell
    return replace(cell, text=random.choice(["/", "—", "－", "无", "-", "——", "不适用"]), value=None)


def unit_alone(cell: Cell, random: Random) -> Cell:
    """Leave of a nought nothing but its unit, as a form does that has the unit printed in its empty cells."""
    unit = "万元" if cell.key and cell.key[0] == "fees.amount" else "件"
    return replace(cell, text=unit, value=None) if cell.value == 0 and random.random() < 0.6 else cell


def no_figures(cell: Cell, random: Random) -> Cell:
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

    return to_lines(change, "requests", "review")(report, random)


def no_cells(report: Manuscript, random: Random) -> Manuscript:
    """Lose every cell with a figure: labels alone are left. All is unknown then, nothing is zero."""
    return to_lines(lambda line, _: replace(line, cells=tuple(c for c in line.cells if not c.key)), *TABLES)(
        report, random
    )


def pictures(report: Manuscript, random: Random) -> Manuscript:
    """Lose the tables: they were pictures."""
    return report.with_sheets()


def one_table_gone(report: Manuscript, random: Random) -> Manuscript:
    """Lose one of the tables, where there are any."""
    gone = random.choice([sheet.table for sheet in report.sheets] or [""])
    return report.with_sheets(*(sheet for sheet in report.sheets if sheet.table != gone))

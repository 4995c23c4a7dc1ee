"""What a damage is: a function from report to report, made of what befalls its cells, lines or tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.kit.manuscript import Manuscript
from tests.kit.sheets import Cell, Line, Sheet

Damage = Callable[[Manuscript, Random], Manuscript]


def to_cells(change: Callable[[Cell, Random], Cell]) -> Damage:
    """Make a damage of what happens to a cell that states a fact."""

    def damaged(report: Manuscript, random: Random) -> Manuscript:
        return report.with_sheets(*(_with_cells(sheet, lambda cell: change(cell, random)) for sheet in report.sheets))

    return damaged


def _with_cells(sheet: Sheet, change: Callable[[Cell], Cell]) -> Sheet:
    return sheet.with_lines(
        [replace(line, cells=tuple(change(cell) if cell.key else cell for cell in line.cells)) for line in sheet.lines]
    )


def to_lines(change: Callable[[Line, Random], Line], *tables: str) -> Damage:
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


def to_requests(report: Manuscript, change: Callable[[list[Line]], list[Line]]) -> Manuscript:
    return report.with_sheets(
        *(s.with_lines(change(list(s.lines))) if s.table == "requests" else s for s in report.sheets)
    )

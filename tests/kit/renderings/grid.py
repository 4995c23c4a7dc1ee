"""A sheet as a rectangle, its spans expanded."""

from __future__ import annotations

from tests.kit.sheets import Cell, Sheet

Placed = list[tuple[int, int, Cell]]
"""Row, column and cell."""


def placed(sheet: Sheet) -> tuple[Placed, int]:
    """Return the cells with their first positions, and the width of the sheet."""
    covered: set[tuple[int, int]] = set()
    cells: Placed = []
    for y, line in enumerate(sheet.lines):
        x = 0
        for cell in line.cells:
            while (y, x) in covered:
                x += 1
            cells.append((y, x, cell))
            covered |= {
                (y + down, x + right)
                for down in range(min(cell.down, len(sheet.lines) - y))
                for right in range(cell.across)
            }
    return cells, 1 + max((x for _, x in covered), default=0)


def expanded(sheet: Sheet) -> list[list[str | None]]:
    """Return the texts of a sheet by row and column, None where a span covers."""
    cells, width = placed(sheet)
    rows: list[list[str | None]] = [[None] * width for _ in sheet.lines]
    for y, x, cell in cells:
        rows[y][x] = cell.text
    return rows


def lost_cells(sheet: Sheet) -> list[int]:
    """Return how many positions at the end of each line no cell reaches: the cells that damage took away."""
    cells, width = placed(sheet)
    reached = [0] * len(sheet.lines)
    for y, x, cell in cells:
        for down in range(min(cell.down, len(sheet.lines) - y)):
            reached[y + down] = max(reached[y + down], x + cell.across)
    return [width - end for end in reached]

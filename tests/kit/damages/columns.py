"""Damage to columns: printed in another order than the form has, their heads with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.kit.manuscript import Manuscript
from tests.kit.sheets import APPLICANT_HEADS, CASE_HEADS, Cell, Line, Sheet

APPLICANTS = 1 + len(APPLICANT_HEADS) + 1
CASES = len(CASE_HEADS)


def columns_moved(report: Manuscript, random: Random) -> Manuscript:
    """Print some columns of each table in another order."""
    moves = {"disclosure": _in_disclosure, "requests": _in_requests, "review": _in_review}
    return report.with_sheets(*(moves[sheet.table](sheet, random) for sheet in report.sheets))


def _in_disclosure(sheet: Sheet, random: Random) -> Sheet:
    """Move the columns of one stretch of rows that stand under a line of heads of their own."""
    lines = list(sheet.lines)
    heads = [index for index in range(len(lines) - 1) if not lines[index].row and lines[index + 1].row]
    heads = [index for index in heads if len(lines[index].cells) > 2]
    if not heads:
        return sheet
    at = random.choice(heads)
    order = _order(random, len(lines[at].cells) - 1)
    lines[at] = _moved(lines[at], 1, order)
    for index in range(at + 1, len(lines)):
        if not lines[index].row:
            break
        lines[index] = _facts_moved(lines[index], order)
    return sheet.with_lines(lines)


def _in_requests(sheet: Sheet, random: Random) -> Sheet:
    """Move two kinds of organisations, or natural persons or the total to another end of the table."""
    ends = random.random() < 0.4
    inner = _order(random, len(APPLICANT_HEADS))
    outer = random.choice([(1, 0, 2), (2, 0, 1), (0, 2, 1)])
    of_ends = [index for part in outer for index in ([0], range(1, 6), [6])[part]]
    order = of_ends if ends else [0, *(1 + index for index in inner), 6]
    lines = []
    for line in sheet.lines:
        heads = len(line.cells)
        if line.row:
            lines.append(_facts_moved(line, order))
        elif ends:
            lines.append(_moved(line, 0, outer) if heads == 3 else line)
        else:
            lines.append(_moved(line, 0, inner) if heads == len(APPLICANT_HEADS) else line)
    return sheet.with_lines(lines)


def _in_review(sheet: Sheet, random: Random) -> Sheet:
    """Move the columns of every group alike."""
    order = _order(random, CASES)
    lines = []
    for line in sheet.lines:
        if line.row:
            lines.append(
                _facts_moved(line, [*order, *(5 + index for index in order), *(10 + index for index in order)])
            )
        elif len(line.cells) == 2 * CASES:
            lines.append(_moved(_moved(line, 0, order), CASES, order))
        else:
            lines.append(_moved(line, 0, order) if len(line.cells) > CASES else line)
    return sheet.with_lines(lines)


def _order(random: Random, width: int) -> list[int]:
    order = list(range(width))
    while order == sorted(order):
        random.shuffle(order)
    return order


def _facts_moved(line: Line, order: Sequence[int]) -> Line:
    """Return a line of facts in another order; one that other damage has robbed of cells is left alone."""
    facts = [index for index, cell in enumerate(line.cells) if cell.key]
    return _moved(line, facts[0], order) if len(facts) == len(order) else line


def _moved(line: Line, start: int, order: Sequence[int]) -> Line:
    """Return a line with its cells from ``start`` on in another order, each place as wide as it was."""
    cells = list(line.cells)
    was = cells[start : start + len(order)]
    widths = [was[index].across for index in order] if _spans_matter(was) else [cell.across for cell in was]
    cells[start : start + len(order)] = [
        replace(was[index], across=across) for index, across in zip(order, widths, strict=True)
    ]
    return replace(line, cells=tuple(cells))


def _spans_matter(cells: Sequence[Cell]) -> bool:
    """Tell whether a head spans the columns below it, which go with it; the last cell of a short row only fills up."""
    return any(cell.down > 1 for cell in cells)

"""Damage to rows: lost, misread, moved, printed twice, summed up wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from knowledge.forms import form
from tests.kit.damages.made import to_cells, to_requests
from tests.kit.manuscript import Manuscript
from tests.kit.sheets import Cell, Line


def no_label(line: Line, random: Random) -> Line:
    if random.random() < 0.7:
        return line
    return replace(line, cells=tuple(replace(cell, text="") if cell.label else cell for cell in line.cells))


def garbled_label(line: Line, random: Random) -> Line:
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


def surplus(line: Line, random: Random) -> Line:
    return replace(line, cells=(*line.cells, *[Cell("")] * random.choice([0, 1, 2])))


def missing(line: Line, random: Random) -> Line:
    if random.random() < 0.8:
        return line
    facts = [index for index, cell in enumerate(line.cells) if cell.key]
    gone = set(random.sample(facts, min(len(facts), random.randint(1, 3))))
    return replace(line, cells=tuple(cell for index, cell in enumerate(line.cells) if index not in gone))


def rows_missing(report: Manuscript, random: Random) -> Manuscript:
    """Lose rows of the requests table whole."""
    return to_requests(
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

    return to_requests(report, moved)


def rows_twice(report: Manuscript, random: Random) -> Manuscript:
    """Print a row of the requests table twice."""

    def doubled(lines: list[Line]) -> list[Line]:
        whole = [i for i in range(len(lines)) if lines[i].row and len(lines[i].cells) == 8]
        if not whole:  # other damage has left no row with all its cells
            return lines
        at = random.choice(whole)
        return _picked(lines, [1 + (index == at) for index in range(len(lines))])

    return to_requests(report, doubled)


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


def printed_twice(report: Manuscript, random: Random) -> Manuscript:
    """Print the head of the requests table again before the lines that stand on the next page."""

    def change(lines: list[Line]) -> list[Line]:
        heads = [line for line in lines if not line.row]
        at = random.randint(len(lines) // 3, len(lines) - 1)
        first = lines[at].cells[0]
        return [*lines[:at], *heads, *lines[at:]] if first.label or first.key else lines

    return to_requests(report, change)


def wrong_sums(report: Manuscript, random: Random) -> Manuscript:
    """Publish totals that are wrong: what is printed is the truth, whatever the sums say."""

    def change(cell: Cell, random: Random) -> Cell:
        if cell.value is None or not cell.key or random.random() > 0.06:
            return cell
        value = max(cell.value + random.choice([-1, 1, 9]), Decimal(0))
        return replace(cell, text=str(value), value=value)

    return to_cells(change)(report, random)

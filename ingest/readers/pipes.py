"""Tables written as lines of cells with bars between (``a | b | c |``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

SEPARATOR = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
"""Markdown's line under a header row; it tells nothing that the rows do not."""

LONE_BAR = re.compile(r"(?<=[^\s|｜])[ \t]*\n[ \t]*[|｜](?=[ \t]*(?:\n|$))")
"""A bar on a line of its own closes the cell on the line before; where that is closed, it is a blank cell."""

OPENING_BAR = re.compile(r"(?:(?<=\n)|^)(?=\S)([^\n|｜]*)\n[ \t]*[|｜][ \t]*(?=\n[ \t]+\S)")
"""Before a line set in from the one above it opens the table's first cell."""

ROW_END = re.compile(r"[|｜][ \t]*[|｜]$")

PROSE = 160
"""A cell longer than any label of a statutory form: a paragraph set in a frame."""

FEWEST_ROWS = 3
"""So many bars alone under closed cells make sure that they open rows."""

WIDEST = 64
"""No statutory form has a third of these columns; more are the ruins of something else."""


def attached(text: str) -> str:
    """Return the text with bars that stand alone set to the end of the line before."""
    if "|" not in text and "｜" not in text:
        return text
    lines = text.split("\n")
    if not any(line.strip() in ("|", "｜") for line in lines):
        return text
    if _opens_rows(lines):
        return "\n".join(_rows_joined(lines))
    return LONE_BAR.sub(" |", OPENING_BAR.sub(r"\1\n", text))


def _opens_rows(lines: Sequence[str]) -> bool:
    """Return whether bars alone open rows whose cells stand a line each and whose last cell two bars close.

    Under a cell that a single bar closes, a bar alone is a blank cell.
    """
    before = [line.strip() for line, after in pairwise(lines) if after.strip() in ("|", "｜")]
    before = [line for line in before if line not in ("|", "｜")]
    closed = sum(ROW_END.search(line) is not None for line in before)
    return closed >= FEWEST_ROWS and closed * 2 > len(before)


def _rows_joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, those of a row that a bar alone opens made one; what follows its last bar is text again.

    Of bars alone in a run the last opens a row, those before it are blank cells at the end of the one above.
    """
    row: list[str] | None = None
    for line, after in pairwise((*lines, "|", "")):
        if line.strip() in ("|", "｜") and not (row and after.strip() in ("|", "｜")):
            yield from _row_and_text(row or [])
            row = []
        elif row is None:
            yield line
        else:
            row.append(line)


def _row_and_text(lines: Sequence[str]) -> Iterator[str]:
    cells = list(takewhile(lambda line: "。" not in line, lines))
    end = max((index + 1 for index, line in enumerate(cells) if line.strip().endswith(("|", "｜"))), default=0)
    if end:
        yield " ".join(line.strip() for line in lines[:end])
    yield from lines[end:]


def is_row(line: str) -> bool:
    """Return whether a line is a row of cells (or the separator under a header).

    >>> is_row("规章 | 0 | 0 |"), is_row("一、总体情况")
    (True, False)
    """
    return ("|" in line or "｜" in line) and len(line) <= WIDEST * PROSE


def is_separator(line: str) -> bool:
    """Return whether a line is Markdown's ``|---|---|``."""
    return "-" in line and bool(SEPARATOR.match(line)) and "|" in line


def is_cell(line: str) -> bool:
    """Return whether a line is one cell alone, closed (or opened) by its bar."""
    stripped = line.strip()
    return (
        bool(stripped) and len(_split(stripped.strip("|｜"))) == 1 and (stripped[-1] in "|｜" or stripped[0] in "|｜")
    )


def grid(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the rows of consecutive lines; an empty line ends a row of lines that are one cell each.

    A bar at the end closes the last cell and makes none of its own; likewise one at the start, where most
    rows begin with one. Elsewhere a bar at the start (or the end) stands beside a blank cell.

    >>> grid(["第二十条第（一）项 | |||", "规章 | 0 | 1 | 2 |"])
    [('第二十条第（一）项', '', '', ''), ('规章', '0', '1', '2')]
    >>> grid(["自然人 |", "总计 |", "", "3 |", "3 |"])
    [('自然人', '总计'), ('3', '3')]
    """
    rows = [line.strip() for line in lines if not is_separator(line)]
    filled = [row for row in rows if row]
    opened = _most(row[0] in "|｜" for row in filled)
    closed = _most(row[-1] in "|｜" for row in filled)
    cells = [tuple(_cells(row, opened, closed)) if row else () for row in rows]
    if all(len(row) <= 1 for row in cells):
        return list(_stacked(cells))
    return [row for row in cells if row]


def _cells(row: str, opened: bool, closed: bool) -> list[str]:
    cells = [cell.strip() for cell in _split(row)]
    if opened and row[0] in "|｜":
        cells = cells[1:]
    if closed and len(cells) > 1 and row[-1] in "|｜":
        cells = cells[:-1]
    return cells[:WIDEST]


def _split(row: str) -> list[str]:
    return row.replace("｜", "|").replace("\\|", "¦").split("|")


def _most(signs: Iterable[bool]) -> bool:
    known = list(signs)
    return sum(known) * 2 > len(known)


def _stacked(cells: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Rows of a table of one cell a line: an empty line parts them, else each cell is a row."""
    runs: list[list[str]] = [[]]
    for cell in cells:
        if cell:
            runs[-1].extend(cell)
        elif runs[-1]:
            runs.append([])
    runs = [run for run in runs if run]
    regular = len(runs) > 1 and max(len(run) for run in runs) > 1
    for run in runs:
        if regular:
            yield tuple(run)
        else:
            yield from ((cell,) for cell in run)

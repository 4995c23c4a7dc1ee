"""Tables as grids: spans expanded, and tables that only frame an article told from data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from lxml.etree import _Element as Element

from ingest.readers import wrapping

WIDEST = 64
"""Columns; no statutory form has a third of these. A larger span is a slip or an attack."""
LONGEST = 2_000
"""Rows of one table."""
BLANKS = re.compile(r"[ \t\r\n\f]+")
EDGES = " \xa0\u3000"
BREAKS = frozenset(("p", "div", "br", "li", "td", "tr"))
PROSE = 200
"""A cell longer than any label of a statutory form frames an article."""
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
FIGURE = re.compile(r"\s*[\d.,，/—-]{1,15}\s*$")
FEW_FIGURES = 6
"""Cells with figures: fewer stand in no statutory table."""

RowT = TypeVar("RowT")


def is_layout(table: Element) -> bool:
    """Return whether a table only places things on the page: its cells hold prose, tables, or it is one cell."""
    texts = [text for row in rows_of(table) for cell in row if (text := "".join(map(str, cell.itertext())).strip())]
    if is_frame(texts):
        return True
    return len(texts) <= 4 and any(inner is not table for inner in table.iter("table"))


def is_frame(texts: Sequence[str]) -> bool:
    """Return whether the cells with these texts frame an article and are no data."""
    if len(texts) <= 1:
        return True
    return any(map(is_prose, texts)) and sum(bool(FIGURE.match(text)) for text in texts) < FEW_FIGURES


def is_prose(text: str) -> bool:
    """Return whether a cell holds prose: sections of a report set in the rows of its tables."""
    return len(text) > PROSE and len(re.sub(r"\s", "", text)) > PROSE


def stretches(rows: Iterable[RowT], texts: Callable[[RowT], Iterable[str]]) -> Iterator[tuple[bool, list[RowT]]]:
    """Yield the rows of a table in stretches, and of each whether its rows hold prose."""
    yield from ((prose, list(run)) for prose, run in groupby(rows, lambda row: any(map(is_prose, texts(row)))))


def grid(rows: Sequence[Sequence[Element]]) -> list[tuple[str | None, ...]]:
    """Return the rows of a table: a spanning cell's text at its first position, None at the others it covers.

    Positions that no cell reaches are None too: a row that lost cells is no row with blank ones.
    """
    covered: dict[tuple[int, int], None] = {}
    cells: dict[tuple[int, int], str] = {}
    rows = rows[:LONGEST]
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in covered:
                x += 1
            if x >= WIDEST:
                break
            cells[y, x] = cell_text(cell)
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - y)
            across = min(_span(cell, "colspan") or 1, WIDEST - x)
            covered.update(dict.fromkeys((y + down, x + right) for down in range(height) for right in range(across)))
            x += across
    width = 1 + max((x for _, x in covered), default=-1)
    return [tuple(cells.get((y, x)) for x in range(width)) for y in range(len(rows))]


def cell_text(cell: Element) -> str:
    """Return the text of a cell on one line; its paragraphs and breaks part words of half-width characters only.

    What the page hides within the cell is no part of it.
    """
    if len(cell) == 0:
        return BLANKS.sub(" ", cell.text or "").strip(EDGES)
    unseen = {
        inner for element in cell.iter() if element is not cell and is_hidden(element) for inner in element.iter()
    }
    parts: list[str] = []
    for element in cell.iter():
        if element.tag in BREAKS:
            parts.append("\0")
        if element.tag not in ("script", "style") and element not in unseen:
            parts.append(element.text or "")
        if element is not cell:
            after = element.tail if element.getparent() not in unseen else ""
            parts.append(("\0" if element.tag in BREAKS else "") + (after or ""))
    lines = [BLANKS.sub(" ", part).strip(EDGES) for part in "".join(parts).split("\0")]
    whole = ""
    for line in filter(None, lines):
        whole = wrapping.joined(whole, line)
    return whole


def is_hidden(element: Element) -> bool:
    """Return whether the element itself says that a browser shows nothing of it."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and "none" in style.lower() and HIDDEN.search(style))


def rows_of(table: Element) -> Iterator[list[Element]]:
    """Yield the cells of each row of a table itself, not of tables within it.

    Rows and cells that the page hides are left out: figures of another year, or of a form's pattern, were left there.
    Where all rows are hidden, a script unfolds the table, and all are kept.
    """
    rows = list(_all_rows(table))
    shown = [row for row in rows if not is_hidden(row)]
    for row in shown or rows:
        yield [cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)]


def _all_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _span(cell: Element, name: str) -> int:
    value = cell.get(name)
    digits = re.match(r"\s*(\d{1,6})", value) if value else None
    return int(digits[1]) if digits else 1

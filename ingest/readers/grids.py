"""HTML tables as grids: spans expanded, layout tables told from data."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def is_layout(table: Element) -> bool:
    """Return whether a table only places things on the page: its cells hold prose, tables, or it is one cell."""
    cells = [cell for row in _rows(table) for cell in row]
    texts = [text for cell in cells if (text := "".join(map(str, cell.itertext())).strip())]
    if len(texts) <= 1:
        return True
    if any(len(re.sub(r"\s", "", text)) > PROSE for text in texts):
        return True
    return len(texts) <= 4 and next(table.iter("table"), None) is not None and _holds_table(table)


def grid(table: Element) -> list[tuple[str | None, ...]]:
    """Return the rows of a table: a spanning cell's text at its first position, None at the others it covers."""
    covered: dict[tuple[int, int], None] = {}
    cells: dict[tuple[int, int], str] = {}
    rows = list(_rows(table))[:LONGEST]
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
    return [tuple(cells.get((y, x)) if (y, x) in covered else "" for x in range(width)) for y in range(len(rows))]


def cell_text(cell: Element) -> str:
    """Return the text of a cell on one line; its paragraphs and breaks part words of half-width characters only."""
    if len(cell) == 0:
        return BLANKS.sub(" ", cell.text or "").strip(EDGES)
    parts: list[str] = []
    for element in cell.iter():
        if element.tag in BREAKS:
            parts.append("\0")
        if element.tag not in ("script", "style"):
            parts.append(element.text or "")
        if element is not cell:
            parts.append(("\0" if element.tag in BREAKS else "") + (element.tail or ""))
    lines = [BLANKS.sub(" ", part).strip(EDGES) for part in "".join(parts).split("\0")]
    whole = ""
    for line in filter(None, lines):
        whole = wrapping.joined(whole, line)
    return whole


def _rows(table: Element) -> Iterator[list[Element]]:
    """Yield the cells of each row of a table itself, not of tables within it."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child:
                if row.tag == "tr":
                    yield [cell for cell in row if cell.tag in ("td", "th")]


def _holds_table(table: Element) -> bool:
    return any(inner is not table for inner in table.iter("table"))


def _span(cell: Element, name: str) -> int:
    value = cell.get(name)
    digits = re.match(r"\s*(\d{1,6})", value) if value else None
    return int(digits[1]) if digits else 1

"""The table of what was published unasked: a few named rows with columns of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.blocks import Document
from ingest.tables.align import likenesses
from ingest.tables.cells import Kind
from ingest.tables.found import FoundRow, Item
from ingest.tables.labels import SURE, core
from ingest.tables.placed import PlacedRow, PlacedTable, without_repeats
from ingest.tables.readings import ABSENT, Readings, Slot, readings_of
from ingest.tables.stream import UNIT
from ingest.tables.wordlist import telling_headers
from knowledge.forms import Form, Row, Table, forms
from knowledge.records import Block

LEAST_ROWS = 2
"""Fewer rows are a mention in the narrative, not the table."""
ONE_CUT = "各栏连写，按数字的写法只有一种切分"


def read_disclosure(items: Sequence[Item], hits: dict[str, int], requests_form: str | None) -> PlacedTable | None:
    """Return the disclosure table of a document, None where there is none.

    Its form is the one whose headers it has (``hits``), where none is left that of the requests table.
    """
    form = _form_of(items, hits if any(hits.values()) else {requests_form or "": 1})
    if form is None:
        return None
    table = form.table("disclosure")
    rows: dict[str, tuple[PlacedRow, ...]] = {}
    strays = _strays(items)
    for row, item in _named_rows(items, table):
        readings = _with_strays(readings_of(item, row.columns, table.balances, gappy=True), strays)
        rows[row.id] = without_repeats((*rows.get(row.id, ()), PlacedRow(row, item, readings, basis=ONE_CUT)))
    return PlacedTable(form.id, table, rows) if len(rows) >= LEAST_ROWS else None


def _named_rows(items: Sequence[Item], table: Table) -> Iterator[tuple[Row, FoundRow]]:
    for item in items:
        if not isinstance(item, FoundRow) or not item.texts:
            continue
        like = likenesses(item.texts, table)
        if max(like) >= SURE:
            # A unit that ends the label stood in the first cell: a cell is gone from the others.
            short = item.short or bool(UNIT.fullmatch(item.texts[-1].strip()))
            yield table.rows[like.index(max(like))], replace(item, short=short)


def header_hits(document: Document) -> dict[str, int]:
    """Return, by form id, how many of the column headers that only this form has stand in the document."""
    text = core("".join(map(_text_of, document.blocks)))
    return {name: sum(core(header) in text for header in headers) for name, headers in telling_headers().items()}


def _form_of(items: Sequence[Item], hits: dict[str, int]) -> Form | None:
    """Return the form whose own headers stand in the document and whose rows have as many cells as those found."""
    candidates = [form for form in forms() if hits.get(form.id)]
    return max(candidates, key=lambda form: 2 * hits[form.id] + _fit(items, form.table("disclosure")), default=None)


def _fit(items: Sequence[Item], table: Table) -> int:
    return sum(len(item.numbers) == len(row.columns) for row, item in _named_rows(items, table) if not item.loose)


def _text_of(block: Block) -> str:
    return block.text + "".join(cell for row in block.rows for cell in row if cell)


def _strays(items: Sequence[Item]) -> tuple[Slot, ...]:
    """Return the numbers that stand alone: cells that may have fallen out of a row."""
    alone = [item.cells[0] for item in items if isinstance(item, FoundRow) and item.upright and len(item.cells) == 1]
    return tuple(Slot(Kind.NUMBER, cell.value, cell) for cell in alone)


def _with_strays(readings: Readings, strays: Sequence[Slot]) -> Readings:
    """Return the readings of a row that lacks one cell with every stray number as that cell too."""
    filled = [
        tuple(stray if slot is ABSENT else slot for slot in reading)
        for reading in readings.all
        for stray in strays
        if sum(slot is ABSENT for slot in reading) == 1
    ]
    return replace(readings, all=(*readings.all, *filled))

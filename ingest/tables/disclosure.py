"""The table of what was published unasked: a few named rows with columns of their own."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.blocks import Document
from ingest.tables.align import likenesses
from ingest.tables.found import FoundRow, Item
from ingest.tables.labels import SURE, core
from ingest.tables.placed import PlacedRow, PlacedTable, places_of
from ingest.tables.readings import readings_of
from ingest.tables.wordlist import telling_headers
from knowledge.forms import Form, Row, Table, forms

LEAST_ROWS = 2
ONE_CUT = "各栏连写，按数字的写法只有一种切分"


def read_disclosure(items: Sequence[Item], document: Document, preferred: str | None) -> tuple[PlacedTable, ...]:
    """Return the disclosure table of a document on the form whose headers it has."""
    form = _form_of(items, document, preferred)
    if form is None:
        return ()
    table = form.table("disclosure")
    rows: dict[str, tuple[PlacedRow, ...]] = {}
    for item in items:
        row = _row_of(item, table)
        if row is None or not isinstance(item, FoundRow):
            continue
        readings = readings_of(item, row.columns, table.balances)
        if readings.all or item.loose:
            placed = PlacedRow(row, item, readings, named=True, basis=ONE_CUT)
            rows[row.id] = (*rows.get(row.id, ()), placed)
    if len(rows) < LEAST_ROWS:
        return ()
    used = [placed.found for several in rows.values() for placed in several]
    return (PlacedTable(form.id, table, rows, places_of(iter(used))),)


def _row_of(item: Item, table: Table) -> Row | None:
    if not isinstance(item, FoundRow) or not item.texts or not item.numbers:
        return None
    like = likenesses(item.texts, table)
    best = max(like)
    return table.rows[like.index(best)] if best >= SURE else None


def _form_of(items: Sequence[Item], document: Document, preferred: str | None) -> Form | None:
    text = core("".join(_text(block) for block in document.blocks))
    hits = {form_id: sum(core(header) in text for header in headers) for form_id, headers in telling_headers().items()}
    candidates = [form for form in forms() if form.id in hits]
    fits = {form.id: _fit(items, form.table("disclosure")) for form in candidates}
    if not any(hits.values()) and preferred in hits:
        hits[preferred] = 1
    best = max(candidates, key=lambda form: (hits[form.id] > 0) * (2 * hits[form.id] + fits[form.id]))
    return best if hits[best.id] else None


def _fit(items: Sequence[Item], table: Table) -> int:
    fit = 0
    for item in items:
        row = _row_of(item, table)
        if row and isinstance(item, FoundRow):
            fit += bool(readings_of(item, row.columns, ()).all)
    return fit


def _text(block: object) -> str:
    from knowledge.records import Block

    assert isinstance(block, Block)
    return block.text + "".join(cell for row in block.rows for cell in row if cell)

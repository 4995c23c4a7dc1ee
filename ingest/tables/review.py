"""The table of reviews and lawsuits: one row of fifteen cells, or three of five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import core, header_at_end
from ingest.tables.placed import PlacedRow, PlacedTable, places_of
from ingest.tables.readings import Readings, readings_of
from knowledge.forms import Row, Table, forms

HEADER = "结果维持"
NEAR = 12
"""Items within which the header stands before its numbers."""
ONE_CUT = "各栏连写，只有一种切分使每组前四栏之和等于总计"


def read_review(items: Sequence[Item]) -> tuple[PlacedTable, ...]:
    """Return the tables of reviews and lawsuits in a document."""
    form = forms()[-1]
    table = form.table("review")
    row = table.rows[0]
    found = [_full_row(item, table) for index, item in enumerate(items) if _is_full(item, items[:index], table)]
    rows = [placed for placed in found if placed] or _in_three(items, table, row)
    return tuple(PlacedTable(form.id, table, {row.id: (placed,)}, places_of(iter([placed.found]))) for placed in rows)


def _is_full(item: Item, before: Sequence[Item], table: Table) -> bool:
    if isinstance(item, Words) or not item.numbers:
        return False
    width = len(table.rows[0].columns)
    if item.loose and header_at_end(item.label):
        return True
    if not _header_near(item, before):
        return False
    digits = sum(len(cell.text) for cell in item.numbers)
    return len(item.cells) >= width or (item.loose and digits >= width)


def _header_near(item: FoundRow, before: Sequence[Item]) -> bool:
    near = [other.text if isinstance(other, Words) else other.label for other in before[-NEAR:]]
    words = core("".join(near) + item.label)
    return HEADER in words or all(part in words for part in ("维持", "纠正", "审结"))


def _full_row(item: Item, table: Table) -> PlacedRow | None:
    assert isinstance(item, FoundRow)
    row = table.rows[0]
    readings = readings_of(item, row.columns, table.balances)
    return PlacedRow(row, item, readings, named=True, basis=ONE_CUT) if readings.all else None


def _in_three(items: Sequence[Item], table: Table, row: Row) -> list[PlacedRow]:
    """Read three tables of five cells, in their order, as the one row of the form."""
    found = [
        item
        for index, item in enumerate(items)
        if isinstance(item, FoundRow) and _header_near(item, items[max(0, index - 4) : index]) and _is_five(item, table)
    ]
    if len(found) != 3:
        return []
    parts = [readings_of(one, row.columns[5 * i : 5 * i + 5], table.balances) for i, one in enumerate(found)]
    if not all(part.all for part in parts):
        return []
    whole = tuple(a + b + c for a in parts[0].all for b in parts[1].all for c in parts[2].all)
    joined = replace(found[0], cells=tuple(cell for one in found for cell in one.cells))
    cut = any(part.cut for part in parts)
    return [PlacedRow(row, joined, Readings(whole, cut=cut), named=True, basis=ONE_CUT)]


def _is_five(item: FoundRow, table: Table) -> bool:
    return len(item.cells) == 5 and bool(item.numbers)

"""The table of reviews and lawsuits: one row of fifteen cells, or three of five."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import core, header_at_end
from ingest.tables.placed import PlacedRow, PlacedTable, joined
from ingest.tables.readings import Readings, readings_of
from knowledge.forms import Row, Table, forms

HEADER = ("维持", "纠正", "审结")
"""Pieces of the column headers that no other table has; the headers themselves are often broken over lines."""
NEAR = 12
"""Items within which the header stands before its numbers."""
ONE_CUT = "按“每组前四栏之和等于总计”只有一种读法"


def read_review(items: Sequence[Item], *, gappy: bool = False) -> PlacedTable | None:
    """Return the table of reviews and lawsuits in a document, None where there is none.

    ``gappy`` says that the blank cells of another table of the document left no trace.
    """
    form = forms()[-1]
    table = form.table("review")
    row = table.rows[0]
    found = [item for item, header in _under_header(items) if _is_whole(item, header, row)]
    placed = [
        PlacedRow(row, item, readings_of(item, row.columns, table.balances, gappy=gappy), basis=ONE_CUT)
        for item in found
    ]
    read = [one for one in placed if one.readings.all] or _in_three(items, table, row) or placed
    return joined(PlacedTable(form.id, table, {row.id: (one,)}) for one in read)


def _under_header(items: Sequence[Item]) -> Iterator[tuple[FoundRow, str]]:
    """Yield the rows that stand close below the headers of this table, with what stands between."""
    for index, item in enumerate(items):
        if isinstance(item, Words) or not item.numbers:
            continue
        near = items[max(0, index - NEAR) : index]
        last = max((i for i, other in enumerate(near) if isinstance(other, FoundRow) and other.numbers), default=-1)
        above = [other.text if isinstance(other, Words) else other.label for other in near[last + 1 :]]
        header = core("".join(above) + item.label)
        if all(piece in header for piece in HEADER):
            yield item, header


def _is_whole(item: FoundRow, header: str, row: Row) -> bool:
    digits = sum(len(cell.text) for cell in item.numbers)
    if item.loose:
        return digits >= len(row.columns) or (header_at_end(item.label) and "诉讼" in header)
    return len(item.cells) >= len(row.columns) - 1


def _in_three(items: Sequence[Item], table: Table, row: Row) -> list[PlacedRow]:
    """Read three tables of five cells, in their order, as the one row of the form."""
    found = [item for item, _ in _under_header(items) if len(item.cells) == 5]
    parts = [readings_of(item, row.columns[5 * i : 5 * i + 5], table.balances) for i, item in enumerate(found[:3])]
    if len(found) != 3 or not all(part.all for part in parts):
        return []
    whole = tuple(a + b + c for a, b, c in product(*(part.all for part in parts)))
    together = replace(found[0], cells=tuple(cell for item in found for cell in item.cells))
    readings = Readings(whole, chosen=any(part.chosen for part in parts))
    return [PlacedRow(row, together, readings, basis=ONE_CUT)]

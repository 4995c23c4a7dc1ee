"""Rows placed on a form: which found row is which row of which form, in which readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ingest.tables.found import FoundRow
from ingest.tables.readings import Reading, Readings
from knowledge.forms import Row, Table


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A found row that is taken for a row of the form.

    ``named`` says that its own label tells so; ``sure`` that no other placement is possible; ``basis`` on what
    ground a reading rests that is not simply printed.
    """

    row: Row
    found: FoundRow
    readings: Readings
    named: bool = True
    sure: bool = True
    basis: str = ""

    def with_readings(self, readings: tuple[Reading, ...], basis: str) -> PlacedRow:
        """Return the row with only some of its readings left."""
        return replace(self, readings=replace(self.readings, all=readings), basis=basis)

    @property
    def says(self) -> frozenset[tuple[object, ...]]:
        """What its readings come to, wherever they stand."""
        return frozenset(tuple(slot.says for slot in reading) for reading in self.readings.all)


Rows = Mapping[str, tuple[PlacedRow, ...]]


@dataclass(frozen=True)
class PlacedTable:
    """A table recognised in a document: its form, and for each form row the found rows that it may be."""

    form: str
    table: Table
    rows: Rows
    gappy: bool = False
    """True where blank cells left no trace in running text, so that cells cannot be told by counting."""

    @property
    def found(self) -> tuple[FoundRow, ...]:
        """Every found row that was taken for one of the form's, in reading order."""
        rows = {placed.found.place: placed.found for several in self.rows.values() for placed in several}
        return tuple(sorted(rows.values(), key=lambda row: row.order))


def joined(tables: Iterable[PlacedTable]) -> PlacedTable | None:
    """Return several prints of one table as one; where two prints differ, both readings stay open.

    The form is that of the print with most rows; rows that only another form has are left out.
    """
    by_size = sorted(tables, key=lambda table: -len(table.rows))
    if not by_size:
        return None
    first, rows = by_size[0], dict(by_size[0].rows)
    for other in by_size[1:]:
        for row in first.table.rows:
            rows[row.id] = without_repeats((*rows.get(row.id, ()), *other.rows.get(row.id, ())))
    return replace(first, rows={row: placed for row, placed in rows.items() if placed})


def without_repeats(placed: tuple[PlacedRow, ...]) -> tuple[PlacedRow, ...]:
    """Return the rows without those that say the same as one before them."""
    if len(placed) == 1:
        return placed
    kept: dict[object, PlacedRow] = {}
    for row in placed:
        kept.setdefault((row.sure, row.says), row)
    return tuple(kept.values())

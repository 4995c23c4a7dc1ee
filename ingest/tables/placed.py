"""Rows placed on a form, and the facts that they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.blocks import Document
from ingest.tables.cells import Kind
from ingest.tables.found import FoundRow
from ingest.tables.readings import Reading, Readings, Slot
from knowledge.forms import Column, Row, Table
from knowledge.records import Fact, FactStatus, Place

STATUS = {Kind.BLANK: FactStatus.BLANK, Kind.NOT_APPLICABLE: FactStatus.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A found row that is taken for a row of the form.

    ``named`` says that its own label tells so; ``sure`` that no other placement is possible; ``basis`` on what
    ground a reading rests that is not simply printed.
    """

    row: Row
    found: FoundRow
    readings: Readings
    named: bool
    sure: bool = True
    basis: str = ""


@dataclass(frozen=True)
class PlacedTable:
    """A table recognised in a document: its form, and for each form row the found rows that it may be."""

    form: str
    table: Table
    rows: Mapping[str, tuple[PlacedRow, ...]]
    places: tuple[Place, ...] = ()
    doubts: tuple[str, ...] = field(default=())

    @property
    def weight(self) -> int:
        """How many rows of the form were found."""
        return len(self.rows)


def facts_of(placed: PlacedTable, document: Document) -> tuple[Fact, ...]:
    """Return a fact for every cell of a table that was found."""
    return tuple(
        fact
        for row in placed.table.rows
        for index, column in enumerate(row.columns)
        if (fact := _fact(placed.table, column, index, placed.rows.get(row.id, ()), document))
    )


def _fact(table: Table, column: Column, index: int, rows: Sequence[PlacedRow], document: Document) -> Fact | None:
    slots = [(row, reading[index]) for row in rows for reading in row.readings.all]
    if not slots:
        return _unread(table, column, rows, document)
    said = {slot.says for _, slot in slots}
    sure = len(rows) == 1 and rows[0].sure
    row, slot = slots[0]
    if len(said) == 1 and sure:
        return None if slot.kind is None else _settled(table, column, row, slot, document)
    values = sorted({slot.value for _, slot in slots if slot.value is not None})
    if not values:
        return None
    return _make(
        table, column, row, document, None, FactStatus.UNCERTAIN, candidates=tuple(values), basis=_open_basis(rows)
    )


def _settled(table: Table, column: Column, row: PlacedRow, slot: Slot, document: Document) -> Fact:
    own = slot.cell is not None and row.named and not row.readings.cut
    read = FactStatus.PRINTED if own else FactStatus.SETTLED
    status = STATUS.get(slot.kind, read) if slot.kind else read
    return _make(table, column, row, document, slot, status, basis="" if own else row.basis)


def _unread(table: Table, column: Column, rows: Sequence[PlacedRow], document: Document) -> Fact | None:
    if not rows or not rows[0].found.numbers:
        return None
    return _make(table, column, rows[0], document, None, FactStatus.UNCERTAIN, basis="数字连写过长，无法切分")


def _open_basis(rows: Sequence[PlacedRow]) -> str:
    if len(rows) > 1 or not rows[0].sure:
        return "行标签缺失，无法确定属于哪一行"
    return "各栏连写，有不止一种读法" if rows[0].found.loose else "缺少单元格，无法确定各数属于哪一栏"


def _make(
    table: Table,
    column: Column,
    row: PlacedRow,
    document: Document,
    slot: Slot | None,
    status: FactStatus,
    *,
    candidates: tuple[Decimal, ...] = (),
    basis: str = "",
) -> Fact:
    cell = table.cell(row.row, column)
    place, printed = _where(row.found, slot, document)
    return Fact(
        indicator=cell.indicator,
        applicant=cell.applicant,
        value=slot.value if slot else None,
        unit=(slot.cell.unit if slot and slot.cell else "") or column.unit,
        printed=printed,
        status=status,
        table=table.id,
        row=row.row.id,
        column=column.id,
        place=place,
        candidates=candidates,
        basis=basis,
    )


def _where(found: FoundRow, slot: Slot | None, document: Document) -> tuple[Place, str]:
    if slot and slot.cell:
        return slot.cell.place, slot.cell.text
    numbers = found.numbers
    first, last = numbers[0].place, numbers[-1].place
    if first.start is None or first.block != last.block:
        return first, " | ".join(cell.text for cell in numbers)
    whole = replace(first, end=last.end)
    return whole, document.blocks[first.block].text[first.start : last.end]


def places_of(rows: Iterator[FoundRow]) -> tuple[Place, ...]:
    """Return where the rows stand: the block of a grid, the stretch of a text."""
    return tuple(dict.fromkeys(row.place if row.place.row is None else Place(row.place.block) for row in rows))


def settle(row: PlacedRow, readings: tuple[Reading, ...], basis: str) -> PlacedRow:
    """Return the row with only some of its readings left."""
    return replace(row, readings=replace(row.readings, all=readings), basis=basis)

"""The facts that a placed table gives, and what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import Document
from ingest.tables.cells import Kind
from ingest.tables.found import FoundRow
from ingest.tables.placed import PlacedRow, PlacedTable
from ingest.tables.readings import Slot
from knowledge.forms import Column, Table, table_title
from knowledge.records import Fact, FactStatus, Place

STATUS = {Kind.BLANK: FactStatus.BLANK, Kind.NOT_APPLICABLE: FactStatus.NOT_APPLICABLE}


def facts_of(placed: PlacedTable, document: Document) -> tuple[Fact, ...]:
    """Return a fact for every cell of a table that was found."""
    return tuple(
        fact
        for row in placed.table.rows
        for index, column in enumerate(row.columns)
        if (fact := _fact(placed.table, column, index, placed.rows.get(row.id, ()), document))
    )


def doubts_of(placed: PlacedTable) -> tuple[str, ...]:
    """Say in Chinese which rows of a table were not found."""
    missing = [row.short or row.label for row in placed.table.rows if row.id not in placed.rows]
    return (f"《{placed.table.title}》表没有找到这些行：{'、'.join(missing)}",) if missing else ()


def open_doubts(facts: Sequence[Fact], year: int) -> tuple[str, ...]:
    """Say in Chinese of each table how many of its cells stay open, once the text has settled what it could."""
    still = Counter(fact.table for fact in facts if fact.status is FactStatus.UNCERTAIN)
    return tuple(
        f"《{table_title(year, table)}》表有{count}个数不能确定，须人工核对原文" for table, count in still.items()
    )


def _fact(table: Table, column: Column, index: int, rows: Sequence[PlacedRow], document: Document) -> Fact | None:
    slots = [(row, reading[index]) for row in rows for reading in row.readings.all]
    if not rows or not any(row.found.cells for row in rows):
        return None
    if len({slot.says for _, slot in slots}) == 1 and len(rows) == 1 and rows[0].sure and rows[0].readings.balanced:
        row, slot = slots[0]
        return _settled(table, column, row, slot, document) if slot.kind else None
    candidates = tuple(sorted({slot.value for _, slot in slots if slot.value is not None}))
    if slots and not candidates:
        return None
    fact = _make(table, column, rows[0], None, FactStatus.UNCERTAIN, document)
    return replace(fact, candidates=candidates, basis=_open_basis(rows))


def _settled(table: Table, column: Column, row: PlacedRow, slot: Slot, document: Document) -> Fact:
    own = slot.cell is not None and row.named and not row.readings.chosen
    read = FactStatus.PRINTED if own else FactStatus.SETTLED
    status = STATUS.get(slot.kind, read) if slot.kind else read
    fact = _make(table, column, row, slot, status, document)
    return fact if own else replace(fact, basis=row.basis)


def _open_basis(rows: Sequence[PlacedRow]) -> str:
    if not all(row.sure for row in rows):
        return "行标签缺失，无法确定属于哪一行"
    if len(rows) > 1:
        return "同一行出现不止一次，数字不同"
    if not rows[0].readings.all:
        return "数字的个数与表样的栏数不合，无法切分"
    return (
        "各栏连写，合计数不能证实任何一种读法，或有不止一种读法"
        if rows[0].found.loose
        else "缺少单元格，无法确定各数属于哪一栏"
    )


def _make(
    table: Table, column: Column, row: PlacedRow, slot: Slot | None, status: FactStatus, document: Document
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
    )


def _where(found: FoundRow, slot: Slot | None, document: Document) -> tuple[Place, str]:
    """Return where a cell stands and what is printed there: its own, else the whole row of numbers."""
    if slot and slot.cell:
        return slot.cell.place, slot.cell.text
    numbers = found.numbers or found.cells
    first, last = numbers[0].place, numbers[-1].place
    if first.start is None or first.block != last.block:
        return first, " | ".join(cell.text for cell in numbers)
    return replace(first, end=last.end), document.blocks[first.block].text[first.start : last.end]

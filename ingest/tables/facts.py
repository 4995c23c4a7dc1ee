"""The facts that a placed table gives, and what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.blocks import Document, Outline, Segment
from ingest.tables.cells import Kind
from ingest.tables.found import FoundRow
from ingest.tables.heads import COLUMNS_MOVED, SUMS_MOVED
from ingest.tables.placed import PlacedRow, PlacedTable
from ingest.tables.readings import Reading, Slot
from ingest.tables.units import unit_of
from knowledge.forms import Column, Table, table_title
from knowledge.records import Fact, FactStatus, Place

PRINTED, SETTLED = FactStatus.PRINTED, FactStatus.SETTLED
STATUS: Mapping[Kind | None, FactStatus] = {
    Kind.BLANK: FactStatus.BLANK,
    Kind.NOT_APPLICABLE: FactStatus.NOT_APPLICABLE,
}
"""What a cell without a number is held as."""

SectionOf = Callable[[Place], int | None]


def facts_of(placed: PlacedTable, document: Document, outline: Outline) -> tuple[Fact, ...]:
    """Return a fact for every cell of a table that was found, with the section that it stands in."""
    section_of = _sections(outline)
    return tuple(
        fact
        for row in placed.table.rows
        if (rows := placed.rows.get(row.id)) and any(one.found.cells for one in rows)
        for fact in _of_row(placed.table, row.columns, rows, document, section_of)
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


def _sections(outline: Outline) -> SectionOf:
    """Return what tells the ordinal of the section that a cell stands in, None where the outline does not cover it."""
    by_block: dict[int, list[Segment]] = {}
    for segment in outline.segments:
        by_block.setdefault(segment.place.block, []).append(segment)

    def section_of(place: Place) -> int | None:
        for segment in by_block.get(place.block, ()):
            start, end = segment.place.start, segment.place.end
            if start is None or place.start is None or start <= place.start < (end or 0):
                return segment.section
        return None

    return section_of


def _of_row(
    table: Table, columns: Sequence[Column], rows: Sequence[PlacedRow], document: Document, section_of: SectionOf
) -> Iterator[Fact]:
    """Yield the facts of a form's row from the found rows that it may be."""
    first = rows[0]
    settled = len(rows) == 1 and first.sure and first.readings.balanced
    columnwise = _by_column([reading for row in rows for reading in row.readings.all])
    for column, slots in zip(columns, columnwise or [[]] * len(columns), strict=True):
        if settled and slots and (len(slots) == 1 or len({slot.says for slot in slots}) == 1):
            if slots[0].kind:
                yield _settled(table, column, first, slots[0], document, section_of)
            continue
        candidates = tuple(sorted({slot.value for slot in slots if slot.value is not None}))
        if candidates or not slots:
            yield _open(table, column, rows, candidates, document, section_of)


def _by_column(readings: Sequence[Reading]) -> list[list[Slot]]:
    """Return the slots of each column. Many readings share few slots: each is listed once."""
    if len(readings) == 1:
        return [[slot] for slot in readings[0]]
    columns = zip(*readings, strict=True)
    return [list(dict(zip(map(id, slots), slots, strict=True)).values()) for slots in columns]


def _settled(
    table: Table, column: Column, row: PlacedRow, slot: Slot, document: Document, section_of: SectionOf
) -> Fact:
    own = slot.cell is not None and row.named and not row.readings.chosen
    cell = table.cell(row.row, column)
    place, printed = _where(row.found, slot, document)
    return Fact(
        indicator=cell.indicator,
        applicant=cell.applicant,
        value=slot.value,
        unit=(slot.cell.unit if slot.cell else "") or unit_of(row.row, column, place, document),
        printed=printed,
        status=STATUS.get(slot.kind) or (PRINTED if own else SETTLED),
        table=table.id,
        row=row.row.id,
        column=column.id,
        place=place,
        basis="" if own else row.basis,
        section=section_of(place),
    )


def _open(
    table: Table,
    column: Column,
    rows: Sequence[PlacedRow],
    candidates: tuple[Decimal, ...],
    document: Document,
    section_of: SectionOf,
) -> Fact:
    cell = table.cell(rows[0].row, column)
    place, printed = _where(rows[0].found, None, document)
    return Fact(
        indicator=cell.indicator,
        applicant=cell.applicant,
        value=None,
        unit=unit_of(rows[0].row, column, place, document),
        printed=printed,
        status=FactStatus.UNCERTAIN,
        table=table.id,
        row=rows[0].row.id,
        column=column.id,
        place=place,
        candidates=candidates,
        basis=_open_basis(rows),
        section=section_of(place),
    )


def _open_basis(rows: Sequence[PlacedRow]) -> str:
    if rows[0].basis in (COLUMNS_MOVED, SUMS_MOVED):
        return rows[0].basis
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


def _where(found: FoundRow, slot: Slot | None, document: Document) -> tuple[Place, str]:
    """Return where a cell stands and what is printed there: its own, else the whole row of numbers."""
    if slot and slot.cell:
        return slot.cell.place, slot.cell.text
    numbers = found.numbers or found.cells
    first, last = numbers[0].place, numbers[-1].place
    if first.start is None or first.block != last.block:
        return first, " | ".join(cell.text for cell in numbers)
    return replace(first, end=last.end), document.blocks[first.block].text[first.start : last.end]

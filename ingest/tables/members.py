"""Picking the rows that may belong to the requests table out of the stream, table by table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.tables.align import likenesses
from ingest.tables.cells import Kind
from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import SURE, core, variants
from ingest.tables.readings import readings_of
from knowledge.forms import Table, forms

NARRATIVE = 160
"""Words longer than this between two rows are prose, not pieces of labels."""
REVIEW_HEADERS = ("结果维持", "结果纠正", "尚未审结")
"""Any of these may be all that damage has left of the headers of the next table."""
LEAST_CELLS = 5
"""A named row with fewer cells is of another table, unless its cells may be run together."""


def segments(items: Sequence[Item], tables: Sequence[Table]) -> Iterator[list[FoundRow]]:
    """Yield the rows of each requests table in a document; a second first row begins another table."""
    segment: list[FoundRow] = []
    seen = 0
    for row in _members(items, tables):
        like = likenesses(row.texts, tables[0])
        position = like.index(max(like)) if max(like) >= SURE else -1
        if position == 0 and seen >= len(like) // 2:
            yield _in_columns(segment)
            segment, seen = [], 0
        segment.append(row)
        seen = max(seen, position)
    yield _in_columns(segment)


def _members(items: Sequence[Item], tables: Sequence[Table]) -> list[FoundRow]:
    """Return the rows known by their labels, and those without a label that stand among them."""
    kept: list[FoundRow] = []
    waiting: list[FoundRow] = []
    after_named = False
    for item in _unstacked([part for whole in items for part in _split_upright(whole, tables)], tables):
        if isinstance(item, Words):
            if len(item.text) > NARRATIVE:
                kept += _numbered(waiting, after_named)
                waiting, after_named = [], False
        elif _is_named(item, tables):
            kept += [*(waiting if after_named else _numbered(waiting, True)), item]
            waiting, after_named = [], True
        elif _under_review(item):
            kept += _numbered(waiting, after_named)
            waiting, after_named = [], False
        elif not _names_other_table(item) and _fits_unnamed(item, tables[0]):
            waiting.append(item)
    return kept + _numbered(waiting, after_named)


def _numbered(rows: list[FoundRow], near: bool) -> list[FoundRow]:
    """Return the rows with numbers: a blank row at the edge of a table is none of its rows."""
    return [row for row in rows if row.numbers] if near else []


def _split_upright(item: Item, tables: Sequence[Table]) -> Iterator[Item]:
    """Yield the rows of a list of cells in which the labels between the rows are lost."""
    width = len(tables[0].rows[0].columns)
    if isinstance(item, Words) or not item.upright or len(item.cells) <= width or len(item.cells) % width:
        yield item
        return
    for start in range(0, len(item.cells), width):
        yield replace(item, cells=item.cells[start : start + width], texts=item.texts if start == 0 else ())


def _unstacked(items: Sequence[Item], tables: Sequence[Table]) -> Iterator[Item]:
    """Yield the rows, one without its words where those are several labels and a row without any comes next.

    The labels of rows that a PDF sets apart from their cells stand together before them: the last of the labels is
    not the first row's.
    """
    for item, after in zip_longest(items, items[1:]):
        unlabelled = isinstance(after, FoundRow) and after.upright and not after.texts
        stacked = unlabelled and isinstance(item, FoundRow) and item.upright and _labels_in(item, tables) > 1
        yield replace(item, texts=()) if stacked and isinstance(item, FoundRow) else item


def _labels_in(row: FoundRow, tables: Sequence[Table]) -> int:
    """Return how many rows of the fullest table have their label among the words of a row."""
    words = core(row.label)
    return max(sum(variants(one)[0] in words for one in table.rows) for table in tables)


def _is_named(row: FoundRow, tables: Sequence[Table]) -> bool:
    if not row.texts or (not row.loose and len(row.cells) < LEAST_CELLS):
        return False
    return max(max(likenesses(row.texts, table)) for table in tables) >= SURE


def _names_other_table(row: FoundRow) -> bool:
    """True where the words of a row are the label of a row of the disclosure table."""
    others = [table for form in forms() for table in form.tables if table.id == "disclosure"]
    return any(max(likenesses(row.texts, table)) >= SURE for table in others)


def _under_review(row: FoundRow) -> bool:
    """True where the headers of the table of reviews and lawsuits stand right before a row."""
    words = core(row.above + row.label)
    return any(header in words for header in REVIEW_HEADERS)


def _fits_unnamed(row: FoundRow, table: Table) -> bool:
    columns = table.rows[0].columns
    if len(row.numbers) > len(columns) or len(row.label) > NARRATIVE:
        return False
    if [cell.text for cell in row.numbers] == [str(number) for number in range(1, len(columns) + 1)]:
        return False  # a line that numbers the columns
    if not row.loose:
        return len(row.cells) >= len(columns) and bool(readings_of(row, columns, table.balances).all)
    digits = sum(len(cell.text) for cell in row.cells)
    return digits >= len(columns) and readings_of(row, columns, table.balances).balanced


def _in_columns(segment: list[FoundRow]) -> list[FoundRow]:
    """Return the rows of grids with surplus blanks reduced to the columns that the full rows of the grid have."""
    full: dict[int, set[tuple[int | None, ...]]] = {}
    for row in segment:
        if row.grid and len(row.numbers) == 7:
            full.setdefault(row.place.block, set()).add(tuple(cell.place.column for cell in row.numbers))
    return [_within(row, full.get(row.place.block, set())) for row in segment]


def _within(row: FoundRow, windows: set[tuple[int | None, ...]]) -> FoundRow:
    if len(windows) != 1 or len(row.numbers) == 7:
        return row
    (columns,) = windows
    inside = tuple(cell for cell in row.cells if cell.place.column in columns)
    outside = [cell for cell in row.cells if cell.place.column not in columns]
    if len(inside) != len(columns) or any(cell.kind is not Kind.BLANK for cell in outside):
        return row
    return replace(row, cells=inside)

"""The statistics of the reports before 2019 (政府信息公开情况统计表): one long table, a count a row.

Most are in one column; local forms have a second, 历年累计. Run together (``206912106``), the two columns are cut by
what must hold between the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Document
from ingest.tables.found import Item
from ingest.tables.placed import PlacedRow, PlacedTable, without_repeats
from ingest.tables.readings import readings_of
from ingest.tables.statistic_cuts import narrowed
from ingest.tables.statistic_labels import NamedRow, Print
from ingest.tables.statistic_rows import prints_in_grids
from ingest.tables.statistic_text import prints_in_text
from knowledge.forms import Row, Table, forms
from knowledge.records import Place

LEAST_ROWS = 4
"""Fewer rows known by their labels are no table."""
ONE_CUT = "两栏连写，按数字的写法只有一种切分"


@dataclass(frozen=True)
class Statistics:
    """The table as placed on the form, and the places that it takes up, headers included."""

    table: PlacedTable
    consumed: tuple[Place, ...]


def read_statistics(items: Sequence[Item], document: Document) -> Statistics | None:
    """Return the statistics of a document, None where there are none; of several prints the one with most rows."""
    form = next(form for form in forms() if any(table.is_statistics for table in form.tables))
    table = next(table for table in form.tables if table.is_statistics)
    prints = [*prints_in_grids(items, table), *prints_in_text(document, table)]
    whole = max(prints, key=lambda found: len({named.row.id for named in found.rows}), default=None)
    if whole is None or len({named.row.id for named in whole.rows}) < LEAST_ROWS:
        return None
    return Statistics(_placed(form.id, table, whole), whole.consumed)


def _placed(form_id: str, table: Table, found: Print) -> PlacedTable:
    """Return the table with the rows and columns that are printed, each in the unit printed beside it."""
    gappy = found.width > 1 and _loses_blanks(found.rows)
    rows: dict[str, tuple[PlacedRow, ...]] = {}
    for named in found.rows:
        row = _as_printed(named, found.width)
        readings = readings_of(named.found, row.columns, (), gappy=gappy)
        placed = PlacedRow(row, named.found, readings, basis=ONE_CUT)
        rows[row.id] = without_repeats((*rows.get(row.id, ()), placed))
    printed = tuple(rows[row.id][0].row for row in table.rows if row.id in rows)
    placed_table = PlacedTable(form_id, replace(table, rows=printed), rows, gappy)
    return placed_table if gappy or found.width == 1 else replace(placed_table, rows=narrowed(table, rows))


def _as_printed(named: NamedRow, width: int) -> Row:
    columns = tuple(replace(column, unit=named.unit or column.unit) for column in named.row.columns[:width])
    return replace(named.row, columns=columns)


def _loses_blanks(rows: Sequence[NamedRow]) -> bool:
    """True unless running text shows that both columns were printed throughout: a run too short is a lost blank."""
    loose = [[cell.text for cell in named.found.cells] for named in rows if named.found.loose and named.found.cells]
    if not loose:
        return False
    short = any(sum(map(len, tokens)) < 2 for tokens in loose)
    return short or not any(len(tokens) > 1 or (tokens[0][0] == "0" and len(tokens[0]) > 1) for tokens in loose)

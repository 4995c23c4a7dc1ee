"""Whether the columns of a table stand in the order of its form, as its heads tell."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ingest.blocks import Document
from ingest.tables.labels import core
from ingest.tables.placed import PlacedRow, PlacedTable
from ingest.tables.readings import Readings
from knowledge.forms import Column

COLUMNS_MOVED = "表头各栏的次序与表样不同，无法确定各数属于哪一栏"
YEAR = re.compile(r"本年度?(?:20\d\d年?度?)?")
"""What stands before a head in one report and not in another, the year itself among it."""
SPANNING = frozenset(("自然人", "总计", "合计"))
"""Heads that span two lines: in running text they stand before the heads of the second line."""
FEWEST = 3
"""Heads in a row that are the heads of a table, where it has as many; two may meet in a sentence."""


def with_heads_heeded(placed: PlacedTable, heads: str) -> PlacedTable:
    """Return a table with the rows left open whose heads stand in another order than on the form."""
    moved = {columns for columns in {row.columns for row in placed.table.rows} if _is_moved(columns, heads)}
    if not moved:
        return placed
    rows = {
        row: tuple(map(_opened, some)) if some[0].row.columns in moved else some for row, some in placed.rows.items()
    }
    return replace(placed, rows=rows)


def heads_of(document: Document) -> str:
    """Return the words among which the heads stand: those of all tables, and of the text where there is none."""
    words = ("".join(cell for row in block.rows for cell in row if cell) or block.text for block in document.blocks)
    return YEAR.sub("", core("".join(words)))


def _opened(placed: PlacedRow) -> PlacedRow:
    return replace(placed, readings=Readings((), chosen=True, balanced=False), basis=COLUMNS_MOVED)


@cache
def _labels(columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(YEAR.sub("", core(column.label)) for column in columns if column.label not in SPANNING)


@cache
def _run_of(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(labels)}){{{min(FEWEST, len(labels))},}}")


def _either(labels: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, labels))


def _is_moved(columns: tuple[Column, ...], text: str) -> bool:
    labels = _labels(columns)
    if len(labels) < 2 or len(set(labels)) < len(labels):
        return False  # heads that come again in each group tell no order
    for run in _run_of(labels).finditer(text):
        places = [labels.index(label) for label in re.findall(_either(labels), run[0])]
        again = (len(labels) - 1, 0) if len(labels) > 2 else None  # the heads begin anew
        if any(place > below for place, below in pairwise(places) if (place, below) != again):
            return True
    return False

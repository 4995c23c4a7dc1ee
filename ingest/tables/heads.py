"""Whether the columns of a table stand in the order of its form, as its heads and its sums tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from operator import itemgetter

from ingest.blocks import Document
from ingest.tables.headorder import YEAR, GridHeads, heads_in
from ingest.tables.labels import core
from ingest.tables.placed import PlacedRow, PlacedTable
from ingest.tables.readings import Reading, Readings
from knowledge.forms import Column, Table

COLUMNS_MOVED = "表头各栏的次序与表样不同，无法确定各数属于哪一栏"
SUMS_MOVED = "各栏之和等于另一栏而不是总计，栏的次序可能与表样不同"
SPANNING = frozenset(("自然人", "总计", "合计"))
"""Heads that span two lines: in running text they stand before the heads of the second line."""
FEWEST = 3
"""Heads in a row that are the heads of a table, where it has as many; two may meet in a sentence."""
GROUPS_MOVED = re.compile(
    "复议后起诉未经复议直接起诉|行政诉讼行政复议(?=结果|未经|复议后)|总计自然人法人或其他组织|"
    "法人或其他组织(?:自然人(?!商业)|总计自然人)|总计法人或其他组织自然人|自然人总计法人或其他组织"
)
"""Heads that span others, in another order than on any form.

Text taken from a PDF has 法人或其他组织 before the heads that are set lower, 自然人 and right behind it 商业企业.
"""
LINE = "\n"
SET_LOWER = re.compile(f"法人或其他组织{LINE}自然人总计(?={LINE})")
"""Lines of a text taken from a PDF: the heads that span two lines are set in the middle of them, both on one line."""
IN_ORDER = "自然人法人或其他组织总计"
CERTAIN = 2
"""Rows in which the sums must speak for another order: in a single one a sum may be published wrong."""


def with_heads_heeded(placed: PlacedTable, document: Document, heads: str) -> PlacedTable:
    """Return a table with each number in the column that its head names.

    Rows are left open where the heads, or the sums, stand in another order than the form's and do not tell which.
    """
    ordered = dict(_under_heads(placed, document))
    told = {one.found.place for some in ordered.values() for one, told in some if told}
    placed = replace(placed, rows={row: tuple(one for one, _ in some) for row, some in ordered.items()})
    moved = {columns for columns in {row.columns for row in placed.table.rows} if _is_moved(columns, heads)}
    basis = SUMS_MOVED if _moved_by_sums(placed) else ""
    if not moved and not basis:
        return placed

    def heeded(one: PlacedRow) -> PlacedRow:
        doubt = COLUMNS_MOVED if one.row.columns in moved else basis
        return one if not doubt or one.found.place in told else _opened(one, doubt)

    return replace(placed, rows={row: tuple(map(heeded, some)) for row, some in placed.rows.items()})


def heads_of(document: Document) -> str:
    """Return the words among which the heads stand: those of all tables, and of the text where there is none."""
    words = ("".join(cell for row in block.rows for cell in row if cell) or block.text for block in document.blocks)
    return YEAR.sub("", SET_LOWER.sub(IN_ORDER, LINE.join(map(core, words))).replace(LINE, ""))


Told = tuple[PlacedRow, bool]
"""A row, and whether heads named each of its cells."""


def _under_heads(placed: PlacedTable, document: Document) -> Iterator[tuple[str, tuple[Told, ...]]]:
    """Yield the rows with each cell in the column that its head names."""
    known: dict[tuple[int, tuple[Column, ...]], GridHeads] = {}

    def told(one: PlacedRow) -> Told:
        at, columns = one.found.place, one.row.columns
        if one.readings.chosen or len(one.readings.all) != 1 or at.row is None or len(columns) < 2:
            return one, False
        if (at.block, columns) not in known:
            known[at.block, columns] = heads_in(document.blocks[at.block], columns)
        (reading,) = one.readings.all
        order = known[at.block, columns].order(at.row, reading)
        if order is None or order == tuple(range(len(columns))):
            return one, order is not None
        moved: Reading = tuple(slot for _, slot in sorted(zip(order, reading, strict=True), key=itemgetter(0)))
        return replace(one, readings=replace(one.readings, all=(moved,))), True

    yield from ((row, tuple(map(told, some))) for row, some in placed.rows.items())


def _opened(placed: PlacedRow, basis: str) -> PlacedRow:
    return replace(placed, readings=Readings((), chosen=True, balanced=False), basis=basis)


@cache
def _labels(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Return the heads of columns; where they come again in each group, the total of a group is one of them."""
    heads = [YEAR.sub("", core(column.label)) for column in columns]
    if len(set(heads)) < len(heads):
        return tuple(dict.fromkeys(heads))
    return tuple(head for head in heads if head not in SPANNING)


@cache
def _run_of(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(labels)}){{{min(FEWEST, len(labels))},}}")


def _either(labels: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, labels))


def _is_moved(columns: tuple[Column, ...], text: str) -> bool:
    labels = _labels(columns)
    if len(labels) < 2:
        return False
    if any(column.group for column in columns) and GROUPS_MOVED.search(text):
        return True
    runs = (re.findall(_either(labels), run[0]) for run in _run_of(labels).finditer(text))
    return any(_is_out_of_order([labels.index(label) for label in run], labels) for run in runs)


def _is_out_of_order(places: Sequence[int], labels: Sequence[str]) -> bool:
    """Tell whether heads that follow each other stand in another order, begun anew or not.

    A total may stand before its group: it spans two lines, and what is read line by line has it first.
    """
    last = len(labels) - 1
    spanning = labels[last] in SPANNING
    for at, (place, below) in enumerate(pairwise(places)):
        anew = below == 0 and place == last and (len(labels) > 2) and (places[0] == 0 or (spanning and at == 0))
        if place >= below and not anew and not (spanning and place == below == last):
            return True
        if spanning and below == last != place + 1 and place != last:
            return True
    return False


def _moved_by_sums(placed: PlacedTable) -> bool:
    """True where in every row one and the same other column is the sum of the rest, and in some the total is not."""
    parts = [values for values in _parts(placed) if any(values)]
    wrong = sum(values[-1] != sum(values[:-1]) for values in parts)
    if not parts or wrong < min(CERTAIN, len(parts)):
        return False
    width = min(map(len, parts))
    return any(all(2 * values[at] == sum(values) for values in parts) for at in range(width - 1))


def _parts(placed: PlacedTable) -> Iterator[tuple[Decimal | int, ...]]:
    """Yield the amounts that should add up to the last of them, for each sum over the columns of a row in place."""
    for one in (one for some in placed.rows.values() for one in some):
        if len(one.readings.all) == 1 and not one.readings.chosen:
            values = [slot.value or 0 for slot in one.readings.all[0]]
            yield from (tuple(values[at] for at in places) for places in _summed(placed.table, one.row.columns))


@cache
def _summed(table: Table, columns: tuple[Column, ...]) -> tuple[tuple[int, ...], ...]:
    """Return, for each sum over columns, where its parts and then its total stand."""
    at = {column.id: index for index, column in enumerate(columns)}
    named = ((*sum_.left, *sum_.right) for sum_ in table.balances if sum_.across == "columns" and len(sum_.right) == 1)
    return tuple(tuple(at[name] for name in names) for names in named if at.keys() >= set(names))

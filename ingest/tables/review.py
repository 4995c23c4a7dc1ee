"""The table of reviews and lawsuits: one row of fifteen cells, or three of five."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from ingest.tables.cuts import Cut, TooManyCuts, cuts
from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import core, header_at_end
from ingest.tables.placed import PlacedRow, PlacedTable, joined
from ingest.tables.readings import Reading, Readings, lacks_total, reading_of, readings_of
from knowledge.forms import Balance, Row, Table, forms

HEADER = ("维持", "纠正", "审结")
"""Pieces of the column headers that no other table has; the headers themselves are often broken over lines."""
GROUP = 5
"""Cells of a kind of case: four results and their total."""
SPARE = 2
"""Digits besides one a cell up to which a run has so few cuts that none of them fulfils its sums by chance."""
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
    read = [_unless_by_chance(one, row, table.balances) for one in placed if one.readings.all]
    read = read or _in_three(items, table, row) or placed
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


def _unless_by_chance(placed: PlacedRow, row: Row, balances: Sequence[Balance]) -> PlacedRow:
    """Return a row run together with those readings added in which one sum may be published wrong.

    Nothing but its own three sums bears this row out, and of many cuts one may fulfil them by chance. A row with each
    cell in its place stays open where its last total is blank although there are numbers to sum up.
    """
    found, fulfilling = placed.found, placed.readings.all
    if not placed.readings.chosen and lacks_total(fulfilling[0], row.columns, balances):
        return replace(placed, readings=replace(placed.readings, balanced=False))
    digits = sum(len(cell.text) for cell in found.cells)
    if not (found.loose and placed.readings.chosen and placed.readings.balanced) or digits <= len(row.columns) + SPARE:
        return placed
    try:
        others = [other for reading in fulfilling for other in _rivals(reading, row)]
    except TooManyCuts:
        return replace(placed, readings=Readings((), chosen=True, balanced=False))
    return placed.with_readings(tuple(dict.fromkeys((*fulfilling, *others))), placed.basis)


def _rivals(reading: Reading, row: Row) -> Iterator[Reading]:
    """Yield a reading with the cells of one kind of case cut otherwise, so that their sum is wrong."""
    starts = range(0, len(reading), GROUP)
    runs = ["".join(str(slot.amount) for slot in reading[start : start + GROUP]) for start in starts]
    many = any(len(run) > GROUP + SPARE for run in runs)
    for start, run in zip(starts, runs, strict=True):
        end = start + GROUP
        for cut in cuts([run], row.columns[start:end]):
            if many or _is_swapped(cut):
                yield (*reading[:start], *reading_of(cut), *reading[end:])


def _is_swapped(cut: Cut) -> bool:
    """True where a total has the digits of the sum in another order.

    Where noughts stand among the cells, another cut often fulfils it then: 4 0 0 30 43 is read as 40 0 3 0 43.
    """
    *results, total = map(int, cut)
    return sum(results) != total and sorted(str(sum(results))) == sorted(str(total))


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

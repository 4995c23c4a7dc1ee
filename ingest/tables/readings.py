"""The ways in which a found row can be read as a row of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import comb

from ingest.tables.cells import Cell, Kind, read_cell
from ingest.tables.cuts import TooManyCuts, cuts, value_of
from ingest.tables.found import FoundRow
from knowledge.forms import Balance, Column

MOST_SPREADS = 3003
"""Ways to place fewer cells than columns that are still listed: a third of the longest row may be lost."""
MOST_GAPPY_COLUMNS = 7
MOST_GAPPY_CUTS = 400
"""Cuts up to which a run is also cut in all the ways that lost blanks may have left."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one reading puts into one column: a value, a blank, or nothing at all (``kind`` None).

    ``cell`` is the cell it stands in, None where it was cut out of a run.
    """

    kind: Kind | None
    value: Decimal | None = None
    cell: Cell | None = None

    @property
    def says(self) -> tuple[Kind | None, Decimal | None]:
        """The part in which two readings may agree."""
        return self.kind, self.value


Reading = tuple[Slot, ...]
ABSENT = Slot(None)


@dataclass(frozen=True, slots=True)
class Readings:
    """All readings of a row.

    ``chosen`` says that the cells did not stand in their columns by themselves, so that a reading had to be chosen;
    ``balanced`` that the readings fulfil the row's own sums.
    """

    all: tuple[Reading, ...]
    chosen: bool = False
    balanced: bool = True


def readings_of(
    found: FoundRow, columns: Sequence[Column], balances: Sequence[Balance], *, gappy: bool = False
) -> Readings:
    """Return the readings of a row, those that fulfil its own sums where any does.

    A row with each cell in its place has one reading, whatever its sums say: what is printed is not altered.
    ``gappy`` says that the blank cells of a run may have left no trace.
    """
    printed = _in_place(found, columns)
    if printed:
        return Readings((printed,))
    listed = _of_run(found, columns, balances, gappy=gappy) if found.loose else _of_cells(found, len(columns))
    every = tuple(dict.fromkeys(listed))
    if len(every) == 1 and not found.loose and len(found.cells) > len(columns) and not found.upright:
        return Readings(every)
    balanced = [is_balanced(reading, columns, balances) for reading in every]
    untold = _totals(columns, balances) if any(balanced) else ()
    # A row may as well be filled in without its total, which then says nothing of the others.
    holding = tuple(
        one for one, holds in zip(every, balanced, strict=True) if holds or any(one[i] is ABSENT for i in untold)
    )
    return Readings(holding or every, chosen=True, balanced=bool(holding))


def is_balanced(reading: Reading, columns: Sequence[Column], balances: Sequence[Balance]) -> bool:
    """True where a reading fulfils every sum over its columns; blanks count as nothing."""
    values = {column.id: slot.value or Decimal(0) for column, slot in zip(columns, reading, strict=True)}
    return all(
        sum(values[name] for name in balance.left) == sum(values[name] for name in balance.right)
        for balance in balances
        if balance.across == "columns" and all(name in values for name in (*balance.left, *balance.right))
    )


def _totals(columns: Sequence[Column], balances: Sequence[Balance]) -> tuple[int, ...]:
    totals = {name for balance in balances if balance.across == "columns" for name in balance.right}
    return tuple(index for index, column in enumerate(columns) if column.id in totals)


def _in_place(found: FoundRow, columns: Sequence[Column]) -> Reading | None:
    """Return the one reading of a row that has as many cells as the form, or as many numbers among blanks."""
    cells = _whole_cells(found) if found.loose else found.cells
    if len(found.numbers) == len(columns) and not found.loose:
        cells = found.numbers
    return tuple(map(_slot, cells)) if len(cells) == len(columns) else None


def _whole_cells(found: FoundRow) -> tuple[Cell, ...]:
    """Return the tokens of a run as cells, none where one of them must hide several (``00``)."""
    cells = tuple(read_cell(cell.text, cell.place) for cell in found.cells)
    hiding = any(
        cell.value is None or (len(cell.text) > 1 and cell.text[0] == "0" and "." not in cell.text) for cell in cells
    )
    return () if hiding else cells


def _of_run(
    found: FoundRow, columns: Sequence[Column], balances: Sequence[Balance], *, gappy: bool
) -> Iterator[Reading]:
    tokens = [cell.text for cell in found.cells]
    try:
        every = cuts(tokens, columns, balances) or cuts(tokens, columns)
        gaps = _cut_with_gaps(tokens, columns) if gappy else []
    except TooManyCuts:
        return
    whole = _whole_cells(found)
    lacking = 1 < len(whole) < len(columns)
    if lacking and comb(len(columns), len(whole)) > MOST_SPREADS:
        return
    for cut in every:
        yield tuple(Slot(Kind.NUMBER, value_of(part)) for part in cut)
    yield from gaps
    if lacking:
        yield from _spread([_slot(cell) for cell in whole], len(columns))


def _cut_with_gaps(tokens: Sequence[str], columns: Sequence[Column]) -> list[Reading]:
    digits, width = sum(map(len, tokens)), len(columns)
    if _fewest_cells(tokens) >= width:
        return []
    if width > MOST_GAPPY_COLUMNS or comb(digits - 1, width - 1) > MOST_GAPPY_CUTS:
        raise TooManyCuts
    return [
        tuple(row.get(index, ABSENT) for index in range(width))
        for kept in range(1, width)
        for places in combinations(range(width), kept)
        for cut in cuts(tokens, [columns[place] for place in places])
        for row in [{place: Slot(Kind.NUMBER, value_of(part)) for place, part in zip(places, cut, strict=True)}]
    ]


def _fewest_cells(tokens: Sequence[str]) -> int:
    """Return how many cells a run has at least: each leading zero is one, and so is the rest."""
    leading = [len(token) - len(token.lstrip("0")) for token in tokens]
    return sum(zeros + (zeros < len(token)) for zeros, token in zip(leading, tokens, strict=True))


def _of_cells(found: FoundRow, width: int) -> Iterator[Reading]:
    slots = [_slot(cell) for cell in found.cells]
    if len(slots) < width:
        yield from _spread(slots, width)
    elif found.upright:
        yield from (tuple(kept) for kept in combinations(slots, width) if len(slots) == width + 1)
    else:
        yield from _without_surplus(slots, width)


def _without_surplus(slots: Sequence[Slot], width: int) -> Iterator[Reading]:
    """Yield the windows of the row that leave out blank cells only."""
    for start in range(len(slots) - width + 1):
        outside = [*slots[:start], *slots[start + width :]]
        if all(slot.kind is Kind.BLANK for slot in outside):
            yield tuple(slots[start : start + width])


def _spread(slots: Sequence[Slot], width: int) -> Iterator[Reading]:
    """Yield the rows that result where cells have been lost, wherever they were."""
    if not slots or comb(width, len(slots)) > MOST_SPREADS:
        return
    for places in combinations(range(width), len(slots)):
        row = dict(zip(places, slots, strict=True))
        yield tuple(row.get(index, ABSENT) for index in range(width))


def _slot(cell: Cell) -> Slot:
    return Slot(cell.kind, cell.value, cell)

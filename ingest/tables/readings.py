"""The ways in which a found row can be read as a row of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product
from math import comb

from ingest.tables.cells import Cell, Kind, read_cell
from ingest.tables.cuts import Cut, TooManyCuts, checks_of, cuts, fewest, value_of
from ingest.tables.found import FoundRow
from knowledge.forms import Balance, Column
from knowledge.quick import quick

MOST_SPREADS = 3003
"""Ways to place fewer cells than columns that are still listed: a third of the longest row may be lost."""
REMEMBERED = 4096
MOST_GAPPY_COLUMNS = 7
MOST_GAPPY_CUTS = 400
"""Cuts up to which a run is also cut in all the ways that lost blanks may have left."""


@quick
@dataclass(frozen=True, slots=True)
class Slot:
    """What one reading puts into one column: a value, a blank, or nothing at all (``kind`` None).

    ``cell`` is the cell it stands in, None where it was cut out of a run.
    """

    kind: Kind | None
    value: Decimal | None = None
    cell: Cell | None = None

    def __hash__(self) -> int:
        return hash(self.value)

    @property
    def amount(self) -> Decimal | int:
        """The value as a number to add up with, nothing for a blank."""
        return 0 if self.value is None else _amount(self.value)

    @property
    def says(self) -> Says:
        """The part in which two readings may agree."""
        return self.kind, self.value


Reading = tuple[Slot, ...]
Says = tuple[Kind | None, Decimal | None]
Amounts = tuple[Decimal | int, ...]
ABSENT = Slot(None)


@lru_cache(REMEMBERED)
def _amount(value: Decimal) -> Decimal | int:
    """Return a number as it is added up and compared quickest."""
    return int(value) if value == value.to_integral_value() else value


@quick
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
    if found.loose and len(found.cells) == 1:
        # A run of digits is read alike wherever it stands, and several times over.
        return _of_one_run(found.cells[0].text, tuple(columns), tuple(balances), gappy)
    listed = _of_runs(found, columns, balances, gappy=gappy) if found.loose else _of_cells(found, len(columns))
    every = tuple(dict.fromkeys(listed))
    if len(every) == 1 and len(found.cells) > len(columns) and not (found.loose or found.upright or found.short):
        return Readings(every)
    return _holding(every, [is_balanced(one, columns, balances) for one in every], _totals(columns, balances))


def _holding(every: tuple[Reading, ...], balanced: Sequence[bool], totals: Sequence[int]) -> Readings:
    """Return the readings that fulfil the sums of their row, all where none does."""
    if not any(balanced):
        return Readings(every, chosen=True, balanced=False)
    # A row may as well be filled in without its total, which then says nothing of the others.
    holding = (
        one for one, holds in zip(every, balanced, strict=True) if holds or any(one[i] is ABSENT for i in totals)
    )
    return Readings(tuple(holding), chosen=True)


def is_balanced(reading: Reading, columns: Sequence[Column], balances: Sequence[Balance]) -> bool:
    """True where a reading fulfils every sum over its columns; blanks count as nothing."""
    values = {column.id: slot.value or Decimal(0) for column, slot in zip(columns, reading, strict=True)}
    return all(
        sum(values[name] for name in balance.left) == sum(values[name] for name in balance.right)
        for balance in balances
        if balance.across == "columns" and all(name in values for name in (*balance.left, *balance.right))
    )


def lacks_total(reading: Reading, columns: Sequence[Column], balances: Sequence[Balance]) -> bool:
    """True where the last cell is blank although the cells that it should sum up hold numbers.

    A cell of the row may be lost, and a surplus one stand at its end.
    """
    amounts = {column.id: slot.amount for column, slot in zip(columns, reading, strict=True)}
    return reading[-1].kind is Kind.BLANK and any(
        amounts.get(name) for balance in balances if balance.right == (columns[-1].id,) for name in balance.left
    )


def _totals(columns: Sequence[Column], balances: Sequence[Balance]) -> tuple[int, ...]:
    totals = {name for balance in balances if balance.across == "columns" for name in balance.right}
    return tuple(index for index, column in enumerate(columns) if column.id in totals)


def _in_place(found: FoundRow, columns: Sequence[Column]) -> Reading | None:
    """Return the one reading of a row that has as many cells as the form, or as many numbers among blanks."""
    cells = _whole_cells(found) if found.loose else found.cells
    if len(found.numbers) == len(columns) and not found.loose:
        cells = found.numbers
    elif found.short and cells and Kind.BLANK in (cells[0].kind, cells[-1].kind):
        return None  # cells are lost, and some of these may be none of them: padding of the label, or of the last
    return tuple(map(_slot, cells)) if len(cells) == len(columns) else None


def _whole_cells(found: FoundRow) -> tuple[Cell, ...]:
    """Return the tokens of a run as cells, none where one of them must hide several (``00``)."""
    cells = tuple(read_cell(cell.text, cell.place) for cell in found.cells)
    hiding = any(
        cell.value is None or (len(cell.text) > 1 and cell.text[0] == "0" and "." not in cell.text) for cell in cells
    )
    return () if hiding else cells


@lru_cache(maxsize=64)
def _of_one_run(text: str, columns: tuple[Column, ...], balances: tuple[Balance, ...], gappy: bool) -> Readings:
    try:
        read = _Run((text,), columns, balances, gappy=gappy)
    except TooManyCuts:
        return Readings((), chosen=True, balanced=False)
    return read.holding()


def _of_runs(
    found: FoundRow, columns: Sequence[Column], balances: Sequence[Balance], *, gappy: bool
) -> Iterator[Reading]:
    try:
        read = _Run(tuple(cell.text for cell in found.cells), columns, balances, gappy=gappy)
    except TooManyCuts:
        return
    whole = _whole_cells(found)
    lacking = 1 < len(whole) < len(columns)
    if lacking and comb(len(columns), len(whole)) > MOST_SPREADS:
        return
    yield from read.all
    if lacking:
        yield from _spread([_slot(cell) for cell in whole], len(columns))


class _Run:
    """The cuts of a run of digits, and with ``gappy`` those in which only some of the cells left digits in it.

    Raises TooManyCuts.
    """

    def __init__(
        self, tokens: tuple[str, ...], columns: Sequence[Column], balances: Sequence[Balance], *, gappy: bool
    ) -> None:
        if gappy and fewest(tokens) < len(columns) and len(columns) > MOST_GAPPY_COLUMNS:
            raise TooManyCuts
        checks = checks_of(columns, balances)
        found = cuts(tokens, columns, balances, gappy=gappy) if checks else []
        self.balanced = bool(found) or not checks
        if not found:
            found = _all_cuts(tokens, columns, gappy=gappy)
        self.all = (*map(reading_of, found), *_with_dash_alone(tokens, columns))
        self.decimals = any(column.decimals for column in columns)

    def holding(self) -> Readings:
        """Return the readings that fulfil the sums of the row; all where none does."""
        # Cut otherwise, whole numbers say something else, but 1 and 1.0 say the same.
        readings = tuple(dict.fromkeys(self.all)) if self.decimals else self.all
        return Readings(readings, chosen=True, balanced=self.balanced)


def _all_cuts(tokens: Sequence[str], columns: Sequence[Column], *, gappy: bool) -> list[Cut]:
    if gappy and comb(sum(map(len, tokens)) - 1, len(columns) - 1) > MOST_GAPPY_CUTS and fewest(tokens) < len(columns):
        raise TooManyCuts
    return cuts(tokens, columns, gappy=gappy)


def _with_dash_alone(tokens: Sequence[str], columns: Sequence[Column]) -> Iterator[Reading]:
    """Yield the readings in which a dash before digits is no sign but what stands in a cell by itself (12－25)."""
    whole = " ".join(tokens)
    for dash in re.finditer("[-−－]", whole):
        before, after = whole[: dash.start()].split(), whole[dash.end() :].split()
        if any(column.signed for column in columns) and not (before and after):
            yield (ABSENT,) * len(columns)  # other signs stand beside the run, and which cell is whose cannot be told
        for place, column in enumerate(columns):
            if column.signed:
                ends = product(_parted(before, columns[:place]), _parted(after, columns[place + 1 :]))
                yield from ((*left, Slot(Kind.NOT_APPLICABLE), *right) for left, right in ends)


def reading_of(cut: Cut) -> Reading:
    """Return what a cut says: a number a column, nothing where it left nothing."""
    return tuple(map(_number, cut))


def _parted(tokens: Sequence[str], columns: Sequence[Column]) -> list[Reading]:
    if not tokens:
        return [(ABSENT,) * len(columns)]
    return list(map(reading_of, cuts(tokens, columns)))


@lru_cache(REMEMBERED)
def _number(part: str) -> Slot:
    return Slot(Kind.NUMBER, value_of(part)) if part else ABSENT


def _of_cells(found: FoundRow, width: int) -> Iterator[Reading]:
    slots = [_slot(cell) for cell in found.cells]
    if found.short:
        yield from _of_short(slots, width)
    elif len(slots) < width:
        yield from _spread(slots, width)
    elif found.upright:
        yield from (tuple(kept) for kept in combinations(slots, width) if len(slots) == width + 1)
    else:
        yield from _without_surplus(slots, width)


def _of_short(slots: Sequence[Slot], width: int) -> Iterator[Reading]:
    """Yield the rows of one that lost cells, whether the blanks at its ends are cells of its own or padding."""
    filled = [index for index, slot in enumerate(slots) if slot.kind is not Kind.BLANK]
    for start in range(filled[0] + 1 if filled else len(slots)):
        for end in range(filled[-1] + 1 if filled else start + 1, len(slots) + 1):
            if end - start <= width:
                yield from _spread(slots[start:end], width)


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

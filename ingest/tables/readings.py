"""The ways in which a found row can be read as a row of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ingest.tables.cells import Cell, Kind, read_cell
from ingest.tables.cuts import TooManyCuts, cuts, value_of
from ingest.tables.found import FoundRow
from knowledge.forms import Balance, Column


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
    """All readings of a row. ``cut`` says that cells had to be cut apart, ``balanced`` that its own sums hold."""

    all: tuple[Reading, ...]
    cut: bool = False
    balanced: bool = True
    complete: bool = True


def readings_of(found: FoundRow, columns: Sequence[Column], balances: Sequence[Balance]) -> Readings:
    """Return the readings of a row, those that fulfil its own sums where any does.

    A row with each cell in its place has one reading, whatever its sums say: what is printed is not altered.
    """
    if found.loose:
        return _of_run(found, columns, balances)
    found_all = tuple(dict.fromkeys(_of_cells(found, len(columns))))
    if len(found_all) < 2:
        return Readings(found_all)
    holding = tuple(reading for reading in found_all if balanced(reading, columns, balances))
    return Readings(holding or found_all, cut=True, balanced=bool(holding))


def balanced(reading: Reading, columns: Sequence[Column], balances: Sequence[Balance]) -> bool:
    """True where a reading fulfils every sum over its columns; blanks count as nothing."""
    values = {column.id: slot.value or Decimal(0) for column, slot in zip(columns, reading, strict=True)}
    return all(
        sum(values[name] for name in balance.left) == sum(values[name] for name in balance.right)
        for balance in balances
        if balance.across == "columns" and all(name in values for name in (*balance.left, *balance.right))
    )


def _of_run(found: FoundRow, columns: Sequence[Column], balances: Sequence[Balance]) -> Readings:
    tokens = [cell.text for cell in found.cells]
    whole = [read_cell(cell.text, cell.place) for cell in found.cells]
    if len(whole) == len(columns) and not any(_hides_cells(cell.text) for cell in whole):
        return Readings((tuple(Slot(cell.kind, cell.value, cell) for cell in whole),))
    try:
        fitting = cuts(tokens, columns, balances)
        every = fitting or cuts(tokens, columns)
    except TooManyCuts:
        return Readings((), cut=True, balanced=False, complete=False)
    found_all = tuple(tuple(Slot(Kind.NUMBER, value_of(part)) for part in cut) for cut in every)
    return Readings(found_all, cut=True, balanced=bool(fitting))


def _hides_cells(text: str) -> bool:
    return len(text) > 1 and text[0] == "0" and not text.startswith("0.")


def _of_cells(found: FoundRow, width: int) -> Iterator[Reading]:
    cells = list(found.cells)
    if len(found.numbers) == width:
        cells = list(found.numbers)
    if len(cells) == width:
        yield tuple(_slot(cell) for cell in cells)
    elif len(cells) > width:
        yield from _without_surplus(cells, width)
    elif cells:
        yield from _spread(cells, width)


def _without_surplus(cells: list[Cell], width: int) -> Iterator[Reading]:
    """Yield the windows of the row that leave out blank cells only."""
    for start in range(len(cells) - width + 1):
        outside = cells[:start] + cells[start + width :]
        if all(cell.kind is Kind.BLANK for cell in outside):
            yield tuple(_slot(cell) for cell in cells[start : start + width])


def _spread(cells: list[Cell], width: int) -> Iterator[Reading]:
    """Yield the rows that result where cells have been lost, wherever they were."""
    for places in combinations(range(width), len(cells)):
        row = dict(zip(places, cells, strict=True))
        yield tuple(_slot(row[index]) if index in row else ABSENT for index in range(width))


def _slot(cell: Cell) -> Slot:
    return Slot(cell.kind, cell.value, cell)

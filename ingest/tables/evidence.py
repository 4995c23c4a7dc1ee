"""What speaks against a reading of a row: the sums over rows that fail with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.tables.near_cuts import Amount, Check, near_cuts
from ingest.tables.placed import PlacedRow
from ingest.tables.readings import ABSENT, Reading, reading_of, readings_of
from ingest.tables.solve import Choices, present_sums
from knowledge.forms import Balance, Table

NEAR = 1
"""Sums more that may fail with a reading than with the best one, for it to be possible still.

A number that is published wrong fails in its row and in its column, two sums; one sum is met by chance now and then.
"""
MOST = 4
"""Faults beyond which no reading is worth the name."""


class Evidence:
    """The sums over the rows of a table, in each column in which all other rows have one value."""

    def __init__(self, table: Table, choices: Choices) -> None:
        self.sums = present_sums(table, choices)
        self.amounts = {row: _amounts(readings) for row, readings in choices.items() if readings}
        self.width = max(map(len, self.amounts.values()), default=0)

    def checks(self, row: str) -> tuple[Check, ...]:
        """Return the checks that a row stands in; none where nothing but its own sum bears it out."""
        return tuple(check for balance in self.sums for check in self._checks(row, balance))

    def _checks(self, row: str, balance: Balance) -> Iterator[Check]:
        sides = dict.fromkeys(balance.left, 1) | dict.fromkeys(balance.right, -1)
        for column in range(self.width) if row in sides else ():
            others = [(side, self.amounts[other][column]) for other, side in sides.items() if other != row]
            if all(len(amounts) == 1 for _, amounts in others):
                yield column, sides[row], sum(side * amount for side, (amount,) in others)


def possible(
    placed: PlacedRow, balances: Sequence[Balance], checks: Sequence[Check], *, gappy: bool
) -> tuple[Reading, ...]:
    """Return the readings of a row against which hardly more speaks than against the best.

    What speaks against a reading: each sum that fails with it, and each blank that must have left no trace, unless the
    table shows that blanks did (``gappy``). Nothing is returned where too much speaks against all. Raises TooManyCuts.
    """
    if not placed.found.loose:
        return _of_cells(placed, checks)
    for least in range(MOST + 1):
        # Where no other row lost a blank, that this one did may be, but speaks for nothing.
        if _within(placed, balances, checks, least, price=0 if gappy else None):
            return _within(placed, balances, checks, least + NEAR, price=0 if gappy else 1)
    return ()


def _within(
    placed: PlacedRow, balances: Sequence[Balance], checks: Sequence[Check], faults: int, *, price: int | None
) -> tuple[Reading, ...]:
    """Return the readings of a run with no more faults than these, its own sum among what may fail."""
    tokens, columns = [cell.text for cell in placed.found.cells], placed.row.columns
    fulfilling = near_cuts(tokens, columns, balances, checks, faults, price=price)
    others = near_cuts(tokens, columns, (), checks, faults - 1, price=price)
    return tuple(map(reading_of, dict.fromkeys((*fulfilling, *others))))


def _of_cells(placed: PlacedRow, checks: Sequence[Check]) -> tuple[Reading, ...]:
    """Return the likely readings of a row that shows that cells are lost: these may have held any number."""
    every = tuple(dict.fromkeys((*placed.readings.all, *readings_of(placed.found, placed.row.columns, ()).all)))
    failing = [
        sum(side * one[column].amount + rest != 0 for column, side, rest in checks if one[column] is not ABSENT)
        for one in every
    ]
    most = min(failing, default=0) + NEAR
    return tuple(one for one, count in zip(every, failing, strict=True) if count <= most)


def _amounts(readings: Sequence[Reading]) -> list[set[Amount]]:
    """Return what the readings of a row come to in each column. Thousands of them share a few slots."""
    return [
        {slot.amount for slot in dict(zip(map(id, slots), slots, strict=True)).values()}
        for slots in zip(*readings, strict=True)
    ]

"""Cutting a run of digits where sums over rows say what to expect, and some of these may be published wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ingest.tables.cuts import BalancedCutter, Cut, Due, TooManyCuts, checks_of, fewest, shapes_of, value_of
from knowledge.forms import Balance, Column

STEPS = 6_000
"""Parts tried before a run is given up."""

Amount = Decimal | int
Check = tuple[int, int, Amount]
"""A column, the side of the sum that the row stands on (1 or -1), and what the other rows come to."""


def near_cuts(
    tokens: Sequence[str],
    columns: Sequence[Column],
    balances: Sequence[Balance],
    checks: Sequence[Check],
    faults: int,
    *,
    price: int | None = None,
) -> list[Cut]:
    """Return the cuts of a run in which no more than so many (``faults``) of the ``checks`` fail.

    With ``balances`` only the cuts that fulfil these. With a ``price`` those too in which blanks left no trace, each
    counting as so many faults. Raises TooManyCuts.
    """
    if faults < 0:
        return []
    lost = fewest(tokens) < len(columns) and price is not None and price <= faults
    return _NearCutter(tokens, columns, balances, checks, lost=lost, price=price or 0).near(faults)


class _NearCutter(BalancedCutter):
    """The cuts that fulfil the row's own sums, as far as given, and all but a few of the sums over rows."""

    def __init__(
        self,
        tokens: Sequence[str],
        columns: Sequence[Column],
        balances: Sequence[Balance],
        checks: Sequence[Check],
        *,
        lost: bool,
        price: int,
    ) -> None:
        super().__init__(tokens, shapes_of(columns), checks_of(columns, balances), lost)
        self.expected: Mapping[int, list[tuple[int, Amount]]] = {
            column: [(side, rest) for place, side, rest in checks if place == column] for column in range(len(columns))
        }
        self.price = price
        self.hopeless: set[tuple[int, int, int, Due, int]] = set()

    def near(self, faults: int) -> list[Cut]:
        """Return the cuts with no more faults than these."""
        last = len(self.tokens) - 1
        self._descend(last, len(self.tokens[last]), len(self.patterns) - 1, (), self.nothing, faults)
        return self.listed

    def _descend(self, token: int, end: int, column: int, parts: Cut, due: Due, faults: int) -> bool:
        """List the cuts that have ``parts`` behind this point, and no more than so many faults before it."""
        if column < 0:
            if token < 0:
                self.listed.append(parts)
            return token < 0
        state = token, end, column, due, faults
        if state in self.hopeless:
            return False
        found = False
        for start, part in self._parts_at(token, end, column):
            self.steps += 1
            if self.steps > STEPS:
                raise TooManyCuts
            left = faults - self._faults(column, part)
            after = self._left_due(column, part, due) if due else due
            if left < 0 or after is None or (due and not after):
                continue
            before = self._before(token, start) if token >= 0 else (token, end)
            if (not due or self._can_reach(*before, column - 1, after)) and self._descend(
                *before, column - 1, (part, *parts), after, left
            ):
                found = True
        if not found:
            self.hopeless.add(state)
        return found

    def _parts_at(self, token: int, end: int, column: int) -> tuple[tuple[int, str], ...]:
        """Return what may stand in a column: numbers that end here, or nothing."""
        if token < 0:
            return ((end, ""),) if self.gappy else ()
        return self._parts(token, end, column)

    def _faults(self, column: int, part: str) -> int:
        value = value_of(part or "0")
        failing = sum(side * value + rest != 0 for side, rest in self.expected[column])
        return failing + (0 if part else self.price)

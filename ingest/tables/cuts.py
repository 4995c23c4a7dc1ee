"""Cutting a run of digits into the cells that it may have been."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from math import comb

from knowledge.forms import Balance, Column

STEPS = 60_000
"""Parts tried before a run is given up as too long to be read."""
REMEMBERED = 4096

Cut = tuple[str, ...]
Check = tuple[tuple[int, ...], tuple[int, ...]]
Due = tuple[Decimal | int, ...]
Shape = tuple[bool, bool]
"""Whether the numbers of a column may have a sign, and decimals."""
OVERSPENT: Due = ()
Role = tuple[int, bool, bool]
Reach = tuple[Decimal | int, Decimal | int]
Spot = tuple[int, int, int]
"""A token, a place in it, and a column."""


class TooManyCuts(Exception):
    """A run has more cuts than are worth looking at."""


def cuts(
    tokens: Sequence[str], columns: Sequence[Column], balances: Sequence[Balance] = (), *, gappy: bool = False
) -> list[Cut]:
    """Return every cut of a run into one number a column; a space in the run (two tokens) is always a cut.

    Numbers have no leading zeros; only columns that the form says so may hold a sign or decimals. With
    ``balances`` (over columns) only the cuts that fulfil all of them are returned; with ``gappy`` a column may have
    left nothing in the run: its part is empty, and comes to nothing. Raises TooManyCuts.

    >>> from knowledge.forms import form
    >>> table = form("2021").table("requests")
    >>> cuts(["21710000218"], table.rows[0].columns, table.balances)
    [('217', '1', '0', '0', '0', '0', '218')]
    """
    shapes, checks = shapes_of(columns), checks_of(columns, balances)
    return list(_cuts(tuple(tokens), shapes, checks, gappy and fewest(tokens) < len(shapes)))


def shapes_of(columns: Sequence[Column]) -> tuple[Shape, ...]:
    """Return what the numbers of each column may look like."""
    return tuple((column.signed, column.decimals) for column in columns)


def fewest(tokens: Sequence[str]) -> int:
    """Return how many cells a run has at least: each leading zero is one, and so is the rest.

    >>> fewest(["0012"]), fewest(["12", "0"])
    (3, 2)
    """
    leading = [len(token) - len(token.lstrip("0")) for token in tokens]
    return sum(zeros + (zeros < len(token)) for zeros, token in zip(leading, tokens, strict=True))


@lru_cache(maxsize=128)
def _cuts(
    tokens: tuple[str, ...], shapes: tuple[Shape, ...], checks: tuple[Check, ...], gappy: bool
) -> tuple[Cut, ...]:
    if checks:
        return BalancedCutter(tokens, shapes, checks, gappy).cuts()
    return Cutter(tokens, shapes, gappy).cuts()


class Cutter:
    """The cuts into the first columns, one column more at a time; each is made once, whatever stands behind it."""

    def __init__(self, tokens: Sequence[str], shapes: Sequence[Shape], gappy: bool) -> None:
        self.tokens = tokens
        self.gappy = gappy
        self.patterns = [_pattern(*shape) for shape in shapes]
        self.rooms = [sum(map(len, tokens[:token])) for token in range(len(tokens))]
        self.tried: dict[Spot, int] = {}
        self.found: dict[Spot, tuple[Cut, ...]] = {}
        self.known: dict[Spot, tuple[tuple[int, str], ...]] = {}

    def cuts(self) -> tuple[Cut, ...]:
        """Return all cuts of the run. Raises TooManyCuts."""
        if not self.tokens:
            return ()
        last = len(self.tokens) - 1, len(self.tokens[-1]), len(self.patterns) - 1
        if self._tries(*last) > STEPS:
            raise TooManyCuts
        return self._cuts(*last)

    def _tries(self, token: int, end: int, column: int) -> int:
        """Return how many parts would be tried one by one, which bounds the cuts that there are."""
        if column < 0 or token < 0:
            return 0
        tries = self.tried.get((token, end, column))
        if tries is None:
            least = 0 if self.gappy else max(0, column - self.rooms[token])
            tries = max(0, end - least) + (least > 0)
            tries += sum(
                self._tries(*self._before(token, start), column - 1) for start, _ in self._parts(token, end, column)
            )
            self.tried[token, end, column] = tries
        return tries

    def _cuts(self, token: int, end: int, column: int) -> tuple[Cut, ...]:
        if column < 0 or token < 0:
            return (("",) * (column + 1),) if token < 0 and (column < 0 or self.gappy) else ()
        found = self.found.get((token, end, column))
        if found is None:
            found = self.found[token, end, column] = tuple(
                (*cut, part)
                for start, part in self._parts(token, end, column)
                for cut in self._cuts(*self._before(token, start), column - 1)
            )
        return found

    def _before(self, token: int, start: int) -> tuple[int, int]:
        """Return where the column before a part ends, in its own token or the one before."""
        return (token, start) if start else (token - 1, len(self.tokens[token - 1]))

    def _parts(self, token: int, end: int, column: int) -> tuple[tuple[int, str], ...]:
        """Return the starts and texts of the numbers that end here, shortest first.

        A character is left for each column before, unless these may have left nothing.
        """
        parts = self.known.get((token, end, column))
        if parts is None:
            text, pattern = self.tokens[token], self.patterns[column]
            least = 0 if self.gappy else max(0, column - self.rooms[token])
            numbers = (
                (start, text[start:end])
                for start in range(end - 1, least - 1, -1)
                if pattern.fullmatch(text, start, end)
            )
            parts = self.known[token, end, column] = (*(((end, ""),) if self.gappy else ()), *numbers)
        return parts


class BalancedCutter(Cutter):
    """The cuts that fulfil sums: one column at a time from the last, so that each total bounds the cells before it."""

    def __init__(self, tokens: Sequence[str], shapes: Sequence[Shape], checks: Sequence[Check], gappy: bool) -> None:
        super().__init__(tokens, shapes, gappy)
        self.signed = any(signed for signed, _ in shapes)
        self.plain = not self.signed and all(token.isdecimal() for token in tokens)
        self.roles = [_roles(column, checks) for column in range(len(shapes))]
        self.all_into = [
            next((place for place, (cells, _) in enumerate(checks) if {*range(column + 1)} <= {*cells}), None)
            for column in range(len(shapes))
        ]
        self.nothing: Due = (0,) * len(checks)
        self.steps = 0
        self.listed: list[Cut] = []
        self.dead: set[tuple[int, int, int, Due]] = set()
        self.reaches: dict[Spot, Reach | None] = {}

    def cuts(self) -> tuple[Cut, ...]:
        """Return the cuts that fulfil the sums. Raises TooManyCuts."""
        if self.tokens:
            last = len(self.tokens) - 1
            self._walk(last, len(self.tokens[last]), len(self.patterns) - 1, (), self.nothing)
        return tuple(self.listed)

    def _walk(self, token: int, end: int, column: int, parts: Cut, due: Due) -> bool:
        """List the cuts that have ``parts`` behind this point; ``due`` is what each total still lacks in cells."""
        if column < 0 or token < 0:
            whole = token < 0 and (column < 0 or (self.gappy and not any(due)))
            if whole:
                self.listed.append((*[""] * (column + 1), *parts))
            return whole
        state = token, end, column, due
        if state in self.dead:
            return False
        found = False
        for start, part in self._parts(token, end, column):
            self.steps += 1
            if self.steps > STEPS:
                raise TooManyCuts
            left = self._left_due(column, part, due)
            if left is OVERSPENT and self.plain:
                break  # a longer part is a greater one
            if not left:
                continue
            before = self._before(token, start)
            if self._can_reach(*before, column - 1, left) and self._walk(*before, column - 1, (part, *parts), left):
                found = True
        if not found:
            self.dead.add(state)
        return found

    def _can_reach(self, token: int, end: int, column: int, due: Due) -> bool:
        """Tell whether the cells before this point can be cut at all, and can come to what their total lacks."""
        if column < 0 or token < 0:
            return True
        reach, into = self._reach(token, end, column), self.all_into[column]
        return reach is not None and (into is None or reach[0] <= due[into] <= reach[1])

    def _reach(self, token: int, end: int, column: int) -> Reach | None:
        """Return the least and the most that the cells up to a column can come to, None where there is no cut."""
        if column < 0 or token < 0:
            return (0, 0) if token < 0 and (column < 0 or self.gappy) else None
        spot = token, end, column
        if spot not in self.reaches:
            least: list[Decimal | int] = []
            most: list[Decimal | int] = []
            for start, part in self._parts(token, end, column):
                if before := self._reach(*self._before(token, start), column - 1):
                    least.append(before[0] + _value(part))
                    most.append(before[1] + _value(part))
            self.reaches[spot] = (min(least), max(most)) if least else None
        return self.reaches[spot]

    def _left_due(self, column: int, part: str, due: Due) -> Due | None:
        """Return what the totals lack after one more part, OVERSPENT where it is too much, None where unmet."""
        left = list(due)
        for place, is_total, is_last in self.roles[column]:
            if is_total:
                left[place] += _value(part)
            else:
                left[place] -= _value(part)
                if left[place] < 0 and not self.signed:
                    return OVERSPENT
                if is_last and left[place] != 0:
                    return None
        return tuple(left)


def _roles(column: int, checks: Sequence[Check]) -> tuple[Role, ...]:
    """Return the sums that a column belongs to: which, whether as the total, and whether as the last cell looked at."""
    return tuple(
        (place, column in totals, column in cells and column == min(cells))
        for place, (cells, totals) in enumerate(checks)
        if column in cells or column in totals
    )


def most_cuts(tokens: Sequence[str], width: int) -> int:
    """Return into how many readings of ``width`` cells a run can be cut at most.

    >>> most_cuts(["0000002"], 7), most_cuts(["21710000218"], 7), most_cuts(["217", "10000218"], 7)
    (1, 210, 126)
    """
    return comb(sum(map(len, tokens)) - len(tokens), width - len(tokens)) if len(tokens) <= width else 0


@lru_cache(REMEMBERED)
def value_of(part: str) -> Decimal:
    """Return the number that a part of a run says."""
    return Decimal(part.replace(",", "").replace("，", "").translate(_SIGNS))


_SIGNS = str.maketrans("−－", "--")


@lru_cache(REMEMBERED)
def _value(part: str) -> Decimal | int:
    return int(part) if part.isdecimal() else value_of(part or "0")


@cache
def _pattern(signed: bool, decimals: bool) -> re.Pattern[str]:
    sign = r"(?:[-+−－](?!0(?!\.)))?" if signed else ""  # a dash before a nought is a cell of its own
    fraction = r"(?:\.\d+)?" if decimals else ""
    return re.compile(rf"{sign}(?:0|[1-9]\d{{0,2}}(?:[,，]\d{{3}})+|[1-9]\d*){fraction}")


def checks_of(columns: Sequence[Column], balances: Sequence[Balance]) -> tuple[Check, ...]:
    """Return the sums over columns that can be checked, as the places of their cells and of their totals."""
    places = {column.id: index for index, column in enumerate(columns)}
    return tuple(
        (tuple(places[name] for name in balance.left), tuple(places[name] for name in balance.right))
        for balance in balances
        if balance.across == "columns" and all(name in places for name in (*balance.left, *balance.right))
    )

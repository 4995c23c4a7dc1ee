"""Cutting a run of digits into the cells that it may have been."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from knowledge.forms import Balance, Column

STEPS = 60_000
"""Parts tried before a run is given up as too long to be read."""

Cut = tuple[str, ...]
Check = tuple[tuple[int, ...], tuple[int, ...]]


class TooManyCuts(Exception):
    """A run has more cuts than are worth looking at."""


def cuts(tokens: Sequence[str], columns: Sequence[Column], balances: Sequence[Balance] = ()) -> list[Cut]:
    """Return every cut of a run into one number a column; a space in the run (two tokens) is always a cut.

    Numbers have no leading zeros; only columns that the form says so may hold a sign or decimals. With
    ``balances`` (over columns) only the cuts that fulfil all of them are returned. Raises TooManyCuts.

    >>> from knowledge.forms import form
    >>> table = form("2021").table("requests")
    >>> cuts(["21710000218"], table.rows[0].columns, table.balances)
    [('217', '1', '0', '0', '0', '0', '218')]
    """
    return list(_Cutter(tokens, columns, balances).cuts())


class _Cutter:
    """The search: left to right, one column at a time, checking each sum as soon as its last cell is cut."""

    def __init__(self, tokens: Sequence[str], columns: Sequence[Column], balances: Sequence[Balance]) -> None:
        self.tokens = tokens
        self.patterns = [_pattern(column) for column in columns]
        self.checks = _checks(columns, balances)
        self.steps = 0

    def cuts(self) -> Iterator[Cut]:
        return self._from(0, 0, ())

    def _from(self, token: int, position: int, parts: Cut) -> Iterator[Cut]:
        if len(parts) == len(self.patterns):
            if token == len(self.tokens):
                yield parts
            return
        if token == len(self.tokens):
            return
        for end in self._ends(token, position, len(parts)):
            longer = (*parts, self.tokens[token][position:end])
            if self._holds(longer):
                last = end == len(self.tokens[token])
                yield from self._from(token + last, 0 if last else end, longer)

    def _ends(self, token: int, position: int, column: int) -> Iterator[int]:
        text = self.tokens[token]
        left = len(self.patterns) - column - 1
        room = len(text) + sum(map(len, self.tokens[token + 1 :]))
        for end in range(position + 1, len(text) + 1):
            self.steps += 1
            if self.steps > STEPS:
                raise TooManyCuts
            if room - end < left:
                return
            if self.patterns[column].fullmatch(text, position, end):
                yield end

    def _holds(self, parts: Cut) -> bool:
        for left, right in self.checks.get(len(parts) - 1, ()):
            if sum(_value(parts[index]) for index in left) != sum(_value(parts[index]) for index in right):
                return False
        return True


def value_of(part: str) -> Decimal:
    """Return the number that a part of a run says."""
    return Decimal(part.replace(",", "").replace("，", "").translate(_SIGNS))


_SIGNS = str.maketrans("−－", "--")


def _value(part: str) -> Decimal | int:
    return int(part) if part.isdecimal() else value_of(part)


def _pattern(column: Column) -> re.Pattern[str]:
    sign = "[-+−－]?" if column.signed else ""
    fraction = r"(?:\.\d+)?" if column.decimals else ""
    return re.compile(rf"{sign}(?:0|[1-9]\d{{0,2}}(?:[,，]\d{{3}})+|[1-9]\d*){fraction}")


def _checks(columns: Sequence[Column], balances: Sequence[Balance]) -> dict[int, list[Check]]:
    places = {column.id: index for index, column in enumerate(columns)}
    checks: dict[int, list[Check]] = {}
    for balance in balances:
        names = (*balance.left, *balance.right)
        if balance.across == "columns" and all(name in places for name in names):
            check = tuple(places[name] for name in balance.left), tuple(places[name] for name in balance.right)
            checks.setdefault(max(places[name] for name in names), []).append(check)
    return checks

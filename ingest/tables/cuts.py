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
    """The search: one column at a time from the last, so that each total bounds the cells before it."""

    def __init__(self, tokens: Sequence[str], columns: Sequence[Column], balances: Sequence[Balance]) -> None:
        self.tokens = tokens
        self.patterns = [_pattern(column) for column in columns]
        self.signed = any(column.signed for column in columns)
        self.checks = _checks(columns, balances)
        self.steps = 0

    def cuts(self) -> Iterator[Cut]:
        return self._from(len(self.tokens) - 1, len(self.tokens[-1]) if self.tokens else 0, ())

    def _from(self, token: int, position: int, parts: Cut) -> Iterator[Cut]:
        if len(parts) == len(self.patterns):
            if token < 0:
                yield parts
            return
        if token < 0:
            return
        for start in self._starts(token, position, len(self.patterns) - len(parts) - 1):
            longer = (self.tokens[token][start:position], *parts)
            if self._may_hold(longer):
                before = token - 1 if start == 0 else token
                yield from self._from(before, start or len(self.tokens[before]), longer)

    def _starts(self, token: int, position: int, column: int) -> Iterator[int]:
        text = self.tokens[token]
        room = sum(map(len, self.tokens[:token]))
        for start in range(position - 1, -1, -1):
            self.steps += 1
            if self.steps > STEPS:
                raise TooManyCuts
            if room + start < column:
                return
            if self.patterns[column].fullmatch(text, start, position):
                yield start

    def _may_hold(self, parts: Cut) -> bool:
        """True unless a sum is already broken: complete and unequal, or its cells more than their total."""
        first = len(self.patterns) - len(parts)
        for left, right in self.checks:
            if min(right) < first:
                continue
            total = sum(_value(parts[index - first]) for index in right)
            cells = sum(_value(parts[index - first]) for index in left if index >= first)
            if cells != total and (min(left) >= first or (cells > total and not self.signed)):
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


def _checks(columns: Sequence[Column], balances: Sequence[Balance]) -> list[Check]:
    places = {column.id: index for index, column in enumerate(columns)}
    return [
        (tuple(places[name] for name in balance.left), tuple(places[name] for name in balance.right))
        for balance in balances
        if balance.across == "columns" and all(name in places for name in (*balance.left, *balance.right))
    ]

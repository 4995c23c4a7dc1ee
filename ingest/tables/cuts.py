"""Cutting a run of digits into the cells that it may have been."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from math import comb

from knowledge.forms import Balance, Column

STEPS = 60_000
"""Parts tried before a run is given up as too long to be read."""

Cut = tuple[str, ...]
Check = tuple[tuple[int, ...], tuple[int, ...]]
Due = tuple[Decimal | int, ...]


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
    return _cuts(tuple(tokens), tuple(columns), tuple(balances))


@lru_cache(maxsize=512)
def _cuts(tokens: tuple[str, ...], columns: tuple[Column, ...], balances: tuple[Balance, ...]) -> list[Cut]:
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
        last = len(self.tokens) - 1
        return self._before(last, len(self.tokens[last]), (), (0,) * len(self.checks)) if self.tokens else iter(())

    def _before(self, token: int, end: int, parts: Cut, due: Due) -> Iterator[Cut]:
        """Yield the cuts that have ``parts`` behind this point; ``due`` is what each total still lacks in cells."""
        column = len(self.patterns) - len(parts) - 1
        if column < 0 or token < 0:
            if column < 0 and token < 0:
                yield parts
            return
        for start in self._starts(token, end, column):
            part = self.tokens[token][start:end]
            left = self._left_due(column, part, due)
            if left is None:
                continue
            before = token - 1 if start == 0 else token
            yield from self._before(before, start or len(self.tokens[before]), (part, *parts), left)

    def _starts(self, token: int, end: int, column: int) -> Iterator[int]:
        text = self.tokens[token]
        room = sum(map(len, self.tokens[:token]))
        for start in range(end - 1, -1, -1):
            self.steps += 1
            if self.steps > STEPS:
                raise TooManyCuts
            if room + start < column:
                return
            if self.patterns[column].fullmatch(text, start, end):
                yield start

    def _left_due(self, column: int, part: str, due: Due) -> Due | None:
        """Return what the totals lack after one more part, None where a sum is broken: overspent, or not met."""
        left = list(due)
        for place, (cells, totals) in enumerate(self.checks):
            if column in totals:
                left[place] += _value(part)
            elif column in cells:
                left[place] -= _value(part)
                if (left[place] < 0 and not self.signed) or (left[place] != 0 and column == min(cells)):
                    return None
        return tuple(left)


def most_cuts(tokens: Sequence[str], width: int) -> int:
    """Return into how many readings of ``width`` cells a run can be cut at most.

    >>> most_cuts(["0000002"], 7), most_cuts(["21710000218"], 7), most_cuts(["217", "10000218"], 7)
    (1, 210, 126)
    """
    return comb(sum(map(len, tokens)) - len(tokens), width - len(tokens)) if len(tokens) <= width else 0


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

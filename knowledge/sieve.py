"""Which of many patterns can be found in a text at all, told from its characters alone.

A question meets hundreds of patterns of which hardly one fits, and asking each costs more than all else that is done
to understand it. What every match of a pattern must hold (a 年, and one of 转, 留, 拖) is read from the pattern itself,
so that nobody has to write it down beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_ASKED = 3
"""So many of the sets of characters that a pattern needs are looked for, the smallest ones."""
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)

Needs = list[frozenset[str]]
"""Sets of characters of each of which one must stand in the text."""


class Sieve:
    """Patterns, of which it lets those pass that a text has the characters for.

    >>> sieve = Sieve([re.compile("上年(?:结转|遗留)"), re.compile("[哪何]处?办公")])
    >>> sieve.passing("在何处办公"), sieve.passing("上年公开"), sieve.passing("上年公开结转在何地办")
    ([1], [], [0, 1])
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        # A number of which each bit stands for one pattern, so many times over as needs are asked for.
        self._bits: dict[str, int] = {}
        self._size = len(patterns)
        self._free = 0
        for place, pattern in enumerate(patterns):
            needs = sorted(needs_of(pattern), key=len)[:_ASKED]
            for turn in range(_ASKED):
                bit = 1 << (turn * self._size + place)
                if turn >= len(needs):
                    self._free |= bit
                    continue
                for character in needs[turn]:
                    self._bits[character] = self._bits.get(character, 0) | bit

    def passing(self, text: str, first: int = 0) -> list[int]:
        """Return the places of the patterns that may be found in a text, from the ``first`` on."""
        met, bits = self._free, self._bits
        for character in text:
            if character in bits:
                met |= bits[character]
        size = self._size
        passing = (met & met >> size & met >> 2 * size & (1 << size) - 1) >> first << first
        places = []
        while passing:
            places.append(passing.bit_length() - 1)
            passing ^= 1 << places[-1]
        return places[::-1]


def needs_of(pattern: re.Pattern[str]) -> Needs:
    """Return what any text must hold for a pattern to be found in it.

    >>> [sorted(need) for need in needs_of(re.compile("公(?:开|布)了?[多少]*(?=件)"))]
    [['公'], ['布', '开'], ['件']]
    """
    if pattern.flags & re.IGNORECASE:
        return []
    return list(dict.fromkeys(_needs(parser.parse(pattern.pattern, pattern.flags))))


def _needs(items: Any) -> Iterator[frozenset[str]]:
    for code, value in items:
        if code is codes.LITERAL:
            yield frozenset(chr(value))
        elif code is codes.IN and all(kind is codes.LITERAL for kind, _ in value):
            yield frozenset(chr(character) for _, character in value)
        elif code is codes.SUBPATTERN:
            yield from _needs(value[-1])
        elif code is codes.ATOMIC_GROUP:
            yield from _needs(value)
        elif code is codes.ASSERT or (code in _REPEATS and value[0] > 0):
            yield from _needs(value[-1])
        elif code is codes.BRANCH:
            yield from _any_of([list(_needs(branch)) for branch in value[1]])


def _any_of(branches: Sequence[Needs]) -> Needs:
    """Return the need of several ways together: the smallest one of each; none where one way needs nothing."""
    if not all(branches):
        return []
    return [frozenset().union(*(min(needs, key=len) for needs in branches))]

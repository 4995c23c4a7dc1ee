"""The order of a table's columns where the heads stand in a grid: which column of the form each cell stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ingest.tables.labels import EXPLAINED, REMEMBERED, core
from ingest.tables.readings import Reading
from knowledge.forms import Column
from knowledge.records import Block

YEAR = re.compile(r"本年度?(?:20\d\d年?度?)?")
"""What stands before a head in one report and not in another, the year itself among it."""
LONGEST = 80
"""Characters of a head with what explains it."""
LEAST_GROUP = 4
"""Characters by which the group of a column may go (复议后起诉 for 行政诉讼（复议后起诉）)."""


Key = tuple[tuple[int, ...], int, int]
"""Where the cells of a row stand, and how many lines of heads and of groups above them."""


@dataclass(frozen=True)
class GridHeads:
    """The heads of some columns in a grid: by row, the head or the group that begins at each place."""

    wanted: tuple[tuple[str, str], ...]
    heads: tuple[tuple[int, Mapping[int, str]], ...]
    groups: tuple[tuple[int, Mapping[int, str]], ...]
    orders: dict[Key, tuple[int, ...] | None] = field(default_factory=dict)
    """The orders told so far."""

    def order(self, row: int, reading: Reading) -> tuple[int, ...] | None:
        """Return, for each cell of a row, the index of the column that its head names.

        None where the heads do not stand right above the cells, every one of them: a head that spans what it should
        not, a line of heads without the blanks before it.
        """
        places = tuple(slot.cell.place.column for slot in reading if slot.cell and slot.cell.place.column is not None)
        if len(places) != len(self.wanted):
            return None
        key = places, sum(above < row for above, _ in self.heads), sum(above < row for above, _ in self.groups)
        if key not in self.orders:  # most rows of a table stand below the same heads
            self.orders[key] = self._order(row, places)
        return self.orders[key]

    def _order(self, row: int, places: Sequence[int]) -> tuple[int, ...] | None:
        found = [(self._head(row, x), self._group(row, x)) for x in places]
        return tuple(self.wanted.index(head) for head in found) if sorted(found) == sorted(self.wanted) else None

    def _head(self, row: int, x: int) -> str:
        return next((at[x] for above, at in self.heads[::-1] if above < row and x in at), "")

    def _group(self, row: int, x: int) -> str:
        """Return the group that begins nearest to the left of a column."""
        begun = [(place, group) for above, at in self.groups if above < row for place, group in at.items()]
        return max((one for one in begun if one[0] <= x), default=(0, ""))[1]


def heads_in(block: Block, columns: tuple[Column, ...]) -> GridHeads:
    """Return where the heads of some columns stand in a table."""
    wanted = _keys(columns)
    heads = {head: head for head, _ in wanted}
    groups = [group for group in dict.fromkeys(group for _, group in wanted) if group]
    return GridHeads(
        wanted,
        tuple(_standing(block, lambda text: heads.get(head_core(text), ""))),
        tuple(_standing(block, lambda text: _group_named(core(text), groups))) if groups else (),
    )


def _standing(block: Block, named: Callable[[str], str]) -> Iterator[tuple[int, Mapping[int, str]]]:
    for row, cells in enumerate(block.rows):
        at = {x: found for x, cell in enumerate(cells) if cell and len(cell) <= LONGEST and (found := named(cell))}
        if at:
            yield row, at


def _group_named(text: str, groups: Sequence[str]) -> str:
    return next((group for group in groups if len(text) >= LEAST_GROUP and group.endswith(text)), "")


@cache
def _keys(columns: tuple[Column, ...]) -> tuple[tuple[str, str], ...]:
    """Return what each column is known by: its head, and the head above where that comes again in each group."""
    heads = [head_core(column.label) for column in columns]
    alike = len(set(heads)) < len(heads)
    return tuple((head, core(column.group) if alike else "") for head, column in zip(heads, columns, strict=True))


@lru_cache(REMEMBERED)
def head_core(text: str) -> str:
    """Return a head without the year, spaces, punctuation and what is said in brackets behind it.

    >>> head_core("本年度(2023)制发件数（件）"), head_core("总 计")
    ('制发件数', '总计')
    """
    return YEAR.sub("", core(EXPLAINED.sub("", text)))

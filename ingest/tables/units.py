"""The unit of money that a report itself states at the head of a column or beside a row.

Forms are filled in 元 where they ask for 万元 and the other way round: what is printed counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.blocks import Document
from knowledge.forms import Column, Row
from knowledge.records import Block, Place

MONEY = frozenset(("元", "万元"))
UNIT = "(?:亿元|万元|千元|元)"
SAID = rf"(?:单位|单位为|金额|人民币|以)?\W*{UNIT}\s*(?:计|为单位)?"
BEHIND = re.compile(rf"\s*(?:[（(](?:[^（）()]*[^（）()\w])?{SAID}\s*[)）]|[/／:：]?\s*(?:单位\W?)?{UNIT})")
"""What follows a label that names its unit: 采购总金额（单位：万元）, 采购总金额/万元, 收费金额（元）."""
BLOCKS_ABOVE = 6
"""Blocks before a row in which its heads may stand, where every cell is a line of its own."""


def unit_of(row: Row, column: Column, place: Place, document: Document) -> str:
    """Return the unit of a cell: for money the one printed with its row or its head, else that of the form."""
    if column.unit not in MONEY:
        return column.unit
    own = _labels(row.labels)
    head = _labels((column.label,))
    below = ""
    for text in _before(place, document):
        for label, stated in ((own, False), (head, True)):
            ends = [found.end() for found in label.finditer(text)][::-1]
            if named := next(filter(None, (BEHIND.match(text[end:] + below) for end in ends)), None):
                units: list[str] = re.findall(UNIT, named[0])
                return units[-1]
            if ends and stated:
                return column.unit
        below = text
    return column.unit


@cache
def _labels(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds labels, without the unit that the form prints in them."""
    stems = (re.split("[（(]", label)[0] for label in labels if label)
    return re.compile("|".join(r"\s*".join(map(re.escape, stem)) for stem in stems))


def _before(place: Place, document: Document) -> Iterator[str]:
    """Yield what stands before a cell, nearest first: its row and the rows above, then the blocks above."""
    yield from _texts(document.blocks[place.block], place)
    for block in document.blocks[max(0, place.block - BLOCKS_ABOVE) : place.block][::-1]:
        yield from _texts(block, None)


def _texts(block: Block, place: Place | None) -> Iterator[str]:
    if not block.is_table:
        yield block.text[: place.start] if place else block.text
        return
    last = place.row if place and place.row is not None else len(block.rows) - 1
    for cells in block.rows[: last + 1][::-1]:
        yield from (cell for cell in cells[::-1] if cell)

"""Which places of a document were read as table content, headers and pieces of labels included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import core, start_of_table
from ingest.tables.placed import PlacedTable
from knowledge.records import Place

Order = tuple[int, int]
Spot = tuple[int, int | None, int | None]
"""A block, and the stretch of it; of a table, the whole block."""
PROSE = "。；;！？"
"""Signs that a stretch of text is narrative, wherever it stands."""


def consumed_by(tables: Sequence[PlacedTable], items: Sequence[Item]) -> tuple[Place, ...]:
    """Return the blocks and stretches that the tables take up, in reading order."""
    taken: dict[Spot, None] = {}
    for table in tables:
        orders = frozenset(row.order for row in table.found)
        first, last = min(orders, default=(0, 0)), max(orders, default=(0, 0))
        for item in items if orders else ():
            if _is_part(item, first, last, orders):
                taken[_spot(item.place)] = None
    spots = [*taken, *(spot for spot in _headers_above(items, taken) if spot not in taken)]
    places = (Place(block, start=start, end=end) for block, start, end in spots)
    return tuple(sorted(places, key=lambda place: (place.block, place.start or 0)))


def _is_part(item: Item, first: Order, last: Order, rows: frozenset[Order]) -> bool:
    order = item.order
    if not first <= order <= last:
        return False
    if isinstance(item, FoundRow):
        return order in rows or (item.upright and first < order < last)
    return first < order < last and not any(sign in item.text for sign in PROSE)


def _headers_above(items: Sequence[Item], taken: Mapping[Spot, None]) -> list[Spot]:
    """Return the words directly above something taken that are nothing but headers of the tables."""
    found, open_above = [], False
    for item in reversed(items):
        spot = _spot(item.place)
        if spot in taken:
            open_above = True
        elif open_above and isinstance(item, Words) and core(item.text) and start_of_table(item.text) == 0:
            found.append(spot)
        else:
            open_above = False
    return found


def _spot(place: Place) -> Spot:
    return (place.block, place.start, place.end) if place.row is None else (place.block, None, None)

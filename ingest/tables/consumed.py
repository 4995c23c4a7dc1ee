"""Which places of a document were read as table content, headers and pieces of labels included."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import core, start_of_table
from ingest.tables.placed import PlacedTable
from knowledge.records import Place

PROSE = "。；;！？"
"""Signs that a stretch of text is narrative, wherever it stands."""


def consumed_by(tables: Sequence[PlacedTable], items: Sequence[Item]) -> tuple[Place, ...]:
    """Return the blocks and stretches that the tables take up, in reading order."""
    taken: dict[Place, None] = {}
    for table in tables:
        orders = [row.order for row in table.found]
        for item in items:
            if orders and _is_part(item, min(orders), max(orders), orders):
                taken[_whole(item.place)] = None
    places = [*taken, *(place for place in _headers_above(items, set(taken)) if place not in taken)]
    return tuple(sorted(places, key=lambda place: (place.block, place.start or 0)))


def _is_part(item: Item, first: tuple[int, int], last: tuple[int, int], rows: Sequence[tuple[int, int]]) -> bool:
    order = item.place.block, (item.place.row if item.place.row is not None else item.place.start) or 0
    if isinstance(item, FoundRow):
        return order in rows or (item.upright and first < order < last)
    return first < order < last and not any(sign in item.text for sign in PROSE)


def _headers_above(items: Sequence[Item], taken: set[Place]) -> list[Place]:
    """Return the words directly above something taken that are nothing but headers of the tables."""
    found, open_above = [], False
    for item in reversed(items):
        if _whole(item.place) in taken:
            open_above = True
        elif open_above and isinstance(item, Words) and core(item.text) and start_of_table(item.text) == 0:
            found.append(_whole(item.place))
        else:
            open_above = False
    return found


def _whole(place: Place) -> Place:
    return place if place.row is None else Place(place.block)

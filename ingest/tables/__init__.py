"""Reading the statutory tables: rows found, aligned to the form, confirmed by arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Document, Outline
from ingest.tables.consumed import consumed_by
from ingest.tables.disclosure import header_hits, read_disclosure
from ingest.tables.facts import doubts_of, facts_of
from ingest.tables.found import Item
from ingest.tables.heads import heads_of, with_heads_heeded
from ingest.tables.requests import read_requests
from ingest.tables.review import read_review
from ingest.tables.statistics import read_statistics
from ingest.tables.stream import items_of
from knowledge.records import Fact, Place


@dataclass(frozen=True, slots=True)
class TablesRead:
    """What the statutory tables of a document gave.

    ``form`` is the form of the requests table, else of the disclosure table or the statistics before 2019, None where
    none of them was found.
    ``consumed`` says which tables and which stretches of text were read as table content, headers included.
    ``doubts`` say in Chinese which rows a person should look for.
    """

    form: str | None
    facts: tuple[Fact, ...]
    consumed: tuple[Place, ...]
    doubts: tuple[str, ...]


def read_tables(document: Document, outline: Outline) -> TablesRead:
    """Return every cell of the statutory tables that a document holds, each table recognised for itself."""
    items = items_of(document)
    statistics = read_statistics(items, document)
    items = _without(items, statistics.consumed) if statistics else items
    hits = header_hits(document)
    requests = read_requests(items, max(hits, key=lambda form: hits[form]) if any(hits.values()) else None)
    disclosure = read_disclosure(items, hits, requests.form if requests else None)
    review = read_review(items, gappy=bool(requests and requests.gappy))
    found = [table for table in (disclosure, requests, review, statistics and statistics.table) if table]
    heads = heads_of(document)
    tables = [with_heads_heeded(table, document, heads) for table in found]
    facts = tuple(fact for table in tables for fact in facts_of(table, document, outline))
    form = next((table.form for table in (requests, disclosure, statistics and statistics.table) if table), None)
    doubts = tuple(doubt for table in tables for doubt in doubts_of(table))
    consumed = consumed_by([table for table in tables if not table.table.is_statistics], items)
    return TablesRead(form, facts, (*consumed, *(statistics.consumed if statistics else ())), doubts)


def _without(items: Sequence[Item], places: Sequence[Place]) -> tuple[Item, ...]:
    """Return the items that lie in none of the places."""
    return tuple(item for item in items if not any(_covers(place, item.place) for place in places))


def _covers(place: Place, other: Place) -> bool:
    if place.block != other.block or place.start is None or place.end is None:
        return place.block == other.block
    return other.start is not None and place.start <= other.start < place.end

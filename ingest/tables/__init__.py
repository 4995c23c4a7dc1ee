"""Reading the statutory tables: rows found, aligned to the form, confirmed by arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.blocks import Document, Outline
from ingest.tables.consumed import consumed_by
from ingest.tables.disclosure import header_hits, read_disclosure
from ingest.tables.facts import doubts_of, facts_of
from ingest.tables.requests import read_requests
from ingest.tables.review import read_review
from ingest.tables.stream import items_of
from knowledge.records import Fact, Place


@dataclass(frozen=True, slots=True)
class TablesRead:
    """What the statutory tables of a document gave.

    ``form`` is the form of the requests table, else of the disclosure table, None where neither was found.
    ``consumed`` says which tables and which stretches of text were read as table content, headers included.
    ``doubts`` say in Chinese what a person should look at.
    """

    form: str | None
    facts: tuple[Fact, ...]
    consumed: tuple[Place, ...]
    doubts: tuple[str, ...]


def read_tables(document: Document, outline: Outline) -> TablesRead:
    """Return every cell of the statutory tables that a document holds, each table recognised for itself."""
    items = items_of(document)
    hits = header_hits(document)
    requests = read_requests(items, max(hits, key=lambda form: hits[form]))
    disclosure = read_disclosure(items, hits, requests.form if requests else None)
    review = read_review(items, gappy=bool(requests and requests.gappy))
    tables = [table for table in (disclosure, requests, review) if table]
    facts = tuple(fact for table in tables for fact in facts_of(table, document))
    form = next((table.form for table in (requests, disclosure) if table), None)
    doubts = tuple(doubt for table in tables for doubt in doubts_of(table, facts))
    return TablesRead(form, facts, consumed_by(tables, items), doubts)

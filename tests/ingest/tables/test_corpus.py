"""Every cell of the real reports' gold is read as it stands, or said to be uncertain."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest import readers
from ingest.clean import clean
from ingest.sections import outline_of
from ingest.tables import TablesRead, read_tables
from knowledge.records import Fact, FactStatus

OPEN = {
    "pingtan-2021": {"normative_documents.issued", "normative_documents.repealed", "normative_documents.in_force"},
    "pingtan-2022": {"normative_documents.issued", "normative_documents.repealed", "normative_documents.in_force"},
}
"""Cells that the table alone leaves open: three figures run together without a sum."""


def reports() -> list[str]:
    folder = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "gold"
    return sorted(path.stem for path in folder.glob("*.json")) or ["none"]


def read_report(corpus: Path, name: str) -> TablesRead:
    document = clean(readers.read(next((corpus / "reports").glob(f"{name}.*"))))
    return read_tables(document, outline_of(document))


def agrees(fact: Fact, value: Any) -> bool:
    if value is None:
        return fact.status in (FactStatus.BLANK, FactStatus.NOT_APPLICABLE)
    return fact.value == Decimal(str(value))


@pytest.mark.corpus
@pytest.mark.parametrize("name", reports())
def test_every_cell_is_read_or_left_open_and_none_is_wrong(corpus: Path, name: str) -> None:
    gold = json.loads((corpus / "gold" / f"{name}.json").read_text("utf-8"))
    read = read_report(corpus, name)
    facts = {(fact.indicator, fact.applicant): fact for fact in read.facts}
    assert len(facts) == len(read.facts)
    wrong, unread = [], set()
    for indicator, applicant, value in gold["facts"]:
        fact = facts.get((indicator, applicant))
        if fact is None or fact.status is FactStatus.UNCERTAIN:
            unread.add(indicator)
        elif not agrees(fact, value):
            wrong.append((indicator, applicant, value, fact))
    assert wrong == []
    assert unread == OPEN.get(name, set())


@pytest.mark.corpus
@pytest.mark.parametrize("name", reports())
def test_what_a_fact_prints_stands_at_its_place(corpus: Path, name: str) -> None:
    document = clean(readers.read(next((corpus / "reports").glob(f"{name}.*"))))
    for fact in read_tables(document, outline_of(document)).facts:
        block = document.blocks[fact.place.block]
        if fact.place.start is not None:
            assert block.text[fact.place.start : fact.place.end] == fact.printed
        elif fact.status is not FactStatus.UNCERTAIN:
            assert block.rows[fact.place.row or 0][fact.place.column or 0] == fact.printed


@pytest.mark.corpus
@pytest.mark.parametrize("name", reports())
def test_what_was_read_as_table_holds_no_sentence(corpus: Path, name: str) -> None:
    document = clean(readers.read(next((corpus / "reports").glob(f"{name}.*"))))
    for place in read_tables(document, outline_of(document)).consumed:
        text = document.blocks[place.block].text[place.start : place.end]
        assert "。" not in text


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["pingtan-xian-2012", "pingtan-dishui-2013"])
def test_older_layouts_yield_no_cells_of_the_three_tables(corpus: Path, name: str) -> None:
    tables = {fact.table for fact in read_report(corpus, name).facts}
    assert tables.isdisjoint({"disclosure", "requests", "review"})

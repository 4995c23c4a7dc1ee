"""A snapshot: what is read inside is of one moment, and is fetched once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.records import ReadReport
from knowledge.store import Store
from tests.knowledge.made import reports

SAMPLE = reports()[0]
CELL = ("licensing.decisions", "total")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = Store(tmp_path / "zhiqing.db")
    keep(kept, SAMPLE)
    yield kept
    kept.close()


def keep(store: Store, report: ReadReport) -> None:
    with store.transaction():
        store.reports.keep(report)


def again() -> ReadReport:
    """The sample published anew, with one cell changed."""
    facts = tuple(
        replace(fact, value=Decimal(77), printed="77") if (fact.indicator, fact.applicant) == CELL else fact
        for fact in SAMPLE.facts
    )
    return replace(SAMPLE, digest="again", facts=facts)


def value(store: Store) -> Decimal | None:
    (held,) = store.reports.all_current()
    fact = store.facts.get(held.version_id, *CELL)
    return fact.value if fact else None


def test_what_another_keeps_meanwhile_is_seen_after_the_snapshot(store: Store) -> None:
    other = Store(store.path)
    before, revision = value(store), store.revision()
    with store.snapshot():
        assert value(store) == before
        keep(other, again())
        assert store.revision() == revision
        assert store.facts.has_value(1, "requests.new")  # not read before, and still of the same moment
        assert len(store.reports.versions(1, SAMPLE.identity.year or 0)) == 1
        assert value(store) == before
    assert value(store) == 77
    other.close()


def test_what_is_read_twice_is_fetched_once(store: Store) -> None:
    asked: list[str] = []
    with store.snapshot():
        store.db.conn.set_trace_callback(asked.append)
        first = store.facts.get(1, *CELL)
        assert store.facts.get(1, *CELL) == first
        store.db.conn.set_trace_callback(None)
    assert len(asked) == 1


def test_a_writer_reads_what_it_has_just_written(store: Store) -> None:
    with store.transaction():
        assert value(store) != 77
        with store.snapshot():
            store.reports.keep(again())
            assert value(store) == 77
    assert value(store) == 77


def test_a_snapshot_that_fails_is_left(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.snapshot():
        value(store)
        raise ZeroDivisionError
    keep(store, again())
    assert value(store) == 77

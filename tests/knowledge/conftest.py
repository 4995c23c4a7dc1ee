"""A knowledge base of invented agencies, and the index of their names."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.answering import Answerer
from knowledge.store import Store
from knowledge.understanding.index import AgencyIndex
from tests.knowledge.made import agencies, reports

# The first question of a process loads the dictionary, and other work may run beside the tests.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

TODAY = date(2026, 11, 23)


class _NoRefusal(logging.Handler):
    """Fails a test in which the gate refused an answer: it is declined then, and a strategy is at fault."""

    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage())


@pytest.fixture(scope="session", autouse=True)
def no_refusal() -> Iterator[None]:
    """No answer of these tests may need the gate to stop it."""
    handler = _NoRefusal()
    logging.getLogger("knowledge.answering").addHandler(handler)
    yield
    logging.getLogger("knowledge.answering").removeHandler(handler)


@pytest.fixture(scope="session")
def index() -> AgencyIndex:
    """The names of the invented agencies, without a store."""
    return AgencyIndex(agencies())


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A knowledge base of the invented agencies. It is shared: tests that write take ``fresh``."""
    kept = Store(tmp_path_factory.mktemp("made") / "zhiqing.db")
    with kept.transaction():
        for report in reports():
            kept.reports.keep(report)
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def answerer(store: Store) -> Answerer:
    """Answers from the invented agencies, on a day in November 2026."""
    return Answerer(store, today=lambda: TODAY)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Store]:
    """An empty knowledge base of the test's own."""
    kept = Store(tmp_path / "zhiqing.db")
    yield kept
    kept.close()

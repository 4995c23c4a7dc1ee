"""The day is China's, wherever the server stands."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.answering import Answerer
from knowledge.clock import today
from knowledge.store import Store


@pytest.fixture
def in_samoa(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server eleven hours behind UTC, where the day is never China's for most of the day."""
    monkeypatch.setitem(os.environ, "TZ", "Pacific/Pago_Pago")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_samoa")
def test_the_day_is_that_of_china_and_not_that_of_the_server() -> None:
    before = (datetime.now(UTC) + timedelta(hours=8)).date()
    found = today()
    assert before <= found <= (datetime.now(UTC) + timedelta(hours=8)).date()


def test_answers_go_by_that_day_unless_they_are_given_another() -> None:
    assert Answerer(Store(":memory:"))._today is today

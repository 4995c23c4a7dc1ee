"""Answering and looking up with 2, 200 and 20 000 reports held: what is asked must not pay for what is not.

20 000 reports are four million cells and a gigabyte; that size takes about two minutes to make and is measured where
``ZHIQING_SCALE=20000`` is set. The processor's time of the thread is measured, so that a busy machine does not count.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter, thread_time

import pytest

from knowledge.answering import Answerer
from knowledge.lookups import Order, Wanted
from knowledge.records import FactStatus
from knowledge.store import Store
from tests.benchmark.questions import questions
from tests.benchmark.scale import base_of

SIZES = (2, 200, *([int(os.environ["ZHIQING_SCALE"])] if os.environ.get("ZHIQING_SCALE") else []))
ASKED = 200
WARM_UP = 20
MOST = 2.0
"""p95 with the most reports held is at most so many times p95 with the fewest that can be asked the same."""
FEWEST = dict.fromkeys(("trend", "ranking", "every body", "picked", "place in order"), 200)
"""Two reports make no trend, and no ranking of twenty places: these are compared with 200."""
OF_EACH = frozenset({"picked", "place in order"})
"""All that are picked are read, and all for the place of one: these may cost so many times more as there are bodies."""
LOOKUP_SECONDS = 0.5
"""How long any page of a search may take."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of a strategy's answers, quickest first."""

    seconds: tuple[float, ...]

    def at(self, share: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * share))]

    @property
    def per_second(self) -> float:
        return len(self.seconds) / sum(self.seconds)


@pytest.fixture(scope="module")
def bases(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[int, tuple[Store, tuple[str, ...], tuple[int, ...]]]]:
    folder: Path = tmp_path_factory.mktemp("scale")
    made = {size: base_of(folder / f"{size}.db", size) for size in SIZES}
    yield made
    for size, (store, _, _) in made.items():
        store.close()
        for path in folder.glob(f"{size}.db*"):
            path.unlink()


@pytest.mark.benchmark
def test_an_answer_costs_no_more_where_many_reports_are_held(
    bases: Mapping[int, tuple[Store, tuple[str, ...], tuple[int, ...]]], capsys: pytest.CaptureFixture[str]
) -> None:
    measured = {size: _measure(*base) for size, base in bases.items()}
    with capsys.disabled():
        print("\nreports  strategy    questions/s     p50 ms     p95 ms")
        for size, found in measured.items():
            for name, each in found.items():
                middle, slow = 1000 * each.at(0.5), 1000 * each.at(0.95)
                print(f"{size:7}  {name:10} {each.per_second:12.0f} {middle:10.2f} {slow:10.2f}")
    most = max(SIZES)
    for name, each in measured[most].items():
        fewest = measured[FEWEST.get(name, 2)][name]
        more = len(bases[most][1]) / len(bases[200][1]) if name in OF_EACH else 1
        assert each.at(0.95) <= MOST * more * fewest.at(0.95), name


@pytest.mark.benchmark
def test_a_page_of_any_search_comes_at_once(
    bases: Mapping[int, tuple[Store, tuple[str, ...], tuple[int, ...]]], capsys: pytest.CaptureFixture[str]
) -> None:
    store, names, _ = bases[max(SIZES)]
    agency = store.lookup.agencies_named(names[0])
    searches = {
        "one cell": Wanted(agencies=agency, years=(2024,), indicators=("requests.new",), applicants=("total",)),
        "one agency": Wanted(agencies=agency),
        "a row of a year": Wanted(years=(2024,), indicators=("requests.new",), applicants=("total",)),
        "a row of all years": Wanted(indicators=("requests.new",), applicants=("total",)),
        "a subtotal": Wanted(years=(2024,), indicators=("outcomes.refused",), applicants=("total",)),
        "a place": Wanted(place=names[0][:3], indicators=("requests.new",)),
        "uncertain cells": Wanted(statuses=(FactStatus.UNCERTAIN,)),
        "everything": Wanted(),
    }
    with capsys.disabled():
        print(f"\na page of 50 among {max(SIZES)} reports")
        for name, wanted in searches.items():
            start = perf_counter()
            order = Order("value" if wanted.indicators else "agency", descending=True)
            tally = store.lookup.tally(wanted)
            found = store.lookup.facts(wanted, order, limit=50)
            taken = perf_counter() - start
            print(f"{name:20} {1000 * taken:8.1f} ms  {tally.count:7} cells{'+' if tally.bounded else ''}")
            assert found or not tally.count
            assert taken <= LOOKUP_SECONDS, name
        start = perf_counter()
        tally = store.lookup.count_text("微信公众号", Wanted(), figures=False)
        store.lookup.passages("微信公众号", Wanted(), limit=50)
        taken = perf_counter() - start
        print(f"{'words of the text':20} {1000 * taken:8.1f} ms  {tally.count:7} passages")
        assert tally.count and taken <= LOOKUP_SECONDS


def _measure(store: Store, names: tuple[str, ...], years: tuple[int, ...]) -> dict[str, Measured]:
    answerer = Answerer(store, today=lambda: date(2025, 6, 1))
    found = {}
    for name, asked in questions(names, years, ASKED).items():
        for question in asked[:WARM_UP]:
            answerer.answer(question)
        gc.collect()
        seconds = []
        for question in asked:
            start = thread_time()
            answerer.answer(question)
            seconds.append(thread_time() - start)
        found[name] = Measured(tuple(sorted(seconds)))
    return found

"""What it costs to read the tables of a report whose cells are run together.

The time is set against a yardstick measured on the same machine at the same moment, so that a slow or busy one does
not fail the test: parsing the report's numbers as decimals a thousand times.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from time import process_time

from ingest.blocks import Document
from tests.ingest.tables.made import make, read, run_together

COUNTY = (300, 30, 9, 9, 9, 9)
"""The most that a row of a county's report comes to, by applicant."""
ROUNDS = 5
MOST_YARDSTICKS = 3.0
"""50 ms where the yardstick takes 17 ms, as on the two cores it was set on."""


def test_a_report_run_together_is_read_within_a_few_yardsticks() -> None:
    made = make("2021", 7, COUNTY)
    document = run_together(made)
    texts = [str(value) for value in made.cells.values()]
    read(document)  # the vocabulary of the forms is built once a process
    assert _fastest(lambda: _read(document)) <= MOST_YARDSTICKS * _fastest(lambda: _parse(texts))


def _read(document: Document) -> None:
    read(document)


def _parse(texts: list[str]) -> None:
    for _ in range(1000):
        for text in texts:
            Decimal(text)


def _fastest(work: Callable[[], None]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)

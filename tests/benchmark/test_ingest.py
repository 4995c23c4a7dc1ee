"""What bringing in a report costs beside cutting its text into words, which the index cannot do without."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from ingest.pipeline import ingest_paths
from knowledge.segment import tokenizer
from knowledge.store import Store
from tests.benchmark.beside import medians

SAMPLE = Path(__file__).parents[2] / "ingest" / "samples" / "lanting-2023.txt"
MOST = 2.0
RUNS, WARM_UP = 30, 3


@pytest.mark.benchmark
def test_a_report_is_brought_in_within_twice_the_time_of_cutting_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(tmp_path / "zhiqing.db")
    text = SAMPLE.read_text("utf-8")
    path = tmp_path / "report.txt"
    numbers = count()

    def bring_in() -> None:
        # A blank more each time makes it a new text, so that it is read and kept anew.
        path.write_text(text + " " * next(numbers), "utf-8")
        (outcome,) = ingest_paths(store, [path])
        assert outcome.status in ("created", "updated")

    whole, cutting = medians(bring_in, lambda: tokenizer().lcut(text), RUNS, WARM_UP)
    store.close()
    with capsys.disabled():
        print(
            f"\na report {whole * 1000:.0f} ms, cutting its text {cutting * 1000:.0f} ms: {whole / cutting:.1f} times"
        )
    assert whole / cutting <= MOST

"""What an answer costs beside the parts that no answer can do without.

A question must be cut into words, its cell looked up and the heading over the cell found. All else (understanding,
the gate, wording) may cost four times as much again, measured in the same run.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.segment import tokenizer
from knowledge.store import Store
from tests.benchmark.beside import medians
from tests.knowledge.made import reports

QUESTION = "云溪市档案局2024年新收政府信息公开申请多少件？"
MOST = 5.0
RUNS, WARM_UP = 600, 60


@pytest.mark.benchmark
def test_a_cell_is_answered_within_five_times_its_unavoidable_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(tmp_path / "zhiqing.db")
    with store.transaction():
        for report in reports():
            store.reports.keep(report)
    answerer = Answerer(store, today=lambda: date(2026, 11, 23))
    held = answerer.answer(QUESTION).answer.citations[0].report
    fact = store.facts.get(held.version_id, "requests.new")
    assert fact is not None
    assert fact.section is not None
    section = fact.section

    def unavoidable() -> None:
        list(tokenizer().cut(QUESTION, HMM=False))
        store.facts.get(held.version_id, "requests.new")
        store.reports.heading(held.version_id, section)

    whole, parts = medians(lambda: answerer.answer(QUESTION), unavoidable, RUNS, WARM_UP)
    store.close()
    with capsys.disabled():
        print(
            f"\nan answer {whole * 1000:.2f} ms, its unavoidable parts {parts * 1000:.2f} ms: {whole / parts:.1f} times"
        )
    assert whole / parts <= MOST

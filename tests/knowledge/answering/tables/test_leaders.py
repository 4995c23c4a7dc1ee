"""A ranking over many reports: the few that an index names give the same answer as reading all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.answering.tables import leaders
from knowledge.store import Store
from tests.benchmark.scale import base_of
from tests.knowledge.made import reports

QUESTIONS = (
    "2024年新收申请最多的是哪个机关？",
    "2023年不予公开最少的是哪个机关？",
    "2024年不予公开最多的是哪个机关？",
    "2022年予以公开率最高的是哪个机关？",
    "2021年法人或其他组织新收申请最多的是哪个机关？",
    "2024年行政规范性文件现行有效最多的是哪个机关？",
    "2024年废止的行政规范性文件最多的是哪个机关？",
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("leading") / "zhiqing.db"
    store, _, _ = base_of(path, 600)
    with store.transaction():
        for report in reports():
            store.reports.keep(report)
        again = next(report for report in reports() if report.identity.year == 2024)
        store.reports.keep(replace(again, digest="again"))
    store.close()
    return path


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_index_names_the_same_leaders_as_reading_all(
    held: Path, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(held)
    by_index = Answerer(store, today=lambda: date(2025, 6, 1)).answer(question).answer
    monkeypatch.setattr(leaders, "FEW", 10**9)
    by_reading = Answerer(store, today=lambda: date(2025, 6, 1)).answer(question).answer
    assert [figure.value for figure in by_index.figures] == [figure.value for figure in by_reading.figures]
    assert by_index.text == by_reading.text

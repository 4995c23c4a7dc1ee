"""A ranking over many reports: the few that an index names give the same answer as reading all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.answering.answer import Kind
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
    "2024年新收申请超过900件的单位有哪些？",
    "2024年新收申请超过300件的单位有哪些？",
    "2023年予以公开不到20件的单位有几家？",
    "2023年予以公开超过5000件的单位有哪些？",
    "2022年予以公开率超过300%的单位有几家？",
    "2022年哪些单位的予以公开比东城区档案局多？",
    "2021年哪些单位的新收申请比东城区档案局少？",
    "东城区档案局2021年新收申请在所有单位里排第几？",
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
    assert by_index.value == by_reading.value
    assert by_index.kind is Kind.RANKING


def test_the_place_of_one_body_is_counted_among_all(held: Path) -> None:
    store = Store(held)
    answer = Answerer(store, today=lambda: date(2025, 6, 1)).answer("东城区档案局2021年新收申请排第几？").answer
    column = store.lookup.column(("requests.new",), "total", 2021)
    current = {report.version_id: report.agency for report in store.reports.all_current(2021)}
    numbers = {current[version]: number for version, number in column.items() if version in current}
    above = sum(number is not None and number > (numbers["东城区档案局"] or 0) for number in numbers.values())
    assert answer.value == above + 1
    assert f"在所列{len(numbers)}个中" in answer.text

"""Amounts in 元 and in 万元 are set side by side in one unit, and an amount alone is said as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from ingest.pipeline import ingest_upload
from knowledge.answering import Answerer
from knowledge.store import Store
from tests.ingest.written import AGENCY, report_text

OTHER = "云溪市水务局"
HEAD, ROW = "本年收费金额（单位：万元）", "行政事业性收费 | 1.5 |"


def in_yuan(text: str, amount: str) -> str:
    return text.replace(HEAD, "本年收费金额（单位：元）").replace(ROW, f"行政事业性收费 | {amount} |")


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    store = Store(tmp_path_factory.mktemp("money") / "money.db")
    texts = (
        in_yuan(report_text(AGENCY, 2023), "9000"),
        report_text(AGENCY, 2024),  # 1.5万元
        in_yuan(report_text(OTHER, 2024), "12,000"),
    )
    for text in texts:
        ingest_upload(store, "a.txt", text.encode())
    yield Answerer(store, lambda: date(2026, 11, 23))
    store.close()


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        (f"{AGENCY}2023年行政事业性收费金额是多少？", "9000", "元"),
        (f"{AGENCY}2024年行政事业性收费比2023年多多少？", "0.6", "万元"),
        (f"{AGENCY}2024年行政事业性收费金额同比增长百分之几？", "66.7", "%"),
        (f"{AGENCY}2024年行政事业性收费金额是2023年的几倍？", "1.7", None),
        (f"{AGENCY}2023和2024年两年行政事业性收费一共多少？", "2.4", "万元"),
        ("2024年各单位行政事业性收费合计多少？", "2.7", "万元"),
        ("2024年哪个单位行政事业性收费最多？", "1.5", "万元"),
    ],
)
def test_amounts_in_unlike_units_come_to_the_right_number(
    answerer: Answerer, question: str, value: str, unit: str | None
) -> None:
    answer = answerer.answer(question).answer
    assert answer.value == Decimal(value)
    assert unit is None or answer.unit == unit


def test_amounts_in_unlike_units_are_ranked_by_what_they_come_to(answerer: Answerer) -> None:
    answer = answerer.answer("2024年行政事业性收费排名").answer
    assert [(figure.agency, figure.value) for figure in answer.figures] == [
        (AGENCY, Decimal("1.5")),
        (OTHER, Decimal("1.2")),
    ]

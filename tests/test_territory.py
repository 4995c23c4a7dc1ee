"""Where the prose tells of a whole city and of its government alone, each is given to the question that means it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ingest.pipeline import ingest_upload
from knowledge.answering import Answerer
from knowledge.store import Store
from tests.ingest.written import report_text

AGENCY = "云溪市人民政府"
PLAIN = "全年新收政府信息公开申请7件。"
BOTH = "全市共收到政府信息公开申请484件，其中市本级7件。"


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    store = Store(tmp_path_factory.mktemp("territory") / "territory.db")
    ingest_upload(store, "a.txt", report_text(AGENCY, 2024).replace(PLAIN, BOTH).encode())
    yield Answerer(store, lambda: date(2026, 11, 23))
    store.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (f"{AGENCY}2024年全市收到多少件信息公开申请", 484),
        (f"{AGENCY}2024年市本级收到多少件信息公开申请", 7),
        (f"{AGENCY}2024年收到多少件信息公开申请", 7),
    ],
)
def test_the_number_is_that_of_the_whole_or_of_the_government(answerer: Answerer, question: str, value: int) -> None:
    assert answerer.answer(question).answer.value == value


def test_neither_number_contradicts_the_table(answerer: Answerer) -> None:
    answer = answerer.answer(f"{AGENCY}2024年收到多少件信息公开申请").answer
    assert "不一致" not in "".join((answer.text, *answer.notes))

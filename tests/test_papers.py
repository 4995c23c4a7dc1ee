"""The exam papers over the real reports, and over reports that nobody developed with.

A paper's floor is what it is known to reach, a little below; a wrong number fails whatever the score.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline import files_in, ingest_paths
from knowledge.answering import Answerer
from knowledge.exam import Mark, load_paper, sit
from knowledge.store import Store

HERE = Path(__file__).parent / "cases"
PAPERS = HERE / "exams"
TODAY = date(2026, 11, 23)
"""去年 in the papers is 2025."""

FLOORS = {"series": 0.95, "cities": 0.96, "holdout": 0.95}
"""Share of a paper's cases over the corpus that must be right."""
MADE_UP = {
    "unseen": ("reports", 0.96),
    "unseen-series": ("report-series", 0.96),
    "prose": ("prose-reports", 1.0),
    "asked": ("asked-reports", 0.98),
    "told": ("told-reports", 0.98),
    "worded": ("worded-reports", 0.8),
}
"""The same over made-up reports, in the folder named: of the first two the wordings are the least like those known; the
third keeps what was mended in reading numbers and points of the prose, the fourth what was mended in understanding
questions for figures of the tables, the fifth how published reports word their numbers, in sentences of our own; the
sixth asks for statements in words that the reports do not use, and for what they are silent on."""


@pytest.fixture(scope="module")
def over_corpus(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """An answerer over every report of the corpus, the city's tables under the name that its page leaves out."""
    store = Store(tmp_path_factory.mktemp("corpus") / "corpus.db")
    nameless = corpus / "reports" / "hangzhou-2025-tables.html"
    others = [path for path in files_in([corpus / "reports"])[0] if path != nameless]
    outcomes = [*ingest_paths(store, others), *ingest_paths(store, [nameless], agency="杭州市人民政府")]
    assert {outcome.status for outcome in outcomes} == {"created"}
    yield Answerer(store, lambda: TODAY)
    store.close()


@pytest.mark.corpus
@pytest.mark.parametrize("paper", FLOORS)
def test_a_paper_over_the_corpus_is_passed_without_a_wrong_number(over_corpus: Answerer, paper: str) -> None:
    _is_passed(list(sit(over_corpus, load_paper(PAPERS / f"{paper}.jsonl"))), FLOORS[paper])


@pytest.mark.corpus
@pytest.mark.parametrize("paper", ["dev", "dev-series"])
def test_the_given_papers_are_passed_without_a_wrong_number(
    over_corpus: Answerer, exam_papers: Path, paper: str
) -> None:
    marks = list(sit(over_corpus, load_paper(exam_papers / f"{paper}.jsonl")))
    _is_passed(marks, 0.97)
    by_category: dict[str, list[Mark]] = {}
    for mark in marks:
        by_category.setdefault(mark.case.category, []).append(mark)
    for category in by_category.keys() & {"cell", "decline"}:
        assert all(mark.right for mark in by_category[category]), _faults(by_category[category])


@pytest.mark.parametrize("paper", MADE_UP)
def test_a_paper_over_made_up_reports_is_passed_without_a_wrong_number(paper: str, tmp_path: Path) -> None:
    folder, floor = MADE_UP[paper]
    store = Store(tmp_path / "made-up.db")
    outcomes = list(ingest_paths(store, files_in([HERE / folder])[0]))
    assert {outcome.status for outcome in outcomes} == {"created"}
    _is_passed(list(sit(Answerer(store, lambda: TODAY), load_paper(PAPERS / f"{paper}.jsonl"))), floor)
    store.close()


def _is_passed(marks: list[Mark], floor: float) -> None:
    wrong = [mark for mark in marks if mark.wrong_number]
    assert not wrong, _faults(wrong)
    assert sum(mark.right for mark in marks) / len(marks) >= floor, _faults(marks)


def _faults(marks: list[Mark]) -> str:
    return "\n".join(f"{mark.case.id} {fault}" for mark in marks for fault in mark.faults)

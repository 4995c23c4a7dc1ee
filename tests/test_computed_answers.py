"""Computed answers over made-up reports, worked out again by hand from the cells: none may come to another number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import cycle, permutations
from pathlib import Path

import pytest

from ingest.pipeline import files_in, ingest_paths
from knowledge.answering import Answerer
from knowledge.records import HeldReport
from knowledge.store import Store
from knowledge.vocabulary import load

HERE = Path(__file__).parent / "cases"
ROWS = (
    "outcomes.granted",
    "outcomes.partly_granted",
    "outcomes.refused.state_secret",
    "outcomes.refused.third_party_rights",
    "outcomes.refused.enforcement_files",
    "outcomes.unavailable.not_held",
    "outcomes.not_processed.petition",
    "outcomes.not_processed.repeated",
)
APPLICANTS = ("natural_person", "business", "research", "legal_services")
WHOLES = {"new": "requests.new", "closed": "outcomes.total"}
STEP = 5
"""Of all pairs of rows and of applicants, each template is put for every fifth, from another start each time."""


def templates() -> list[tuple[str, str]]:
    lines = (HERE / "computed.txt").read_text("utf-8").splitlines()
    parts = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(question.strip(), formula.strip()) for question, formula in parts]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    store = Store(tmp_path_factory.mktemp("asked") / "asked.db")
    assert {found.status for found in ingest_paths(store, files_in([HERE / "asked-reports"])[0])} == {"created"}
    yield Answerer(store, lambda: date(2026, 11, 23))
    store.close()


@pytest.mark.parametrize(("question", "formula"), templates())
def test_a_computed_answer_comes_to_what_the_cells_come_to(answerer: Answerer, question: str, formula: str) -> None:
    faults = []
    reports = [report for report in answerer.store.reports.all_current() if report.form != "2014"]
    starts = cycle(range(STEP))
    for report in reports:
        pairs = [(rows, kinds) for rows in permutations(ROWS, 2) for kinds in permutations(APPLICANTS, 2)]
        for rows, kinds in pairs[next(starts) :: STEP * len(reports)]:
            asked = f"{report.agency}{report.year}年" + question.format(**_names(rows, kinds))
            wanted = _worked_out(answerer.store, report, formula.split(), rows, kinds)
            found = answerer.answer(asked).answer
            if found.value != wanted:
                faults.append(f"{asked}: {wanted}, got {found.value} {found.text}")
    assert faults == []


def _names(rows: Sequence[str], kinds: Sequence[str]) -> dict[str, str]:
    terms = load("terms")
    row, other = (terms["indicators"][name][0] for name in rows)
    who, whom = (terms["applicants"][name][0] for name in kinds)
    return {"row": row, "other": other, "who": who, "whom": whom}


def _worked_out(
    store: Store, report: HeldReport, formula: Sequence[str], rows: Sequence[str], kinds: Sequence[str]
) -> Decimal | None:
    indicators = {"row": rows[0], "other": rows[1], **WHOLES}
    applicants = {"": "total", "who": kinds[0], "whom": kinds[1]}
    values = []
    for operand in formula[1:]:
        name, _, kind = operand.partition(":")
        fact = store.facts.get(report.version_id, indicators[name], applicants[kind])
        assert fact is not None and fact.value is not None
        values.append(fact.value)
    return _result(formula[0], values)


def _result(operation: str, values: Sequence[Decimal]) -> Decimal | None:
    first, last = values[0], values[-1]
    if operation in ("share", "times") and last == 0:
        return None
    results = {
        "share": lambda: _rounded(100 * first / last),
        "times": lambda: _rounded(first / last),
        "month": lambda: _rounded(first / 12),
        "less": lambda: first - last,
        "apart": lambda: abs(first - last),
        "sum": lambda: sum(values, Decimal()),
    }
    return results[operation]()


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)

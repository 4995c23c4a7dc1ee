"""The sample reports that ship: each says what it is, reads to the last cell, and agrees with itself and the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.pipeline import files_in, ingest_paths, read_report
from ingest.readers import read
from knowledge.answering import Answerer
from knowledge.exam import Mark, load_paper, sit
from knowledge.forms import Balance, form
from knowledge.records import APPLICANTS, FactStatus, ReadReport
from knowledge.store import Store

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "ingest" / "samples").iterdir())
PAPER = ROOT / "tests" / "cases" / "samples" / "paper.jsonl"
INVENTED, RESTATED = "虚构示例", "依据公开数据改写的示例"
SURE = (FactStatus.PRINTED, FactStatus.NOT_APPLICABLE)
FORM = form("2021")

Cells = Mapping[tuple[str, str], Decimal | None]


@pytest.fixture(scope="module")
def reports() -> dict[str, ReadReport]:
    return {path.name: read_report(read(path)) for path in SAMPLES}


@pytest.fixture(scope="module")
def series(reports: dict[str, ReadReport]) -> dict[str, list[ReadReport]]:
    found: dict[str, list[ReadReport]] = {}
    for report in sorted(reports.values(), key=lambda report: report.identity.year):
        found.setdefault(report.identity.agency, []).append(report)
    return found


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> list[Mark]:
    store = Store(tmp_path_factory.mktemp("samples") / "zhiqing.db")
    list(ingest_paths(store, SAMPLES))
    return list(sit(Answerer(store), load_paper(PAPER)))


def cells(report: ReadReport) -> Cells:
    return {(fact.indicator, fact.applicant): fact.value for fact in report.facts}


def test_the_folder_holds_reports_and_nothing_else() -> None:
    assert files_in([ROOT / "ingest" / "samples"]) == (SAMPLES, 0)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_says_at_its_top_what_it_is(path: Path, reports: dict[str, ReadReport]) -> None:
    top = "".join(block.text for block in reports[path.name].blocks[:4])
    assert (INVENTED in top) != (RESTATED in top)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_cell_of_a_sample_is_read_without_doubt(path: Path, reports: dict[str, ReadReport]) -> None:
    report = reports[path.name]
    assert report.form == "2021"
    assert not report.review
    assert {(cell.indicator, cell.applicant) for table in FORM.tables for cell in table.cells} == cells(report).keys()
    assert [fact for fact in report.facts if fact.status not in SURE] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_sums_of_a_sample_hold(path: Path, reports: dict[str, ReadReport]) -> None:
    held = cells(reports[path.name])
    for table in FORM.tables:
        for balance in table.balances:
            for left, right in sides(balance, [row.id for row in table.rows]):
                assert total(held, left) == total(held, right), f"{balance.rule}: {left}"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_prose_of_a_sample_agrees_with_its_tables(path: Path, reports: dict[str, ReadReport]) -> None:
    assert reports[path.name].findings == ()


def test_what_one_year_carries_out_the_next_carries_in(series: dict[str, list[ReadReport]]) -> None:
    for last, this in (years for reports in series.values() for years in pairwise(map(cells, reports))):
        for applicant in APPLICANTS:
            assert last["requests.carried_out", applicant] == this["requests.carried_in", applicant]


@pytest.mark.parametrize("documents", ["rules", "normative_documents"])
def test_documents_in_force_follow_from_the_year_before(series: dict[str, list[ReadReport]], documents: str) -> None:
    for last, this in (years for reports in series.values() for years in pairwise(map(cells, reports))):
        before, issued, repealed, after = (
            last[f"{documents}.in_force", "total"],
            *(this[f"{documents}.{name}", "total"] for name in ("issued", "repealed", "in_force")),
        )
        # A body that may not issue rules prints "/" instead of numbers.
        if None not in (before, issued, repealed, after):
            assert before + issued - repealed == after


def test_two_invented_agencies_reach_over_three_years(series: dict[str, list[ReadReport]]) -> None:
    years = sorted([report.identity.year for report in reports] for reports in series.values())
    assert years == [[2022, 2023, 2024], [2022, 2023, 2024], [2024]]


@pytest.mark.corpus
def test_the_restated_report_has_the_published_figures(corpus: Path, reports: dict[str, ReadReport]) -> None:
    (restated,) = (report for name, report in reports.items() if (corpus / "gold" / name).with_suffix(".json").exists())
    gold = json.loads((corpus / "gold" / restated.filename).with_suffix(".json").read_text("utf-8"))
    assert (restated.identity.agency, restated.identity.year) == (gold["agency"], gold["year"])
    assert {(row, applicant): value for row, applicant, value in gold["facts"]}.items() <= cells(restated).items()


def test_questions_on_the_samples_are_answered_without_a_wrong_number(marks: list[Mark]) -> None:
    assert [mark.faults for mark in marks if mark.wrong_number] == []


@pytest.mark.parametrize("category", ["cell", "decline"])
def test_questions_on_cells_and_on_what_is_not_held_are_all_answered_right(marks: list[Mark], category: str) -> None:
    assert [mark.faults for mark in marks if mark.case.category == category and not mark.right] == []


Side = list[tuple[str, str]]


def sides(balance: Balance, rows: list[str]) -> list[tuple[Side, Side]]:
    """Give the cells on both sides of a balance: one pair for each row, or for each column, that it holds over."""
    if balance.across == "rows":
        return [([(x, a) for x in balance.left], [(x, a) for x in balance.right]) for a in APPLICANTS]
    if rows == ["cases"]:
        return [([(x, "total") for x in balance.left], [(x, "total") for x in balance.right])]
    return [([(row, a) for a in balance.left], [(row, a) for a in balance.right]) for row in rows]


def total(held: Cells, side: Side) -> Decimal:
    """Add up cells. Raises KeyError where one is missing."""
    return sum((value for key in side if (value := held[key]) is not None), Decimal(0))

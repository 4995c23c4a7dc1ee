"""Runs of digits are cut by what the text and the years around say, or left open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.claims import statements
from ingest.figures import read_figures
from ingest.pipeline import read_report
from ingest.readers import read_all
from ingest.settle import settle_by_text, settle_by_years, settle_series, without_years
from ingest.tables.cuts import cuts, value_of
from knowledge.forms import form
from knowledge.records import Fact, FactStatus, Passage, Place, Section

SECTION = Section(0, 1, "一、总体情况", ("一",), "overview")
COLUMNS = form("2021").table("disclosure").row("normative_documents").columns


def run(printed: str) -> tuple[Fact, ...]:
    """Return the three open cells of a row whose digits were run together."""
    readings = [tuple(map(value_of, cut)) for cut in cuts([printed], COLUMNS)]
    return tuple(
        Fact(
            f"normative_documents.{column.id}",
            "total",
            None,
            "件",
            printed,
            FactStatus.UNCERTAIN,
            "disclosure",
            "normative_documents",
            column.id,
            Place(0, start=0, end=len(printed)),
            tuple(sorted({reading[index] for reading in readings})),
            "各栏连写",
        )
        for index, column in enumerate(COLUMNS)
    )


def known(*values: int) -> tuple[Fact, ...]:
    return tuple(
        replace(fact, value=Decimal(value), printed=str(value), status=FactStatus.PRINTED, candidates=())
        for fact, value in zip(run("111"), values, strict=True)
    )


def told(facts: tuple[Fact, ...], text: str) -> tuple[Fact, ...]:
    passages = [Passage(0, 0, text, Place(1))]
    return settle_by_text(facts, statements(read_figures(passages, [SECTION]), passages, [SECTION]))


def values(facts: tuple[Fact, ...]) -> list[int | None]:
    return [None if fact.value is None else int(fact.value) for fact in facts]


def test_the_text_settles_a_row_of_which_it_states_two_cells() -> None:
    facts = told(run("8855698"), "现行有效行政规范性文件698件，本年度制发的规范性文件88件。")
    assert values(facts) == [88, 55, 698]
    assert {fact.status for fact in facts} == {FactStatus.SETTLED}
    assert "本年度制发的规范性文件88件" in facts[0].basis
    assert all(fact.candidates for fact in facts)


def test_a_stated_cell_is_settled_and_the_others_are_narrowed() -> None:
    issued, repealed, in_force = told(run("6233440"), "本年制发行政规范性文件62件。")
    assert (issued.value, repealed.value, in_force.value) == (62, None, None)
    assert repealed.candidates == (3, 33, 334, 3344)
    assert in_force.status is FactStatus.UNCERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "现行有效行政规范性文件393件。",
        "制发行政规范性文件60余件。",
        "制发行政规范性文件6件，经复核制发规范性文件62件。",
        "其中市发改局制发规范性文件6件。",
        "2019年制发规范性文件62件。2024年加强管理，2024年继续公开。",
        "全年解读规范性文件62件。",
    ],
)
def test_what_fits_no_cut_or_is_not_sure_narrows_nothing(text: str) -> None:
    assert told(run("6233440"), text) == run("6233440")


def test_next_years_row_settles_what_is_left_in_force() -> None:
    earlier, later = settle_by_years(run("693665"), known(88, 55, 698))
    assert later == known(88, 55, 698)
    assert earlier[2].value == 665
    assert [sorted(fact.candidates) for fact in earlier[:2]] == [[6, 69], [3, 93]]


def test_last_years_row_settles_a_whole_run() -> None:
    _, later = settle_by_years(known(1, 0, 665), run("8855698"))
    assert values(later) == [88, 55, 698]
    assert {fact.status for fact in later} == {FactStatus.SETTLED}


def test_a_blank_that_left_no_trace_is_reckoned_with_where_the_table_does() -> None:
    issued, repealed, in_force = run("6233440")
    gappy = (issued, repealed, replace(in_force, candidates=(*in_force.candidates, Decimal(233440))))
    issued, repealed, in_force = told(gappy, "本年制发行政规范性文件62件。")
    assert issued.value == 62
    assert in_force.value is None
    assert Decimal(33440) in in_force.candidates


def test_two_open_rows_say_nothing_of_each_other() -> None:
    assert settle_by_years(run("6233440"), run("5845546")) == (run("6233440"), run("5845546"))


def test_a_balance_that_no_cut_fulfils_leaves_the_row_open() -> None:
    assert settle_by_years(known(88, 55, 698), run("77132470")) == (known(88, 55, 698), run("77132470"))


def test_a_series_is_settled_along_its_years_and_can_be_opened_again() -> None:
    reports = {2020: known(1, 0, 599), 2021: run("693665"), 2022: run("8855698")}
    series = settle_series(reports)
    assert [values(series[year]) for year in (2021, 2022)] == [[69, 3, 665], [88, 55, 698]]
    assert settle_series(series) == series
    opened = without_years(series[2021])
    assert [(fact.value, fact.candidates) for fact in opened] == [(None, fact.candidates) for fact in run("693665")]


def test_what_the_text_settled_stays_when_a_neighbour_goes() -> None:
    facts = told(run("8855698"), "制发规范性文件88件。")
    _, later = settle_by_years(known(1, 0, 665), facts)
    assert values(later) == [88, 55, 698]
    assert values(without_years(later)) == [88, None, None]


@pytest.mark.corpus
def test_the_rows_of_a_real_series_are_settled_or_left_open(corpus: Path) -> None:
    reports = {}
    for year in range(2021, 2026):
        (document,) = read_all(corpus / "reports" / f"pingtan-{year}.txt")
        reports[year] = read_report(document).facts
    series = settle_series(reports)
    rows = {
        year: tuple(fact for fact in facts if fact.indicator.startswith("normative_documents."))
        for year, facts in series.items()
    }
    assert values(rows[2022]) == [88, 55, 698]
    assert values(rows[2021])[2] == 665
    assert [rows[year][0].value for year in (2023, 2024, 2025)] == [77, 62, None]
    assert all(values(rows[year])[1:] == [None, None] for year in (2023, 2024, 2025))

"""Searches over every report: the same cells, whichever part of a search drives it; subtotals with their parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from knowledge.forms import form
from knowledge.lookups import Order, Wanted
from knowledge.records import Fact, FactStatus
from knowledge.store import Store
from knowledge.store.sums import layout_of, sums_of
from tests.knowledge.made import reports

AGENCIES: tuple[tuple[int, ...], ...] = ((), (1,), (1, 2))
YEARS: tuple[tuple[int, ...], ...] = ((), (2024,))
INDICATORS: tuple[tuple[str, ...], ...] = ((), ("requests.new",), ("requests.new", "review.total"))
APPLICANTS: tuple[tuple[str, ...], ...] = ((), ("total",))
STATUSES: tuple[tuple[FactStatus, ...], ...] = ((), (FactStatus.UNCERTAIN, FactStatus.BLANK), (FactStatus.PRINTED,))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("lookup") / "zhiqing.db")
    with store.transaction():
        for report in reports():
            store.reports.keep(report)
    yield store
    store.close()


def every_cell(store: Store) -> list[tuple[int, int, int, Fact]]:
    held = store.reports.all_current()
    return [(r.version_id, r.agency_id, r.year, fact) for r in held for fact in store.facts.of_version(r.version_id)]


@pytest.mark.parametrize("parts", [*product(AGENCIES, YEARS, INDICATORS, APPLICANTS, STATUSES)])
def test_a_search_finds_what_reading_every_cell_finds(base: Store, parts: tuple[tuple[object, ...], ...]) -> None:
    agencies, years, indicators, applicants, statuses = parts
    wanted = Wanted(agencies, "", (), years, indicators, applicants, statuses)  # type: ignore[arg-type]
    expected = {
        (version_id, fact.indicator, fact.applicant)
        for version_id, agency_id, year, fact in every_cell(base)
        if (not agencies or agency_id in agencies)
        and (not years or year in years)
        and (not indicators or fact.indicator in indicators)
        and (not applicants or fact.applicant in applicants)
        and (not statuses or fact.status in statuses)
    }
    found = base.lookup.facts(wanted, limit=10_000)
    assert {(row.report.version_id, row.indicator, row.applicant) for row in found} == expected
    assert len(found) == len(expected) == base.lookup.tally(wanted).count


@pytest.mark.parametrize("by", ["agency", "year", "indicator", "value"])
def test_pages_put_together_are_the_whole_in_order(base: Store, by: str) -> None:
    wanted, order = Wanted(indicators=("requests.new", "outcomes.granted")), Order(by, descending=True)
    whole = base.lookup.facts(wanted, order, limit=1000)
    pages = [
        row for start in range(0, len(whole), 7) for row in base.lookup.facts(wanted, order, limit=7, offset=start)
    ]
    assert pages == list(whole)
    if by == "value":
        values = [row.value for row in whole if row.value is not None]
        assert values == sorted(values, reverse=True)


def test_a_sum_is_that_of_the_cells(base: Store) -> None:
    wanted = Wanted(indicators=("requests.new",), applicants=("total",))
    values = [row.value for row in base.lookup.facts(wanted, limit=1000) if row.value is not None]
    assert base.lookup.tally(wanted).sums == (("件", sum(values, Decimal()).normalize()),)


def test_several_rows_are_not_added_up(base: Store) -> None:
    assert base.lookup.tally(Wanted(indicators=("requests.new",))).sums == ()
    assert base.lookup.tally(Wanted(indicators=("requests.new", "outcomes.granted"), applicants=("total",))).sums == ()


def test_a_subtotal_comes_with_the_parts_that_it_is_the_sum_of(base: Store) -> None:
    found = base.lookup.facts(Wanted(indicators=("outcomes.refused",), applicants=("total",)), limit=100)
    assert found
    for row in found:
        assert row.fact is None and len(row.parts) > 1
        if row.value is not None:
            assert row.value == sum((part.value or Decimal() for part in row.parts), Decimal())


def test_a_row_that_one_form_prints_and_another_adds_up_is_found_in_both(base: Store) -> None:
    forms = {
        row.report.form: row.fact is None
        for row in base.lookup.facts(Wanted(indicators=("outcomes.other",)), limit=500)
    }
    assert forms.get("2021") is True
    assert "2019" not in forms or forms["2019"] is False


def test_cells_that_a_finding_touches_are_found_by_its_rule(base: Store) -> None:
    touched = {(row.report.id, row.indicator) for row in base.lookup.facts(Wanted(finding="*"), limit=500)}
    assert touched
    rules = {
        finding.rule for report in base.reports.all_current() for finding in base.facts.findings(report.version_id)
    }
    by_rule = {
        (row.report.id, row.indicator) for rule in rules for row in base.lookup.facts(Wanted(finding=rule), limit=500)
    }
    assert by_rule == touched
    assert not base.lookup.facts(Wanted(finding="no_such_rule"))


def test_only_the_newest_version_is_searched(tmp_path: Path) -> None:
    store = Store(tmp_path / "zhiqing.db")
    report = next(report for report in reports() if report.facts)
    with store.transaction():
        store.reports.keep(report)
        held, _ = store.reports.keep(replace(report, digest="again"))
    found = store.lookup.facts(Wanted(indicators=("requests.new",)), limit=100)
    assert {row.report.version_id for row in found} == {held.version_id}
    assert store.lookup.count_reports(Wanted()) == 1


def test_figures_and_passages_are_found_by_words(base: Store) -> None:
    wanted = Wanted(agencies=base.lookup.agencies_named("云溪市档案局"), years=(2024,))
    figures = base.lookup.figures("", wanted, limit=100)
    held = base.reports.current(wanted.agencies[0], 2024)
    assert held and [row.figure for row in figures] == list(base.facts.figures(held.version_id))
    word = figures[0].figure.measure
    assert all(word in row.passage.text for row in base.lookup.passages(word, wanted))
    assert base.lookup.count_text(word, wanted, figures=False).count == len(
        base.lookup.passages(word, wanted, limit=500)
    )


def test_an_agency_is_found_by_its_full_name_before_parts_of_others(base: Store) -> None:
    (key,) = base.lookup.agencies_named("云溪市档案局")
    assert base.lookup.names((key,)) == ("云溪市档案局",)
    assert len(base.lookup.agencies_named("云溪市")) > 1
    assert base.lookup.agencies_named("没有这个机关") == ()


def test_a_subtotal_without_all_its_parts_is_left_out_and_one_with_a_gap_has_no_value() -> None:
    layout = form("2021")
    rows = layout.subtotal_parts("outcomes.refused")
    complete: dict[tuple[str, str], Decimal | None] = {(row, "total"): Decimal(1) for row in rows}
    assert dict(sums_of(complete, layout))["outcomes.refused", "total"] == len(rows)
    assert dict(sums_of(complete | {(rows[0], "total"): None}, layout))["outcomes.refused", "total"] is None
    missing = {cell: value for cell, value in complete.items() if cell[0] != rows[0]}
    assert ("outcomes.refused", "total") not in dict(sums_of(missing, layout))
    assert layout_of(None, 2024).id == "2021"


def test_findings_keep_their_remark_through_a_new_version(tmp_path: Path) -> None:
    store = Store(tmp_path / "zhiqing.db")
    report = next(report for report in reports() if report.findings)
    with store.transaction():
        store.reports.keep(report)
    store.findings.mark(store.findings.list()[0], "done", remark="已核对", by="小李")
    with store.transaction():
        store.reports.keep(replace(report, digest="again"))
    found = store.findings.list()[0]
    assert (found.state, found.remark, found.by) == ("done", "已核对", "小李")
    assert store.findings.count(state="done") == 1

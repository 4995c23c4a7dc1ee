"""A cell that stays uncertain may be confirmed by a person; what is printed and its status stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge.answering import Answerer
from knowledge.errors import NothingToConfirm
from knowledge.lookups import HeldFact, Order, Wanted
from knowledge.records import FactStatus, ReadReport
from knowledge.store import Store
from tests.knowledge.conftest import TODAY
from tests.knowledge.made import reports


@pytest.fixture
def base(fresh: Store) -> Iterator[Store]:
    with fresh.transaction():
        for report in reports():
            fresh.reports.keep(report)
    yield fresh


@pytest.fixture
def open_cell(base: Store) -> HeldFact:
    return base.lookup.facts(Wanted(statuses=(FactStatus.UNCERTAIN,)))[0]


def confirm(base: Store, cell: HeldFact, value: str = "22", ground: str = "次年报告写明上年为22件") -> None:
    version = cell.report.version_id
    base.confirmations.confirm(version, cell.indicator, cell.applicant, Decimal(value), ground=ground, by="小李")


def asked(base: Store, cell: HeldFact) -> str:
    return f"{cell.report.agency}{cell.report.year}年行政规范性文件现行有效多少件？"


def test_until_then_no_number_is_given(base: Store, open_cell: HeldFact) -> None:
    answer = Answerer(base, today=lambda: TODAY).answer(asked(base, open_cell)).answer
    assert answer.value is None and not answer.figures


def test_then_it_is_answered_with_who_when_and_on_what_ground(base: Store, open_cell: HeldFact) -> None:
    confirm(base, open_cell)
    answer = Answerer(base, today=lambda: TODAY).answer(asked(base, open_cell)).answer
    assert answer.value == 22
    (note,) = [note for note in answer.notes if "小李" in note]
    assert "次年报告写明上年为22件" in note and open_cell.fact and open_cell.fact.printed in note and "年" in note
    assert answer.figures[0].printed == open_cell.fact.printed


def test_the_cell_itself_stays_as_it_is(base: Store, open_cell: HeldFact) -> None:
    confirm(base, open_cell)
    fact = base.facts.get(open_cell.report.version_id, open_cell.indicator, open_cell.applicant)
    assert fact == open_cell.fact and fact and fact.status is FactStatus.UNCERTAIN and fact.value is None


def test_searches_sort_and_add_it_up_as_confirmed(base: Store, open_cell: HeldFact) -> None:
    wanted = Wanted(indicators=(open_cell.indicator,), applicants=("total",))
    before = base.lookup.tally(wanted).sums[0][1]
    confirm(base, open_cell, "202")
    assert base.lookup.tally(wanted).sums[0][1] == before + 202
    first = base.lookup.facts(wanted, Order("value", descending=True), limit=1)[0]
    assert first.value == 202 and first.confirmation and first.confirmation.by == "小李"


def test_a_withdrawn_confirmation_leaves_the_cell_uncertain(base: Store, open_cell: HeldFact) -> None:
    confirm(base, open_cell)
    base.confirmations.withdraw(open_cell.report.version_id, open_cell.indicator, open_cell.applicant, by="小王")
    assert Answerer(base, today=lambda: TODAY).answer(asked(base, open_cell)).answer.value is None


def test_a_later_confirmation_takes_the_place_of_an_earlier_one(base: Store, open_cell: HeldFact) -> None:
    confirm(base, open_cell, "22")
    confirm(base, open_cell, "202")
    found = base.confirmations.get(open_cell.report.version_id, open_cell.indicator, open_cell.applicant)
    assert found and found.value == 202


def test_a_certain_cell_cannot_be_confirmed(base: Store) -> None:
    cell = base.lookup.facts(Wanted(indicators=("requests.new",), statuses=(FactStatus.PRINTED,)))[0]
    with pytest.raises(NothingToConfirm):
        confirm(base, cell)


def test_a_new_version_keeps_it_where_the_cell_is_printed_alike(base: Store, open_cell: HeldFact) -> None:
    confirm(base, open_cell)
    renewed = _again(open_cell)
    with base.transaction():
        held, status = base.reports.keep(renewed)
    assert status == "updated"
    found = base.confirmations.get(held.version_id, open_cell.indicator, open_cell.applicant)
    assert found and found.value == 22


def _again(cell: HeldFact) -> ReadReport:
    same = (r for r in reports() if (r.identity.agency, r.identity.year) == (cell.report.agency, cell.report.year))
    return replace(next(same), digest="another")

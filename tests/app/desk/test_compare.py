"""Comparing: years of one agency, agencies of one year; where the form has no such row it is said."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from knowledge.accounts import Role
from knowledge.store import Store
from tests.app.desk.conftest import Staff
from tests.app.samples import AGENCY, OTHER_AGENCY
from tests.knowledge.made import reports


@pytest.fixture
def clerk(staff: Callable[[Role], Staff]) -> Staff:
    return staff(Role.LOOKUP)


def test_the_years_of_an_agency_stand_in_order_with_chart_and_change(clerk: Staff) -> None:
    page = clerk.get("/desk/compare", agency=AGENCY, indicator="requests.new").text
    table = page.split("<tbody>")[1]
    assert table.index(">2023<") < table.index(">2024<") and 'class="chart chart-line"' in page


def test_the_agencies_of_a_year_stand_by_value(clerk: Staff) -> None:
    page = clerk.get("/desk/compare", year=2024, indicator="requests.new").text
    assert AGENCY in page and OTHER_AGENCY in page and 'class="chart chart-bar"' in page


def test_a_year_that_is_not_held_is_said(clerk: Staff) -> None:
    page = clerk.get("/desk/compare", agency=AGENCY, year=["2024", "2019"]).text
    assert "没有收录报告：2019" in page


def test_a_form_without_the_row_is_said_and_left_out_of_the_chart(clerk: Staff, store: Store) -> None:
    with store.transaction():
        for report in reports():
            store.reports.keep(report)
    query = {"agency": AGENCY, "indicator": "outcomes.refused", "format": "json"}
    found = json.loads(clerk.get("/desk/compare", **query).data)
    values = {row["年份"]: row for row in found["rows"]}
    gaps = [row for row in found["rows"] if isinstance(row["不予公开（总计）"], str)]
    assert len(values) > 2
    assert not gaps or any("没有列入图表" in note for note in found["notes"])
    forms = {row["表样"] for row in found["rows"] if not isinstance(row["不予公开（总计）"], str)}
    assert len(forms) < 2 or any("含义相同" in note for note in found["notes"])


def test_a_subtotal_is_compared_with_its_parts(clerk: Staff) -> None:
    found = json.loads(clerk.get("/desk/compare", year=2024, indicator="outcomes.unavailable", format="json").data)
    row = found["rows"][0]
    assert row["没有现成信息需要另行制作"] == 0 if "没有现成信息需要另行制作" in row else len(row) > 6
    assert row["说明"].endswith(f"= {row['无法提供（总计）']}")


def test_too_few_numbers_make_no_chart(clerk: Staff) -> None:
    page = clerk.get("/desk/compare", agency=OTHER_AGENCY, indicator="requests.new").text
    assert "<svg xmlns" not in page.split("<main")[1] and "没有画图" in page

"""Every table of every form is laid out as a table: rows of one width, each cell once, its labels leading to it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from app.tables import Square, StatutoryTable, statutory_table
from app.texts import texts
from knowledge.answering.answer import CellLocator
from knowledge.forms import Form, FormCell, Table, form, forms
from knowledge.records import Fact, FactStatus, Place

SAY = texts("zh-Hans")
TABLES = [pytest.param(each, table, id=f"{each.id}-{table.id}") for each in forms() for table in each.tables]


def fact(cell: FormCell) -> Fact:
    place = (cell.table, cell.row.id, cell.column.id)
    printed = FactStatus.PRINTED
    return Fact(cell.indicator, cell.applicant, Decimal(3), cell.column.unit, "3", printed, *place, Place(0))


def laid_out(table: Table, form_id: str | None, cited: CellLocator | None = None) -> StatutoryTable:
    return statutory_table(table.id, [fact(cell) for cell in table.cells], form_id, cited, SAY)


def widths(lines: tuple[tuple[Square, ...], ...]) -> set[int]:
    """Return the columns that each row covers, those counted that hang down from rows above."""
    found, hanging = [], []
    for number, line in enumerate(lines):
        covered = sum(square.columns for square in line)
        found.append(covered + sum(columns for until, columns in hanging if until > number))
        hanging += [(number + square.rows, square.columns) for square in line if square.rows > 1]
    return set(found)


@pytest.mark.parametrize(("layout", "table"), TABLES)
def test_all_rows_are_of_one_width(layout: Form, table: Table) -> None:
    shown = laid_out(table, layout.id)
    assert len(widths(shown.head) | widths(shown.body)) == 1


@pytest.mark.parametrize(("layout", "table"), TABLES)
def test_each_cell_stands_in_it_once(layout: Form, table: Table) -> None:
    ids = Counter(square.id for line in laid_out(table, layout.id).body for square in line if square.id)
    assert ids == Counter(f"{cell.table}:{cell.row.id}:{cell.column.id}" for cell in table.cells)


@pytest.mark.parametrize(("layout", "table"), TABLES)
def test_the_form_is_recognised_by_the_rows_that_are_there(layout: Form, table: Table) -> None:
    assert laid_out(table, None).notice == layout.notice or table.id == "review"


def test_the_labels_lead_to_the_cited_cell() -> None:
    cited = CellLocator("requests", "outcomes.refused.state_secret", "business")
    shown = laid_out(form("2021").table("requests"), "2021", cited)
    assert shown.cited == (
        "收到和处理政府信息公开申请情况",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
        "法人或其他组织",
        "商业企业",
    )
    assert [square.id for line in shown.body for square in line if square.cited] == [
        "requests:outcomes.refused.state_secret:business"
    ]


def test_a_long_run_of_digits_is_shown_as_the_value_read_from_it() -> None:
    table = form("2021").table("requests")
    run = "9" * 60
    first = fact(table.cells[0])
    settled = Fact(
        first.indicator, first.applicant, Decimal(7), "件", run, FactStatus.PRINTED, *_place(first), Place(0)
    )
    shown = statutory_table(table.id, [settled], "2021", None, SAY)
    assert [square.text for line in shown.body for square in line if square.status == "printed"] == ["7"]


def _place(of: Fact) -> tuple[str, str, str]:
    return of.table, of.row, of.column

"""The statutory forms as data: their rows and ids, the sums that hold, and what became of rows."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase

import pytest

from knowledge.errors import UnknownForm
from knowledge.forms import Form, Table, form, form_of_year, forms, label_of, table_title
from knowledge.records import APPLICANTS
from tests.knowledge.made import lines_of

TABLES = [(layout, table) for layout in forms() for table in layout.tables]
BY_TABLE = pytest.mark.parametrize(
    ("layout", "table"), TABLES, ids=[f"{layout.id}-{table.id}" for layout, table in TABLES]
)
BY_FORM = pytest.mark.parametrize("layout", forms(), ids=lambda layout: layout.id)
NAMED = [tuple(part.strip() for part in line.split("|")) for line in lines_of("forms.txt")]


@pytest.mark.parametrize(("indicator", "applicant", "label"), NAMED, ids=lambda text: text)
def test_every_id_of_the_glossary_stands_on_the_form_in_force_under_its_label(
    indicator: str, applicant: str, label: str
) -> None:
    cell = form("2021").cells[indicator, applicant]
    assert label in (cell.row.label, cell.column.label, f"{cell.column.group} {cell.column.label}".strip())


def test_the_form_in_force_has_no_row_that_the_glossary_does_not_name() -> None:
    assert set(form("2021").indicators) == {indicator for indicator, _, _ in NAMED}


@pytest.mark.parametrize(("form_id", "rows", "outcomes"), [("2019", 23, 20), ("2021", 25, 22)])
def test_the_requests_table_has_its_rows_and_seven_columns(form_id: str, rows: int, outcomes: int) -> None:
    table = form(form_id).table("requests")
    assert len(table.rows) == rows
    assert sum(row.id.startswith("outcomes.") for row in table.rows) == outcomes
    assert {tuple(column.id for column in row.columns) for row in table.rows} == {APPLICANTS}


@pytest.mark.parametrize(("form_id", "cells"), [("2019", 198), ("2021", 200)])
def test_a_form_has_so_many_cells(form_id: str, cells: int) -> None:
    assert len(form(form_id).cells) == cells


@BY_TABLE
def test_no_two_cells_of_a_table_have_one_name(layout: Form, table: Table) -> None:
    names = Counter((cell.indicator, cell.applicant) for cell in table.cells)
    assert [name for name, count in names.items() if count > 1] == []


@BY_TABLE
def test_no_two_rows_of_a_group_have_one_label(layout: Form, table: Table) -> None:
    labels = Counter((row.groups, label) for row in table.rows for label in row.labels)
    assert [label for label, count in labels.items() if count > 1] == []


@BY_TABLE
def test_every_sum_names_rows_or_columns_that_are_there(layout: Form, table: Table) -> None:
    for balance in table.balances:
        names = set(columns_of(table)) if balance.across == "columns" else {row.id for row in table.rows}
        assert balance.across in ("columns", "rows")
        assert balance.left
        assert balance.right
        assert set(balance.left) | set(balance.right) | set(balance.also) <= names
        assert not set(balance.left) & set(balance.right)


@BY_TABLE
def test_every_limit_names_rows_that_are_there(layout: Form, table: Table) -> None:
    names = {row.id for row in table.rows}
    for limit in table.limits:
        assert {limit.whole, *limit.parts} <= names


def columns_of(table: Table) -> list[str]:
    return [column.id for row in table.rows for column in row.columns]


@BY_FORM
def test_the_rules_of_a_form_have_names_of_their_own(layout: Form) -> None:
    rules = Counter(balance.rule for table in layout.tables for balance in table.balances)
    assert [rule for rule, count in rules.items() if count > 1] == []


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_all_outcomes_but_the_total_add_up_to_it(form_id: str) -> None:
    balance = next(b for b in form(form_id).table("requests").balances if b.right == ("outcomes.total",))
    rows = [row.id for row in form(form_id).table("requests").rows if row.id.startswith("outcomes.")]
    assert [*balance.left, "outcomes.total"] == rows


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_what_came_in_is_what_was_dealt_with_and_what_is_carried_on(form_id: str) -> None:
    balance = next(b for b in form(form_id).table("requests").balances if "requests.new" in b.left)
    assert set(balance.left) == {"requests.new", "requests.carried_in"}
    assert set(balance.right) == {"outcomes.total", "requests.carried_out"}


@BY_FORM
def test_the_parts_of_a_subtotal_are_cells_of_the_form_and_the_subtotal_is_not(layout: Form) -> None:
    for subtotal in layout.subtotals:
        parts = layout.subtotal_parts(subtotal.id)
        assert len(parts) > 1, subtotal.id
        assert all((part, "total") in layout.cells for part in parts)
        assert (subtotal.id, "total") not in layout.cells
        assert all(any(fnmatchcase(name, pattern) for name in parts) for pattern in subtotal.parts)
        assert layout.label(subtotal.id) == (subtotal.short or subtotal.label)


def test_the_subtotals_of_the_glossary_are_computed_where_they_are_not_printed() -> None:
    newest = {subtotal.id for subtotal in form("2021").subtotals}
    assert newest >= {
        "outcomes.refused",
        "outcomes.unavailable",
        "outcomes.not_processed",
        "outcomes.other",
        "litigation",
        "requests.in_hand",
    }
    assert ("outcomes.other", "total") in form("2019").cells


def test_a_form_says_of_every_row_that_the_next_lacks_what_became_of_it() -> None:
    older, newer = form("2019"), form("2021")
    gone = set(older.indicators) - set(newer.indicators)
    assert gone <= set(older.successors)
    known = set(newer.indicators) | {subtotal.id for subtotal in newer.subtotals}
    assert {successor for successor in older.successors.values() if successor} <= known
    assert set(older.successors) <= set(older.indicators)


@BY_FORM
def test_what_answers_a_question_in_later_words_is_a_row_of_the_form(layout: Form) -> None:
    for later, rows in layout.equivalents.items():
        assert label_of(later)
        assert set(rows) <= set(layout.indicators)


@BY_FORM
def test_a_label_has_no_digit_and_no_number_of_the_form(layout: Form) -> None:
    # An answer says the label; a digit in it would have no source.
    for indicator in (*layout.indicators, *(subtotal.id for subtotal in layout.subtotals)):
        for label in (layout.label(indicator), label_of(indicator)):
            assert label
            assert not re.search(r"\d", label)
            assert not re.match(r"[一二三四五六七八]、|（[一二三四五六七八]）", label)


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_no_two_indicators_are_said_alike(form_id: str) -> None:
    labels = Counter(form(form_id).label(indicator) for indicator in form(form_id).indicators)
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize(
    ("year", "form_id"),
    [(2008, "2014"), (2018, "2014"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")],
)
def test_each_year_has_the_form_then_in_force(year: int, form_id: str) -> None:
    assert form_of_year(year).id == form_id


def test_every_table_has_a_title_on_its_form() -> None:
    for layout, table in TABLES:
        assert table_title(layout.first_year, table.id) == table.title


def test_a_form_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UnknownForm, match=r"1999.*2021"):
        form("1999")


def test_a_row_that_there_is_not_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        label_of("outcomes.nothing")
    with pytest.raises(KeyError):
        form("2021").table("requests").row("outcomes.nothing")
    with pytest.raises(KeyError):
        form("2021").table("nothing")

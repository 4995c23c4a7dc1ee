"""Blank totals beside filled-in kinds of applicants: added up only where the table shows that nothing is missing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from knowledge.answering.tables.blanks import in_place_of_blanks
from knowledge.forms import form
from knowledge.records import APPLICANTS, Fact, FactStatus, Place

LAYOUT = form("2021")
GRANTED, PARTLY, TOTAL = "outcomes.granted", "outcomes.partly_granted", "outcomes.total"
ROWS = next(one for one in LAYOUT.table("requests").balances if one.rule == "outcomes_sum_to_total").left


def added_up(cells: Mapping[str, str], row: str = GRANTED) -> list[int]:
    """Return what stands in place of a row's total; a dash is a blank cell, and rows that are left out hold zeros."""

    def cell(indicator: str, applicant: str) -> Fact | None:
        printed = cells.get(indicator, "0 0 0 0 0 0 0").split()[APPLICANTS.index(applicant)]
        blank = printed == "-"
        return Fact(
            indicator,
            applicant,
            None if blank else Decimal(printed),
            "件",
            "" if blank else printed,
            FactStatus.BLANK if blank else FactStatus.PRINTED,
            "requests",
            indicator,
            applicant,
            Place(0),
        )

    return [int(fact.value) for fact in in_place_of_blanks(LAYOUT, cell, [row]) if fact.value is not None]


def test_a_row_of_which_only_the_total_is_blank_is_added_up() -> None:
    assert added_up({GRANTED: "3 1 0 0 0 2 -"}) == [3, 1, 0, 0, 0, 2]


def test_a_blank_kind_counts_as_none_where_its_column_and_the_feet_close_without_it() -> None:
    assert added_up({GRANTED: "3 1 - - - - -", PARTLY: "1 - - - - - 1", TOTAL: "4 1 - - - - 5"}) == [3, 1]


def test_a_blank_kind_is_left_open_where_its_column_comes_to_less_than_its_foot() -> None:
    assert added_up({GRANTED: "3 - 0 0 0 0 -", TOTAL: "3 2 0 0 0 0 5"}) == []


def test_a_blank_kind_is_left_open_where_the_feet_do_not_come_to_the_total() -> None:
    assert added_up({GRANTED: "3 - 0 0 0 0 -", TOTAL: "3 - 0 0 0 0 5"}) == []


def test_a_row_that_is_blank_throughout_stays_blank() -> None:
    assert added_up({GRANTED: "- - - - - - -"}) == []


def test_a_total_that_is_printed_stands_for_itself() -> None:
    assert added_up({GRANTED: "3 1 0 0 0 0 9"}) == [9]

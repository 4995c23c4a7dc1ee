"""Cutting runs of digits, with and without sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tables.cuts import TooManyCuts, cuts
from knowledge.forms import form

REQUESTS = form("2021").table("requests")
REVIEW = form("2021").table("review")
OLD = form("2019").table("disclosure")


def requests_cuts(*tokens: str) -> list[tuple[str, ...]]:
    return cuts(tokens, REQUESTS.rows[0].columns, REQUESTS.balances)


def test_a_sum_leaves_one_cut() -> None:
    assert requests_cuts("410000243") == [("41", "0", "0", "0", "0", "2", "43")]


def test_two_cuts_may_fulfil_the_sum() -> None:
    assert set(requests_cuts("330020338")) >= {("33", "0", "0", "2", "0", "3", "38")}
    assert len(requests_cuts("270020130")) == 2


def test_a_space_is_a_cut() -> None:
    assert requests_cuts("41 0", "00000 41") == []
    assert requests_cuts("41", "0000", "0", "41") == [("41", "0", "0", "0", "0", "0", "41")]


def test_no_number_has_a_leading_zero() -> None:
    assert cuts(["007"], OLD.row("rules").columns) == [("0", "0", "7")]


def test_signs_and_decimals_stand_only_where_the_form_allows_them() -> None:
    assert cuts(["35-15"], OLD.row("fees").columns) == [("35", "-15")]
    assert cuts(["35-15"], OLD.row("rules").columns) == []
    assert cuts(["712.50"], OLD.row("procurement").columns) == [("71", "2.50"), ("7", "12.50")]


def test_three_groups_are_cut_by_their_own_sums() -> None:
    (cut,) = cuts(["12000120030300000"], REVIEW.rows[0].columns, REVIEW.balances)
    assert cut == ("12", "0", "0", "0", "12", "0", "0", "3", "0", "3", "0", "0", "0", "0", "0")


def test_a_run_beyond_reason_is_given_up() -> None:
    with pytest.raises(TooManyCuts):
        cuts(["12" * 40], REVIEW.rows[0].columns)


@given(st.lists(st.sampled_from([0, 0, 0, 1, 2, 9, 11, 30]), min_size=6, max_size=6), st.sampled_from([0, 0, 1, 10]))
def test_sums_leave_those_of_all_cuts_that_fulfil_them(cells: list[int], wrong: int) -> None:
    run = "".join(map(str, (*cells, sum(cells) + wrong)))
    every = cuts([run], REQUESTS.rows[0].columns)
    assert requests_cuts(run) == [cut for cut in every if sum(map(int, cut[:-1])) == int(cut[-1])]


def test_the_row_of_a_large_city_is_cut_by_its_sum() -> None:
    cells = ("28417", "4391", "207", "118", "96", "254", "33483")
    assert cells in requests_cuts("".join(cells))

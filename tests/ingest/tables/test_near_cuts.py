"""Cutting a run by what other rows lead to expect: as many faults as allowed, and no more."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.tables.cuts import Cut, TooManyCuts, cuts
from ingest.tables.near_cuts import Check, near_cuts
from knowledge.forms import form

TABLE = form("2021").table("requests")
COLUMNS = TABLE.rows[0].columns

RUNS = st.lists(st.sampled_from(["0", "0", "1", "3", "12"]), min_size=3, max_size=5).map("".join)
CHECKS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from([1, -1]), st.integers(-12, 12)),
    max_size=6,
    unique_by=lambda one: one[0],
)


def every_cut(run: str) -> set[Cut]:
    """All cuts into seven cells or fewer, the others empty."""
    found = set(cuts([run], COLUMNS))
    for width in range(1, 7):
        for places in combinations(range(7), width):
            for cut in cuts([run], [COLUMNS[place] for place in places]):
                cells = dict(zip(places, cut, strict=True))
                found.add(tuple(cells.get(place, "") for place in range(7)))
    return found


def faults(cut: Cut, checks: list[Check], *, gappy: bool) -> int:
    failing = sum(side * int(cut[column] or 0) + rest != 0 for column, side, rest in checks)
    return failing + (0 if gappy else cut.count(""))


def adds_up(cut: Cut) -> bool:
    *cells, total = (int(part or 0) for part in cut)
    return sum(cells) == total


@settings(deadline=None, max_examples=50)
@given(RUNS, CHECKS, st.integers(0, 3), st.booleans(), st.booleans())
def test_the_cuts_with_few_faults_are_those_of_all_cuts(
    run: str, checks: list[Check], allowed: int, gappy: bool, own: bool
) -> None:
    found = near_cuts([run], COLUMNS, TABLE.balances if own else (), checks, allowed, price=0 if gappy else 1)
    expected = {
        cut for cut in every_cut(run) if faults(cut, checks, gappy=gappy) <= allowed and (adds_up(cut) or not own)
    }
    assert len(set(found)) == len(found)
    assert set(found) == expected


@settings(deadline=None, max_examples=50)
@given(RUNS, st.booleans())
def test_blanks_that_left_no_trace_are_found_with_the_sums(run: str, own: bool) -> None:
    found = cuts([run], COLUMNS, TABLE.balances if own else (), gappy=True)
    assert set(found) == {cut for cut in every_cut(run) if adds_up(cut) or not own}


def test_no_fault_allowed_is_less_than_none() -> None:
    assert near_cuts(["0000000"], COLUMNS, (), [], -1) == []


def test_a_run_that_nothing_bears_out_is_given_up() -> None:
    with pytest.raises(TooManyCuts):
        near_cuts(["12345678901234567890"], COLUMNS, (), [], 1)


def test_what_the_columns_expect_is_found_in_a_long_run() -> None:
    cells = ("28417", "4391", "207", "118", "96", "254", "33483")
    checks: list[Check] = [(column, 1, Decimal(-int(cell))) for column, cell in enumerate(cells)]
    assert near_cuts(["".join(cells)], COLUMNS, (), checks, 1) == [cells]

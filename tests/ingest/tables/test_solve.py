"""Letting the sums over rows choose: what is kept is what a search through all readings of the table keeps."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.tables import solve
from ingest.tables.cells import Kind
from ingest.tables.readings import ABSENT, Reading, Slot
from ingest.tables.solve import agreeing, nearly_agreeing
from knowledge.forms import form

REQUESTS = form("2021").table("requests")
BALANCE = next(balance for balance in REQUESTS.balances if balance.rule == "received_equals_handled")
ROWS = (*BALANCE.left, *BALANCE.right)
TABLE = replace(REQUESTS, balances=(BALANCE,))

slots = st.sampled_from([ABSENT, *(Slot(Kind.NUMBER, Decimal(number)) for number in (0, 1, 2, 3))])
readings = st.lists(st.tuples(slots, slots), min_size=1, max_size=4, unique=True).map(tuple)


def holds(chosen: tuple[Reading, ...]) -> bool:
    left, right = chosen[: len(BALANCE.left)], chosen[len(BALANCE.left) :]
    return all(sum(row[column].amount for row in left) == sum(row[column].amount for row in right) for column in (0, 1))


@settings(deadline=None)
@given(st.tuples(*(readings for _ in ROWS)))
def test_a_reading_is_kept_where_the_others_can_make_it_fit(choices: tuple[tuple[Reading, ...], ...]) -> None:
    whole = [chosen for chosen in product(*choices) if holds(chosen)]
    kept = {
        row: tuple(one for one in found if one in {chosen[place] for chosen in whole})
        for place, (row, found) in enumerate(zip(ROWS, choices, strict=True))
    }
    assert agreeing(TABLE, dict(zip(ROWS, choices, strict=True))) == (kept if whole else None)


def fails_in_one(chosen: tuple[Reading, ...]) -> set[int]:
    left, right = chosen[: len(BALANCE.left)], chosen[len(BALANCE.left) :]
    return {
        column
        for column in (0, 1)
        if sum(row[column].amount for row in left) != sum(row[column].amount for row in right)
    }


@settings(deadline=None)
@given(st.tuples(*(readings for _ in ROWS)))
def test_a_reading_is_nearly_kept_where_the_sums_of_one_column_alone_fail(
    choices: tuple[tuple[Reading, ...], ...],
) -> None:
    whole = [chosen for chosen in product(*choices) if len(fails_in_one(chosen)) <= 1]
    kept = {
        row: tuple(one for one in found if one in {chosen[place] for chosen in whole})
        for place, (row, found) in enumerate(zip(ROWS, choices, strict=True))
    }
    found = nearly_agreeing(TABLE, dict(zip(ROWS, choices, strict=True)))
    assert found == kept if whole else found is None


def test_a_search_that_grows_beyond_bounds_settles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    both = ((Slot(Kind.NUMBER, Decimal(1)),), (Slot(Kind.NUMBER, Decimal(2)),))
    choices = dict.fromkeys(ROWS, both)
    assert agreeing(TABLE, choices) == choices
    monkeypatch.setattr(solve, "TRIED", 1)
    assert agreeing(TABLE, choices) is None

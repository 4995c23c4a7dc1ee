"""Faults of published tables, each as what becomes of the cells: wrong sums, swapped digits, blanks for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.ingest.tables.made import Key, MadeTables

Cells = dict[Key, Decimal | None]
Fault = Callable[[MadeTables, Random], Cells]


def _numbers(made: MadeTables) -> dict[Key, Decimal]:
    return {key: value for key, value in sorted(made.cells.items()) if value is not None}


def _in_requests(made: MadeTables) -> dict[Key, Decimal]:
    return {key: value for key, value in _numbers(made).items() if key[0].startswith(("requests.", "outcomes."))}


def _is_case(key: Key) -> bool:
    return key[0].startswith(("review.", "litigation."))


def _off(value: Decimal, random: Random) -> Decimal:
    """Return what may be printed for a number by mistake."""
    value = Decimal(abs(int(value)))
    others = (
        value + random.choice([1, 10, 100]),
        max(Decimal(0), value - random.choice([1, 9, 10])),
        Decimal(random.randint(0, 3000)),
        Decimal(str(value)[::-1]),
        value * 10 + random.randint(0, 9),
    )
    return random.choice(others)


def _one_off(keys: Callable[[MadeTables], Sequence[Key]], most: int = 1) -> Fault:
    """Make a fault of one or more of certain cells that are printed wrong."""

    def fault(made: MadeTables, random: Random) -> Cells:
        numbers, some = _numbers(made), keys(made)
        return {key: _off(numbers[key], random) for key in random.sample(some, random.randint(1, most))}

    return fault


def swapped_digits(made: MadeTables, random: Random) -> Cells:
    """Swap two digits of a number that stand beside each other."""
    long = [key for key, value in _in_requests(made).items() if value >= 10]
    if not long:
        return {}
    key = random.choice(long)
    digits = list(str(made.cells[key]))
    at = random.randrange(len(digits) - 1)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return {key: Decimal(int("".join(digits)))}


def _lost_blanks(most: int) -> Fault:
    """Make a fault of cells that are left blank where there is nothing to count."""

    def fault(made: MadeTables, random: Random) -> Cells:
        nothing = [key for key, value in _numbers(made).items() if value == 0]
        return dict.fromkeys(random.sample(nothing, min(len(nothing), random.randint(1, most))))

    return fault


def _both(one: Fault, other: Fault) -> Fault:
    return lambda made, random: {**one(made, random), **other(made, random)}


_any_request = _one_off(lambda made: list(_in_requests(made)), most=4)
_sums = _one_off(lambda made: [key for key in _numbers(made) if key[1] == "total" or "total" in key[0]], most=4)

FAULTS: dict[str, Fault] = {
    "none": lambda made, random: {},
    "total of a row": _one_off(lambda made: [key for key in _in_requests(made) if key[1] == "total"]),
    "total of a column": _one_off(lambda made: [key for key in _in_requests(made) if key[0] == "outcomes.total"]),
    "total of cases": _one_off(lambda made: [key for key in _numbers(made) if _is_case(key) and "total" in key[0]]),
    "swapped digits": swapped_digits,
    "some cells": _any_request,
    "some sums": _sums,
    "a few blanks lost": _lost_blanks(6),
    "many blanks lost": _lost_blanks(80),
    "a few blanks lost, some cells": _both(_any_request, _lost_blanks(6)),
    "many blanks lost, some sums": _both(_sums, _lost_blanks(80)),
}


def faulty(made: MadeTables, name: str) -> MadeTables:
    """Return tables with a fault, the same each time: what they say then is what is printed."""
    change = FAULTS[name](made, Random(f"{made.name}/{name}"))
    return replace(made, cells={**made.cells, **change}, name=f"{made.name}/{name}")

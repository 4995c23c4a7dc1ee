"""Choosing among the cuts of two columns run together: 历年累计 is no less than the year, parts and wholes agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ingest.tables.placed import PlacedRow
from ingest.tables.readings import Reading
from ingest.tables.solve import agreeing
from knowledge.forms import Balance, Limit, Table

GROUND = "两栏连写，按历年累计不少于本年、分项与总数相合，只有一种读法"

Rows = Mapping[str, tuple[PlacedRow, ...]]
Choices = dict[str, tuple[Reading, ...]]


def narrowed(table: Table, rows: Rows) -> Rows:
    """Return the rows with the readings left that agree with each other; what agrees with none narrows nothing."""
    choices: Choices = {
        name: _growing(placed[0]) for name, placed in rows.items() if len(placed) == 1 and placed[0].readings.all
    }
    for balance in table.balances:
        choices = _balanced(table, balance, choices)
    for limit in table.limits:
        choices = _limited(limit, choices)
    solved = dict(rows)
    for name, left in choices.items():
        (placed,) = rows[name]
        if len(left) < len(placed.readings.all):
            solved[name] = (placed.with_readings(left, GROUND),)
    return solved


def _growing(placed: PlacedRow) -> tuple[Reading, ...]:
    """Return the readings of a row in which the years so far count no less than the year, if any."""
    every = placed.readings.all
    if not placed.readings.chosen:
        return every
    return tuple(reading for reading in every if (reading[0].value or 0) <= (reading[-1].value or 0)) or every


def _balanced(table: Table, balance: Balance, choices: Choices) -> Choices:
    """Narrow the rows of one sum, with the parts that are printed; one part alone is no sum."""
    parts = tuple(name for name in (*balance.left, *balance.also) if name in choices)
    if len(parts) < 2 or balance.right[0] not in choices:
        return choices
    concerned = {name: choices[name] for name in (*parts, *balance.right)}
    kept = agreeing(replace(table, balances=(replace(balance, left=parts),)), concerned)
    return {**choices, **kept} if kept else choices


def _limited(limit: Limit, choices: Choices) -> Choices:
    whole = choices.get(limit.whole)
    for part in limit.parts:
        if whole is None or part not in choices:
            continue
        pairs = [(one, all_) for one in choices[part] for all_ in whole if _within(one, all_)]
        if pairs:
            left = {id(reading) for pair in pairs for reading in pair}
            whole = tuple(reading for reading in whole if id(reading) in left)
            choices = {**choices, limit.whole: whole, part: tuple(r for r in choices[part] if id(r) in left)}
    return choices


def _within(part: Reading, whole: Reading) -> bool:
    return all((one.value or 0) <= (other.value or 0) for one, other in zip(part, whole, strict=True))

"""Choosing among the cuts of two columns run together: parts and wholes agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ingest.tables.placed import PlacedRow
from ingest.tables.readings import Reading
from ingest.tables.solve import agreeing
from knowledge.forms import Balance, Limit, Table

GROUND = "两栏连写，按分项与总数相合，只有一种读法"

Rows = Mapping[str, tuple[PlacedRow, ...]]
Choices = dict[str, tuple[Reading, ...]]


def narrowed(table: Table, rows: Rows) -> Rows:
    """Return the rows with the readings left that agree with each other; what agrees with none narrows nothing.

    Sums over rows in both columns go first: they hold by chance least. That 历年累计 is no less than the year chooses
    nothing: where it was published wrong, whether in one row or throughout, a wrong cut fulfils it.
    """
    choices: Choices = {
        name: placed[0].readings.all for name, placed in rows.items() if len(placed) == 1 and placed[0].readings.all
    }
    choices = _agreeing(table, choices)
    solved = dict(rows)
    for name, left in choices.items():
        (placed,) = rows[name]
        if len(left) < len(placed.readings.all):
            solved[name] = (placed.with_readings(left, GROUND),)
    return solved


def _agreeing(table: Table, choices: Choices) -> Choices:
    for balance in table.balances:
        choices = {**choices, **(_met(table, balance, choices) or {})}
    for limit in table.limits:
        choices = _limited(limit, choices)
    return choices


def _met(table: Table, balance: Balance, choices: Choices) -> Mapping[str, tuple[Reading, ...]] | None:
    """Return the readings that meet one sum over the parts that are printed, None where none do.

    One part alone is no sum: nothing is returned for it.
    """
    parts = tuple(name for name in (*balance.left, *balance.also) if name in choices)
    if len(parts) < 2 or balance.right[0] not in choices:
        return {}
    concerned = {name: choices[name] for name in (*parts, *balance.right)}
    return agreeing(replace(table, balances=(replace(balance, left=parts),)), concerned)


def _limited(limit: Limit, choices: Choices) -> Choices:
    """Narrow the parts of a whole that is known; of two open rows either may be the one that is published wrong."""
    whole = choices.get(limit.whole, ())
    if len(whole) != 1:
        return choices
    within = {
        part: tuple(reading for reading in choices[part] if _within(reading, whole[0]))
        for part in limit.parts
        if part in choices
    }
    return {**choices, **{part: left for part, left in within.items() if left}}


def _within(part: Reading, whole: Reading) -> bool:
    return all((one.value or 0) <= (other.value or 0) for one, other in zip(part, whole, strict=True))

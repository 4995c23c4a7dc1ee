"""Letting the sums over the rows of a table choose among the readings of each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ingest.tables.readings import Reading
from knowledge.forms import Balance, Table

STATES = 40_000
"""Distinct partial sums kept before the search is given up."""

Vector = tuple[Decimal | int, ...]
Choices = Mapping[str, tuple[Reading, ...]]


def agreeing(table: Table, choices: Choices) -> Choices | None:
    """Return the readings of each row that take part in a reading of the whole table fulfilling all its sums.

    Sums over rows that are not all there are left out. None: no reading of the whole fulfils them (the published
    sums are wrong), or too many had to be tried.
    """
    sums = [balance for balance in table.balances if balance.across == "rows" and _present(balance, choices)]
    rows = [row for row in choices if choices[row]]
    moves = [[_move(row, reading, sums) for reading in choices[row]] for row in rows]
    width = len(sums) * max((len(readings[0]) for readings in choices.values() if readings), default=0)
    if all(len(options) == 1 for options in moves):
        return None if any(_total([move for (move,) in moves], [])) else {**choices}
    start: Vector = (0,) * width
    reached = _reached(start, moves)
    wanted = _reached(start, [[_minus(move) for move in options] for options in moves[::-1]])
    if reached is None or wanted is None or start not in reached[-1]:
        return None
    kept = {
        row: tuple(
            reading
            for reading, move in zip(choices[row], moves[index], strict=True)
            if any(_plus(state, move) in wanted[len(rows) - 1 - index] for state in reached[index])
        )
        for index, row in enumerate(rows)
    }
    return {**choices, **kept}


def confirmed_columns(table: Table, choices: Choices) -> frozenset[int]:
    """Return the columns, by index, in which every row has one value and all sums over rows hold."""
    sums = [balance for balance in table.balances if balance.across == "rows" and _present(balance, choices)]
    width = max((len(readings[0]) for readings in choices.values() if readings), default=0)
    single = (i for i in range(width) if all(len({one[i].says for one in some}) == 1 for some in choices.values()))
    moves = [_move(row, choices[row][0], sums) for row in choices if choices[row]]
    left = _total(moves, [])
    return frozenset(i for i in single if sums and not any(left[i + width * place] for place in range(len(sums))))


def _total(moves: Sequence[Vector], more: Sequence[Vector]) -> Vector:
    return tuple(sum(values) for values in zip(*moves, *more, strict=True))


def has_row_sums(table: Table, choices: Choices) -> bool:
    """True where at least one sum over rows can be checked."""
    return any(balance.across == "rows" and _present(balance, choices) for balance in table.balances)


def _present(balance: Balance, choices: Choices) -> bool:
    return all(choices.get(row) for row in (*balance.left, *balance.right))


def _move(row: str, reading: Reading, sums: Sequence[Balance]) -> Vector:
    signs = [(row in balance.left) - (row in balance.right) for balance in sums]
    return tuple(sign * (slot.value or 0) for sign in signs for slot in reading)


def _reached(start: Vector, moves: Sequence[Sequence[Vector]]) -> list[set[Vector]] | None:
    states = [{start}]
    for options in moves:
        states.append({_plus(state, move) for state in states[-1] for move in set(options)})
        if len(states[-1]) > STATES:
            return None
    return states


def _plus(left: Vector, right: Vector) -> Vector:
    return tuple(a + b for a, b in zip(left, right, strict=True))


def _minus(vector: Vector) -> Vector:
    return tuple(-value for value in vector)

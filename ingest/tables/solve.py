"""Letting the sums over the rows of a table choose among the readings of each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import add

from ingest.tables.readings import Reading, said_by
from knowledge.forms import Balance, Table

STATES = 40_000
"""Distinct partial sums kept before the search is given up."""
TRIED = 300_000
"""Sums tried in a row before the search is given up."""
ROUNDS = 5
"""What more rounds would still rule out, the search itself does."""

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
    if all(len(options) == 1 for options in moves):
        return None if any(_total([move for (move,) in moves])) else {**choices}
    agreed = _agreed([list(dict.fromkeys(options)) for options in moves])
    if agreed is None:
        return None
    kept = {
        row: tuple(reading for reading, move in zip(choices[row], options, strict=True) if move in left)
        for row, options, left in zip(rows, moves, agreed, strict=True)
    }
    return {**choices, **kept}


def _agreed(options: Sequence[Sequence[Vector]]) -> list[set[Vector]] | None:
    """Return which moves of each row take part in a walk from nothing to nothing, one move a row; None where none do.

    Rows with few moves go first; what the rows still to come cannot bring back to nothing is not followed.
    """
    bounded = _within_reach(options)
    if bounded is None:
        return None
    order = sorted(range(len(bounded)), key=lambda row: len(bounded[row]))
    reached = _reached([bounded[row] for row in order])
    if reached is None or not reached[-1]:
        return None
    agreed: list[set[Vector]] = [set() for _ in bounded]
    good = reached[-1]
    for step in range(len(order) - 1, -1, -1):
        row, before = order[step], set()
        for state in reached[step]:
            for move in bounded[row]:
                if _plus(state, move) in good:
                    agreed[row].add(move)
                    before.add(state)
        good = before
    return agreed


def _within_reach(options: Sequence[Sequence[Vector]]) -> list[list[Vector]] | None:
    """Return the moves that the other rows can make up for, component by component; None where a row has none left."""
    left = [list(moves) for moves in options]
    for _ in range(ROUNDS):
        spans = [_span(moves) for moves in left]
        lowest, highest = (_total([span[side] for span in spans]) for side in (0, 1))
        fitting = [
            [
                move
                for move in moves
                if all(
                    low - least + part <= 0 <= high - most + part
                    for low, high, least, most, part in zip(lowest, highest, *span, move, strict=True)
                )
            ]
            for moves, span in zip(left, spans, strict=True)
        ]
        if not all(fitting):
            return None
        if fitting == left:
            break
        left = fitting
    return left


def _reached(options: Sequence[Sequence[Vector]]) -> list[set[Vector]] | None:
    """Return the sums reached after each row from which nothing is still in reach, None where they are too many."""
    spans = [_span(moves) for moves in options]
    width = len(spans[0][0])
    lows: list[Vector] = [(0,) * width]
    highs: list[Vector] = [(0,) * width]
    for least, most in reversed(spans):
        lows.append(_plus(lows[-1], least))
        highs.append(_plus(highs[-1], most))
    states: list[set[Vector]] = [{(0,) * width}]
    for step, moves in enumerate(options):
        if len(states[-1]) * len(moves) > TRIED:
            return None
        low, high = lows[len(options) - step - 1], highs[len(options) - step - 1]
        following = {_plus(state, move) for state in states[-1] for move in moves}
        states.append({state for state in following if _in_reach(state, low, high)})
        if len(states[-1]) > STATES:
            return None
    return states


def _in_reach(state: Vector, low: Vector, high: Vector) -> bool:
    return all(least <= -part <= most for part, least, most in zip(state, low, high, strict=True))


def _span(moves: Sequence[Vector]) -> tuple[Vector, Vector]:
    columns = list(zip(*moves, strict=True))
    return tuple(map(min, columns)), tuple(map(max, columns))


def confirmed_columns(table: Table, choices: Choices) -> frozenset[int]:
    """Return the columns, by index, in which every row has one value and all sums over rows hold."""
    sums = [balance for balance in table.balances if balance.across == "rows" and _present(balance, choices)]
    width = max((len(readings[0]) for readings in choices.values() if readings), default=0)
    said = [said_by(readings) for readings in choices.values()]
    single = [i for i in range(width) if all(some and len(some[i]) == 1 for some in said)]
    left = _total([_move(row, choices[row][0], sums) for row in choices if choices[row]])
    return frozenset(i for i in single if sums and not any(left[i + width * place] for place in range(len(sums))))


def _total(moves: Sequence[Vector]) -> Vector:
    return tuple(map(sum, zip(*moves, strict=True)))


def summed_rows(table: Table, choices: Choices) -> frozenset[str]:
    """Return the rows that stand in a sum over rows that can be checked; on the others no such sum has a say."""
    sums = [balance for balance in table.balances if balance.across == "rows" and _present(balance, choices)]
    return frozenset(row for balance in sums for row in (*balance.left, *balance.right))


def _present(balance: Balance, choices: Choices) -> bool:
    return all(choices.get(row) for row in (*balance.left, *balance.right))


def _move(row: str, reading: Reading, sums: Sequence[Balance]) -> Vector:
    signs = [(row in balance.left) - (row in balance.right) for balance in sums]
    amounts = [slot.amount for slot in reading]
    return tuple(sign * amount for sign in signs for amount in amounts)


def _plus(left: Vector, right: Vector) -> Vector:
    return tuple(map(add, left, right))

"""Letting the sums over the rows of a table choose among the readings of each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain, compress
from operator import add, neg

from ingest.tables.readings import Reading
from knowledge.forms import Balance, Table

STATES = 4_000
"""Distinct partial sums kept before the search is given up."""
TRIED = 20_000
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
    return _kept(choices, _moves(table, choices))


def nearly_agreeing(table: Table, choices: Choices) -> Choices | None:
    """Return the readings that take part in one of the whole table in which the sums of one column alone fail.

    None where there is none, or too many had to be tried.
    """
    moves = _moves(table, choices)
    width = max((len(readings[0]) for readings in choices.values() if readings), default=0)
    spans = [_span(options) for options in moves]
    lowest, highest = (_total([span[side] for span in spans]) for side in (0, 1))
    stuck = {
        place % width for place, (low, high) in enumerate(zip(lowest, highest, strict=True)) if not low <= 0 <= high
    }
    columns = range(width) if not stuck else stuck if len(stuck) == 1 else ()
    found = [kept for column in columns if (kept := _kept(choices, _without(moves, column, width)))]
    if not found:
        return None
    left = {row: {id(one) for kept in found for one in kept[row]} for row in choices}
    return {row: tuple(one for one in readings if id(one) in left[row]) for row, readings in choices.items()}


def _kept(choices: Choices, moves: Sequence[Sequence[Vector]]) -> Choices | None:
    """Return the readings whose moves take part in a walk from nothing to nothing, None where none do."""
    if all(len(options) == 1 for options in moves):
        return None if any(_total([move for (move,) in moves])) else {**choices}
    agreed = _agreed([list(dict.fromkeys(options)) for options in moves])
    if agreed is None:
        return None
    rows = [row for row in choices if choices[row]]
    kept = {
        row: tuple(reading for reading, move in zip(choices[row], options, strict=True) if move in left)
        for row, options, left in zip(rows, moves, agreed, strict=True)
    }
    return {**choices, **kept}


def _without(moves: Sequence[Sequence[Vector]], column: int, width: int) -> list[list[Vector]]:
    kept = [place % width != column for place in range(len(moves[0][0]))]
    return [[tuple(compress(move, kept)) for move in options] for options in moves]


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


def _total(moves: Sequence[Vector]) -> Vector:
    return tuple(map(sum, zip(*moves, strict=True)))


def summed_rows(table: Table, choices: Choices) -> frozenset[str]:
    """Return the rows that stand in a sum over rows that can be checked; on the others no such sum has a say."""
    return frozenset(row for balance in present_sums(table, choices) for row in (*balance.left, *balance.right))


def present_sums(table: Table, choices: Choices) -> list[Balance]:
    """Return the sums over rows of which all rows are there."""
    return [
        balance
        for balance in table.balances
        if balance.across == "rows" and all(choices.get(row) for row in (*balance.left, *balance.right))
    ]


def _moves(table: Table, choices: Choices) -> list[list[Vector]]:
    """Return what each reading of each row adds to the sums over rows, column by column."""
    sums = present_sums(table, choices)
    return [
        _row_moves([(row in balance.left) - (row in balance.right) for balance in sums], readings)
        for row, readings in choices.items()
        if readings
    ]


def _row_moves(signs: Sequence[int], readings: Sequence[Reading]) -> list[Vector]:
    rows = [tuple(slot.amount for slot in reading) for reading in readings]
    none = [(0,) * len(amounts) for amounts in rows]
    negative = [tuple(map(neg, amounts)) for amounts in rows] if -1 in signs else none
    by_sign = {0: none, 1: rows, -1: negative}
    return (
        [tuple(chain(*parts)) for parts in zip(*(by_sign[sign] for sign in signs), strict=True)]
        if signs
        else [()] * len(rows)
    )


def _plus(left: Vector, right: Vector) -> Vector:
    return tuple(map(add, left, right))

"""Runs of digits (8855698 for 制发, 废止, 现行有效) settled from outside their row: by the text, by the next year.

A run is cut anew from ``printed`` here, because what the text or a neighbour says of one cell decides over the others
through the cuts that are left. A cell becomes settled only where every reading left agrees on it; ``candidates``
stay, so that all this can be done again when a neighbour changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import combinations

from ingest.claims import Statement, wordings
from ingest.tables.cuts import TooManyCuts, cuts, value_of
from knowledge.forms import Column, forms, label_of
from knowledge.records import Fact, FactStatus

STOCK = ("issued", "repealed", "in_force")
STOCKS = ("rules", "normative_documents")
OPEN = (FactStatus.UNCERTAIN, FactStatus.SETTLED)

Reading = tuple[Decimal | None, ...]
"""One way to read a run: a number for each cell, None for a blank cell that left no trace in it."""


@dataclass(frozen=True, slots=True)
class Run:
    """The cells of one row whose digits were printed as one run, and the readings that are left of it."""

    facts: tuple[Fact, ...]
    readings: tuple[Reading, ...]

    @property
    def is_open(self) -> bool:
        """True where a cell is still without a value."""
        return any(fact.value is None for fact in self.facts)


def settle_by_text(facts: Sequence[Fact], stated: Sequence[Statement]) -> tuple[Fact, ...]:
    """Return the facts with runs narrowed by what the narrative says of their cells (本年制发…62件).

    ``stated`` is what the figures say of the tables (``ingest.claims.statements``).

    A statement that fits no reading narrows nothing: ``checks`` reports it. Two statements that contradict each other
    on a cell narrow nothing either.
    """
    stated = [one for one in stated if one.claim.settles]
    if not stated or all(fact.value is not None for fact in facts):
        return tuple(facts)
    for run in _runs(facts):
        if run.is_open:
            facts = _replaced(facts, _told(run, stated))
    return _within_limits(facts)


def settle_by_years(
    earlier_facts: Sequence[Fact], later_facts: Sequence[Fact]
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the facts of two neighbouring years with runs narrowed by 现行有效 = 上年现行有效 + 制发 − 废止.

    One of the two rows must be known whole: between two open runs a balance that does not hold in truth is met by
    chance too often.
    """
    ground = wordings()["grounds"]["years"]
    for stock in STOCKS:
        before, after = _stock(earlier_facts, stock), _stock(later_facts, stock)
        if before is None or after is None or before.is_open == after.is_open:
            continue
        pairs = [(held, moved) for held in before.readings for moved in after.readings if _balances(held, moved)]
        if not pairs:
            continue
        earlier_facts = _replaced(earlier_facts, _narrowed(before, [held for held, _ in pairs], ground))
        later_facts = _replaced(later_facts, _narrowed(after, [moved for _, moved in pairs], ground))
    return tuple(earlier_facts), tuple(later_facts)


def _balances(held: Reading, moved: Reading) -> bool:
    """Tell whether a year's row follows from last year's; a blank flow is nothing, a blank stock says nothing."""
    if held[2] is None or moved[2] is None:
        return False
    return held[2] + (moved[0] or 0) - (moved[1] or 0) == moved[2]


def settle_series(reports: Mapping[int, Sequence[Fact]]) -> dict[int, tuple[Fact, ...]]:
    """Return the facts of one agency's reports, by year, settled by all their neighbours.

    What rested on a neighbour before is opened first, so that the outcome depends on the reports alone and not on the
    order in which they came in.
    """
    series = {year: without_years(facts) for year, facts in reports.items()}
    pairs = [(year - 1, year) for year in sorted(series) if year - 1 in series]
    for pair in (*pairs, *reversed(pairs)):
        series[pair[0]], series[pair[1]] = settle_by_years(series[pair[0]], series[pair[1]])
    return series


def without_years(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts with everything undone that rested on the report of another year."""
    mark = wordings()["grounds"]["years"].split("：")[0]
    for run in _runs(facts):
        if any(fact.basis.startswith(mark) for fact in run.facts):
            opened = [
                replace(fact, value=None, status=FactStatus.UNCERTAIN, basis="")
                if fact.basis.startswith(mark)
                else fact
                for fact in run.facts
            ]
            facts = _replaced(facts, _reopened(opened))
    return tuple(facts)


def _told(run: Run, stated: Sequence[Statement]) -> tuple[Fact, ...]:
    """Narrow a run by each cell that the text states."""
    for index, fact in enumerate(run.facts):
        said = [one for one in stated if fact.indicator in one.claim.rows and one.figure.qualifier == "exact"]
        fitting = [one for one in said if any(reading[index] == one.figure.value for reading in run.readings)]
        if len({one.figure.value for one in fitting}) != 1:
            continue
        left = [reading for reading in run.readings if reading[index] == fitting[0].figure.value]
        ground = wordings()["grounds"]["text"].format(phrase=fitting[0].phrase, printed=fact.printed)
        run = Run(_narrowed(run, left, ground), tuple(left))
    return run.facts


def _within_limits(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts with open runs narrowed where a part must not be more than a whole that is known."""
    limits = [limit for form in forms() for table in form.tables for limit in table.limits]
    for run in _runs(facts):
        for limit in limits:
            whole = [fact for fact in facts if fact.table == run.facts[0].table and fact.row == limit.whole]
            most = tuple(fact.value for fact in whole if fact.value is not None)
            if run.is_open and run.facts[0].row in limit.parts and len(most) == len(run.facts):
                left = [reading for reading in run.readings if _no_more(reading, most)]
                names = {"whole": label_of(limit.whole), "printed": run.facts[0].printed}
                facts = _replaced(facts, _narrowed(run, left, wordings()["grounds"]["limits"].format(**names)))
    return tuple(facts)


def _no_more(reading: Reading, most: Sequence[Decimal]) -> bool:
    return all((value or 0) <= limit for value, limit in zip(reading, most, strict=True))


def _narrowed(run: Run, readings: Sequence[Reading], ground: str) -> tuple[Fact, ...]:
    """Return a run's facts with the candidates of the readings left; settled where they leave one value."""
    columns = [{reading[index] for reading in readings} for index in range(len(run.facts))]
    return tuple(_narrowed_cell(fact, values, ground) for fact, values in zip(run.facts, columns, strict=True))


def _narrowed_cell(fact: Fact, values: set[Decimal | None], ground: str) -> Fact:
    numbers = tuple(sorted(value for value in values if value is not None))
    if fact.value is not None or not numbers:
        return fact
    if len(values) == 1:
        return replace(fact, value=numbers[0], status=FactStatus.SETTLED, basis=ground)
    return replace(fact, candidates=numbers, basis=ground + wordings()["grounds"]["open"])


def _reopened(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts of a run with the candidates of its cuts, what the text settled kept."""
    readings = _readings(facts, narrow=False)
    return tuple(
        replace(fact, candidates=_numbers(readings, index)) if fact.value is None else fact
        for index, fact in enumerate(facts)
    )


def _numbers(readings: Sequence[Reading], index: int) -> tuple[Decimal, ...]:
    return tuple(sorted({value for reading in readings if (value := reading[index]) is not None}))


def _runs(facts: Sequence[Fact]) -> list[Run]:
    """Return the rows whose digits were printed as one run; their cells share what is printed and where."""
    rows: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact.status in OPEN:
            rows.setdefault((fact.table, fact.row, fact.place, fact.printed), []).append(fact)
    runs = [Run(tuple(row), readings) for row in rows.values() if (readings := _readings(row))]
    return [run for run in runs if len(run.facts) > 1]


def _readings(facts: Sequence[Fact], *, narrow: bool = True) -> tuple[Reading, ...]:
    """Cut a run anew and keep the cuts that agree with the settled cells and, with ``narrow``, the candidates.

    Where a candidate is in no cut into all cells, the table's reader has reckoned with lost blanks: so is it here.
    """
    columns = _columns(facts)
    tokens = re.findall(r"[\d.,，]+", facts[0].printed)
    if len(columns) != len(facts) or not tokens:
        return ()
    try:
        found = _cut(tokens, columns)
        if any(value not in _numbers(found, index) for index, fact in enumerate(facts) for value in fact.candidates):
            found += [gap for width in range(1, len(columns)) for gap in _with_gaps(tokens, columns, width)]
    except TooManyCuts:
        return ()
    agreeing = (reading for reading in found if all(map(partial(_agrees, narrow=narrow), facts, reading)))
    return tuple(dict.fromkeys(agreeing))


def _cut(tokens: Sequence[str], columns: Sequence[Column]) -> list[Reading]:
    return [tuple(value_of(part) for part in cut) for cut in cuts(tokens, columns)]


def _with_gaps(tokens: Sequence[str], columns: Sequence[Column], width: int) -> Iterator[Reading]:
    """Yield the readings in which only ``width`` cells left digits in the run."""
    for places in combinations(range(len(columns)), width):
        for cut in _cut(tokens, [columns[place] for place in places]):
            cells = dict(zip(places, cut, strict=True))
            yield tuple(cells.get(place) for place in range(len(columns)))


def _agrees(fact: Fact, value: Decimal | None, *, narrow: bool) -> bool:
    if fact.value is not None:
        return fact.value == value
    return value is None or not narrow or not fact.candidates or value in fact.candidates


def _columns(facts: Sequence[Fact]) -> tuple[Column, ...]:
    names = tuple(fact.column for fact in facts)
    for form in forms():
        for table in form.tables:
            for row in table.rows:
                if table.id == facts[0].table and row.id == facts[0].row and tuple(c.id for c in row.columns) == names:
                    return row.columns
    return ()


def _stock(facts: Sequence[Fact], stock: str) -> Run | None:
    """Return the row of a stock as a run: open, or known whole with its one reading."""
    cells = [fact for name in STOCK for fact in facts if fact.indicator == f"{stock}.{name}"]
    if len(cells) != len(STOCK):
        return None
    values = tuple(fact.value for fact in cells if fact.value is not None)
    if len(values) == len(STOCK):
        return Run(tuple(cells), (values,))
    readings = _readings(cells) if len({fact.printed for fact in cells}) == 1 else ()
    return Run(tuple(cells), readings) if readings else None


def _replaced(facts: Sequence[Fact], changed: Sequence[Fact]) -> tuple[Fact, ...]:
    new = {(fact.indicator, fact.applicant): fact for fact in changed}
    return tuple(new.get((fact.indicator, fact.applicant), fact) for fact in facts)

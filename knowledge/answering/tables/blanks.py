"""Totals that were left blank while the kinds of applicants beside them are filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from knowledge.forms import Form
from knowledge.records import APPLICANTS, Fact, FactStatus

Cells = Callable[[str, str], Fact | None]
"""Looks up a cell of one report by indicator and applicant."""

_CLOSING = "outcomes_sum_to_total"


def in_place_of_blanks(layout: Form, cells: Cells, rows: Sequence[str]) -> tuple[Fact, ...]:
    """Return the cells that the totals of rows come from, those of the kinds of applicants where a total is blank.

    Empty where that does not settle it: a cell of a kind that is blank as well counts as none only where what is
    printed in its column already comes to the foot of the column, and the feet to the total of the table.
    """
    found: list[Fact] = []
    for row in rows:
        total = cells(row, "total")
        if total is None:
            return ()
        if total.status is not FactStatus.BLANK:
            found.append(total)
            continue
        kinds = [cells(row, kind) for kind in APPLICANTS[:-1]]
        if not all(fact and (fact.value is not None or _is_none(layout, cells, fact)) for fact in kinds):
            return ()
        found += [fact for fact in kinds if fact and fact.value is not None]
    return tuple(found) if all(fact.value is not None for fact in found) else ()


def _is_none(layout: Form, cells: Cells, blank: Fact) -> bool:
    closing = next((one for table in layout.tables for one in table.balances if one.rule == _CLOSING), None)
    if blank.status is not FactStatus.BLANK or closing is None or blank.indicator not in closing.left:
        return False
    feet = {kind: cells(closing.right[0], kind) for kind in APPLICANTS}
    whole = feet["total"]
    if whole is None or whole.value is None or _sum([feet[kind] for kind in APPLICANTS[:-1]]) != whole.value:
        return False
    foot = feet[blank.applicant]
    return _sum([cells(row, blank.applicant) for row in closing.left]) == ((foot and foot.value) or 0)


def _sum(facts: Sequence[Fact | None]) -> Decimal | None:
    """Return what is printed in the cells added up; None where one of them is neither filled in nor blank."""
    if not all(fact and (fact.value is not None or fact.status is FactStatus.BLANK) for fact in facts):
        return None
    return sum((fact.value or Decimal() for fact in facts if fact), Decimal())

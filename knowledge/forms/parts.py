"""What is a part of what on the forms: by the sums that a table must come to, and by the unprinted subtotals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from knowledge.forms import Balance, Form, forms


@cache
def whole_of(indicator: str) -> str | None:
    """Return the total that an indicator is a part of, on the newest form where it is one.

    >>> whole_of("outcomes.refused.state_secret"), whole_of("outcomes.refused"), whole_of("review.corrected")
    ('outcomes.total', 'outcomes.total', 'review.total')
    >>> whole_of("requests.carried_in"), whole_of("litigation.upheld"), whole_of("applications.received.letter")
    ('requests.in_hand', 'litigation', 'applications.received')
    >>> whole_of("penalties.decisions")
    """
    return next((whole for layout in reversed(forms()) if (whole := _whole_on(layout, indicator))), None)


def parts_of(layout: Form, indicator: str) -> tuple[str, ...]:
    """Return what a total is made of on a form, subtotals in the place of their rows; empty where it has no parts.

    >>> parts_of(forms()[-1], "outcomes.total")[:3]
    ('outcomes.granted', 'outcomes.partly_granted', 'outcomes.refused')
    >>> parts_of(forms()[-1], "litigation.direct.total")[0]
    'litigation.direct.upheld'
    """
    own = layout.subtotal_parts(indicator)
    if own:
        return own
    rows = next((one.left for one in _balances(layout) if one.right == (indicator,)), ())
    return tuple(dict.fromkeys(_group(layout, row, rows) for row in rows))


def _group(layout: Form, row: str, rows: tuple[str, ...]) -> str:
    """Return the subtotal that stands for a row, where all its parts are among the rows."""
    for subtotal in layout.subtotals:
        parts = layout.subtotal_parts(subtotal.id)
        if row in parts and set(parts) <= set(rows):
            return subtotal.id
    return row


def _whole_on(layout: Form, indicator: str) -> str | None:
    for balance in _balances(layout):
        if indicator in (*balance.left, *balance.also) and len(balance.right) == 1:
            return balance.right[0]
    for subtotal in layout.subtotals:
        if indicator in subtotal.parts or _balances_with(layout, subtotal.parts, indicator):
            return subtotal.id
    own = layout.subtotal_parts(indicator)
    above = {whole for part in own if (whole := _whole_on(layout, part))}
    if len(above) == 1:
        return above.pop()
    return next((one.id for one in layout.subtotals if above and above == set(one.parts)), None)


def _balances_with(layout: Form, left: tuple[str, ...], indicator: str) -> bool:
    return any(set(one.left) == set(left) and indicator in one.right for one in _balances(layout))


def _balances(layout: Form) -> Iterator[Balance]:
    """Yield the sums of rows that name indicators; those over the kinds of applicants do not."""
    for table in layout.tables:
        for balance in table.balances:
            if all((name, "total") in layout.cells for name in balance.right):
                yield balance

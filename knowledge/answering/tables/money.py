"""Amounts of money in one unit: reports state them in 元 or 万元, and only like amounts are set side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from knowledge.answering.gate import Computed, Evidence
from knowledge.answering.tables.readings import Reading, unit_of
from knowledge.numerals import format_number
from knowledge.store import Store

YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""What each unit of money is in 元."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of one unit of money another is: 10,000 for 万元 in 元."""

    units: tuple[str, str]

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether it is the number by which an amount is multiplied or divided."""
        return text == format_number(self.factor)

    @property
    def factor(self) -> Decimal:
        """The greater unit in the smaller."""
        one, other = sorted(YUAN[unit] for unit in self.units)
        return other / one


def is_money(indicator: str) -> bool:
    """Tell whether an indicator is an amount of money.

    >>> is_money("fees.amount"), is_money("requests.new")
    (True, False)
    """
    return unit_of(indicator) in YUAN


def exchanged(reading: Reading, evidence: dict[str, Evidence]) -> Computed | None:
    """Return an amount in the unit that the form asks for, as a formula; None where it stands in that unit already."""
    wanted = unit_of(reading.indicator)
    if reading.value is None or reading.unit == wanted or not {reading.unit, wanted} <= YUAN.keys():
        return None
    rate = Rate((reading.unit, wanted))
    sign = "×" if YUAN[reading.unit] > YUAN[wanted] else "÷"
    number = format_number(rate.factor)
    return Computed(f"{format_number(reading.value)} {sign} {number}", {**evidence, number: rate})

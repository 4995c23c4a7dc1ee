"""The facts of one report as amounts that can be added up, blanks and gaps accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.forms import Form, Table, forms
from knowledge.quick import quick
from knowledge.records import Fact, FactStatus

Key = tuple[str, str]
EMPTY = (FactStatus.BLANK, FactStatus.NOT_APPLICABLE)


@quick
@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the facts it was made of. ``blanks`` counts cells that were taken for nothing; ``computed`` says
    that a total was blank and its row was added up instead.
    """

    value: Decimal
    keys: tuple[Key, ...] = ()
    blanks: int = 0
    computed: bool = False


class Ledger:
    """The facts of a report by indicator and applicant."""

    def __init__(self, facts: Sequence[Fact], form: str | None = None) -> None:
        self.facts = {(fact.indicator, fact.applicant): fact for fact in facts}
        self._amounts = {key: _amount(key, fact) for key, fact in self.facts.items()}
        self._totals: dict[str, Amount | None] = {}
        self.form = form
        self.tables = tuple(dict.fromkeys(fact.table for fact in facts))

    def layout(self, table_id: str) -> tuple[Form, Table] | None:
        """Return the form whose table of that name has the most of these cells; a report may mix forms."""
        layouts = [(form, table) for form in forms() for table in form.tables if table.id == table_id]
        if not layouts:
            return None
        return max(layouts, key=lambda layout: (self._fit(layout[1]), layout[0].id == self.form))

    def _fit(self, table: Table) -> int:
        return 2 * len(table.keys & self.facts.keys()) - len(table.keys)

    def cell(self, key: Key) -> Amount | None:
        """Return what a cell says, a blank as nothing, None where it is missing or uncertain."""
        return self._amounts.get(key)

    def total(self, indicator: str) -> Amount | None:
        """Return the total of an indicator or subtotal; a blank total is added up from its row."""
        if indicator not in self._totals:
            self._totals[indicator] = self._total(indicator)
        return self._totals[indicator]

    def _total(self, indicator: str) -> Amount | None:
        parts = self._parts(indicator)
        if parts:
            return add(self.total(part) for part in parts)
        printed = self.cell((indicator, "total"))
        if printed is None or printed.keys:
            return printed
        row = [self.cell(key) for key in self.facts if key[0] == indicator and key[1] != "total"]
        if not any(amount and amount.keys for amount in row):
            return printed
        summed = add(row)
        return summed and Amount(summed.value, summed.keys, summed.blanks, computed=True)

    def _parts(self, indicator: str) -> tuple[str, ...]:
        if (indicator, "total") in self.facts:
            return ()
        for form in forms():
            parts = form.subtotal_parts(indicator)
            if parts and all((part, "total") in self.facts for part in parts):
                return parts
        return ()


def add(amounts: Iterable[Amount | None]) -> Amount | None:
    """Return the sum, None where a part is missing or uncertain or where no part holds a number."""
    value, keys, blanks, computed = Decimal(0), list[Key](), 0, False
    for amount in amounts:
        if amount is None:
            return None
        value += amount.value
        keys += amount.keys
        blanks += amount.blanks
        computed = computed or amount.computed
    return Amount(value, tuple(keys), blanks, computed) if keys else None


def _amount(key: Key, fact: Fact) -> Amount | None:
    if fact.value is not None:
        return Amount(fact.value, (key,))
    return Amount(Decimal(0), blanks=1) if fact.status in EMPTY else None

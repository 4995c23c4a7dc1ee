"""Cells, figures of the narrative, and findings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from knowledge.records import Fact, FactStatus, Figure, Finding, Operand, Place, Severity
from knowledge.store.rooms import Room, dump, number
from knowledge.store.sums import Cell, write_sums

_FACT = (
    "indicator, applicant, value, unit, printed, status, candidates, basis, "
    "form_table, form_row, form_column, section, block, block_row, block_column, start, end"
)
_ONE = f"SELECT {_FACT} FROM facts WHERE version_id = ? AND indicator = ? AND applicant = ?"  # noqa: S608
_VALUE = "SELECT 1 FROM facts WHERE version_id = ? AND indicator = ? AND applicant = 'total' AND value IS NOT NULL"
_INSERT = f"INSERT INTO facts (year, agency_id, number, version_id, {_FACT}) VALUES ({', '.join('?' * 21)})"  # noqa: S608
FIGURE_COLUMNS = "passage, subject, measure, value, unit, qualifier, printed, start, end, scope"


class Facts(Room):
    """The cells that are held, and what stands beside them."""

    def get(self, version_id: int, indicator: str, applicant: str = "total") -> Fact | None:
        """Return one cell, or None where the report's tables have no such cell."""
        row = self.row(_ONE, version_id, indicator, applicant)
        return None if row is None else _fact(row)

    def has_value(self, version_id: int, indicator: str) -> bool:
        """Tell whether the total of a row is printed, or settled, in a report."""
        return self.row(_VALUE, version_id, indicator) is not None

    def of_version(self, version_id: int) -> tuple[Fact, ...]:
        """Return every cell of a version, in the order of the form."""
        rows = self.rows(f"SELECT {_FACT} FROM facts WHERE version_id = ? ORDER BY id", version_id)  # noqa: S608
        return tuple(map(_fact, rows))

    def figures(self, version_id: int) -> tuple[Figure, ...]:
        """Return every number of the narrative, in the order of the text."""
        rows = self.rows(
            f"SELECT {FIGURE_COLUMNS} FROM figures WHERE version_id = ? ORDER BY ordinal",  # noqa: S608
            version_id,
        )
        return tuple(map(figure_of, rows))

    def findings(self, version_id: int) -> tuple[Finding, ...]:
        """Return what the checks found."""
        rows = self.rows(
            "SELECT rule, severity, message, operands FROM findings WHERE version_id = ? ORDER BY ordinal", version_id
        )
        return tuple(finding_of(row) for row in rows)

    def keep(self, version_id: int, facts: Sequence[Fact]) -> None:
        """Write the cells of a version, in place of those it had, with what a search over all reports finds them by."""
        report = self.row(
            "SELECT r.year, r.agency_id FROM versions v JOIN reports r ON r.id = v.report_id WHERE v.id = ?", version_id
        )
        year, agency_id = report or (None, None)
        confirmed = {key: found.value for key, found in self._store.confirmations.of_version(version_id).items()}
        values = {(fact.indicator, fact.applicant): _counts_as(fact, confirmed) for fact in facts}
        self.db.execute("DELETE FROM facts WHERE version_id = ?", [version_id])
        self.db.conn.executemany(_INSERT, [_fact_row(year, agency_id, version_id, fact, values) for fact in facts])
        write_sums(self.db, version_id, values)

    def keep_figures(self, version_id: int, figures: Sequence[Figure]) -> None:
        """Write the figures of a new version."""
        self.db.conn.executemany(
            f"INSERT INTO figures (version_id, ordinal, {FIGURE_COLUMNS}) VALUES ({', '.join('?' * 12)})",  # noqa: S608
            [_figure_row(version_id, ordinal, figure) for ordinal, figure in enumerate(figures)],
        )

    def keep_findings(self, version_id: int, findings: Sequence[Finding]) -> None:
        """Write the findings of a version, in place of those it had."""
        self.db.execute("DELETE FROM findings WHERE version_id = ?", [version_id])
        self.db.execute("DELETE FROM finding_cells WHERE version_id = ?", [version_id])
        self.db.conn.executemany(
            "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)",
            [(version_id, ordinal, *_finding_row(item)) for ordinal, item in enumerate(findings)],
        )
        self.db.conn.executemany(
            "INSERT OR IGNORE INTO finding_cells VALUES (?, ?, ?, ?)",
            [
                (version_id, *cell, item.rule)
                for item in findings
                for operand in item.operands
                for cell in operand.facts
            ],
        )


def _counts_as(fact: Fact, confirmed: Mapping[Cell, Decimal]) -> Decimal | None:
    if fact.value is not None:
        return fact.value
    return confirmed.get((fact.indicator, fact.applicant)) if fact.status is FactStatus.UNCERTAIN else None


def _fact(row: tuple[Any, ...]) -> Fact:
    (
        indicator,
        applicant,
        value,
        unit,
        printed,
        status,
        candidates,
        basis,
        table,
        form_row,
        column,
        section,
        *where,
    ) = row
    return Fact(
        indicator,
        applicant,
        number(value),
        unit,
        printed,
        FactStatus(status),
        table,
        form_row,
        column,
        Place(*where),
        tuple(Decimal(text) for text in candidates.split()),
        basis,
        section,
    )


def _fact_row(
    year: int | None, agency_id: int | None, version_id: int, fact: Fact, values: Mapping[Cell, Decimal | None]
) -> tuple[Any, ...]:
    place = fact.place
    number = values[fact.indicator, fact.applicant]
    return (
        year,
        agency_id,
        None if number is None else float(number),
        version_id,
        fact.indicator,
        fact.applicant,
        None if fact.value is None else str(fact.value),
        fact.unit,
        fact.printed,
        fact.status.value,
        " ".join(map(str, fact.candidates)),
        fact.basis,
        fact.table,
        fact.row,
        fact.column,
        fact.section,
        place.block,
        place.row,
        place.column,
        place.start,
        place.end,
    )


def figure_of(row: Sequence[Any]) -> Figure:
    """Return a number of the narrative from a row of ``FIGURE_COLUMNS``."""
    passage, subject, measure, value, unit, qualifier, printed, start, end, scope = row
    return Figure(
        passage, subject, measure, Decimal(value), unit, qualifier, printed, start, end, tuple(json.loads(scope))
    )


def _figure_row(version_id: int, ordinal: int, figure: Figure) -> tuple[Any, ...]:
    return (
        version_id,
        ordinal,
        figure.passage,
        figure.subject,
        figure.measure,
        str(figure.value),
        figure.unit,
        figure.qualifier,
        figure.printed,
        figure.start,
        figure.end,
        dump(figure.scope),
    )


def finding_of(row: Sequence[Any]) -> Finding:
    """Return a finding from its rule, severity, message and operands."""
    rule, severity, message, operands = row
    return Finding(rule, Severity(severity), message, tuple(_operand(item) for item in json.loads(operands)))


def _finding_row(item: Finding) -> tuple[str, str, str, str]:
    return item.rule, item.severity.value, item.message, dump([_operand_row(operand) for operand in item.operands])


def _operand_row(operand: Operand) -> dict[str, Any]:
    return {
        "label": operand.label,
        "value": str(operand.value),
        "facts": operand.facts,
        "passage": operand.passage,
        "start": operand.start,
        "end": operand.end,
        "year": operand.year,
    }


def _operand(item: dict[str, Any]) -> Operand:
    facts = tuple((indicator, applicant) for indicator, applicant in item["facts"])
    return Operand(
        item["label"], Decimal(item["value"]), facts, item["passage"], item["start"], item["end"], item["year"]
    )

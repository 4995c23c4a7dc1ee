"""Subtotals that a form does not print, added up once when a report is kept, so that 20 000 reports can be sorted by
them. They only say in what order reports come: an answer adds its operands up anew, with a receipt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sqlite_utils import Database

from knowledge.forms import Form, form, form_of_year

Cell = tuple[str, str]
"""(indicator, applicant)"""


def keep_sums(db: Database, version_id: int) -> None:
    """Add up the subtotals of a version anew; a confirmed cell counts with what was confirmed."""
    cells = db.execute(
        """
        SELECT f.indicator, f.applicant, coalesce(f.value, c.value) FROM facts f LEFT JOIN confirmations c
        ON c.version_id = f.version_id AND c.indicator = f.indicator AND c.applicant = f.applicant
        AND c.withdrawn_at IS NULL AND f.status = 'uncertain' WHERE f.version_id = ?
        """,
        [version_id],
    ).fetchall()
    write_sums(
        db, version_id, {(row, column): None if value is None else Decimal(value) for row, column, value in cells}
    )


def write_sums(db: Database, version_id: int, values: Mapping[Cell, Decimal | None]) -> None:
    """Add up the subtotals of a version's cells, in place of those it had."""
    form_id, year, agency_id = db.execute(
        "SELECT v.form, r.year, r.agency_id FROM versions v JOIN reports r ON r.id = v.report_id WHERE v.id = ?",
        [version_id],
    ).fetchone()
    db.execute("DELETE FROM sums WHERE version_id = ?", [version_id])
    db.conn.executemany(
        "INSERT INTO sums (version_id, indicator, applicant, value, number, year, agency_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                version_id,
                *cell,
                None if value is None else str(value),
                None if value is None else float(value),
                year,
                agency_id,
            )
            for cell, value in sums_of(values, layout_of(form_id, year))
        ],
    )


def sums_of(values: Mapping[Cell, Decimal | None], layout: Form) -> Iterable[tuple[Cell, Decimal | None]]:
    """Yield the subtotals of a report's cells, None where a part has no value.

    A subtotal of which a cell is missing altogether is left out, and one that is printed itself.
    """
    applicants = sorted({applicant for _, applicant in values})
    for subtotal in layout.subtotals:
        rows = layout.subtotal_parts(subtotal.id)
        for applicant in applicants:
            cells = [(row, applicant) for row in rows]
            if len(cells) > 1 and all(cell in values for cell in cells) and (subtotal.id, applicant) not in values:
                known = [value for cell in cells if (value := values[cell]) is not None]
                yield (subtotal.id, applicant), sum(known, Decimal()) if len(known) == len(cells) else None


def layout_of(form_id: str | None, year: int) -> Form:
    """Return the form that a report follows; that of its year where it has no table."""
    return form(form_id) if form_id else form_of_year(year)

"""What people confirmed uncertain cells to be. The cell keeps what is printed and its status."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from knowledge.errors import NothingToConfirm
from knowledge.lookups import Confirmation
from knowledge.records import FactStatus
from knowledge.store.rooms import Room
from knowledge.store.sums import keep_sums

_STANDING = "version_id = ? AND withdrawn_at IS NULL"


class Confirmations(Room):
    """Who confirmed which cell, when, and on what ground. Withdrawn ones are kept."""

    def get(self, version_id: int, indicator: str, applicant: str) -> Confirmation | None:
        """Return what a cell was confirmed to be, None where nobody did."""
        row = self.row(
            f"SELECT value, ground, by, at FROM confirmations WHERE {_STANDING} AND indicator = ? AND applicant = ?",  # noqa: S608
            version_id,
            indicator,
            applicant,
        )
        return None if row is None else _confirmation(row)

    def of_version(self, version_id: int) -> dict[tuple[str, str], Confirmation]:
        """Return every standing confirmation of a version, by (indicator, applicant)."""
        rows = self.rows(
            f"SELECT indicator, applicant, value, ground, by, at FROM confirmations WHERE {_STANDING}",  # noqa: S608
            version_id,
        )
        return {(indicator, applicant): _confirmation(rest) for indicator, applicant, *rest in rows}

    def waiting(self) -> int:
        """Return how many uncertain cells of the reports in force nobody has confirmed."""
        row = self.row(
            "SELECT count(*) FROM facts f JOIN reports r ON r.current_version = f.version_id"
            " WHERE f.status = ? AND f.number IS NULL",
            FactStatus.UNCERTAIN.value,
        )
        return int(row[0]) if row else 0

    def confirm(
        self, version_id: int, indicator: str, applicant: str, value: Decimal, *, ground: str, by: str
    ) -> Confirmation:
        """Confirm an uncertain cell, in place of an earlier confirmation.

        Raises NothingToConfirm where there is no such cell, or its value is not uncertain.
        """
        fact = self._store.facts.get(version_id, indicator, applicant)
        if fact is None or fact.status is not FactStatus.UNCERTAIN:
            raise NothingToConfirm(f"“{indicator}”（{applicant}）这一格不是存疑的数字，不需要确认。")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.transaction() as db:
            self._end(version_id, indicator, applicant, by, now)
            db.execute(
                "INSERT INTO confirmations (version_id, indicator, applicant, value, ground, by, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [version_id, indicator, applicant, str(value), ground, by, now],
            )
            self._renew(version_id)
        return Confirmation(value, ground, by, now)

    def withdraw(self, version_id: int, indicator: str, applicant: str, *, by: str) -> None:
        """Withdraw a confirmation: the cell is as uncertain as before. Nothing happens where there is none."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.transaction():
            self._end(version_id, indicator, applicant, by, now)
            self._renew(version_id)

    def carry(self, earlier: int, later: int) -> None:
        """Let a newer version of a report keep the confirmations of cells that it prints alike and leaves uncertain.

        To be called inside ``Store.transaction``.
        """
        if not self.row(f"SELECT 1 FROM confirmations WHERE {_STANDING}", earlier):  # noqa: S608
            return
        cursor = self.db.execute(
            """
            INSERT INTO confirmations (version_id, indicator, applicant, value, ground, by, at)
            SELECT now.version_id, c.indicator, c.applicant, c.value, c.ground, c.by, c.at
            FROM confirmations c
            JOIN facts past ON past.version_id = c.version_id AND past.indicator = c.indicator
                AND past.applicant = c.applicant
            JOIN facts now ON now.version_id = ? AND now.indicator = c.indicator AND now.applicant = c.applicant
            WHERE c.version_id = ? AND c.withdrawn_at IS NULL AND now.status = 'uncertain'
                AND now.printed = past.printed AND now.candidates = past.candidates
            """,
            [later, earlier],
        )
        if cursor.rowcount > 0:
            self._renew(later)

    def _end(self, version_id: int, indicator: str, applicant: str, by: str, at: str) -> None:
        self.db.execute(
            f"UPDATE confirmations SET withdrawn_by = ?, withdrawn_at = ? WHERE {_STANDING}"  # noqa: S608
            " AND indicator = ? AND applicant = ?",
            [by, at, version_id, indicator, applicant],
        )

    def _renew(self, version_id: int) -> None:
        """Let searches sort the version's open cells by what is confirmed now, and answers be given anew."""
        self.db.execute(
            """
            UPDATE facts SET number = (
                SELECT CAST(c.value AS REAL) FROM confirmations c WHERE c.version_id = facts.version_id
                AND c.indicator = facts.indicator AND c.applicant = facts.applicant AND c.withdrawn_at IS NULL
            ) WHERE version_id = ? AND status = 'uncertain'
            """,
            [version_id],
        )
        keep_sums(self.db, version_id)
        self.db.execute("UPDATE revision SET number = number + 1")


def _confirmation(row: Any) -> Confirmation:
    value, ground, by, at = row
    return Confirmation(Decimal(value), ground, by, at)

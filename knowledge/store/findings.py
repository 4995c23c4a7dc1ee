"""Findings across the base as a list to work through: what is open, what is done and why."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from knowledge.lookups import HeldFinding
from knowledge.records import Severity
from knowledge.store.facts import finding_of
from knowledge.store.reports import HELD_COLUMNS, held_of
from knowledge.store.rooms import Room

STATES = ("open", "done")

_FROM = (
    "FROM findings f JOIN reports r ON r.current_version = f.version_id JOIN versions v ON v.id = f.version_id"
    " JOIN agencies a ON a.id = r.agency_id"
    " LEFT JOIN finding_work w ON w.report_id = r.id AND w.rule = f.rule AND w.message = f.message"
)
_WHERE = (
    "(?1 = '' OR instr(a.name, ?1) > 0) AND (?2 = 0 OR r.year = ?2) AND (?3 = '' OR f.rule = ?3)"
    " AND (?4 = '' OR f.severity = ?4) AND (?5 = '' OR coalesce(w.state, 'open') = ?5)"
)


class Findings(Room):
    """Failed checks of the newest version of every report, with how far each has been worked through.

    What was said of a finding holds for a newer version of the report too, as long as the finding reads the same.
    """

    def list(
        self,
        *,
        agency: str = "",
        year: int = 0,
        rule: str = "",
        severity: Severity | None = None,
        state: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[HeldFinding, ...]:
        """Return findings by agency, newest year first, narrowed where a part is given."""
        rows = self.rows(
            f"SELECT {HELD_COLUMNS}, f.rule, f.severity, f.message, f.operands, w.state, w.remark, w.by, w.at {_FROM} "
            f"WHERE {_WHERE} ORDER BY a.id, r.year DESC, f.ordinal LIMIT ?6 OFFSET ?7",
            agency,
            year,
            rule,
            severity.value if severity else "",
            state,
            limit,
            offset,
        )
        return tuple(map(_held, rows))

    def count(
        self, *, agency: str = "", year: int = 0, rule: str = "", severity: Severity | None = None, state: str = ""
    ) -> int:
        """Return how many findings fit."""
        row = self.row(
            f"SELECT count(*) {_FROM} WHERE {_WHERE}",
            agency,
            year,
            rule,
            severity.value if severity else "",
            state,
        )
        return int(row[0]) if row else 0

    def of_report(self, report_id: str) -> tuple[HeldFinding, ...]:
        """Return the findings of a report, by its public id."""
        held = self._store.reports.get(report_id)
        if held is None:
            return ()
        rows = self.rows(
            f"SELECT {HELD_COLUMNS}, f.rule, f.severity, f.message, f.operands, w.state, w.remark, w.by, w.at {_FROM} "
            "WHERE f.version_id = ? ORDER BY f.ordinal",
            held.version_id,
        )
        return tuple(map(_held, rows))

    def mark(self, found: HeldFinding, state: str, *, remark: str, by: str) -> None:
        """Say how far a finding has been worked through."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO finding_work (report_id, rule, message, state, remark, by, at) "
                "SELECT report_id, ?, ?, ?, ?, ?, ? FROM versions WHERE id = ? "
                "ON CONFLICT (report_id, rule, message) DO UPDATE SET state = excluded.state, "
                "remark = excluded.remark, by = excluded.by, at = excluded.at",
                [found.finding.rule, found.finding.message, state, remark, by, now, found.report.version_id],
            )

    def rules(self) -> tuple[str, ...]:
        """Return the rules that some report fails."""
        return tuple(row[0] for row in self.rows("SELECT DISTINCT rule FROM findings ORDER BY rule"))


def _held(row: tuple[Any, ...]) -> HeldFinding:
    report = held_of(row[:12])
    finding = finding_of(row[12:16])
    state, remark, by, at = row[16:]
    key = sha256(json.dumps([finding.rule, finding.message]).encode()).hexdigest()[:16]
    return HeldFinding(key, report, finding, state or "open", remark or "", by or "", at or "")

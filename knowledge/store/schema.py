"""The schema of the knowledge base, as named migrations in order.

Each is a script under ``migrations/``, but for those that calculate. One that has landed is never edited, renamed or
moved: bases remember by name which they have had. A change is a new one at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from knowledge.store.sums import keep_sums

migrations = Migrations("zhiqing")

APPLICATION_ID = 0x5A51494E
"""Marks the file as a Zhiqing knowledge base (``ZQIN``), so that no other database is written into."""


def sums_of_held(db: Database) -> None:
    """Add up the subtotals of the reports that were held before subtotals were kept."""
    for (version_id,) in db.execute("SELECT id FROM versions").fetchall():
        keep_sums(db, version_id)


CALCULATED: dict[str, Callable[[Database], None]] = {"m_sums_of_held": sums_of_held}
"""The migrations that no script can do, by name."""

ORDER = (
    "m001_agencies",
    "m002_reports",
    "m003_facts",
    "m004_conversations",
    "m005_revision",
    "m006_accounts",
    "m_lookup",
    "m_sums_of_held",
    "m007_feedback",
    "m008_maintained_entries",
    "m009_desk_settings",
    "m010_queue_dismissed",
    "m011_sentence_vectors",
    "m011_uploads",
    "m_turn_seconds",
    "m_lookup_covers_versions",
    "m_reports_by_version",
    "m_turn_entries",
)
"""The names of all migrations, the oldest first."""


def _script(name: str) -> Callable[[Database], None]:
    """Return the migration that runs a script; it is read when a base needs it."""

    def run(db: Database) -> None:
        db.executescript(files("knowledge.store").joinpath("migrations", f"{name}.sql").read_text("utf-8"))

    return run


for _name in ORDER:
    migrations(name=_name)(CALCULATED.get(_name) or _script(_name))

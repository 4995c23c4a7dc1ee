"""Agencies, their reports, and the text of each version."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from knowledge.records import Block, HeldAgency, HeldReport, Identity, Passage, Place, ReadReport, Section
from knowledge.segment import tokens
from knowledge.store.rooms import Room, dump

HELD_COLUMNS = (
    "v.id, a.id, a.name, r.year, v.number, r.current_version = v.id,"
    " v.title, v.form, v.published, v.source, v.scope, v.review"
)
"""What ``held_of`` makes the head of a report of; v, r and a are version, report and agency."""

_FROM = "FROM versions v JOIN reports r ON r.id = v.report_id JOIN agencies a ON a.id = r.agency_id"
_HELD = f"SELECT {HELD_COLUMNS} {_FROM}"
_CURRENT = f"{_HELD} WHERE r.current_version = v.id"
_NUMBERED = f"{_HELD} WHERE r.agency_id = ? AND r.year = ? AND v.number = ?"
_ABOVE = """
    SELECT heading FROM sections WHERE version_id = ? AND path = ? AND ordinal <= ? ORDER BY ordinal DESC LIMIT 1
"""


class Reports(Room):
    """Whose reports are held, and what stands in them."""

    def count(self) -> int:
        """Return the number of reports held, each counted once whatever its versions."""
        row = self.row("SELECT count(*) FROM reports")
        return int(row[0]) if row else 0

    def superseded(self) -> bool:
        """Tell whether some version has been replaced by a newer one."""
        row = self.row("SELECT (SELECT count(*) FROM versions) > (SELECT count(*) FROM reports)")
        return bool(row and row[0])

    def agencies(self) -> tuple[HeldAgency, ...]:
        """Return every agency with its names and the years held, in the order in which they came."""
        aliases: dict[int, list[str]] = {}
        for alias, agency_id in self.rows("SELECT alias, agency_id FROM agency_aliases ORDER BY agency_id, alias"):
            aliases.setdefault(agency_id, []).append(alias)
        years: dict[int, list[int]] = {}
        for agency_id, year in self.rows("SELECT agency_id, year FROM reports ORDER BY agency_id, year"):
            years.setdefault(agency_id, []).append(year)
        return tuple(
            HeldAgency(key, name, tuple(aliases.get(key, ())), place, level, tuple(years.get(key, ())))
            for key, name, place, level in self.rows("SELECT id, name, place, level FROM agencies ORDER BY id")
        )

    def goes_by(self, agency_id: int, name: str) -> bool:
        """Tell whether an agency has a name, its full one or another."""
        return bool(
            self.row("SELECT 1 FROM agency_aliases WHERE alias = ? AND agency_id = ?", name, agency_id)
            or self.row("SELECT 1 FROM agencies WHERE id = ? AND name = ?", agency_id, name)
        )

    def current(self, agency_id: int, year: int) -> HeldReport | None:
        """Return the newest version of an agency's report for a year, or None where none is held."""
        row = self.row(f"{_CURRENT} AND r.agency_id = ? AND r.year = ?", agency_id, year)
        return None if row is None else held_of(row)

    def all_current(self, year: int | None = None) -> tuple[HeldReport, ...]:
        """Return the newest version of every report held, by agency and year."""
        where = "" if year is None else " AND r.year = ?"
        rows = self.rows(f"{_CURRENT}{where} ORDER BY a.id, r.year", *([] if year is None else [year]))
        return tuple(map(held_of, rows))

    def get(self, report_id: str) -> HeldReport | None:
        """Return a report by its public id (``agency-year-version``), superseded versions included."""
        parts = report_id.split("-")
        if len(parts) != 3 or not all(part.isdecimal() and part.isascii() for part in parts):
            return None
        row = self.row(_NUMBERED, *map(int, parts))
        return None if row is None else held_of(row)

    def year(self, version_id: int) -> int | None:
        """Return the year of the report of a version, None where there is no such version."""
        row = self.row("SELECT r.year FROM versions v JOIN reports r ON r.id = v.report_id WHERE v.id = ?", version_id)
        return row[0] if row else None

    def filename(self, version_id: int) -> str:
        """Return the name of the file that a version was read from."""
        row = self.row("SELECT filename FROM versions WHERE id = ?", version_id)
        return row[0] if row else ""

    def digest(self, version_id: int) -> str:
        """Return the SHA-256 of the file that a version was read from."""
        row = self.row("SELECT digest FROM versions WHERE id = ?", version_id)
        return row[0] if row else ""

    def versions(self, agency_id: int, year: int) -> tuple[HeldReport, ...]:
        """Return every version of an agency's report for a year, newest first."""
        rows = self.rows(f"{_HELD} WHERE r.agency_id = ? AND r.year = ? ORDER BY v.number DESC", agency_id, year)
        return tuple(map(held_of, rows))

    def of_digest(self, digest: str) -> HeldReport | None:
        """Return the report whose newest version was read from exactly these bytes, or None."""
        row = self.row(f"{_CURRENT} AND v.digest = ?", digest)
        return None if row is None else held_of(row)

    def sections(self, version_id: int) -> tuple[Section, ...]:
        """Return the section tree of a version."""
        rows = self.rows(
            "SELECT ordinal, level, heading, path, topic FROM sections WHERE version_id = ? ORDER BY ordinal",
            version_id,
        )
        return tuple(
            Section(o, level, heading, tuple(json.loads(path)), topic) for o, level, heading, path, topic in rows
        )

    def heading(self, version_id: int, ordinal: int) -> str | None:
        """Return the heading of a section after those it lies under, None where it has none.

        一、总体情况 / （一）主动公开情况
        """
        row = self.row("SELECT path, heading FROM sections WHERE version_id = ? AND ordinal = ?", version_id, ordinal)
        if row is None or row[0] == "[]":
            return None
        path, own = json.loads(row[0]), row[1]
        above = (self._above(version_id, ordinal, path[:length]) for length in range(1, len(path)))
        return " / ".join([*(heading for heading in above if heading is not None), own])

    def _above(self, version_id: int, ordinal: int, path: Sequence[str]) -> str | None:
        # Numbering may restart: of several sections with one path, the last before this one is meant.
        row = self.row(_ABOVE, version_id, dump(path), ordinal)
        return row[0] if row else None

    def passages(self, version_id: int) -> tuple[Passage, ...]:
        """Return the passages of a version in reading order."""
        rows = self.rows(
            "SELECT ordinal, section, text, block, start, end FROM passages WHERE version_id = ? ORDER BY ordinal",
            version_id,
        )
        return tuple(_passage(row) for row in rows)

    def texts(self, version_id: int) -> tuple[str, ...]:
        """Return the passages of a version as bare text, in reading order."""
        rows = self.rows("SELECT text FROM passages WHERE version_id = ? ORDER BY ordinal", version_id)
        return tuple(text for (text,) in rows)

    def passage(self, version_id: int, ordinal: int) -> Passage | None:
        """Return one passage, or None where there is none."""
        row = self.row(
            "SELECT ordinal, section, text, block, start, end FROM passages WHERE version_id = ? AND ordinal = ?",
            version_id,
            ordinal,
        )
        return None if row is None else _passage(row)

    def blocks(self, version_id: int) -> tuple[Block, ...]:
        """Return the text of a version as published and as cleaned."""
        row = self.row("SELECT content FROM blocks WHERE version_id = ?", version_id)
        return () if row is None else tuple(_block(item) for item in json.loads(zlib.decompress(row[0])))

    def holding(self, names: Iterable[str], limit: int = 50) -> tuple[HeldReport, ...]:
        """Return the current reports in whose text each of the names stands, word for word."""
        wanted = list(names)
        found = self.search((word for name in wanted for word in tokens(name)), limit)
        texts = {(version, ordinal): self.passage(version, ordinal) for version, ordinal, _ in found}
        versions = dict.fromkeys(
            version
            for (version, _), passage in texts.items()
            if passage and all(name in passage.text for name in wanted)
        )
        return tuple(held_of(self.rows(f"{_HELD} WHERE v.id = ?", version)[0]) for version in versions)

    def search(self, words: Iterable[str], limit: int = 50) -> list[tuple[int, int, float]]:
        """Return (version id, passage ordinal, score) of passages of current reports, best first, by BM25."""
        query = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
        if not query:
            return []
        rows = self.rows(
            """
            SELECT p.version_id, p.ordinal, bm25(passages_fts)
            FROM passages_fts JOIN passages p ON p.id = passages_fts.rowid
            JOIN versions v ON v.id = p.version_id JOIN reports r ON r.current_version = v.id
            WHERE passages_fts MATCH ? ORDER BY bm25(passages_fts), p.id LIMIT ?
            """,
            query,
            limit,
        )
        return [(version_id, ordinal, -score) for version_id, ordinal, score in rows]

    def keep(self, report: ReadReport, *, again: bool = False) -> tuple[HeldReport, str]:
        """Write a read report and say what became of it: ``created``, ``updated`` (a new version) or ``unchanged``.

        The same bytes are unchanged, unless they were read ``again`` and otherwise than before.
        To be called inside ``Store.transaction``: all of it is kept, or nothing.
        """
        agency_id = self._agency(report.identity)
        report_id, current = self._report(agency_id, report.identity.year)
        known = self.row("SELECT digest FROM versions WHERE id = ?", current) if current else None
        if known and known[0] == report.digest and not again:
            return self.of_version(current), "unchanged"
        version_id = self._version(report_id, report)
        self._text(version_id, report)
        self._store.facts.keep(version_id, report.facts)
        if current:
            self._store.confirmations.carry(current, version_id)
        self._store.facts.keep_figures(version_id, report.figures)
        self._store.facts.keep_findings(version_id, report.findings)
        self.db.execute("UPDATE reports SET current_version = ? WHERE id = ?", [version_id, report_id])
        self.db.execute("UPDATE revision SET number = number + 1")
        return self.of_version(version_id), "updated" if known else "created"

    def of_version(self, version_id: int) -> HeldReport:
        """Return the report that a version belongs to. Raises IndexError where there is no such version."""
        return held_of(self.rows(f"{_HELD} WHERE v.id = ?", version_id)[0])

    def _agency(self, identity: Identity) -> int:
        self.db.execute(
            "INSERT INTO agencies (name, place, level) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "place = coalesce(excluded.place, place), level = coalesce(excluded.level, level)",
            [identity.agency, identity.place, identity.level],
        )
        agency_id = int(self.rows("SELECT id FROM agencies WHERE name = ?", identity.agency)[0][0])
        names = dict.fromkeys((identity.agency, *identity.aliases))
        self.db.conn.executemany("INSERT OR IGNORE INTO agency_aliases VALUES (?, ?)", [(n, agency_id) for n in names])
        return agency_id

    def _report(self, agency_id: int, year: int) -> tuple[int, int]:
        self.db.execute("INSERT OR IGNORE INTO reports (agency_id, year) VALUES (?, ?)", [agency_id, year])
        row = self.rows("SELECT id, current_version FROM reports WHERE agency_id = ? AND year = ?", agency_id, year)[0]
        return int(row[0]), int(row[1] or 0)

    def _version(self, report_id: int, report: ReadReport) -> int:
        row = self.rows("SELECT coalesce(max(number), 0) + 1 FROM versions WHERE report_id = ?", report_id)[0]
        identity = report.identity
        cursor = self.db.execute(
            "INSERT INTO versions (report_id, number, digest, filename, title, form, published, source, scope, review,"
            " read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                report_id,
                row[0],
                report.digest,
                report.filename,
                identity.title,
                report.form,
                identity.published,
                identity.source,
                identity.scope,
                dump(report.review),
                datetime.now(UTC).isoformat(timespec="seconds"),
            ],
        )
        return int(cursor.lastrowid or 0)

    def _text(self, version_id: int, report: ReadReport) -> None:
        content = zlib.compress(dump([_block_item(block) for block in report.blocks]).encode(), 1)
        self.db.execute("INSERT INTO blocks VALUES (?, ?)", [version_id, content])
        self.db.conn.executemany(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?)",
            [(version_id, s.ordinal, s.level, s.heading, dump(s.path), s.topic) for s in report.sections],
        )
        first = int(self.rows("SELECT coalesce(max(id), 0) + 1 FROM passages")[0][0])
        self.db.conn.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [_passage_row(first + n, version_id, passage) for n, passage in enumerate(report.passages)],
        )
        self.db.conn.executemany(
            "INSERT INTO passages_fts (rowid, tokens) VALUES (?, ?)", _index_rows(first, report.passages)
        )


def _index_rows(first: int, passages: Sequence[Passage]) -> list[tuple[int, str]]:
    return [(first + n, " ".join(tokens(passage.text))) for n, passage in enumerate(passages)]


def held_of(row: Sequence[Any]) -> HeldReport:
    """Return the head of a report from a row of ``HELD_COLUMNS``."""
    version_id, agency_id, agency, year, version, current, title, form, published, source, scope, review = row
    return HeldReport(
        version_id,
        f"{agency_id}-{year}-{version}",
        agency_id,
        agency,
        year,
        version,
        bool(current),
        title,
        form,
        published,
        source,
        scope,
        tuple(json.loads(review)),
    )


def _passage(row: tuple[Any, ...]) -> Passage:
    ordinal, section, text, block, start, end = row
    return Passage(ordinal, section, text, Place(block, start=start, end=end))


def _passage_row(key: int, version_id: int, passage: Passage) -> tuple[Any, ...]:
    place = passage.place
    return (key, version_id, passage.ordinal, passage.section, passage.text, place.block, place.start, place.end)


def _block_item(block: Block) -> list[Any]:
    # Most text is published clean; then it is stored once.
    return [block.text, None if block.raw == block.text else block.raw, block.rows, block.heading]


def _block(item: list[Any]) -> Block:
    text, raw, rows, heading = item
    return Block(text, text if raw is None else raw, tuple(tuple(row) for row in rows), heading)

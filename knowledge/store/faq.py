"""Maintained entries with every version of them, comments, what they said, and the cases kept for regression."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from knowledge.errors import EntryChanged, NameTaken
from knowledge.faq.maintained import Comment, Content, Maintained, Rendered, Sought, State, Troubled, Version
from knowledge.records import Verdict
from knowledge.store.rooms import Room, dump

_NEWEST = "n.entry_id = e.id AND n.number = e.newest"
_ENTRY = f"""
    SELECT e.id, e.key, e.state, e.disabled, e.submitted_by, e.updated_at,
           n.number, n.content, n.author, n.written_at, n.note, l.number, l.content, l.author, l.written_at, l.note
    FROM faq_entries e JOIN faq_versions n ON {_NEWEST}
    LEFT JOIN faq_versions l ON l.entry_id = e.id AND l.number = e.live
"""  # noqa: S608
_OWNER = "json_extract(n.content, '$.owner')"
_TAGS = "json_each(n.content, '$.tags')"
_SOUGHT = (
    "(?1 = '' OR e.state = ?1 OR (?1 = 'disabled' AND e.disabled)) AND (?2 = '' OR instr(n.content, ?2) OR e.key = ?2)"
    " AND (?3 = '' OR EXISTS (SELECT 1 FROM json_each(n.content, '$.tags') WHERE value = ?3))"
    " AND (?4 = '' OR json_extract(n.content, '$.owner') = ?4) AND (?5 = '' OR n.author = ?5)"
)


REMEMBERED = 20_000
"""Contents that are kept as read: all are asked for whenever one of them has changed."""

STALE_DAYS = 14
"""Unless it is set otherwise: time to read a report and put an entry right."""


class Faq(Room):
    """The maintained entries."""

    def create(self, content: Content, author: str, *, note: str = "", key: str = "") -> Maintained:
        """Add an entry as a draft. Raises NameTaken where there is one of that key."""
        now = _now()
        try:
            with self._store.transaction() as db:
                cursor = db.execute(
                    "INSERT INTO faq_entries (key, state, disabled, newest, live, submitted_by, updated_at)"
                    " VALUES (?, ?, 0, 1, NULL, '', ?)",
                    [key or f"new-{now}-{id(content)}", State.DRAFT.value, now],
                )
                entry_id = int(cursor.lastrowid or 0)
                if not key:
                    db.execute("UPDATE faq_entries SET key = ? WHERE id = ?", [self._free_key(entry_id), entry_id])
                self._keep_version(entry_id, 1, content, author, note)
        except sqlite3.IntegrityError as error:
            raise NameTaken(f"已有编号为“{key}”的条目。") from error
        return self.known(entry_id)

    def write(self, entry_id: int, content: Content, author: str, *, after: int, note: str = "") -> Maintained:
        """Add a version as a draft, after the version that the author had before them.

        Raises EntryChanged where someone else has written one since.
        """
        with self._store.transaction() as db:
            entry = self.known(entry_id)
            if entry.newest.number != after:
                raise EntryChanged(
                    f"“{entry.newest.author}”刚刚保存了第 {entry.newest.number} 版，您改的是第 {after} 版。"
                    "请对照最新版本后再保存。"
                )
            number = after + 1
            self._keep_version(entry_id, number, content, author, note)
            db.execute(
                "UPDATE faq_entries SET newest = ?, state = ?, submitted_by = '', updated_at = ? WHERE id = ?",
                [number, State.DRAFT.value, _now(), entry_id],
            )
        return self.known(entry_id)

    def submit(self, entry_id: int, who: str) -> None:
        """Put the newest version before a reviewer."""
        self._update(entry_id, "state = ?, submitted_by = ?", State.REVIEW.value, who)

    def send_back(self, entry_id: int) -> None:
        """Give the newest version back to its author."""
        self._update(entry_id, "state = ?, submitted_by = ''", State.DRAFT.value)

    def publish(self, entry_id: int) -> None:
        """Let the newest version answer from now on."""
        with self._store.transaction():
            self._update(entry_id, "state = ?, live = newest, submitted_by = ''", State.PUBLISHED.value)
            self.changed()

    def retire(self, entry_id: int) -> None:
        """Let an entry answer no more; it can be taken up again by publishing."""
        with self._store.transaction():
            self._update(entry_id, "state = ?, live = NULL, submitted_by = ''", State.RETIRED.value)
            self.changed()

    def switch(self, entry_id: int, *, disabled: bool) -> None:
        """Switch an entry off or on at once, whatever its state."""
        with self._store.transaction():
            self._update(entry_id, "disabled = ?", int(disabled))
            self.changed()

    def changed(self) -> None:
        """Say that questions may be answered otherwise from now on, so that no cache answers as before."""
        with self._store.transaction() as db:
            db.execute("UPDATE revision SET number = number + 1")

    def get(self, entry_id: int) -> Maintained | None:
        """Return an entry, None where there is none."""
        row = self.row(f"{_ENTRY} WHERE e.id = ?", entry_id)
        return None if row is None else _entry(row)

    def known(self, entry_id: int) -> Maintained:
        """Return an entry that is known to be there."""
        found = self.get(entry_id)
        assert found is not None
        return found

    def of_key(self, key: str) -> Maintained | None:
        """Return the entry of a key, None where there is none."""
        row = self.row(f"{_ENTRY} WHERE e.key = ?", key)
        return None if row is None else _entry(row)

    def all(self) -> tuple[Maintained, ...]:
        """Return every entry, latest changed first."""
        return tuple(map(_entry, self.rows(f"{_ENTRY} ORDER BY e.updated_at DESC, e.id DESC")))

    def page(self, sought: Sought, *, limit: int, offset: int = 0) -> tuple[Maintained, ...]:
        """Return the entries that are sought, latest changed first."""
        sql = f"{_ENTRY} WHERE {_SOUGHT} ORDER BY e.updated_at DESC, e.id DESC LIMIT ?6 OFFSET ?7"
        return tuple(map(_entry, self.rows(sql, *_values(sought), limit, offset)))

    def count(self, sought: Sought) -> int:
        """Return how many entries are sought."""
        sql = f"SELECT count(*) FROM faq_entries e JOIN faq_versions n ON {_NEWEST} WHERE {_SOUGHT}"  # noqa: S608
        row = self.row(sql, *_values(sought))
        return int(row[0]) if row else 0

    def tags(self) -> tuple[str, ...]:
        """Return the tags that entries have."""
        sql = f"SELECT DISTINCT t.value FROM faq_entries e JOIN faq_versions n ON {_NEWEST}, {_TAGS} t ORDER BY 1"  # noqa: S608
        return tuple(row[0] for row in self.rows(sql))

    def owners(self) -> tuple[str, ...]:
        """Return those who look after entries."""
        sql = f"SELECT DISTINCT {_OWNER} FROM faq_entries e JOIN faq_versions n ON {_NEWEST} ORDER BY 1"  # noqa: S608
        return tuple(row[0] for row in self.rows(sql) if row[0])

    def waiting(self) -> tuple[Maintained, ...]:
        """Return the entries whose newest version is not live."""
        return tuple(map(_entry, self.rows(f"{_ENTRY} WHERE e.live IS NOT e.newest ORDER BY e.id")))

    def stamp(self) -> str:
        """Return what changes whenever an entry does."""
        row = self.row("SELECT count(*) || max(updated_at) FROM faq_entries")
        return str(row[0]) if row else ""

    def answering(self) -> tuple[Maintained, ...]:
        """Return the entries that are published and not switched off, in the order in which they came."""
        return tuple(map(_entry, self.rows(f"{_ENTRY} WHERE e.live IS NOT NULL AND e.disabled = 0 ORDER BY e.id")))

    def counts(self) -> dict[str, int]:
        """Return how many entries there are in each state."""
        return dict(self.rows("SELECT state, count(*) FROM faq_entries GROUP BY state"))

    def versions(self, entry_id: int) -> tuple[Version, ...]:
        """Return the versions of an entry, newest first."""
        rows = self.rows(
            "SELECT number, content, author, written_at, note FROM faq_versions WHERE entry_id = ?"
            " ORDER BY number DESC",
            entry_id,
        )
        return tuple(_version(*row) for row in rows)

    def comment(self, entry_id: int, version: int, author: str, text: str) -> None:
        """Add a comment to a version."""
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO faq_comments (entry_id, version, author, written_at, text) VALUES (?, ?, ?, ?, ?)",
                [entry_id, version, author, _now(), text],
            )

    def comments(self, entry_id: int) -> tuple[Comment, ...]:
        """Return the comments on an entry in the order in which they came."""
        rows = self.rows(
            "SELECT version, author, written_at, text FROM faq_comments WHERE entry_id = ? ORDER BY id", entry_id
        )
        return tuple(Comment(*row) for row in rows)

    def keep_rendered(
        self, entry_id: int, version: int, text: str, cells: Iterable[tuple[str, str, str, str]], *, seen: bool
    ) -> None:
        """Keep what a published answer says now."""
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO faq_rendered (entry_id, version, text, cells, rendered_at, seen)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [entry_id, version, text, dump([list(cell) for cell in cells]), _now(), int(seen)],
            )

    def rendered(self, entry_id: int | None = None) -> tuple[Rendered, ...]:
        """Return what an entry (or every entry) said, latest first."""
        rows = self.rows(
            "SELECT entry_id, version, text, rendered_at, seen, cells FROM faq_rendered"
            " WHERE ? IS NULL OR entry_id = ? ORDER BY id DESC",
            entry_id,
            entry_id,
        )
        return tuple(
            Rendered(key, version, text, at, bool(seen), tuple(tuple(cell) for cell in json.loads(cells)))
            for key, version, text, at, seen, cells in rows
        )

    def look_at(self, entry_id: int) -> None:
        """Mark what an entry says now as looked at."""
        with self._store.transaction() as db:
            db.execute("UPDATE faq_rendered SET seen = 1 WHERE entry_id = ?", [entry_id])

    def looked_at(self) -> int:
        """Return how many of the texts that entries said were looked at: it changes whenever somebody looks."""
        row = self.row("SELECT count(*) FROM faq_rendered WHERE seen")
        return int(row[0]) if row else 0

    def keep_cases(self, subject: str, cases: Iterable[Mapping[str, Any]]) -> int:
        """Keep the exam cases of a subject (a report, a topic) in place of those it had; return how many."""
        lines = [dump(case) for case in cases]
        with self._store.transaction() as db:
            db.execute("DELETE FROM exam_cases WHERE subject = ?", [subject])
            db.conn.executemany(
                "INSERT INTO exam_cases (subject, content) VALUES (?, ?)", [(subject, line) for line in lines]
            )
        return len(lines)

    def cases(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """Return every case kept, with its subject."""
        rows = self.rows("SELECT subject, content FROM exam_cases ORDER BY id")
        return tuple((subject, json.loads(content)) for subject, content in rows)

    def case_subjects(self) -> tuple[tuple[str, int], ...]:
        """Return the subjects that cases are kept for, with how many."""
        return tuple(self.rows("SELECT subject, count(*) FROM exam_cases GROUP BY subject ORDER BY subject"))

    def asked(self, most: int) -> tuple[tuple[str, int], ...]:
        """Return the questions asked of late, each once with how often, latest first."""
        return tuple(
            self.rows(
                "SELECT a.question, count(*) FROM turns t JOIN answers a ON a.id = t.answer_id"
                " GROUP BY a.question ORDER BY max(t.id) DESC LIMIT ?",
                most,
            )
        )

    def troubled(self, most: int) -> tuple[Troubled, ...]:
        """Return the questions that were not answered, asked back about, or badly rated, most often asked first."""
        rows = self.rows(
            "SELECT a.question, json_extract(a.body, '$.kind'), coalesce(json_extract(a.body, '$.reason'), ''),"
            " count(*) AS times, max(t.asked_at), a.id,"
            " (SELECT count(*) FROM feedback f WHERE f.answer_id = a.id AND f.verdict = ?) AS bad"
            " FROM turns t JOIN answers a ON a.id = t.answer_id GROUP BY a.id"
            " HAVING json_extract(a.body, '$.kind') IN ('none', 'clarify') OR bad > 0"
            " ORDER BY times DESC, max(t.id) DESC LIMIT ?",
            Verdict.USELESS.value,
            most,
        )
        return tuple(Troubled(*row) for row in rows)

    def dismissed(self) -> frozenset[str]:
        """Return the questions that someone has taken off the queue."""
        return frozenset(row[0] for row in self.rows("SELECT question FROM queue_dismissed"))

    def dismiss(self, questions: Iterable[str], who: str) -> None:
        """Take questions off the queue."""
        with self._store.transaction() as db:
            db.conn.executemany(
                "INSERT OR IGNORE INTO queue_dismissed VALUES (?, ?, ?)", [(text, who, _now()) for text in questions]
            )

    def reissued(self) -> tuple[tuple[str, str, int, int, int], ...]:
        """Return the reports that were re-issued: id of the old version, agency, year, old and new version's keys."""
        return tuple(
            self.rows(
                "SELECT r.agency_id || '-' || r.year || '-' || v.number, a.name, r.year, v.id, r.current_version"
                " FROM versions v JOIN reports r ON r.id = v.report_id JOIN agencies a ON a.id = r.agency_id"
                " WHERE v.id <> r.current_version ORDER BY v.id DESC"
            )
        )

    def answers_citing(self, report_id: str, most: int = 500) -> tuple[tuple[str, str, dict[str, Any], int, str], ...]:
        """Return the answers given that cite a version of a report: id, question, body, how often given and when last.

        How often is counted over the conversations that are kept; of those forgotten the answer itself is left.
        """
        rows = self.rows(
            "SELECT a.id, a.question, a.body, count(t.id), coalesce(max(t.asked_at), '')"
            " FROM answers a LEFT JOIN turns t ON t.answer_id = a.id WHERE instr(a.body, ?)"
            " GROUP BY a.id ORDER BY 4 DESC, 2 LIMIT ?",
            f'"report_id":"{report_id}"',
            most,
        )
        return tuple((key, question, json.loads(body), times, last) for key, question, body, times, last in rows)

    def keep_upload(self, who: str, filename: str, content: bytes) -> int:
        """Keep an uploaded sheet until it is taken in, in place of the one that the same person left before."""
        with self._store.transaction() as db:
            db.execute("DELETE FROM uploads WHERE who = ?", [who])
            cursor = db.execute(
                "INSERT INTO uploads (who, at, filename, content) VALUES (?, ?, ?, ?)", [who, _now(), filename, content]
            )
            return int(cursor.lastrowid or 0)

    def take_upload(self, upload_id: int, who: str) -> tuple[str, bytes] | None:
        """Return a sheet that a person uploaded, and keep it no longer; None where there is none."""
        row = self.row("SELECT filename, content FROM uploads WHERE id = ? AND who = ?", upload_id, who)
        with self._store.transaction() as db:
            db.execute("DELETE FROM uploads WHERE who = ?", [who])
        return None if row is None else (row[0], row[1])

    def arrived(self, version_id: int) -> str:
        """Return when a version of a report was read in."""
        row = self.row("SELECT read_at FROM versions WHERE id = ?", version_id)
        assert row is not None
        return str(row[0])

    def latest_year(self, agency_id: int) -> int | None:
        """Return the newest year that a report of an agency is held for."""
        row = self.row("SELECT max(year) FROM reports WHERE agency_id = ?", agency_id)
        return row[0] if row else None

    def stale_days(self) -> int:
        """Return for how many days an entry answers on after a report that it cites is superseded."""
        row = self.row("SELECT value FROM desk_settings WHERE name = 'stale_days'")
        return int(row[0]) if row else STALE_DAYS

    def set_stale_days(self, days: int) -> None:
        """Set it."""
        with self._store.transaction() as db:
            db.execute("INSERT OR REPLACE INTO desk_settings VALUES ('stale_days', ?)", [str(days)])
            self.changed()

    def _free_key(self, number: int) -> str:
        # An import may have brought the key along from another base.
        while self.row("SELECT 1 FROM faq_entries WHERE key = ?", f"F{number:05d}"):
            number += 1
        return f"F{number:05d}"

    def _keep_version(self, entry_id: int, number: int, content: Content, author: str, note: str) -> None:
        self.db.execute(
            "INSERT INTO faq_versions (entry_id, number, content, author, written_at, note) VALUES (?, ?, ?, ?, ?, ?)",
            [entry_id, number, dump(content.to_json()), author, _now(), note],
        )

    def _update(self, entry_id: int, what: str, *values: Any) -> None:
        with self._store.transaction() as db:
            db.execute(
                f"UPDATE faq_entries SET {what}, updated_at = ? WHERE id = ?",  # noqa: S608
                [*values, _now(), entry_id],
            )


def _values(sought: Sought) -> tuple[str, ...]:
    # The content is kept as JSON: a text is looked for as it is written there.
    text = dump(sought.text)[1:-1]
    return sought.state, text, sought.tag, sought.owner, sought.author


def _entry(row: tuple[Any, ...]) -> Maintained:
    key, name, state, disabled, submitted_by, updated_at, *versions = row
    newest, live = versions[:5], versions[5:]
    return Maintained(
        key,
        name,
        State(state),
        bool(disabled),
        _version(*newest),
        _version(*live) if live[0] is not None else None,
        submitted_by,
        updated_at,
    )


def _version(number: int, content: str, author: str, written_at: str, note: str) -> Version:
    return Version(number, _content(content), author, written_at, note)


@lru_cache(REMEMBERED)
def _content(text: str) -> Content:
    return Content.from_json(json.loads(text))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")

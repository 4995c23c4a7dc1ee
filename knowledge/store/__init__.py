"""The knowledge base: one SQLite file, and the only place that speaks SQL.

``Store`` opens the file and hands out its rooms: ``reports`` (agencies, reports, versions, passages), ``facts``
(cells, figures, findings), ``turns`` (conversations and answers), ``users`` and ``audit`` (the
desk). All of them return the records of ``knowledge``.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from knowledge.errors import BadDatabase
from knowledge.store.confirmations import Confirmations
from knowledge.store.facts import Facts
from knowledge.store.faq import Faq
from knowledge.store.findings import Findings
from knowledge.store.keys import Keys
from knowledge.store.lookup import Lookup
from knowledge.store.reports import Reports
from knowledge.store.schema import APPLICATION_ID, migrations
from knowledge.store.statistics import Statistics
from knowledge.store.turns import Turns
from knowledge.store.users import Audit, Users
from knowledge.store.vectors import Vectors

__all__ = ["Store"]

BUSY_SECONDS = 30
"""How long a writer waits for another writer before it gives up; readers never wait (WAL)."""


Rows = list[tuple[Any, ...]]


class _Connected(threading.local):
    """What each thread has of its own: a connection, and in a snapshot what it has fetched, by query and parameters."""

    db: Database | None = None
    fetched: dict[tuple[str, tuple[Any, ...]], Rows] | None = None


class Store:
    """An open knowledge base.

    Each thread gets a connection of its own, so one ``Store`` serves all threads of the server.
    Raises BadDatabase where the file is not a knowledge base or cannot be opened.

    >>> store = Store(":memory:")
    >>> store.reports.count()
    0
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._local = _Connected()
        self.reports = Reports(self)
        self.facts = Facts(self)
        self.confirmations = Confirmations(self)
        self.lookup = Lookup(self)
        self.findings = Findings(self)
        self.keys = Keys(self)
        self.turns = Turns(self)
        self.statistics = Statistics(self)
        self.users = Users(self)
        self.audit = Audit(self)
        self.faq = Faq(self)
        self.vectors = Vectors(self)
        try:
            self._prepare()
        except sqlite3.Error as error:
            raise BadDatabase(f"无法打开数据库 {self.path}：{error}。请检查路径与权限，或换一个 --db。") from error

    @property
    def db(self) -> Database:
        """This thread's connection."""
        db = self._local.db
        if db is None:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, cached_statements=256)
            db = self._local.db = Database(connection)
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA synchronous = NORMAL")
        return db

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """All or nothing: what is written inside is kept whole or not at all."""
        with self.db.atomic() as db:
            yield db

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, and what is read twice is fetched once.

        Inside a transaction, where one may read what one has just written, it changes nothing.
        """
        connection = self.db.conn
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        self._local.fetched = {}
        try:
            yield
        finally:
            self._local.fetched = None
            connection.rollback()

    def fetch(self, sql: str, parameters: tuple[Any, ...]) -> Rows:
        """Return the rows of a query, within a snapshot those fetched before: they are not to be changed."""
        fetched = self._local.fetched
        if fetched is None:
            return self.db.conn.execute(sql, parameters).fetchall()
        found = fetched.get((sql, parameters))
        if found is None:
            found = fetched[sql, parameters] = self.db.conn.execute(sql, parameters).fetchall()
        return found

    def revision(self) -> int:
        """Return the number that grows with every change of what is held."""
        number: int = self.db.conn.execute("SELECT number FROM revision").fetchone()[0]
        return number

    def close(self) -> None:
        """Close this thread's connection."""
        db = self._local.db
        if db is not None:
            db.close()
            self._local.db = None

    def _prepare(self) -> None:
        application_id = self.db.execute("PRAGMA application_id").fetchone()[0]
        if application_id != APPLICATION_ID and self.db.table_names():
            raise BadDatabase(f"{self.path} 是一个 SQLite 文件，但不是知情的知识库。请换一个 --db。")
        unknown = {done.name for done in migrations.applied(self.db)} - _known()
        if unknown:
            raise BadDatabase(f"{self.path} 由更新版本的知情建立（{'、'.join(sorted(unknown))}），请升级后再用。")
        if application_id != APPLICATION_ID:
            self.db.enable_wal()
            self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(self.db)


def _known() -> set[str]:
    # A throw-away database has none applied, so every migration that this version knows is pending there.
    return {migration.name for migration in migrations.pending(Database(memory=True))}

"""The schema of the knowledge base, as named migrations in order.

A migration that has landed is never edited; a change is a new one below it.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("zhiqing")

APPLICATION_ID = 0x5A51494E
"""Marks the file as a Zhiqing knowledge base (``ZQIN``), so that no other database is written into."""


@migrations()
def m001_agencies(db: Database) -> None:
    """Agencies with their names. An alias may belong to several agencies; then a question must choose."""
    db.executescript("""
        CREATE TABLE agencies (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            place TEXT,
            level TEXT
        );
        CREATE TABLE agency_aliases (
            alias TEXT NOT NULL,
            agency_id INTEGER NOT NULL REFERENCES agencies(id) ON DELETE CASCADE,
            PRIMARY KEY (alias, agency_id)
        ) WITHOUT ROWID;
        CREATE INDEX agency_aliases_agency ON agency_aliases(agency_id);
    """)


@migrations()
def m002_reports(db: Database) -> None:
    """Reports, and the versions of each. Nothing of an older version is removed: answers given with it replay."""
    db.executescript("""
        CREATE TABLE reports (
            id INTEGER PRIMARY KEY,
            agency_id INTEGER NOT NULL REFERENCES agencies(id),
            year INTEGER NOT NULL,
            current_version INTEGER,
            UNIQUE (agency_id, year)
        );
        CREATE INDEX reports_year ON reports(year);
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL REFERENCES reports(id),
            number INTEGER NOT NULL,
            digest TEXT NOT NULL,
            filename TEXT NOT NULL,
            title TEXT NOT NULL,
            form TEXT,
            published TEXT,
            source TEXT,
            scope TEXT,
            review TEXT NOT NULL,
            read_at TEXT NOT NULL,
            UNIQUE (report_id, number)
        );
        CREATE INDEX versions_digest ON versions(digest);
        CREATE TABLE blocks (
            version_id INTEGER PRIMARY KEY REFERENCES versions(id),
            content BLOB NOT NULL
        );
        CREATE TABLE sections (
            version_id INTEGER NOT NULL REFERENCES versions(id),
            ordinal INTEGER NOT NULL,
            level INTEGER NOT NULL,
            heading TEXT NOT NULL,
            path TEXT NOT NULL,
            topic TEXT,
            PRIMARY KEY (version_id, ordinal)
        ) WITHOUT ROWID;
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY,
            version_id INTEGER NOT NULL REFERENCES versions(id),
            ordinal INTEGER NOT NULL,
            section INTEGER NOT NULL,
            text TEXT NOT NULL,
            block INTEGER NOT NULL,
            start INTEGER NOT NULL,
            end INTEGER NOT NULL,
            UNIQUE (version_id, ordinal)
        );
        CREATE VIRTUAL TABLE passages_fts USING fts5(tokens, content='', tokenize='unicode61');
    """)


@migrations()
def m003_facts(db: Database) -> None:
    """Cells of tables, numbers in the prose, and what the checks found."""
    db.executescript("""
        CREATE TABLE facts (
            id INTEGER PRIMARY KEY,
            version_id INTEGER NOT NULL REFERENCES versions(id),
            indicator TEXT NOT NULL,
            applicant TEXT NOT NULL,
            value TEXT,
            unit TEXT NOT NULL,
            printed TEXT NOT NULL,
            status TEXT NOT NULL,
            candidates TEXT NOT NULL,
            basis TEXT NOT NULL,
            form_table TEXT NOT NULL,
            form_row TEXT NOT NULL,
            form_column TEXT NOT NULL,
            section INTEGER,
            block INTEGER NOT NULL,
            block_row INTEGER,
            block_column INTEGER,
            start INTEGER,
            end INTEGER,
            UNIQUE (version_id, indicator, applicant)
        );
        CREATE TABLE figures (
            version_id INTEGER NOT NULL REFERENCES versions(id),
            ordinal INTEGER NOT NULL,
            passage INTEGER NOT NULL,
            subject TEXT NOT NULL,
            measure TEXT NOT NULL,
            value TEXT NOT NULL,
            unit TEXT NOT NULL,
            qualifier TEXT NOT NULL,
            printed TEXT NOT NULL,
            start INTEGER NOT NULL,
            end INTEGER NOT NULL,
            scope TEXT NOT NULL,
            PRIMARY KEY (version_id, ordinal)
        ) WITHOUT ROWID;
        CREATE TABLE findings (
            version_id INTEGER NOT NULL REFERENCES versions(id),
            ordinal INTEGER NOT NULL,
            rule TEXT NOT NULL,
            severity TEXT NOT NULL,
            message TEXT NOT NULL,
            operands TEXT NOT NULL,
            PRIMARY KEY (version_id, ordinal)
        ) WITHOUT ROWID;
    """)


@migrations()
def m004_conversations(db: Database) -> None:
    """What was asked and answered: answers are kept whole under an id that replays them."""
    db.executescript("""
        CREATE TABLE conversations (
            id TEXT PRIMARY KEY,
            memory TEXT NOT NULL,
            updated_at TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE answers (
            id TEXT PRIMARY KEY,
            question TEXT NOT NULL,
            body TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE turns (
            id INTEGER PRIMARY KEY,
            conversation_id TEXT NOT NULL,
            answer_id TEXT NOT NULL REFERENCES answers(id),
            asked_at TEXT NOT NULL
        );
        CREATE INDEX turns_conversation ON turns(conversation_id);
    """)


@migrations()
def m005_revision(db: Database) -> None:
    """One number that grows with every change of what is held, so that caches know when they are stale."""
    db.executescript("""
        CREATE TABLE revision (number INTEGER NOT NULL);
        INSERT INTO revision VALUES (0);
    """)


@migrations()
def m007_feedback(db: Database) -> None:
    """What readers thought of answers: one verdict for each answer and conversation, the latest."""
    db.executescript("""
        CREATE TABLE feedback (
            answer_id TEXT NOT NULL REFERENCES answers(id) ON DELETE CASCADE,
            conversation_id TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reasons TEXT NOT NULL,
            given_at TEXT NOT NULL,
            PRIMARY KEY (answer_id, conversation_id)
        ) WITHOUT ROWID;
        CREATE INDEX feedback_given_at ON feedback(given_at);
    """)

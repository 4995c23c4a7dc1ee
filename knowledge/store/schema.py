"""The schema of the knowledge base, as named migrations in order.

A migration that has landed is never edited; a change is a new one below it.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from knowledge.store.sums import keep_sums

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
def m006_accounts(db: Database) -> None:
    """Accounts of the desk, failed logins, the key that signs sessions, and the log of every change."""
    db.executescript("""
        CREATE TABLE users (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            active INTEGER NOT NULL,
            password_hash TEXT NOT NULL,
            stamp TEXT NOT NULL,
            created_at TEXT NOT NULL,
            last_login TEXT
        );
        CREATE TABLE failed_logins (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            at TEXT NOT NULL
        );
        CREATE INDEX failed_logins_name ON failed_logins(name, at);
        CREATE TABLE session_key (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            key TEXT NOT NULL
        );
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            who TEXT NOT NULL,
            what TEXT NOT NULL,
            subject TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL
        );
        CREATE INDEX audit_subject ON audit(subject);
    """)


@migrations()
def m_lookup(db: Database) -> None:
    """What finds a cell among millions: year, agency and value beside it, subtotals, and the cells of each finding."""
    db.executescript("""
        ALTER TABLE facts ADD COLUMN year INTEGER;
        ALTER TABLE facts ADD COLUMN agency_id INTEGER;
        ALTER TABLE facts ADD COLUMN number REAL;
        UPDATE facts SET number = CAST(value AS REAL), (year, agency_id) = (
            SELECT r.year, r.agency_id FROM versions v JOIN reports r ON r.id = v.report_id
            WHERE v.id = facts.version_id
        );
        CREATE INDEX facts_by_value ON facts(indicator, applicant, year, number DESC, agency_id);
        CREATE INDEX facts_by_status ON facts(status, indicator, year) WHERE status <> 'printed';
        CREATE TABLE sums (
            version_id INTEGER NOT NULL REFERENCES versions(id),
            indicator TEXT NOT NULL,
            applicant TEXT NOT NULL,
            value TEXT,
            number REAL,
            year INTEGER NOT NULL,
            agency_id INTEGER NOT NULL,
            PRIMARY KEY (version_id, indicator, applicant)
        ) WITHOUT ROWID;
        CREATE INDEX sums_by_value ON sums(indicator, applicant, year, number DESC, agency_id);
        CREATE TABLE finding_cells (
            version_id INTEGER NOT NULL REFERENCES versions(id),
            indicator TEXT NOT NULL,
            applicant TEXT NOT NULL,
            rule TEXT NOT NULL,
            PRIMARY KEY (version_id, indicator, applicant, rule)
        ) WITHOUT ROWID;
        INSERT OR IGNORE INTO finding_cells
        SELECT f.version_id, json_extract(cell.value, '$[0]'), json_extract(cell.value, '$[1]'), f.rule
        FROM findings f, json_each(f.operands) operand, json_each(operand.value, '$.facts') cell;
        CREATE INDEX finding_cells_rule ON finding_cells(rule);
        CREATE TABLE finding_work (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL REFERENCES reports(id),
            rule TEXT NOT NULL,
            message TEXT NOT NULL,
            state TEXT NOT NULL,
            remark TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            UNIQUE (report_id, rule, message)
        );
        CREATE TABLE confirmations (
            id INTEGER PRIMARY KEY,
            version_id INTEGER NOT NULL REFERENCES versions(id),
            indicator TEXT NOT NULL,
            applicant TEXT NOT NULL,
            value TEXT NOT NULL,
            ground TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            withdrawn_by TEXT,
            withdrawn_at TEXT
        );
        CREATE UNIQUE INDEX confirmations_standing ON confirmations(version_id, indicator, applicant)
            WHERE withdrawn_at IS NULL;
        CREATE TABLE api_keys (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            digest TEXT NOT NULL UNIQUE,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            revoked_at TEXT
        );
    """)


@migrations()
def m_sums_of_held(db: Database) -> None:
    """Add up the subtotals of the reports that were held before subtotals were kept."""
    for (version_id,) in db.execute("SELECT id FROM versions").fetchall():
        keep_sums(db, version_id)


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


@migrations()
def m008_maintained_entries(db: Database) -> None:
    """Maintained entries with all versions, comments, what they said, and the exam cases that publishing runs."""
    db.executescript("""
        CREATE TABLE faq_entries (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL,
            disabled INTEGER NOT NULL,
            newest INTEGER NOT NULL,
            live INTEGER,
            submitted_by TEXT NOT NULL,
            updated_at TEXT NOT NULL
        );
        CREATE TABLE faq_versions (
            entry_id INTEGER NOT NULL REFERENCES faq_entries(id),
            number INTEGER NOT NULL,
            content TEXT NOT NULL,
            author TEXT NOT NULL,
            written_at TEXT NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (entry_id, number)
        ) WITHOUT ROWID;
        CREATE TABLE faq_comments (
            id INTEGER PRIMARY KEY,
            entry_id INTEGER NOT NULL REFERENCES faq_entries(id),
            version INTEGER NOT NULL,
            author TEXT NOT NULL,
            written_at TEXT NOT NULL,
            text TEXT NOT NULL
        );
        CREATE INDEX faq_comments_entry ON faq_comments(entry_id);
        CREATE TABLE faq_rendered (
            id INTEGER PRIMARY KEY,
            entry_id INTEGER NOT NULL REFERENCES faq_entries(id),
            version INTEGER NOT NULL,
            text TEXT NOT NULL,
            cells TEXT NOT NULL,
            rendered_at TEXT NOT NULL,
            seen INTEGER NOT NULL
        );
        CREATE INDEX faq_rendered_entry ON faq_rendered(entry_id);
        CREATE TABLE exam_cases (
            id INTEGER PRIMARY KEY,
            subject TEXT NOT NULL,
            content TEXT NOT NULL
        );
        CREATE INDEX exam_cases_subject ON exam_cases(subject);
    """)


@migrations()
def m009_desk_settings(db: Database) -> None:
    """What the administrator sets at the desk."""
    db.executescript("CREATE TABLE desk_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;")


@migrations()
def m010_queue_dismissed(db: Database) -> None:
    """Questions that someone has taken off the queue of unanswered ones."""
    db.executescript("""
        CREATE TABLE queue_dismissed (
            question TEXT PRIMARY KEY,
            who TEXT NOT NULL,
            at TEXT NOT NULL
        ) WITHOUT ROWID;
    """)


@migrations()
def m011_sentence_vectors(db: Database) -> None:
    """Vectors of sentences for dense retrieval, where the ``semantic`` extra is used; otherwise empty."""
    db.executescript("""
        CREATE TABLE sentence_vectors (
            version_id INTEGER NOT NULL REFERENCES versions(id),
            model TEXT NOT NULL,
            passage INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            vector BLOB NOT NULL,
            PRIMARY KEY (version_id, model, passage, start)
        ) WITHOUT ROWID;
    """)


@migrations()
def m011_uploads(db: Database) -> None:
    """Sheets that were uploaded and wait for a person to say that they are to be taken in."""
    db.executescript("""
        CREATE TABLE uploads (
            id INTEGER PRIMARY KEY,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            filename TEXT NOT NULL,
            content BLOB NOT NULL
        );
    """)


@migrations()
def m_turn_seconds(db: Database) -> None:
    """How long each answer took to be found, for the dashboard."""
    db.executescript("""
        ALTER TABLE turns ADD COLUMN seconds REAL;
        CREATE INDEX turns_asked_at ON turns(asked_at);
    """)


@migrations()
def m_lookup_covers_versions(db: Database) -> None:
    """Let the indexes by value name the version, so that a ranking of thousands reads nothing but the index."""
    db.executescript("""
        DROP INDEX facts_by_value;
        DROP INDEX sums_by_value;
        CREATE INDEX facts_by_value ON facts(indicator, applicant, year, number DESC, agency_id, version_id);
        CREATE INDEX sums_by_value ON sums(indicator, applicant, year, number DESC, agency_id, version_id);
    """)


@migrations()
def m_reports_by_version(db: Database) -> None:
    """Find the report whose newest version a version is, for searches that begin at what stands in a version."""
    db.executescript("CREATE UNIQUE INDEX reports_current_version ON reports(current_version);")


@migrations()
def m_turn_entries(db: Database) -> None:
    """Which maintained entry answered a turn, kept when it did: later another may answer the same question."""
    db.executescript("ALTER TABLE turns ADD COLUMN entry TEXT NOT NULL DEFAULT '';")

-- Maintained entries with all versions, comments, what they said, and the exam cases that publishing runs.
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

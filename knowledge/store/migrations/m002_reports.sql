-- Reports, and the versions of each. Nothing of an older version is removed: answers given with it replay.
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

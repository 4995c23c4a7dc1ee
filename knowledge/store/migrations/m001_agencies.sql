-- Agencies with their names. An alias may belong to several agencies; then a question must choose.
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

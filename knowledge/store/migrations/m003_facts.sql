-- Cells of tables, numbers in the prose, and what the checks found.
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

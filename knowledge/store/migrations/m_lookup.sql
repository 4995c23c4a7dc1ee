-- What finds a cell among millions: year, agency and value beside it, subtotals, and the cells of each finding.
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

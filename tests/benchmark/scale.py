"""Bases of any size: one report is kept the ordinary way, and its rows are multiplied by SQL, each with other numbers.

Four million cells are written in seconds so. Names are made of real counties and common kinds of bodies.
"""

from __future__ import annotations

from itertools import islice, product
from pathlib import Path

from knowledge.divisions import divisions
from knowledge.records import ReadReport
from knowledge.segment import tokens
from knowledge.store import Store
from tests.knowledge.made import reports

BODIES = ("档案局", "水务局", "教育局", "财政局", "民政局")
YEARS = (2024, 2023, 2022, 2021, 2020)
_INDEXES = """
    SELECT name, sql FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('facts', 'sums', 'versions')
"""
_MULTIPLY = (
    """
    CREATE TEMP TABLE new AS
    SELECT v.id AS version_id, r.year, r.agency_id FROM versions v JOIN reports r ON r.id = v.report_id
    WHERE v.id > :template
    """,
    """
    INSERT INTO facts (version_id, year, agency_id, indicator, applicant, value, printed, number, unit, status,
        candidates, basis, form_table, form_row, form_column, section, block, block_row, block_column, start, end)
    SELECT version_id, year, agency_id, indicator, applicant, CAST(number AS TEXT), CAST(number AS TEXT), number, unit,
        'printed', '', '', form_table, form_row, form_column, section, block, block_row, block_column, start, end
    FROM (
        SELECT n.*, f.indicator, f.applicant, f.unit, f.form_table, f.form_row, f.form_column, f.section, f.block,
            f.block_row, f.block_column, f.start, f.end,
            iif(f.applicant = 'total', (n.version_id * 7919 + f.id * 104729) % 997, 0) AS number
        FROM new n JOIN facts f ON f.version_id = :template
    )
    """,
    """
    INSERT INTO sums SELECT n.version_id, s.indicator, s.applicant, '0', 0, n.year, n.agency_id
    FROM new n JOIN sums s ON s.version_id = :template
    """,
    """
    UPDATE sums SET number = t.total, value = CAST(t.total AS TEXT) FROM (
        SELECT version_id, sum(number) AS total FROM facts
        WHERE indicator LIKE 'outcomes.refused.%' AND applicant = 'total' GROUP BY version_id
    ) t WHERE t.version_id = sums.version_id AND sums.indicator = 'outcomes.refused' AND sums.applicant = 'total'
    """,
    """
    INSERT INTO sections SELECT n.version_id, s.ordinal, s.level, s.heading, s.path, s.topic
    FROM new n JOIN sections s ON s.version_id = :template
    """,
    """
    INSERT INTO passages (version_id, ordinal, section, text, block, start, end)
    SELECT n.version_id, p.ordinal, p.section, p.text, p.block, p.start, p.end
    FROM new n JOIN passages p ON p.version_id = :template
    """,
    """
    INSERT INTO figures SELECT n.version_id, f.ordinal, f.passage, f.subject, f.measure, f.value, f.unit, f.qualifier,
        f.printed, f.start, f.end, f.scope
    FROM new n JOIN figures f ON f.version_id = :template
    """,
    """
    INSERT INTO passages_fts (rowid, tokens)
    SELECT p.id, w.tokens FROM passages p JOIN words w USING (ordinal) WHERE p.version_id <> :template
    """,
)
_REMOVE = (
    "DELETE FROM facts WHERE version_id = :template",
    "DELETE FROM sums WHERE version_id = :template",
    "DELETE FROM figures WHERE version_id = :template",
    "DELETE FROM findings WHERE version_id = :template",
    "DELETE FROM finding_cells WHERE version_id = :template",
    "DELETE FROM passages WHERE version_id = :template",
    "DELETE FROM sections WHERE version_id = :template",
    "DELETE FROM blocks WHERE version_id = :template",
    "DELETE FROM versions WHERE id = :template",
    "DELETE FROM reports WHERE current_version = :template",
    "DELETE FROM agencies WHERE id NOT IN (SELECT agency_id FROM reports)",
)


def base_of(path: Path, size: int) -> tuple[Store, tuple[str, ...], tuple[int, ...]]:
    """Return a base that holds ``size`` reports, the names of its agencies, and the years of each."""
    years = YEARS if size >= 2 * len(YEARS) else YEARS[:1]
    names = agency_names(size // len(years))
    store = Store(path)
    db = store.db
    db.execute("PRAGMA cache_size = -600000")
    db.execute("PRAGMA synchronous = OFF")
    with store.transaction():
        template, _ = store.reports.keep(_template())
        indexes = db.execute(_INDEXES).fetchall()
        for name, _ in indexes:
            db.execute(f"DROP INDEX {name}")
        _multiply(store, template.version_id, names, years)
        for _, sql in indexes:
            db.execute(sql)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return Store(path), names, years


def agency_names(count: int) -> tuple[str, ...]:
    """Return so many names of agencies: a body of each of as many counties as it takes."""
    places = [name for name, same in divisions().items() if len(same) == 1 and len(name) > 2 and name[-1] in "县区市"]
    return tuple(f"{place}{body}" for body, place in islice(product(BODIES, places), count))


def _template() -> ReadReport:
    return next(report for report in reports() if report.form == "2021" and report.figures and report.passages)


def _multiply(store: Store, template: int, names: tuple[str, ...], years: tuple[int, ...]) -> None:
    """Hold the template for every agency and year, and the template itself no longer."""
    db = store.db
    placed = [(name, name[:-3]) for name in names]
    db.conn.executemany("INSERT INTO agencies (name, place, level) VALUES (?, ?, 'county')", placed)
    ids = {name: key for key, name in db.execute("SELECT id, name FROM agencies").fetchall()}
    aliases = [(alias, ids[name]) for name in names for alias in (name, name[:-2])]
    db.conn.executemany("INSERT OR IGNORE INTO agency_aliases VALUES (?, ?)", aliases)
    db.conn.executemany(
        "INSERT INTO reports (agency_id, year) VALUES (?, ?)", [(ids[name], year) for name in names for year in years]
    )
    db.execute(
        "INSERT INTO versions (report_id, number, digest, filename, title, form, review, read_at)"
        " SELECT r.id, 1, 'd' || r.id, 'f', a.name || r.year || '年度报告', '2021', '[]', '2025-01-01T00:00:00+00:00'"
        " FROM reports r JOIN agencies a ON a.id = r.agency_id WHERE r.current_version IS NULL"
    )
    db.execute("UPDATE reports SET current_version = (SELECT v.id FROM versions v WHERE v.report_id = reports.id)")
    words = [(passage.ordinal, " ".join(tokens(passage.text))) for passage in store.reports.passages(template)]
    db.execute("CREATE TEMP TABLE words (ordinal INTEGER PRIMARY KEY, tokens TEXT)")
    db.conn.executemany("INSERT INTO words VALUES (?, ?)", words)
    for statement in (*_MULTIPLY, *_REMOVE):
        db.conn.execute(statement, {"template": template})
    db.execute("UPDATE revision SET number = number + 1")

"""Searching cells, numbers of the narrative, passages and findings over every report at once.

A base may hold millions of cells, so each search is driven by what narrows it most: the agencies named, else the
indicator (an index over indicator, applicant, year and value), else the status or the finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from knowledge.lookups import Confirmation, HeldFact, HeldFigure, HeldPassage, Order, Tally, Wanted
from knowledge.records import Fact, FactStatus, HeldReport, Passage, Place
from knowledge.segment import tokens
from knowledge.store.facts import FIGURE_COLUMNS, figure_of
from knowledge.store.reports import HELD_COLUMNS, held_of
from knowledge.store.rooms import Room
from knowledge.store.sums import layout_of

BOUND = 100_000
"""More rows than this are not counted: nobody reads them, and counting millions would take seconds."""

FEW = 500
"""So many agencies may be named one by one; of more, their cells are narrowed by place and level."""

_CURRENT = "r.agency_id = f.agency_id AND r.year = f.year AND r.current_version = f.version_id"
_REPORT = "JOIN versions v ON v.id = r.current_version JOIN agencies a ON a.id = r.agency_id"
_G = ", ".join(f"g.{name.strip()}" for name in FIGURE_COLUMNS.split(","))


@dataclass
class _Where:
    """Conditions, joined by AND, with their parameters."""

    terms: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def any_of(self, column: str, wanted: Sequence[object]) -> None:
        """Narrow a column to some values; none narrow nothing."""
        if wanted:
            self.terms.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            self.values += wanted

    def add(self, term: str, *values: object) -> None:
        """Narrow by a condition of one's own."""
        self.terms.append(term)
        self.values += values

    @property
    def sql(self) -> str:
        """The condition, which holds for all rows where nothing narrows."""
        return " AND ".join(self.terms) or "TRUE"


class Lookup(Room):
    """What staff search for. Only the newest version of each report is searched."""

    def facts(
        self, wanted: Wanted, order: Order | None = None, *, limit: int = 50, offset: int = 0
    ) -> tuple[HeldFact, ...]:
        """Return the cells that fit, and the subtotals where a subtotal is asked for."""
        wanted, order = self._narrowed(wanted), order or Order()
        if not (wanted.agencies or wanted.indicators or wanted.statuses or wanted.finding):
            # Nobody sorts millions of cells of every kind: they come as the reports do.
            order = Order(descending=order.descending and order.by == "agency")
        source, values = _source(wanted)
        rows = self.rows(
            f"SELECT version_id, indicator, applicant, summed FROM ({source}) ORDER BY {_ordered(order)} "  # noqa: S608
            "LIMIT ? OFFSET ?",
            *values,
            limit,
            offset,
        )
        reports = {version_id: self._store.reports.of_version(version_id) for version_id, *_ in rows}
        return tuple(self._held(reports[version_id], *rest) for version_id, *rest in rows)

    def tally(self, wanted: Wanted) -> Tally:
        """Return how many cells fit, and what they add up to."""
        source, values = _source(self._narrowed(wanted))
        rows = self.rows(
            f"SELECT unit, count(*), sum(number) FROM (SELECT * FROM ({source}) LIMIT {BOUND + 1}) GROUP BY unit",  # noqa: S608
            *values,
        )
        count = sum(row[1] for row in rows)
        # Amounts have few decimals: a float of this size is rounded back to exactly what was added.
        total = sum((Decimal(f"{row[2]:.6f}") for row in rows if row[2] is not None), Decimal()).normalize()
        units = {row[0] for row in rows if row[0]} or {self.facts(wanted, limit=1)[0].unit for _ in rows[:1]}
        single = len(wanted.indicators) == len(wanted.applicants) == len(units) == 1 and count <= BOUND
        return Tally(min(count, BOUND), count > BOUND, ((units.pop(), total),) if single else ())

    def top(
        self, indicators: Sequence[str], applicant: str, year: int, *, ascending: bool = False, limit: int = 20
    ) -> tuple[tuple[int, int], ...]:
        """Return (agency, version) of the year's most (or least) of a row or subtotal, under any of its names.

        Those that give no value are left out; superseded versions are among them.
        """
        direction = "ASC, agency_id DESC" if ascending else "DESC, agency_id"
        found: list[tuple[float, int, int]] = []
        for indicator in indicators:
            for table in ("facts", "sums"):
                found += self.rows(
                    f"SELECT number, agency_id, version_id FROM {table} INDEXED BY {table}_by_value "  # noqa: S608
                    "WHERE indicator = ? AND applicant = ? AND year = ? AND number IS NOT NULL "
                    f"ORDER BY number {direction} LIMIT ?",
                    indicator,
                    applicant,
                    year,
                    limit,
                )
        found.sort(key=lambda row: (row[0] if ascending else -row[0], row[1]))
        return tuple((agency_id, version_id) for _, agency_id, version_id in found[:limit])

    def known(self, indicators: Sequence[str], applicant: str, year: int) -> int:
        """Return how many cells or subtotals of a year have a value, those of superseded versions among them."""
        return sum(
            self.rows(
                f"SELECT count(*) FROM {table} INDEXED BY {table}_by_value "  # noqa: S608
                "WHERE indicator = ? AND applicant = ? AND year = ? AND number IS NOT NULL",
                indicator,
                applicant,
                year,
            )[0][0]
            for indicator in indicators
            for table in ("facts", "sums")
        )

    def column(self, indicators: Sequence[str], applicant: str, year: int) -> dict[int, float | None]:
        """Return a row or subtotal of every version of a year, under the first of its names that a version has."""
        found: dict[int, float | None] = {}
        for indicator in reversed(indicators):
            for table in ("sums", "facts"):
                found |= self.rows(
                    f"SELECT version_id, number FROM {table} INDEXED BY {table}_by_value "  # noqa: S608
                    "WHERE indicator = ? AND applicant = ? AND year = ?",
                    indicator,
                    applicant,
                    year,
                )
        return found

    def figures(self, words: str, wanted: Wanted, *, limit: int = 50, offset: int = 0) -> tuple[HeldFigure, ...]:
        """Return the numbers of the narrative whose passage holds the words, by agency and year."""
        where, source = self._text_source(words, wanted)
        rows = self.rows(
            f"SELECT {HELD_COLUMNS}, p.ordinal, p.section, p.text, p.block, p.start, p.end, {_G} FROM {source} "  # noqa: S608
            f"JOIN figures g ON g.version_id = p.version_id AND g.passage = p.ordinal WHERE {where.sql} "
            "ORDER BY a.id, r.year DESC, g.ordinal LIMIT ? OFFSET ?",
            *where.values,
            limit,
            offset,
        )
        return tuple(HeldFigure(held_of(row[:12]), figure_of(row[18:]), _passage(row[12:18])) for row in rows)

    def passages(self, words: str, wanted: Wanted, *, limit: int = 50, offset: int = 0) -> tuple[HeldPassage, ...]:
        """Return the passages that hold the words, by agency and year."""
        where, source = self._text_source(words, wanted)
        rows = self.rows(
            f"SELECT {HELD_COLUMNS}, p.ordinal, p.section, p.text, p.block, p.start, p.end FROM {source} "  # noqa: S608
            f"WHERE {where.sql} ORDER BY a.id, r.year DESC, p.ordinal LIMIT ? OFFSET ?",
            *where.values,
            limit,
            offset,
        )
        found = [(held_of(row[:12]), _passage(row[12:])) for row in rows]
        heading = self._store.reports.heading
        return tuple(HeldPassage(r, p, heading(r.version_id, p.section) or "") for r, p in found)

    def count_text(self, words: str, wanted: Wanted, *, figures: bool) -> Tally:
        """Return how many passages, or numbers of the narrative, fit."""
        where, source = self._text_source(words, wanted)
        join = "JOIN figures g ON g.version_id = p.version_id AND g.passage = p.ordinal" if figures else ""
        row = self.row(
            f"SELECT count(*) FROM (SELECT 1 FROM {source} {join} WHERE {where.sql} LIMIT {BOUND + 1})",  # noqa: S608
            *where.values,
        )
        count = row[0] if row else 0
        return Tally(min(count, BOUND), count > BOUND)

    def agencies_named(self, name: str, limit: int = 200) -> tuple[int, ...]:
        """Return the agencies that go by a name, else those with it as a part of a name."""
        exact = self.rows("SELECT DISTINCT agency_id FROM agency_aliases WHERE alias = ?", name)
        like = f"%{name.replace('%', '').replace('_', '')}%"
        rows = exact or self.rows(
            "SELECT DISTINCT agency_id FROM agency_aliases WHERE alias LIKE ? ORDER BY agency_id LIMIT ?", like, limit
        )
        return tuple(row[0] for row in rows)

    def names(self, agencies: Iterable[int]) -> tuple[str, ...]:
        """Return the full names of agencies, in the order given."""
        found = (self.row("SELECT name FROM agencies WHERE id = ?", key) for key in agencies)
        return tuple(row[0] for row in found if row)

    def years(self) -> tuple[int, ...]:
        """Return the years of which a report is held, newest first."""
        return tuple(row[0] for row in self.rows("SELECT DISTINCT year FROM reports ORDER BY year DESC"))

    def levels(self) -> tuple[str, ...]:
        """Return the levels of the agencies held."""
        return tuple(row[0] for row in self.rows("SELECT DISTINCT level FROM agencies WHERE level <> '' ORDER BY 1"))

    def reports(self, wanted: Wanted, *, limit: int = 50, offset: int = 0) -> tuple[HeldReport, ...]:
        """Return the newest versions of the reports that fit, by agency, newest year first."""
        where = _of_reports(wanted)
        rows = self.rows(
            f"SELECT {HELD_COLUMNS} FROM reports r {_REPORT} WHERE {where.sql} "  # noqa: S608
            "ORDER BY r.agency_id, r.year DESC LIMIT ? OFFSET ?",
            *where.values,
            limit,
            offset,
        )
        return tuple(map(held_of, rows))

    def count_reports(self, wanted: Wanted) -> int:
        """Return how many reports fit."""
        where = _of_reports(wanted)
        row = self.row(f"SELECT count(*) FROM reports r {_REPORT} WHERE {where.sql}", *where.values)  # noqa: S608
        return int(row[0]) if row else 0

    def place_of(self, agency_id: int) -> tuple[str | None, str | None]:
        """Return place and level of an agency."""
        row = self.row("SELECT place, level FROM agencies WHERE id = ?", agency_id)
        return (row[0], row[1]) if row else (None, None)

    def _narrowed(self, wanted: Wanted) -> Wanted:
        """Return a search with the agencies of its place and levels named, where they are few."""
        if wanted.agencies or not (wanted.place or wanted.levels):
            return wanted
        where = _Where()
        _narrow(where, replace(wanted, years=()), "")
        rows = self.rows(f"SELECT a.id FROM agencies a WHERE {where.sql} LIMIT {FEW + 1}", *where.values)  # noqa: S608
        if len(rows) > FEW:
            return wanted
        return replace(wanted, agencies=tuple(row[0] for row in rows) or (-1,), place="", levels=())

    def _held(self, report: HeldReport, indicator: str, applicant: str, summed: int) -> HeldFact:
        get = self._store.facts.get
        if summed:
            names = layout_of(report.form, report.year).subtotal_parts(indicator)
            parts = tuple(part for name in names if (part := get(report.version_id, name, applicant)))
            values = [self._value(report, part)[0] for part in parts]
            total = None if None in values else sum((value for value in values if value is not None), Decimal())
            return HeldFact(report, indicator, applicant, total, parts[0].unit, None, parts)
        fact = get(report.version_id, indicator, applicant)
        assert fact is not None
        value, confirmation = self._value(report, fact)
        return HeldFact(report, indicator, applicant, value, fact.unit, fact, (), confirmation)

    def _value(self, report: HeldReport, fact: Fact) -> tuple[Decimal | None, Confirmation | None]:
        if fact.status is not FactStatus.UNCERTAIN:
            return fact.value, None
        confirmation = self._store.confirmations.get(report.version_id, fact.indicator, fact.applicant)
        return confirmation.value if confirmation else None, confirmation

    def _text_source(self, words: str, wanted: Wanted) -> tuple[_Where, str]:
        where = _of_reports(wanted)
        query = _match(words)
        if words.strip() and not query:
            where.add("FALSE")  # marks alone stand for no word
        if not query:
            return where, f"reports r {_REPORT} JOIN passages p ON p.version_id = r.current_version"
        where.add("passages_fts MATCH ?", query)
        return where, (
            "passages_fts CROSS JOIN passages p ON p.id = passages_fts.rowid "
            f"CROSS JOIN reports r ON r.current_version = p.version_id {_REPORT}"
        )


def _source(wanted: Wanted) -> tuple[str, list[Any]]:
    """Return the query for the cells that fit, each with what it is sorted by, and its parameters."""
    # The unit stands beside the cell and not in the index: for one indicator it is asked of the first cell alone.
    sql, where = _cells(wanted, "facts", "''" if len(wanted.indicators) == 1 else "f.unit")
    if not wanted.indicators or wanted.statuses:
        return sql, where.values
    # A row that one form prints is a subtotal on another: both are looked through.
    more, further = _cells(wanted, "sums", "''")
    return f"{sql} UNION ALL {more}", [*where.values, *further.values]


def _cells(wanted: Wanted, table: str, unit: str) -> tuple[str, _Where]:
    driven, by = _driven(wanted, table)
    where = _Where()
    # The plus keeps an index out of it: reports come by agency, and of each its own few cells are read.
    where.any_of("+f.indicator" if by == "r" else "f.indicator", wanted.indicators)
    where.any_of("f.applicant", wanted.applicants)
    _narrow(where, wanted, f"{by}.year" if by == "f" else "+r.year")
    if wanted.statuses:
        where.any_of("f.status", [status.value for status in wanted.statuses])
        if _by_status(wanted):
            where.add("f.status <> 'printed'")
    if wanted.finding:
        where.add(_TOUCHED, *_rule(wanted.finding))
    sql = (  # every part is written in this file; what a person gives is a parameter
        f"SELECT f.version_id, f.indicator, f.applicant, f.number, {by}.agency_id, {by}.year, "  # noqa: S608
        f"{'f.id' if table == 'facts' else '0'} AS place, {int(table == 'sums')} AS summed, {unit} AS unit "
        f"FROM {driven} WHERE {where.sql}"
    )
    return sql, where


def _driven(wanted: Wanted, table: str) -> tuple[str, str]:
    """Return the tables to join, the one first that narrows most, and which of them has agency and year: r or f."""
    by_report = f"reports r CROSS JOIN {table} f ON f.version_id = r.current_version"
    agency = "JOIN agencies a ON a.id = r.agency_id" if wanted.place or wanted.levels else ""
    if wanted.agencies:
        return f"{by_report} {agency}", "r"
    if _by_status(wanted):
        return f"{table} f INDEXED BY facts_by_status CROSS JOIN reports r ON {_CURRENT} {agency}", "f"
    if wanted.indicators:
        return f"{table} f INDEXED BY {table}_by_value CROSS JOIN reports r ON {_CURRENT} {agency}", "f"
    if wanted.finding:
        touched = "(SELECT DISTINCT version_id FROM finding_cells) d CROSS JOIN"
        return f"{touched} {by_report} AND r.current_version = d.version_id {agency}", "r"
    return f"{by_report} {agency}", "r"


def _by_status(wanted: Wanted) -> bool:
    return bool(wanted.statuses) and FactStatus.PRINTED not in wanted.statuses and not wanted.agencies


def _of_reports(wanted: Wanted) -> _Where:
    where = _Where()
    _narrow(where, wanted, "r.year")
    return where


def _narrow(where: _Where, wanted: Wanted, year: str) -> None:
    where.any_of("r.agency_id", wanted.agencies)
    where.any_of(year, wanted.years)
    if wanted.place:
        where.add("instr(coalesce(a.place, '') || a.name, ?) > 0", wanted.place)
    where.any_of("a.level", wanted.levels)


_TOUCHED = (
    "EXISTS (SELECT 1 FROM finding_cells t WHERE t.version_id = f.version_id AND t.indicator = f.indicator"
    " AND t.applicant = f.applicant AND t.rule BETWEEN ? AND ?)"
)


def _rule(finding: str) -> tuple[str, str]:
    """Return the first and the last rule that is meant."""
    if finding == "*":
        return "", "\U0010ffff"
    return finding, f"{finding}\U0010ffff" if finding.endswith(".") else finding


def _ordered(order: Order) -> str:
    down = " DESC" if order.descending else ""
    orders = {
        "agency": f"agency_id{down}, year{down}, place, indicator, applicant",
        "year": f"year{down}, agency_id, place, indicator, applicant",
        "indicator": f"indicator{down}, applicant, agency_id, year DESC",
        "value": f"number{down} NULLS LAST, agency_id, year DESC, place",
    }
    return orders[order.by]


def _match(words: str) -> str:
    return " AND ".join(f'"{word}"' for word in (token.replace('"', "") for token in tokens(words)) if word)


def _passage(row: Sequence[Any]) -> Passage:
    ordinal, section, text, block, start, end = row
    return Passage(ordinal, section, text, Place(block, start=start, end=end))

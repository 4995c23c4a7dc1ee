"""Which reports may lead a ranking: asked of an index where thousands are held, so that only those few are read."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from knowledge.answering.context import Context
from knowledge.answering.tables.money import is_money
from knowledge.answering.tables.rates import share_asked
from knowledge.answering.tables.readings import ORGANISATIONS
from knowledge.forms import forms
from knowledge.records import APPLICANTS, HeldReport

FEW = 50
"""Up to so many reports are all read: an index would save nothing."""

SUPERSEDED = 30
"""Versions that a newer one has taken the place of, among those that would lead."""

Item = tuple[str, str]
"""(indicator, applicant)"""


def leading(context: Context, reports: Sequence[HeldReport], *, ascending: bool, most: int) -> tuple[HeldReport, ...]:
    """Return the reports of which the first ``most`` places are made, and as many that give no value.

    The order is that of the agencies, as given: what leads is settled by reading the reports that are returned.
    Amounts of money are all read: an index does not know that 9,000元 is less than 1.5万元.
    """
    if len(reports) <= FEW or any(is_money(name) for name in context.query.indicators):
        return tuple(reports)
    chosen: set[int] = set()
    for year in {report.year for report in reports}:
        of_year = [report for report in reports if report.year == year]
        chosen |= _of_year(context, of_year, year, ascending, most)
    return tuple(report for report in reports if report.version_id in chosen)


def beyond(context: Context, reports: Sequence[HeldReport], number: Decimal, *, below: bool) -> tuple[HeldReport, ...]:
    """Return the reports of one year that may lie beyond a number, or reach it, with those that give no value.

    What lies beyond is settled by reading the reports that are returned: all of them, where few are held or money.
    """
    if len(reports) <= FEW or any(is_money(name) for name in context.query.indicators):
        return tuple(reports)
    parts, whole = _asked(context)
    columns = [[_column(context, item, reports[0].year) for item in items] for items in (parts, whole)]
    values = ((report, _value(report.version_id, *columns)) for report in reports)
    mark = float(number)
    return tuple(report for report, value in values if value is None or (value <= mark if below else value >= mark))


def _of_year(context: Context, reports: Sequence[HeldReport], year: int, ascending: bool, most: int) -> set[int]:
    parts, whole = _asked(context)
    if len(parts) == 1 and not whole and parts[0][1] != ORGANISATIONS and not context.query.agencies:
        first_read = _first(context, parts[0], year, ascending, most)
        if first_read is not None and _all_known(context, parts[0], year, len(reports)):
            return first_read
    columns = [[_column(context, item, year) for item in items] for items in (parts, whole)]
    values = {report.version_id: _value(report.version_id, *columns) for report in reports}
    known = [(value, report) for report in reports if (value := values[report.version_id]) is not None]
    pick = heapq.nsmallest if ascending else heapq.nlargest
    first = pick(most, known, key=lambda pair: (pair[0], pair[1].agency_id if ascending else -pair[1].agency_id))
    return {report.version_id for _, report in first} | _without_value(reports, values, most)


def _first(context: Context, item: Item, year: int, ascending: bool, most: int) -> set[int] | None:
    """Return the versions in the first places; None where too many of those that would lead are superseded."""
    indicator, applicant = item
    wanted = most + SUPERSEDED
    found = context.store.lookup.top(rows_meaning(indicator), applicant, year, ascending=ascending, limit=wanted)
    current = [
        version_id
        for agency_id, version_id in found
        if (held := context.base.report(agency_id, year)) and held.version_id == version_id
    ]
    return set(current[:most]) if len(current) >= most or len(found) < wanted else None


def _all_known(context: Context, item: Item, year: int, count: int) -> bool:
    """Tell whether every report of a year gives a value; where versions are superseded, counting would not tell."""
    indicator, applicant = item
    return not context.base.superseded and context.store.lookup.known(rows_meaning(indicator), applicant, year) >= count


def _without_value(reports: Sequence[HeldReport], values: Mapping[int, object], most: int) -> set[int]:
    missing = (report.version_id for report in reports if values.get(report.version_id) is None)
    return {version_id for version_id, _ in zip(missing, range(most), strict=False)}


def _asked(context: Context) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the cells that are added up, and those that their sum is divided by; empty where nothing is divided."""
    query = context.query
    share = share_asked(query)
    if share:
        return share.parts, share.whole
    items = tuple((name, who) for name in query.indicators for who in query.applicants or ("total",))
    return (items if "sum" in query.asks else items[:1]), ()


@cache
def rows_meaning(indicator: str) -> tuple[str, ...]:
    """Return a row with the rows of older forms that mean the same.

    >>> rows_meaning("requests.new")
    ('requests.new', 'applications.received')
    """
    older = (row for layout in forms() for row, later in layout.successors.items() if later == indicator)
    return tuple(dict.fromkeys((indicator, *older)))


def _column(context: Context, item: Item, year: int) -> Mapping[int, float | None]:
    """Return a row of every report of a year by version, kept until the base changes."""
    kept = context.base.columns
    if (item, year) not in kept:
        indicator, applicant = item
        columns = APPLICANTS[1:-1] if applicant == ORGANISATIONS else (applicant,)
        found = [context.store.lookup.column(rows_meaning(indicator), column, year) for column in columns]
        kept[item, year] = {version_id: _sum(version_id, found) for version_id in found[0]}
    return kept[item, year]


def _value(
    version_id: int, parts: Sequence[Mapping[int, float | None]], whole: Sequence[Mapping[int, float | None]]
) -> float | None:
    above, below = _sum(version_id, parts), _sum(version_id, whole)
    if above is None or not whole:
        return above
    # Rounded as it is said, so that equals fall in the order of their agencies.
    return None if not below else float(round(Decimal(100 * above / below), 1))


def _sum(version_id: int, columns: Sequence[Mapping[int, float | None]]) -> float | None:
    values = [column.get(version_id) for column in columns]
    return None if None in values else sum(value for value in values if value is not None)

"""What one year's report says about its neighbours: carried-over requests, documents in force, cells left open."""

from __future__ import annotations

from ingest.checks import check_years
from ingest.settle import settle_series
from knowledge.records import HeldReport
from knowledge.store import Store

ACROSS_YEARS = "across_years."
"""The rules of findings that concern two reports start with this, so that they can be renewed when either changes."""


def reconcile_years(store: Store, held: HeldReport) -> None:
    """Settle cells and renew the checks across the unbroken run of years that a report stands in.

    To be called inside the transaction that keeps the report.
    """
    series = {report.year: report for report in _unbroken(store, held)}
    if len(series) == 1:
        return  # just read, a report holds nothing yet of another year
    before = {year: store.facts.of_version(report.version_id) for year, report in series.items()}
    after = settle_series(before)
    for year, report in series.items():
        if after[year] != before[year]:
            store.facts.keep(report.version_id, after[year])
        kept = [item for item in store.facts.findings(report.version_id) if not item.rule.startswith(ACROSS_YEARS)]
        found = check_years(after[year - 1], after[year], year) if year - 1 in after else ()
        if found or len(kept) < len(store.facts.findings(report.version_id)):
            store.facts.keep_findings(report.version_id, [*kept, *found])


def _unbroken(store: Store, held: HeldReport) -> list[HeldReport]:
    """Return the newest versions of the reports of the years around, as far as none is missing."""
    found = [held]
    for step in (-1, 1):
        year = held.year + step
        while report := store.reports.current(held.agency_id, year):
            found.append(report)
            year += step
    return found

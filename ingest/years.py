"""What one year's report says about its neighbours: carried-over requests, documents in force, cells left open."""

from __future__ import annotations

from ingest.checks import check_years
from ingest.settle import settle_by_years
from knowledge.records import Fact, Finding, HeldReport
from knowledge.store import Store

ACROSS_YEARS = "across_years."
"""The rules of findings that concern two reports start with this, so that they can be renewed when either changes."""


def reconcile_years(store: Store, held: HeldReport) -> None:
    """Settle cells and renew the checks between a report and those of the years beside it.

    To be called inside the transaction that keeps the report.
    """
    for earlier_year in (held.year - 1, held.year):
        earlier = store.reports.current(held.agency_id, earlier_year)
        later = store.reports.current(held.agency_id, earlier_year + 1)
        if earlier and later:
            _reconcile(store, earlier, later)


def _reconcile(store: Store, earlier: HeldReport, later: HeldReport) -> None:
    before, after = _facts(store, earlier), _facts(store, later)
    settled_before, settled_after = settle_by_years(before, after)
    for held, old, new in ((earlier, before, settled_before), (later, after, settled_after)):
        if new != old:
            store.facts.keep(held.version_id, new)
    findings = check_years(settled_before, settled_after, later.year)
    kept = [item for item in store.facts.findings(later.version_id) if not item.rule.startswith(ACROSS_YEARS)]
    store.facts.keep_findings(later.version_id, _ordered([*kept, *findings]))


def _facts(store: Store, held: HeldReport) -> tuple[Fact, ...]:
    return store.facts.of_version(held.version_id)


def _ordered(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda item: item.rule.startswith(ACROSS_YEARS))

"""What is held, at a glance: heads of reports and names of agencies, kept in memory until the base changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.records import HeldAgency, HeldReport
from knowledge.store import Store
from knowledge.understanding.index import AgencyIndex


@dataclass
class Base:
    """A snapshot of what is held at one revision."""

    revision: int
    agencies: Mapping[int, HeldAgency]
    reports: Mapping[tuple[int, int], HeldReport]
    index: AgencyIndex
    superseded: bool = False
    """True where some version has been replaced by a newer one."""
    columns: dict[tuple[tuple[str, str], int], Mapping[int, float | None]] = field(default_factory=dict)
    """Rows of all reports of a year that a ranking was made of, by (indicator, applicant) and year."""

    @classmethod
    def of(cls, store: Store) -> Base:
        """Read the snapshot from the store."""
        revision = store.revision()
        agencies = store.reports.agencies()
        reports = {(report.agency_id, report.year): report for report in store.reports.all_current()}
        return cls(
            revision,
            {agency.id: agency for agency in agencies},
            reports,
            AgencyIndex(agencies),
            store.reports.superseded(),
        )

    def report(self, agency_id: int, year: int) -> HeldReport | None:
        """Return the newest version of an agency's report for a year, None where none is held."""
        return self.reports.get((agency_id, year))

    def newest(self, agency_id: int) -> HeldReport | None:
        """Return an agency's report for the newest year held."""
        years = self.agencies[agency_id].years
        return self.report(agency_id, years[-1]) if years else None

    def of_year(self, year: int) -> tuple[HeldReport, ...]:
        """Return the reports of every agency for a year, by agency."""
        return self._by_year.get(year, ())

    def held_years(self, agency_ids: Iterable[int]) -> tuple[int, ...]:
        """Return the years held for any of the agencies, oldest first."""
        return tuple(sorted({year for key in agency_ids for year in self.agencies[key].years}))

    @cached_property
    def _by_year(self) -> Mapping[int, tuple[HeldReport, ...]]:
        by_year: dict[int, list[HeldReport]] = {}
        for report in self.reports.values():
            by_year.setdefault(report.year, []).append(report)
        return {year: tuple(reports) for year, reports in by_year.items()}

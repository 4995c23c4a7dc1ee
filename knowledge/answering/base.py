"""What is held, at a glance: heads of reports and names of agencies, kept in memory until the base changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.records import HeldAgency, HeldReport
from knowledge.store import Store
from knowledge.understanding.index import AgencyIndex

ALIKE = 3
"""Names are alike with so many characters in common, those at the beginning and those at the end together."""


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
    def longest_held(self) -> int | None:
        """The agency of which the most years are held, None where nothing is."""
        return max(self.agencies, key=lambda key: len(self.agencies[key].years), default=None)

    def maybe_alike(self, name: str) -> tuple[int, ...]:
        """Return the agencies that may have ``ALIKE`` characters at both ends in common with a name, as they came."""
        beginning, end = _ends(name)
        return tuple(sorted({*self._by_end.get(beginning, ()), *self._by_end.get(end, ())}))

    @cached_property
    def _by_end(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for key, agency in self.agencies.items():
            for end in _ends(agency.name):
                found.setdefault(end, []).append(key)
        return found

    @cached_property
    def _by_year(self) -> Mapping[int, tuple[HeldReport, ...]]:
        by_year: dict[int, list[HeldReport]] = {}
        for report in self.reports.values():
            by_year.setdefault(report.year, []).append(report)
        return {year: tuple(reports) for year, reports in by_year.items()}


def _ends(name: str) -> tuple[str, str]:
    # Names with so much in common have the first character in common, or the last ones.
    return f"{name[:1]}…", f"…{name[-ALIKE:]}"

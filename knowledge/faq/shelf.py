"""What may answer today: the published entries, and the starter entries that none of them stands in for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from knowledge.faq import Entry, entries, wordings_of
from knowledge.faq.maintained import Content, Maintained, SourceKind
from knowledge.faq.matching import Index, Overlay

if TYPE_CHECKING:
    from knowledge.records import HeldReport
    from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Stale:
    """A published entry that cites a report which another has taken the place of."""

    entry: Maintained
    cited: HeldReport
    newer: HeldReport
    since: date
    until: date
    """The last day on which it answers."""


@dataclass(frozen=True)
class Shelf:
    """The entries that may answer, with their wordings indexed. A key is that of an entry or of a starter."""

    maintained: Mapping[str, Content]
    starters: Mapping[str, Entry]
    index: Index | Overlay
    timed: bool = False
    """True where what may answer changes with the day."""

    @classmethod
    def of(cls, maintained: Mapping[str, Content], *, timed: bool = False, before: Shelf | None = None) -> Shelf:
        """Index entries, with the starters that none of them stands in for, only what changed since ``before``."""
        starters = {entry.id: entry for entry in entries() if entry.id not in maintained}
        wordings = [wording for key, content in maintained.items() for wording in content.wordings(key)]
        wordings += [wording for entry in starters.values() for wording in wordings_of(entry)]
        held = before.index if before and isinstance(before.index, Index) else None
        return cls(maintained, starters, held.renewed(wordings) if held else Index(wordings), timed)

    def with_entry(self, key: str, content: Content) -> Shelf:
        """Return the shelf as it would be with an entry published."""
        under = self.index.under if isinstance(self.index, Overlay) else self.index
        starters = {name: entry for name, entry in self.starters.items() if name != key}
        return Shelf(
            {**self.maintained, key: content}, starters, Overlay(under, key, content.wordings(key)), self.timed
        )


def stock(store: Store, today: date, before: Shelf | None = None) -> Shelf:
    """Return the shelf of what is published, switched on, valid today and not stale beyond its time.

    With the shelf that was ``before``, only what has changed is indexed.
    """
    answering = store.faq.answering()
    stale = stale_entries(store, answering)
    overdue = {each.entry.id for each in stale if each.until < today}
    contents = {entry.key: entry.live.content for entry in answering if entry.live and entry.id not in overdue}
    valid = {key: content for key, content in contents.items() if content.holds_on(today)}
    dated = any(content.valid_from or content.valid_until for content in contents.values())
    return Shelf.of(valid, timed=bool(stale) or dated, before=before)


def stale_entries(store: Store, answering: Iterable[Maintained]) -> list[Stale]:
    """Return the entries whose words cite a report that was re-issued, or that a newer year's report has followed.

    An entry that says for which years it holds is not made stale by another year's report.
    """
    grace = timedelta(days=store.faq.stale_days())
    found = []
    for entry in answering:
        content = entry.live.content if entry.live else entry.newest.content
        cited = [source.report for source in content.sources if source.kind is SourceKind.REPORT]
        pairs = (
            (held, newer)
            for name in cited
            if (held := store.reports.get(name))
            for newer in _newer(store, held, content)
        )
        for held, newer in pairs:
            since = datetime.fromisoformat(store.faq.arrived(newer.version_id)).date()
            found.append(Stale(entry, held, newer, since, since + grace))
            break
    return found


def _newer(store: Store, held: HeldReport, content: Content) -> Iterable[HeldReport]:
    if not held.current:
        current = store.reports.current(held.agency_id, held.year)
        if current:
            yield current
    elif not content.years:
        later = store.faq.latest_year(held.agency_id)
        if later and later > held.year:
            current = store.reports.current(held.agency_id, later)
            if current:
                yield current

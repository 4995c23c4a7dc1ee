"""A report's source beside what was read from it, section by section: tables, and the numbers of its prose."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.wording import say
from app.present import shown
from app.report_page import ReportPage, SectionView
from knowledge.records import Figure
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Read:
    """A number read from the prose."""

    figure: Figure

    @property
    def about(self) -> str:
        """What it is of, with the words that narrow it."""
        figure = self.figure
        return "·".join(part for part in (*figure.scope, figure.subject, figure.measure) if part)

    @property
    def said(self) -> str:
        """The number with its unit, and how exactly it is stated."""
        value = f"{shown(self.figure.value)} {self.figure.unit}".strip()
        return say(f"workbench.qualifiers.{self.figure.qualifier}", value=value)

    @property
    def place(self) -> str:
        """The query value that marks it in the source."""
        return f"{self.figure.passage}:{self.figure.start}-{self.figure.end}"


@dataclass(frozen=True, slots=True)
class Side:
    """A section with its text as published on one side, and on the other what was read from it."""

    section: SectionView
    figures: tuple[Read, ...]

    @property
    def tables(self) -> bool:
        """True where a statutory table was read from it."""
        return any(item.table for item in self.section.items)

    @property
    def cited(self) -> bool:
        """True where the place that is asked for stands in it."""
        return any(stretch.cited for piece in self.section.published for stretch in piece.words)

    @property
    def empty(self) -> bool:
        """True where no number was read from it."""
        return not (self.figures or self.tables)


def sides_of(store: Store, page: ReportPage) -> list[Side]:
    """Return the sections of a report that have a text, each with the numbers read from its prose."""
    homes = {passage.ordinal: passage.section for passage in store.reports.passages(page.report.version_id)}
    found: dict[int, list[Read]] = {}
    for figure in store.facts.figures(page.report.version_id):
        found.setdefault(homes.get(figure.passage, -1), []).append(Read(figure))
    sides = (Side(section, tuple(found.get(section.ordinal, ()))) for section in page.sections)
    return [side for side in sides if side.section.published or not side.empty]

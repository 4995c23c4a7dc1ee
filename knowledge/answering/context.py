"""What the steps and strategies of answering share, and how an answer is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from knowledge.answering.answer import (
    Answer,
    AnswerFigure,
    CellLocator,
    Chart,
    Citation,
    Kind,
    Reason,
    TextLocator,
)
from knowledge.answering.base import Base
from knowledge.answering.gate import Cell, Confirmed, Evidence, Name, Said, Span, Year, pass_gate
from knowledge.answering.wording import Part, sentence, words
from knowledge.forms import label_of, table_title
from knowledge.numerals import format_number
from knowledge.records import Fact, FactStatus, HeldReport, Passage
from knowledge.store import Store
from knowledge.understanding.query import Query


@dataclass
class Context:
    """A question on its way to an answer. Strategies read it; none of them changes it."""

    store: Store
    base: Base
    query: Query
    today: date

    @cached_property
    def reports(self) -> tuple[HeldReport, ...]:
        """The reports asked about, in the order asked: each agency named, each year named (or its newest)."""
        query, base = self.query, self.base
        if not query.years:
            found = [base.newest(agency) for agency in query.agencies]
        else:
            found = [base.report(agency, year) for agency in query.agencies for year in query.years]
        return tuple(report for report in found if report)

    def heading(self, report: HeldReport, section: int | None, fallback: str) -> str:
        """Return the heading of a section, or what the form calls it where the report has lost the heading."""
        heading = None if section is None else self.store.reports.heading(report.version_id, section)
        return heading or fallback


@dataclass
class Composition:
    """An answer being put together: pieces, citations and figures, until ``finish`` sends it through the gate."""

    context: Context
    pieces: list[Said] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    figures: list[AnswerFigure] = field(default_factory=list)
    notes: list[list[Said]] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)

    def say(self, key: str, /, **parts: Part) -> None:
        """Add a sentence of the wording to the answer."""
        self.pieces += sentence(key, **parts)

    def end_list(self) -> None:
        """End the sentence after the last item of a list."""
        last = self.pieces[-1]
        self.pieces[-1] = Said(last.text.rstrip("，；") + "。", last.evidence)

    def note(self, key: str, /, **parts: Part) -> None:
        """Add a note, once."""
        pieces = sentence(key, **parts)
        texts = [piece.text for piece in pieces]
        if texts not in ([piece.text for piece in note] for note in self.notes):
            self.notes.append(pieces)

    def suggest(self, text: str) -> None:
        """Offer a question that leads on, once."""
        if text and text not in self.suggestions:
            self.suggestions.append(text)

    def cite_cell(self, report: HeldReport, fact: Fact) -> Citation:
        """Cite a cell of a table; a cell cited before keeps its number."""
        section = self.context.heading(report, fact.section, table_title(report.year, fact.table))
        return self._cite(report, section, CellLocator(fact.table, fact.row, fact.column), fact.printed)

    def cite_text(self, report: HeldReport, passage: Passage, start: int, end: int) -> Citation:
        """Cite a stretch of a passage."""
        section = self.context.heading(report, passage.section, report.title)
        return self._cite(report, section, TextLocator(passage.ordinal, start, end), passage.text[start:end])

    def figure_of(self, report: HeldReport, fact: Fact) -> AnswerFigure:
        """Add a cell as a figure of the answer, cited."""
        citation = self.cite_cell(report, fact)
        figure = AnswerFigure(
            report.agency,
            report.year,
            fact.indicator,
            label_of(fact.indicator),
            fact.applicant,
            fact.value,
            fact.unit,
            fact.printed,
            citation.id,
        )
        self.figures.append(figure)
        if fact.status is FactStatus.UNCERTAIN and fact.value is not None:
            self._note_confirmed(report, fact)
        return figure

    def finish(
        self,
        kind: Kind,
        *,
        reason: Reason | None = None,
        value: Decimal | None = None,
        unit: str | None = None,
        formula: str | None = None,
        chart: Chart | None = None,
    ) -> Answer:
        """Send the pieces through the number gate and return the answer. Raises GateRefusal."""
        store = self.context.store
        return Answer(
            kind,
            pass_gate(self.pieces, store),
            reason,
            value,
            unit,
            tuple(self.figures),
            formula,
            tuple(self.citations),
            tuple(pass_gate(note, store) for note in self.notes),
            tuple(self.suggestions[:4]),
            chart,
        )

    def _note_confirmed(self, report: HeldReport, fact: Fact) -> None:
        """Say who confirmed a cell that is uncertain as printed, and on what ground."""
        found = self.context.store.confirmations.get(report.version_id, fact.indicator, fact.applicant)
        if found is None:
            return
        evidence = Confirmed(report, fact.indicator, fact.applicant)
        self.note(
            "note.confirmed",
            label=label_of(fact.indicator),
            printed=said_printed(report, fact),
            by=Said(found.by, evidence),
            day=Said(found.day, evidence),
            value=Said(format_number(found.value), evidence),
            unit=fact.unit,
            ground=Said(found.ground, evidence),
        )

    def _cite(self, report: HeldReport, section: str, locator: CellLocator | TextLocator, quote: str) -> Citation:
        for known in self.citations:
            if known.report.version_id == report.version_id and known.locator == locator:
                return known
        citation = Citation(len(self.citations) + 1, report, section, locator, quote)
        self.citations.append(citation)
        return citation


def said_agency(report: HeldReport) -> Said:
    """Say an agency's name."""
    return Said(report.agency, Name(report.agency_id))


def said_year(report: HeldReport) -> Said:
    """Say a report's year."""
    return Said(str(report.year), Year(report))


def said_value(report: HeldReport, fact: Fact) -> Said:
    """Say a cell's value."""
    assert fact.value is not None
    return Said(format_number(fact.value), Cell(report, fact.indicator, fact.applicant))


def said_printed(report: HeldReport, fact: Fact) -> Said:
    """Say what a cell prints, character for character."""
    return Said(fact.printed, Cell(report, fact.indicator, fact.applicant))


def said_span(report: HeldReport, passage: Passage, start: int, end: int) -> Said:
    """Say a stretch of a passage word for word."""
    return Said(passage.text[start:end], Span(report, passage.ordinal, start, end))


def joined(parts: Sequence[Said | str], mark: str = "、") -> list[Said]:
    """Return pieces with a mark between them."""
    pieces: list[Said] = []
    for part in parts:
        if pieces:
            pieces.append(Said(mark))
        pieces.append(part if isinstance(part, Said) else Said(part))
    return pieces


__all__ = [
    "Composition",
    "Context",
    "Evidence",
    "joined",
    "said_agency",
    "said_printed",
    "said_span",
    "said_value",
    "said_year",
    "sentence",
    "words",
]

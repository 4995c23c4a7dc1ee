"""What an answer is: the one object that chat, pages and the exam are all served from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge.records import HeldReport


class Kind(StrEnum):
    """What sort of answer it is; design §6 fixes the words."""

    FIGURE = "figure"
    COMPARISON = "comparison"
    TREND = "trend"
    RANKING = "ranking"
    LIST = "list"
    STATEMENT = "statement"
    FAQ = "faq"
    CLARIFY = "clarify"
    NONE = "none"
    GREETING = "greeting"


class Reason(StrEnum):
    """Why there is no figure or statement; design §6 fixes the words."""

    NO_SUCH_REPORT = "no_such_report"
    """The agency or the year is not held."""
    NOT_IN_REPORTS = "not_in_reports"
    """The report is held; what was asked does not stand in it."""
    OUT_OF_SCOPE = "out_of_scope"
    """Not a question about these reports."""
    AMBIGUOUS = "ambiguous"
    """More than one reading, and choosing would be guessing."""


@dataclass(frozen=True, slots=True)
class CellLocator:
    """A cell, by its table, row and column on the statutory form (ids of ``knowledge/forms``)."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class TextLocator:
    """A stretch of a passage: ``start`` and ``end`` count characters of the cleaned text."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something stands: the report, the section's heading, the place in it, and what is printed there."""

    id: int
    report: HeldReport
    section: str
    locator: CellLocator | TextLocator
    quote: str


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A number in an answer.

    ``indicator`` and ``applicant`` are None for a number from the prose; ``citation`` is a Citation's id.
    """

    agency: str
    year: int
    indicator: str | None
    label: str
    applicant: str | None
    value: Decimal | None
    unit: str
    printed: str
    citation: int


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One point or bar of a chart."""

    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that shows an answer's figures.

    ``type`` is ``line`` (years), ``bar`` (agencies, indicators), or ``share`` (parts, and last the whole).
    """

    type: str
    title: str
    unit: str
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that passed the number gate.

    ``value`` is the number asked for, None where there is not one. ``notes`` are what one must know beside
    it, ``suggestions`` questions that lead on, ``entry`` the key of the maintained entry that it is of, for the count.
    """

    kind: Kind
    text: str
    reason: Reason | None = None
    value: Decimal | None = None
    unit: str | None = None
    figures: tuple[AnswerFigure, ...] = ()
    formula: str | None = None
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    chart: Chart | None = None
    entry: str = ""

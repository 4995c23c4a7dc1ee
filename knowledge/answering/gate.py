"""The number gate: every digit in an answer resolves to a cell, a span of text, or a stated formula over those.

An answer is spoken in pieces. A piece that holds a digit must carry evidence, and the gate looks the evidence up in
the knowledge base again before the answer may leave: what a strategy believed counts for nothing here.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Protocol

from knowledge.answering.formula import evaluate
from knowledge.errors import GateRefusal
from knowledge.numerals import format_number
from knowledge.records import FactStatus, HeldReport
from knowledge.store import Store

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
"""What can be the year of a report, as digits."""


class Evidence(Protocol):
    """What a piece with a digit rests on."""

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether the knowledge base, asked again, bears the text out."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of an answer with what it rests on. A piece without digits needs nothing."""

    text: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the piece is its value as formatted, or what is printed in it."""

    report: HeldReport
    indicator: str
    applicant: str

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether the cell holds that value or prints that text."""
        fact = store.facts.get(self.report.version_id, self.indicator, self.applicant)
        if fact is None:
            return False
        if fact.value is not None and text == format_number(fact.value):
            return True
        if fact.status is FactStatus.UNCERTAIN and Confirmed(self.report, self.indicator, self.applicant).carries(
            text, store
        ):
            return True
        return text == fact.printed or text in {format_number(value) for value in fact.candidates}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage: the piece stands there word for word, or is the number printed there."""

    report: HeldReport
    passage: int
    start: int
    end: int
    value: Decimal | None = None

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether the passage holds the text, or the figure stored for that stretch has that value."""
        passage = store.reports.passage(self.report.version_id, self.passage)
        if passage is None:
            return False
        if stands_in(text, passage.text[self.start : self.end]):
            return True
        return self.value is not None and text == format_number(self.value) and self._figure_stands(store)

    def _figure_stands(self, store: Store) -> bool:
        return any(
            figure.passage == self.passage and self.start <= figure.start and figure.end <= self.end
            for figure in store.facts.figures(self.report.version_id)
            if figure.value == self.value
        )


@dataclass(frozen=True, slots=True)
class Year:
    """The year of a report that is held."""

    report: HeldReport

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether the report is held and of that year."""
        return text == str(store.reports.year(self.report.version_id))


@dataclass(frozen=True, slots=True)
class Asked:
    """Years that the question named and that nothing is held for: said back only to decline."""

    years: tuple[int, ...]

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether the text is one of those years or a list of them, and each can be the year of a report."""
        said = text.split("、")
        return all(YEAR.fullmatch(year) and int(year) in self.years for year in said)


@dataclass(frozen=True, slots=True)
class Computed:
    """A stated formula over cells and spans: ``(5 + 1) ÷ 9``. ``operands`` name the evidence for each number in it."""

    formula: str
    operands: Mapping[str, Evidence]
    digits: int | None = None
    """Decimals to which the result is rounded (half up); None: exact."""

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether every number of the formula is carried and the formula comes to the text."""
        for number in re.findall(r"[\d,]+(?:\.\d+)?", self.formula):
            evidence = self.operands.get(number)
            if number != "100" and (evidence is None or not evidence.carries(number, store)):
                return False
        if text == self.formula:
            return True
        return text == format_number(evaluate(self.formula, self.digits))


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground on which a settled cell rests, as reading the report recorded it."""

    report: HeldReport
    indicator: str
    applicant: str

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether that ground is recorded for the cell."""
        fact = store.facts.get(self.report.version_id, self.indicator, self.applicant)
        return fact is not None and text == fact.basis


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person confirmed an uncertain cell to be: the value, who, on what day, on what ground."""

    report: HeldReport
    indicator: str
    applicant: str

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether that is what stands recorded for the cell."""
        found = store.confirmations.get(self.report.version_id, self.indicator, self.applicant)
        return found is not None and text in (format_number(found.value), found.by, found.day, found.ground)


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of the report found, with both operands, as reading the report recorded it."""

    report: HeldReport

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether that finding is recorded for the report."""
        return any(text == finding.message for finding in store.facts.findings(self.report.version_id))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a report should be read with care, as reading it recorded."""

    report: HeldReport

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether that doubt is recorded for the report."""
        held = store.reports.get(self.report.id)
        return held is not None and text in held.review


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of what is listed right beside: reports held, places in a ranking."""

    of: Sequence[object]

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether the number is the length of the list, or a place in it."""
        return text.isdecimal() and 1 <= int(text) <= len(self.of)


@dataclass(frozen=True, slots=True)
class Months:
    """The months of a year, by which a year's number is divided."""

    COUNT: ClassVar[str] = "12"

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether it is the number of months."""
        return text == self.COUNT


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the year of a report, by which that year's number is divided."""

    report: HeldReport

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether it is the number of days of that year."""
        return text == days_of(self.report.year)


def days_of(year: int) -> str:
    """Return how many days a year has.

    >>> days_of(2023), days_of(2024)
    ('365', '366')
    """
    return str(365 + isleap(year))


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an agency that is held (第七十二中学 may hold digits)."""

    agency_id: int

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether it is a name of that agency."""
        return store.reports.goes_by(self.agency_id, text)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of law that a maintained answer names, with the fragment that holds the number."""

    quotes: tuple[str, ...]

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether every number of the text stands in one of the quotes."""
        return all(any(stands_in(number, quote) for quote in self.quotes) for number in _NUMBER.findall(text))


def stands_in(text: str, published: str) -> bool:
    """Tell whether a text stands in another without cutting a number of it apart.

    >>> stands_in("912条", "发布912条"), stands_in("12条", "发布912条"), stands_in("1.2", "1.25万元")
    (True, False, False)
    """
    start = published.find(text)
    while start >= 0:
        if not _cuts_number(published, start) and not _cuts_number(published, start + len(text)):
            return True
        start = published.find(text, start + 1)
    return False


def _cuts_number(text: str, position: int) -> bool:
    return any(match.start() < position < match.end() for match in _NUMBER.finditer(text))


def pass_gate(pieces: Sequence[Said], store: Store) -> str:
    """Return the pieces as one text, if every digit in it is carried.

    Raises GateRefusal, which names the piece, where one is not: such an answer is not sent.
    """
    for piece in pieces:
        if _DIGIT.search(piece.text) and (piece.evidence is None or not piece.evidence.carries(piece.text, store)):
            raise GateRefusal(f"这段文字中的数字没有出处：{piece.text!r}")
    return "".join(piece.text for piece in pieces)

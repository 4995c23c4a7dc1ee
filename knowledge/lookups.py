"""What staff look up across reports: what narrows a search, and the rows that it finds, each with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from knowledge.records import Fact, FactStatus, Figure, Finding, HeldReport, Passage


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows a search; an empty part narrows nothing, several values of one part mean any of them.

    ``agencies`` are keys of agencies, ``place`` is a part of a place's name, ``indicators`` may be printed rows or
    subtotals, ``finding`` is a rule (``requests.results``), the head of one that ends in a dot (``across_years.``), or
    ``*`` for any check that failed.
    """

    agencies: tuple[int, ...] = ()
    place: str = ""
    levels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    indicators: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    statuses: tuple[FactStatus, ...] = ()
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """By what rows are sorted: ``agency``, ``year``, ``indicator`` or ``value``."""

    by: str = "agency"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person confirmed an uncertain cell to be: it stands beside what is printed and never replaces it.

    ``ground`` says in the person's words on what it rests, ``at`` is an ISO date and time in UTC.
    """

    value: Decimal
    ground: str
    by: str
    at: str

    @property
    def day(self) -> str:
        """The day in China on which it was confirmed.

        >>> Confirmation(Decimal(1), "", "", "2025-01-01T16:30:00+00:00").day
        '2025年1月2日'
        """
        moment = datetime.fromisoformat(self.at).astimezone(timezone(timedelta(hours=8)))
        return f"{moment.year}年{moment.month}月{moment.day}日"


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A cell with the report that it stands in.

    A subtotal that no form prints has the parts that add up to it, each a cell of its own, and ``fact`` is None.
    """

    report: HeldReport
    indicator: str
    applicant: str
    value: Decimal | None
    unit: str
    fact: Fact | None
    parts: tuple[Fact, ...] = ()
    confirmation: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class HeldFigure:
    """A number of the narrative with its report and its passage."""

    report: HeldReport
    figure: Figure
    passage: Passage


@dataclass(frozen=True, slots=True)
class HeldPassage:
    """A passage with its report and the heading that it stands under."""

    report: HeldReport
    passage: Passage
    heading: str


@dataclass(frozen=True, slots=True)
class HeldFinding:
    """A failed check with its report, and how far it has been worked through.

    ``state`` is ``open`` or ``done``; ``remark``, ``by`` and ``at`` are of the person who last set it.
    """

    key: str
    report: HeldReport
    finding: Finding
    state: str = "open"
    remark: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows a search finds, up to a bound, and what they add up to.

    ``sums`` holds the sum by unit, only where all rows are of one indicator and one kind of applicant: a sum over a
    total and its parts would count twice.
    """

    count: int
    bounded: bool = False
    sums: tuple[tuple[str, Decimal], ...] = ()

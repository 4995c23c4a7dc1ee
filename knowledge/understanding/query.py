"""What a question asks, once understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.understanding.lexicon import Match, Term


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    ``agencies`` and ``years`` are in the order asked; ``year_said`` tells whether a year was named (else the newest held
    is meant). ``foreign`` is a body or place that was named and is not held. ``indicators`` are ids of the forms,
    subtotals included; ``applicants`` are ids, with ``organisations`` for all that are not natural persons.
    ``asks`` are the ids of ``asks.toml`` found. ``topic`` holds the content words that no vocabulary explains.
    ``refusal`` names an entry of ``scope.toml`` where the question is not one to answer. ``carried`` names what was
    taken from the conversation.
    """

    text: str
    agencies: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()
    """Agencies that one name in the question may mean, where it may mean several."""
    every_agency: bool = False
    foreign: str | None = None
    years: tuple[int, ...] = ()
    year_said: bool = False
    year_span: bool = False
    indicators: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()
    topic: tuple[str, ...] = ()
    refusal: str | None = None
    carried: frozenset[str] = frozenset()


@dataclass(slots=True)
class Draft:
    """The one context that the steps of understanding share. Each step reads it and adds to it."""

    original: str
    today: date
    memory: dict[str, Any]
    text: str = ""
    """The question normalised; what a step has taken is replaced by breaks in ``rest``."""
    rest: str = ""
    matches: list[Match[Term]] = field(default_factory=list)
    agencies: list[int] = field(default_factory=list)
    rivals: list[int] = field(default_factory=list)
    every_agency: bool = False
    foreign: str | None = None
    years: list[int] = field(default_factory=list)
    year_said: bool = False
    year_span: bool = False
    indicators: list[str] = field(default_factory=list)
    applicants: list[str] = field(default_factory=list)
    asks: set[str] = field(default_factory=set)
    topic: list[str] = field(default_factory=list)
    refusal: str | None = None
    carried: set[str] = field(default_factory=set)
    done: bool = False

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as understood, so that no later step reads it again."""
        self.rest = self.rest[:start] + "，" * (end - start) + self.rest[end:]

    def query(self) -> Query:
        """Return the finished query."""
        return Query(
            self.text,
            tuple(dict.fromkeys(self.agencies)),
            tuple(dict.fromkeys(self.rivals)),
            self.every_agency,
            self.foreign,
            tuple(dict.fromkeys(self.years)),
            self.year_said,
            self.year_span,
            tuple(dict.fromkeys(self.indicators)),
            tuple(dict.fromkeys(self.applicants)),
            frozenset(self.asks),
            tuple(self.topic),
            self.refusal,
            frozenset(self.carried),
        )

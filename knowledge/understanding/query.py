"""What a question asks, once understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.segment import is_content
from knowledge.understanding.lexicon import Match, Term
from knowledge.understanding.normalise import normalise

_QUOTED = re.compile(r"[“「『《〈\"]([^”」』》〉\"]{2,20})[”」』》〉\"]")
_NOT_NUMBERS = frozenset({"who", "when", "why", "how", "definition", "list", "held"})

_NUMBERS = frozenset({"count", "trend", "rank", "share", "rate"})


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    ``agencies`` and ``years`` are in the order asked; ``year_said`` tells whether a year was named (else the newest
    held is meant). ``foreign`` is a body or place that was named and is not held. ``indicators`` are ids of the forms,
    subtotals included; ``applicants`` are ids, with ``organisations`` for all that are not natural persons.
    ``asks`` are the ids of ``asks.toml`` found. ``topic`` holds the content words that no vocabulary explains.
    ``refusal`` names an entry of ``scope.toml`` where the question is not one to answer. ``carried`` names what was
    taken from the conversation.
    """

    text: str
    agencies: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()
    """Agencies that one name in the question may mean, where it may mean several."""
    near: tuple[int, ...] = ()
    """Agencies of a place that is named alone (上海), where the place itself is not held under that name."""
    every_agency: bool = False
    foreign: str | None = None
    foreign_body: str = ""
    """What in its name is the foreign body's own; ``near`` then holds the agency whose report may tell of it."""
    years: tuple[int, ...] = ()
    year_said: bool = False
    year_span: bool = False
    indicators: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()
    topic: tuple[str, ...] = ()
    named: bool = False
    """True where an indicator is named by words of its own, not only by the talk of requests in general."""
    recalled: tuple[str, ...] | None = None
    """Subject and measure of the figure that the conversation was about, and the words of the question for it."""
    rest: str = ""
    """The question with the agencies and years taken out."""
    quoted: tuple[str, ...] = ()
    """What the question puts in quotation marks or title marks: names of accounts, columns, documents."""
    refusal: str | None = None
    carried: frozenset[str] = frozenset()
    every_year: bool = False
    """True where the words mean every year held (历年), whatever year was spoken of before."""

    @property
    def wants_number(self) -> bool:
        """False where who, when, why, how or which is asked and no number: 怎么排 and 走势如何 do ask for numbers."""
        return not self.asks & _NOT_NUMBERS or bool(self.asks & _NUMBERS)

    @property
    def wants_table(self) -> bool:
        """True where the words name a cell of the tables and no word is left that might mean another thing."""
        if "prose" in self.asks and "table" not in self.asks:
            return False
        return bool(self.indicators) and self.wants_number and (not self.topic or (self.named and not self.content))

    @property
    def content(self) -> tuple[str, ...]:
        """The unexplained words that may name a thing of their own."""
        return tuple(word for word in self.topic if is_content(word))


def quoted_in(question: str) -> tuple[str, ...]:
    """Return what a question puts in quotation marks.

    >>> quoted_in("“山东发布”公众号有多少粉丝")
    ('山东发布',)
    """
    return tuple(normalise(found) for found in _QUOTED.findall(question))


@dataclass(slots=True)
class Draft:
    """The one context that the steps of understanding share. Each step reads it and adds to it."""

    original: str
    today: date
    memory: dict[str, Any]
    text: str = ""
    """The question normalised; what a step has taken is replaced by breaks in ``rest``."""
    rest: str = ""
    words: str = ""
    """The question with agencies and years taken out and nothing else done to it."""
    stands: int | None = None
    """The year of the report that the asker stands at."""
    unnamed: str = ""
    """The question before agencies were taken out of it, so that a mistyped name can be looked for again."""
    matches: list[Match[Term]] = field(default_factory=list)
    agencies: list[int] = field(default_factory=list)
    rivals: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    every_agency: bool = False
    foreign: str | None = None
    foreign_body: str = ""
    years: list[int] = field(default_factory=list)
    year_said: bool = False
    year_span: bool = False
    indicators: list[str] = field(default_factory=list)
    applicants: list[str] = field(default_factory=list)
    asks: set[str] = field(default_factory=set)
    topic: list[str] = field(default_factory=list)
    named: bool = False
    recalled: tuple[str, ...] | None = None
    refusal: str | None = None
    carried: set[str] = field(default_factory=set)
    every_year: bool = False
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
            tuple(dict.fromkeys(self.near)),
            self.every_agency,
            self.foreign,
            self.foreign_body,
            tuple(dict.fromkeys(self.years)),
            self.year_said,
            self.year_span,
            tuple(dict.fromkeys(self.indicators)),
            tuple(dict.fromkeys(self.applicants)),
            frozenset(self.asks),
            tuple(self.topic),
            self.named,
            self.recalled,
            self.words,
            quoted_in(self.original),
            self.refusal,
            frozenset(self.carried),
            self.every_year,
        )

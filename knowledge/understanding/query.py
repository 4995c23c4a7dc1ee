"""What a question asks, once understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge.segment import is_content, part_of_speech
from knowledge.understanding.lexicon import Match, Term
from knowledge.understanding.normalise import normalise
from knowledge.understanding.talk import Point, Talk
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_QUOTED = re.compile(r"[“「『《〈\"]([^”」』》〉\"]{2,20})[”」』》〉\"]")
_ELLIPTIC = turn("elliptic")
_NOT_NUMBERS = frozenset({"who", "when", "why", "how", "definition", "list", "held"})

_NUMBERS = frozenset({"count", "trend", "rank", "place", "share", "rate", "average"})

Item = tuple[str, str]
"""An indicator and an applicant."""


@dataclass(frozen=True, slots=True)
class Share:
    """What is to be divided by what."""

    parts: tuple[Item, ...]
    whole: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of a whole without some of its parts; ``whole`` is empty where the words do not say of what."""

    parts: tuple[Item, ...]
    whole: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share that is asked about (过半, 不到三成), in percent; ``below`` where it is asked whether it is less.

    ``reached`` says that the share itself counts as well (一半以上, 达到三成), as against 超过.
    """

    percent: Decimal
    below: bool = False
    reached: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that is to be exceeded, or not reached where ``below``: 超过300件的单位有哪些.

    ``reached`` says that the number itself counts as well (40%以上).
    """

    number: Decimal
    below: bool = False
    percent: bool = False
    reached: bool = False


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
    bodies: str = ""
    """How the question says so (哪些单位): one agency's report may tell it of others."""
    foreign: str | None = None
    foreign_body: str = ""
    """What in its name is the foreign body's own; ``near`` then holds the agency whose report may tell of it."""
    beyond_name: str = ""
    """A body of its own that the words behind an agency's name may name: 青坞镇政府 behind 岚樟市."""
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
    gathered: tuple[Point, ...] = ()
    """The numbers of the prose that the conversation asked for in a row, where the question takes them together."""
    rest: str = ""
    """The question with the agencies and years taken out."""
    quoted: tuple[str, ...] = ()
    """What the question puts in quotation marks or title marks: names of accounts, columns, documents."""
    refusal: str | None = None
    carried: frozenset[str] = frozenset()
    every_year: bool = False
    """True where the words mean every year held (历年), whatever year was spoken of before."""
    rates: tuple[str, ...] = ()
    """Names of ``rates.toml``, in the order asked."""
    share: Share | None = None
    """Part and whole, where the question sets them apart."""
    remainder: Remainder | None = None
    """What is asked for by what it is not (除了予以公开，其余)."""
    threshold: Threshold | None = None
    limit: Limit | None = None
    """A number by which bodies or years are picked."""
    recent: int = 0
    """So many years up to the newest are meant (近三年); ``years`` then count back from the day of the question."""
    beyond: tuple[int, ...] = ()
    """Of the recent years, those for which no report is held yet, where older ones took their place."""
    first_held: bool = False
    """True where the first year held is meant (最早一年)."""
    of_held: bool = False
    """True where those are the years held, however old (这三年)."""
    other_applicant: str | None = None
    """What 老百姓 may mean besides ``applicants``: all who applied, or natural persons only."""
    singled: int | None = None
    """The agency that is named among others and then once more: 甲、乙、丙三家里乙排第几."""

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
    def is_general(self) -> bool:
        """True where the question itself names no body and no year: those of the talk or the portal do not count.

        One that the talk completes (…的呢) means what was spoken of all the same.
        """
        if self.is_elliptic and (self.recalled or (self.indicators and "agency" in self.carried)):
            return False
        named = bool(self.agencies) and not self.carried & {"agency", "scope"}
        return not named and (not self.years or ("year" in self.carried and not self.is_elliptic))

    @property
    def is_elliptic(self) -> bool:
        """True where the form of the question says that the one before completes it: 那…, …呢."""
        return bool(_ELLIPTIC.search(self.text))

    @property
    def content(self) -> tuple[str, ...]:
        """The unexplained words that may name a thing of their own."""
        return tuple(word for word in self.topic if is_content(word))

    @property
    def deeds(self) -> tuple[str, ...]:
        """The unexplained verbs that set some of what a row counts apart from the rest: 复议调解了几件."""
        words = load("asks")["deeds"]
        verbs = (word for word in self.topic if part_of_speech(word)[:1] == "v" or word in words["untagged"])
        return tuple(word for word in verbs if word not in words["light"])


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
    talk: Talk
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
    bodies: str = ""
    foreign: str | None = None
    foreign_body: str = ""
    beyond_name: str = ""
    years: list[int] = field(default_factory=list)
    year_said: bool = False
    year_span: bool = False
    indicators: list[str] = field(default_factory=list)
    applicants: list[str] = field(default_factory=list)
    asks: set[str] = field(default_factory=set)
    topic: list[str] = field(default_factory=list)
    named: bool = False
    recalled: tuple[str, ...] | None = None
    gathered: tuple[Point, ...] = ()
    refusal: str | None = None
    carried: set[str] = field(default_factory=set)
    every_year: bool = False
    rates: list[str] = field(default_factory=list)
    share: Share | None = None
    remainder: Remainder | None = None
    threshold: Threshold | None = None
    limit: Limit | None = None
    recent: int = 0
    first_held: bool = False
    of_held: bool = False
    other_applicant: str | None = None
    done: bool = False

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as understood, so that no later step reads it again."""
        self.rest = self.rest[:start] + "，" * (end - start) + self.rest[end:]

    def query(self) -> Query:
        """Return the finished query."""
        return Query(
            text=self.text,
            agencies=tuple(dict.fromkeys(self.agencies)),
            rivals=tuple(dict.fromkeys(self.rivals)),
            near=tuple(dict.fromkeys(self.near)),
            every_agency=self.every_agency,
            bodies=self.bodies,
            foreign=self.foreign,
            foreign_body=self.foreign_body,
            beyond_name=self.beyond_name,
            years=tuple(dict.fromkeys(self.years)),
            year_said=self.year_said,
            year_span=self.year_span,
            indicators=tuple(dict.fromkeys(self.indicators)),
            applicants=tuple(dict.fromkeys(self.applicants)),
            asks=frozenset(self.asks),
            topic=tuple(self.topic),
            named=self.named,
            recalled=self.recalled,
            gathered=self.gathered,
            rest=self.words,
            quoted=quoted_in(self.original),
            refusal=self.refusal,
            carried=frozenset(self.carried),
            every_year=self.every_year,
            rates=tuple(dict.fromkeys(self.rates)),
            share=self.share,
            remainder=self.remainder,
            threshold=self.threshold,
            limit=self.limit,
            recent=self.recent,
            first_held=self.first_held,
            of_held=self.of_held,
            other_applicant=self.other_applicant,
            singled=next((key for key in self.agencies if self.agencies.count(key) > 1), None),
        )

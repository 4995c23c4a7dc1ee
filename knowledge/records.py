"""The records that cross every seam of the system.

They are frozen, typed, and carry their origin. The words are those of the design's glossary: an
*agency* publishes a *report*; a report has *sections* with *passages*; its tables hold *facts*, its
prose holds *figures*; checks give *findings*; an answer is carried by *citations*.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from knowledge.quick import quick

APPLICANTS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_services",
    "other_organisation",
    "total",
)
"""Columns of the requests table in the order that every form prints them."""


class FactStatus(StrEnum):
    """How sure a fact is; design §5 fixes the words."""

    PRINTED = "printed"
    """Read straight off a cell of its own."""
    SETTLED = "settled"
    """The label is lost or cells run together; form and arithmetic leave one reading."""
    UNCERTAIN = "uncertain"
    """More than one reading is left, or none holds: value is None, ``candidates`` says which."""
    BLANK = "blank"
    """The cell is there and empty."""
    NOT_APPLICABLE = "not_applicable"
    """The cell says that it does not apply (``/``, ``—``, 不适用)."""


class Severity(StrEnum):
    """How much a finding should trouble a reader."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Verdict(StrEnum):
    """What a reader thought of an answer: 有用, 没用."""

    USEFUL = "useful"
    USELESS = "useless"


class FeedbackReason(StrEnum):
    """Why an answer was of no use."""

    INACCURATE = "inaccurate"
    """不准确"""
    UNCLEAR = "unclear"
    """看不懂"""
    OFF_POINT = "off_point"
    """没答到"""
    OUTDATED = "outdated"
    """过时"""


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the text as published.

    ``block`` counts the blocks of the document from 0. A table cell has ``row`` and ``column`` in that
    block's grid; a stretch of a text block has ``start`` and ``end`` (character offsets into the
    block's cleaned text). A cell cut out of run-together text has a stretch, not a grid position.
    """

    block: int
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table of a document, cleaned, with what was published beside it.

    ``text`` is the cleaned text of a paragraph, or empty for a table; ``raw`` the text as published;
    ``rows`` the cleaned cells of a table (spans expanded: a spanned cell's text stands at its first
    position, the other positions are None). ``heading`` is the level that the file format itself gives
    (h1 is 1), None where it gives none.
    """

    text: str = ""
    raw: str = ""
    rows: tuple[tuple[str | None, ...], ...] = ()
    heading: int | None = None

    @property
    def is_table(self) -> bool:
        """True where the block holds a grid."""
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    ``path`` holds the numbers from the top (``("三", "(一)")``), ``heading`` the heading as cleaned,
    ``level`` 1 for 一、 2 for （一）, 3 for 1. and so on. The text before the first heading is a section
    with an empty path and level 0. ``topic`` names the statutory section (``overview``, ``disclosure``,
    ``requests``, ``review``, ``problems``, ``other``) that it is or lies under, None where it is none.
    """

    ordinal: int
    level: int
    heading: str
    path: tuple[str, ...] = ()
    topic: str | None = None


def headings_of(sections: Iterable[Section]) -> dict[int, str]:
    """Return the heading of each section after those it lies under, by ordinal; empty for the text before the first.

    Numbering may restart: of several sections with one path, the last before is meant.

    >>> headings_of([Section(0, 0, ""), Section(1, 1, "一、总体", ("一",)), Section(2, 2, "（二）", ("一", "二"))])
    {0: '', 1: '一、总体', 2: '一、总体 / （二）'}
    """
    latest: dict[tuple[str, ...], str] = {}
    found: dict[int, str] = {}
    for section in sections:
        path = section.path
        latest[path] = section.heading
        above = (path[:length] for length in range(1, len(path) + 1))
        found[section.ordinal] = " / ".join(latest[step] for step in above if step in latest)
    return found


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable stretch of a section's text: one paragraph, headings excluded.

    ``section`` is the ordinal of its section, ``text`` is cleaned, ``place`` says where it stands.
    """

    ordinal: int
    section: int
    text: str
    place: Place


@quick
@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of a statutory table.

    ``value`` is None unless the status is printed or settled. ``unit`` is 件, 万元, 项, 元 … as the form
    gives it. ``printed`` is what stands there, character for character (a whole run of digits where
    cells were run together). ``candidates`` lists the readings left open. ``basis`` says in one Chinese
    clause on what ground a settled value rests. ``section`` is the ordinal of the section that the cell stands in.
    """

    indicator: str
    applicant: str
    value: Decimal | None
    unit: str
    printed: str
    status: FactStatus
    table: str
    row: str
    column: str
    place: Place
    candidates: tuple[Decimal, ...] = ()
    basis: str = ""
    section: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """A number stated in the narrative.

    ``subject`` is who or what it is about (微信公众号), ``measure`` what is counted (订阅数), ``value`` in the
    base unit (88万次 is 880000 次), ``qualifier`` one of ``exact``, ``at_least``, ``at_most``, ``about``;
    ``scope`` holds words that narrow it (全市, 其中, 累计, 同比增长). ``start`` and ``end`` delimit the number with its
    unit in the passage.
    """

    passage: int
    subject: str
    measure: str
    value: Decimal
    unit: str
    qualifier: str
    printed: str
    start: int
    end: int
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a check: what it is called, what it came to, and the facts or figure behind it."""

    label: str
    value: Decimal
    facts: tuple[tuple[str, str], ...] = ()
    """(indicator, applicant) of each fact that was added up."""
    passage: int | None = None
    start: int | None = None
    end: int | None = None
    year: int | None = None
    """The year of the report that it stands in, where that is not the report checked."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of a consistency check (勾稽关系) that failed. It never alters a value.

    ``rule`` names the check in ``knowledge/forms``; ``message`` says in Chinese what a reader should know.
    """

    rule: str
    severity: Severity
    message: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is and of which year, with every sign that was read.

    ``doubts`` lists, in Chinese, signs that are missing or contradict each other.
    """

    agency: str
    year: int
    title: str
    aliases: tuple[str, ...] = ()
    place: str | None = None
    level: str | None = None
    published: str | None = None
    source: str | None = None
    scope: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report as ``ingest`` read it, whole, ready to be stored.

    ``form`` is ``2014``, ``2019`` or ``2021``, or None where no statutory table was found. ``digest`` is the SHA-256
    of the file's bytes. ``review`` lists, in Chinese, why a person should look at it; empty: none.
    """

    identity: Identity
    form: str | None
    digest: str
    filename: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    review: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class HeldReport:
    """The head of a report as the store holds it: one version of one agency's report for one year.

    ``version_id`` is the store's own key; ``id`` the public one (``agency-year-version``), which stays valid when a
    newer version comes. ``review`` lists why answers drawn from it should be read with care.
    """

    version_id: int
    id: str
    agency_id: int
    agency: str
    year: int
    version: int
    current: bool
    title: str
    form: str | None
    published: str | None
    source: str | None
    scope: str | None
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldAgency:
    """An agency of which at least one report is held, with every name it goes by."""

    id: int
    name: str
    aliases: tuple[str, ...]
    place: str | None
    level: str | None
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thought of an answer. ``question`` is the (masked) question of the answer, ``given_at`` the UTC
    moment in ISO form; ``conversation_id`` leads to the turns around it.
    """

    answer_id: str
    question: str
    verdict: Verdict
    reasons: tuple[FeedbackReason, ...]
    given_at: str
    conversation_id: str

"""Entries that staff maintain: what one holds, the states that it goes through, and the marks left on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from knowledge.faq.matching import Wording


class State(StrEnum):
    """Where the newest version of an entry stands; what was published before answers on until then."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """What staff call it."""
        return _LABELS[self]


_LABELS = {State.DRAFT: "草稿", State.REVIEW: "待审", State.PUBLISHED: "已发布", State.RETIRED: "已停用"}


class SourceKind(StrEnum):
    """What a number written by hand may rest on."""

    ARTICLE = "article"
    """An article of law."""
    REPORT = "report"
    """A stretch of a report that is held; the words are looked up in it again."""
    DOCUMENT = "document"
    """A document that is named."""


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer rests on: its name, and the words of it that hold the answer's numbers.

    ``report`` is the public id of the report and ``passage`` the ordinal of its passage, where it is one.
    """

    kind: SourceKind
    name: str
    quote: str
    report: str = ""
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A question to be asked whenever something is published, with what must hold of the answer (design §7)."""

    question: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What a version of an entry says.

    ``agencies`` (names) and ``years`` are those that it holds for; empty: no one in particular. ``valid_from`` and
    ``valid_until`` are the first and the last day on which it answers.
    """

    question: str
    answer: str
    similar: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    owner: str = ""
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether it may answer on a day."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)

    def wordings(self, key: str) -> tuple[Wording, ...]:
        """Return every wording, those that it must not match included."""
        wanted = (Wording(text, key) for text in (self.question, *self.similar))
        return (*wanted, *(Wording(text, key, wanted=False) for text in self.negative))

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, with every field."""
        data = asdict(self)
        for name in ("valid_from", "valid_until"):
            data[name] = data[name].isoformat() if data[name] else None
        data["sources"] = [{**source, "kind": str(source["kind"])} for source in data["sources"]]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Content:
        """Read it back. Raises KeyError, TypeError or ValueError where it is not of this form.

        >>> content = Content("问", "答", years=(2024,), valid_from=date(2025, 1, 1))
        >>> Content.from_json(content.to_json()) == content
        True
        """
        return cls(
            str(data["question"]),
            str(data["answer"]),
            _texts(data.get("similar")),
            _texts(data.get("negative")),
            _texts(data.get("agencies")),
            tuple(int(year) for year in data.get("years") or ()),
            _texts(data.get("tags")),
            _day(data.get("valid_from")),
            _day(data.get("valid_until")),
            str(data.get("owner") or ""),
            tuple(_source(item) for item in data.get("sources") or ()),
            tuple(Case(str(item["question"]), dict(item["expect"])) for item in data.get("cases") or ()),
        )


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an entry: nothing of it is ever changed."""

    number: int
    content: Content
    author: str
    written_at: str
    note: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What someone said about a version."""

    version: int
    author: str
    written_at: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a published answer said with its live figures at one moment; ``seen`` once a person has looked at it.

    ``cells`` are the cells it rested on: report id, indicator, applicant, value as said.
    """

    entry_id: int
    version: int
    text: str
    rendered_at: str
    seen: bool
    cells: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Troubled:
    """A question that was not answered, asked back about or badly rated: how often, and when last."""

    question: str
    kind: str
    reason: str
    times: int
    last_asked: str
    answer_id: str
    bad: int


@dataclass(frozen=True, slots=True)
class Maintained:
    """An entry: its newest version, and the one that is live (None: none is)."""

    id: int
    key: str
    state: State
    disabled: bool
    newest: Version
    live: Version | None
    submitted_by: str = ""
    updated_at: str = field(default="")

    @property
    def answering(self) -> bool:
        """True where it is published and not switched off."""
        return self.live is not None and not self.disabled


@dataclass(frozen=True, slots=True)
class Sought:
    """What narrows the list of entries; an empty part narrows nothing.

    ``state`` is one of ``State``, or ``disabled`` for those that are switched off; ``text`` stands in the newest
    version or is the key; ``author`` wrote the newest version.
    """

    state: str = ""
    text: str = ""
    tag: str = ""
    owner: str = ""
    author: str = ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for item in value or () if (text := str(item).strip()))


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _source(item: Mapping[str, Any]) -> Source:
    passage = item.get("passage")
    return Source(
        SourceKind(item["kind"]),
        str(item["name"]),
        str(item.get("quote") or ""),
        str(item.get("report") or ""),
        None if passage is None else int(passage),
    )

"""Maintained questions and answers (问答条目): the starter entries on the Regulations and the annual report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from knowledge.faq.matching import Index, Wording


@dataclass(frozen=True, slots=True)
class Article:
    """An article of law that an answer rests on, with the fragment of it that holds the answer's numbers."""

    name: str
    quote: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A maintained question with its wordings, those that look alike and are not meant, and its answer."""

    id: str
    question: str
    similar: tuple[str, ...]
    negative: tuple[str, ...]
    answer: str
    source: str
    articles: tuple[Article, ...]
    indicator: str | None = None
    tags: tuple[str, ...] = ()


def match(question: str) -> Entry | None:
    """Return the entry that a question is a wording of, None where none is like it enough or one it must not match is.

    >>> match("申请信息公开几天能答复").id
    'time-limit'
    """
    hit = _index().best(question)
    return _by_id()[hit.wording.key] if hit else None


def definition_of(indicator: str) -> Entry | None:
    """Return the entry that says what an indicator means, None where there is none."""
    return next((entry for entry in entries() if entry.indicator == indicator), None)


@cache
def entries() -> tuple[Entry, ...]:
    """Return the starter entries."""
    data = tomllib.loads(resources.files(__name__).joinpath("starter.toml").read_text("utf-8"))
    return tuple(
        Entry(
            item["id"],
            item["question"],
            tuple(item.get("similar", ())),
            tuple(item.get("negative", ())),
            item["answer"],
            item["source"],
            tuple(Article(**article) for article in item.get("articles", ())),
            item.get("indicator"),
            tuple(item.get("tags", ())),
        )
        for item in data["entry"]
    )


def wordings_of(entry: Entry) -> tuple[Wording, ...]:
    """Return every wording of an entry, those that it must not match included."""
    wanted = (Wording(text, entry.id) for text in (entry.question, *entry.similar))
    unwanted = (Wording(text, entry.id, wanted=False) for text in entry.negative)
    return (*wanted, *unwanted)


@cache
def _index() -> Index:
    return Index([wording for entry in entries() for wording in wordings_of(entry)])


@cache
def _by_id() -> dict[str, Entry]:
    return {entry.id: entry for entry in entries()}

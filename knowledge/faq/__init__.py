"""Maintained questions and answers (问答条目): the starter entries on the Regulations and the annual report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz import fuzz

from knowledge.segment import tokens
from knowledge.understanding.normalise import BREAK, normalise


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


SURE = 0.82
"""Likeness from which a question is taken for a wording of an entry."""


def match(question: str) -> Entry | None:
    """Return the entry that a question is a wording of, None where none is like it enough or one it must not match is.

    >>> match("申请信息公开几天能答复").id
    'time-limit'
    """
    text = _bare(question)
    words = frozenset(tokens(text))
    best, likeness = None, 0.0
    for wording, held_words, entry, wanted in _wordings():
        found = _likeness(text, words, wording, held_words)
        if found > likeness:
            best, likeness = (entry if wanted else None), found
    return best if likeness >= SURE else None


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


@cache
def _wordings() -> tuple[tuple[str, frozenset[str], Entry, bool], ...]:
    wordings = [(text, entry, True) for entry in entries() for text in (entry.question, *entry.similar)]
    wordings += [(text, entry, False) for entry in entries() for text in entry.negative]
    return tuple((_bare(text), frozenset(tokens(_bare(text))), entry, wanted) for text, entry, wanted in wordings)


def _likeness(text: str, words: frozenset[str], other: str, other_words: frozenset[str]) -> float:
    """Return how alike two questions are: by their characters in order, and by the words they share."""
    shared = len(words & other_words) * 2 / (len(words) + len(other_words) or 1)
    if shared < 0.3:
        return 0.0
    return 0.5 * shared + 0.5 * fuzz.ratio(text, other) / 100


def _bare(text: str) -> str:
    return normalise(text).replace(BREAK, "")

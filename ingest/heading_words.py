"""How headings are worded: the vocabulary of ``knowledge/vocabulary/sections.toml``, ready for use."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from knowledge.alternatives import any_of
from knowledge.forms import forms

SPACE = re.compile(r"\s+")
_YEAR = re.compile(r"\d{4}(?:[-—－]\d{4})?\s*(?:学?年度?)")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of heading words: where it ends in the text, and the statutory topic that it names, if just one.

    ``firm`` tells that it closes with a word that closes headings only (情况), so that anything may follow.
    """

    end: int
    topic: str | None
    firm: bool


@cache
def vocabulary() -> dict[str, Any]:
    """Return the vocabulary as the TOML file has it."""
    text = resources.files("knowledge").joinpath("vocabulary", "sections.toml").read_text("utf-8")
    return tomllib.loads(text)


def run_at(text: str, start: int) -> Run | None:
    """Return the run of heading words that begins at ``start``, up to its closing word; None where there is none.

    >>> text = "二、主动公开政府信息情况第二十条"
    >>> run = run_at(text, 2)
    >>> text[2 : run.end], run.topic
    ('主动公开政府信息情况', 'disclosure')
    """
    words, closing, half_closing, connectors = _words()
    year = _YEAR.match(text, start)
    position = year.end() if year else start
    end, found, named, closed, firm = None, set[str](), set[str](), False, False
    while match := words.match(text, position):
        word = SPACE.sub("", match["word"])
        if closed and word not in connectors and word not in closing:
            break
        if match["gap"] and len(word) < 2:
            break
        found.add(word)
        position, closed = match.end(), word.endswith(closing)
        if word in connectors and (year := _YEAR.match(text, position)):
            # 存在问题和2019年工作打算
            position = year.end()
        if closed or word.endswith(half_closing):
            end, named, firm = position, set(found), closed
    return None if end is None else Run(end, _topic(named), firm)


def is_statutory(heading: str) -> str | None:
    """Return the topic that a heading names in full, as only a statutory section does.

    >>> is_statutory("主动公开政府信息情况"), is_statutory("主动公开")
    ('disclosure', None)
    """
    run = run_at(heading, 0)
    if run is None or run.topic is None or heading[run.end :].strip():
        return None
    full = next(topic["full"] for topic in vocabulary()["topics"] if topic["id"] == run.topic)
    return run.topic if any(all(word in heading for word in words) for words in full) else None


@cache
def row_labels() -> tuple[str, ...]:
    """Return the labels of the requests table that begin with a number, without it: rows and what spans them."""
    rows = [row for form in forms() for table in form.tables if not table.is_statistics for row in table.rows]
    labels = {label for row in rows if row.mark for label in row.labels}
    labels |= {re.sub(r"^(?:（.）|.、)", "", group) for row in rows for group in row.groups}
    return tuple(sorted(labels | {"其他处理", "结转下年度继续办理"}, key=len, reverse=True))


@cache
def table_sign() -> re.Pattern[str]:
    """Return the pattern of the words that begin a table that lost its grid."""
    tables = vocabulary()["tables"]
    lost, statistics = ("|".join(r"\s*".join(sign) for sign in tables[name]) for name in ("signs", "statistics"))
    return re.compile(f"{lost}|(?P<statistics>{statistics})")


def is_table_text(text: str) -> bool:
    """Say whether a text consists of labels and numbers of the statutory tables only.

    >>> is_table_text("第二十条第（一）项"), is_table_text("总体情况")
    (True, False)
    """
    return _table_text().fullmatch(SPACE.sub("", text)) is not None


@cache
def _table_text() -> re.Pattern[str]:
    tables = [table for form in forms() for table in form.tables if not table.is_statistics]
    columns = [column for table in tables for row in table.rows for column in row.columns]
    labels = {name for column in columns for name in (column.label, column.group) if name}
    labels |= {label for table in tables for row in table.rows for label in row.labels if label}
    labels |= {*row_labels(), *vocabulary()["tables"]["labels"]}
    names = any_of(SPACE.sub("", label) for label in labels)
    numbers = r"[（(][一二三四五六七八九十\d]+[）)]|[一二三四]、|[\d.,，、/—\-－|:：（）()]+"
    return re.compile(rf"(?:{names}|{numbers})++")


@cache
def _words() -> tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...], frozenset[str]]:
    words = vocabulary()["words"]
    topics = [word for topic in vocabulary()["topics"] for word in (*topic["words"], *topic.get("weak", ()))]
    known = {*topics, *words["plain"], *words["connectors"], *words["closing"], *words["half_closing"]}
    names = any_of(known, between=r"\s?")
    # One stray character between two words is a slip of the pen (行政法复议), not the end of the heading.
    pattern = re.compile(rf"\s?(?P<gap>(?!{names})[\u4e00-\u9fff](?={names}))?(?P<word>{names})")
    return pattern, tuple(words["closing"]), tuple(words["half_closing"]), frozenset(words["connectors"])


def _topic(words: set[str]) -> str | None:
    topics = vocabulary()["topics"]
    firm = {topic["id"] for topic in topics if words & set(topic["words"])}
    weak = {topic["id"] for topic in topics if words & set(topic.get("weak", ()))}
    named = firm or weak
    return named.pop() if len(named) == 1 else None

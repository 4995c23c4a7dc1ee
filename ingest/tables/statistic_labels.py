"""Recognising the labels and headers of the old statistics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.tables.found import FoundRow
from ingest.tables.labels import REMEMBERED, core
from ingest.tables.wordlist import statistics_words
from knowledge.forms import Row, Table
from knowledge.records import Place

MISREAD = 6
"""A label of at least so many characters is known with one of them misread."""
NEAR = 80
"""Characters within which the first row stands behind the header, and the next row behind a row."""
SAME = str.maketrans({"它": "他", "做": "作"})


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A found row with the row of the form that its label names, and the unit printed beside it."""

    row: Row
    found: FoundRow
    unit: str


@dataclass(frozen=True)
class Print:
    """One print of the table: its rows, the number of its columns, and the places that it takes up."""

    rows: tuple[NamedRow, ...]
    width: int
    consumed: tuple[Place, ...]


def row_of(words: str, table: Table, above: Sequence[NamedRow]) -> Row | None:
    """Return the row that a whole label names, one of its characters misread at most."""
    keys = _keys_of(words, table)
    return choose(keys, table, above) if keys else None


@lru_cache(REMEMBERED)
def _keys_of(words: str, table: Table) -> tuple[str, ...] | None:
    names = names_of(table)
    keys = names.get(words)
    if keys is None and len(words) >= MISREAD:
        near = [found for name, found in names.items() if _misread(words, name)]
        keys = near[0] if len(near) == 1 else None
    return keys


def _misread(words: str, name: str) -> bool:
    return len(words) == len(name) and sum(a != b for a, b in zip(words, name, strict=True)) == 1


def choose(keys: Sequence[str], table: Table, above: Sequence[NamedRow]) -> Row | None:
    """Return the row that a label names; one of two rows of the same label, by the group that was begun above."""
    if len(keys) > 1:
        stems = [named.row.id.partition(".")[0] for named in above[-1:]]
        keys = [key for key in keys if key.partition(".")[0] in stems]
    return table.row(keys[0]) if len(keys) == 1 else None


def width_of(header: str) -> int:
    """Return how many columns of counts a header announces, 0 where it is one of another table or cannot be told."""
    words, text = statistics_words(), core(header)
    if any(word in text for word in words["other"]) or sum(text.count(word) for word in words["year"][:1]) > 1:
        return 0
    cumulative = min((text.find(word) for word in words["cumulative"] if word in text), default=-1)
    year = [word for word in words["year"] if word in (text[:cumulative] if cumulative >= 0 else text)]
    return (1 + (cumulative >= 0)) if year else 0


def names_of(table: Table) -> Mapping[str, tuple[str, ...]]:
    """Return the labels of the table without marks and punctuation, each with the ids of the rows that it names."""
    return _by_name(table.rows)


@cache
def _by_name(rows: tuple[Row, ...]) -> Mapping[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = {}
    for row in rows:
        for label in row.labels:
            names.setdefault(core(label).translate(SAME), {})[row.id] = None
    # 政府公报公开 for 政府公报公开数: local forms leave the last word out.
    short = {name.removesuffix("数"): ids for name, ids in names.items() if name.endswith("数")}
    return {name: tuple(ids) for name, ids in {**short, **names}.items()}

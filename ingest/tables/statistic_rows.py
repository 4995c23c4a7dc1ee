"""Finding the rows of the old statistics where they have cells: in grids and in lines with separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import core
from ingest.tables.statistic_labels import NEAR, SAME, NamedRow, Print, row_of, width_of
from ingest.tables.wordlist import statistics_words
from knowledge.forms import Table
from knowledge.records import Place

HAN = "一二三四五六七八九十"
PREFIX = re.compile(rf"^(?:\s|[{HAN}]+[、.．]|[（(][{HAN}\d]+[)）]|\d+[.．、]|其中[:：]?)+")
REMARK = re.compile(r"[（(][^（）()]*[)）]\s*$")


def prints_in_grids(items: Sequence[Item], table: Table) -> Iterator[Print]:
    """Yield the tables of a document that have cells, as a grid or with separators."""
    for _, run in groupby(items, key=lambda item: item.place.row is None):
        found = _celled(list(run), table)
        if found:
            yield found


def _celled(items: Sequence[Item], table: Table) -> Print | None:
    rows: list[NamedRow] = []
    header = ""
    taken: list[Place] = []
    for item in items:
        celled = isinstance(item, FoundRow) and not item.loose and not item.upright
        named = _named(item, table, rows) if isinstance(item, FoundRow) and celled else None
        words = item.text if isinstance(item, Words) else item.label
        if not rows and len(words) < NEAR and any(begin in core(words) for begin in statistics_words()["begin"]):
            header, taken = words, [item.place]
        if named:
            rows.append(named)
        if taken or named:
            taken.append(item.place)
    width = width_of(header) if header else int(all(len(named.found.numbers) <= 1 for named in rows))
    if not rows or not width:
        return None
    if any(word in header for word in statistics_words()["code"]):
        rows = [replace(named, found=replace(named.found, cells=named.found.cells[1:])) for named in rows]
    last = rows[-1].found.order
    consumed = [_whole(place) for place in taken if (place.block, _offset(place)) <= last]
    return Print(tuple(rows), width, tuple(dict.fromkeys(consumed)))


def _named(item: FoundRow, table: Table, above: Sequence[NamedRow]) -> NamedRow | None:
    texts = [text for text in item.texts if text.strip() not in statistics_words()["units"]]
    label = PREFIX.sub("", REMARK.sub("", texts[-1].strip())) if texts else ""
    row = row_of(core(label).translate(SAME), table, above)
    unit = next((text.strip() for text in item.texts if text.strip() in statistics_words()["units"]), "")
    return NamedRow(row, item, unit) if row else None


def _whole(place: Place) -> Place:
    return place if place.row is None else Place(place.block)


def _offset(place: Place) -> int:
    return (place.row if place.row is not None else place.start) or 0

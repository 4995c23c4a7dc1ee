"""Finding the rows of the old statistics: in grids and lines of cells, and in running text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from ingest.blocks import Document
from ingest.tables.cells import Cell, Kind
from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import core, shield_marks
from ingest.tables.stream import SEPARATOR
from ingest.tables.wordlist import statistics_words
from knowledge.forms import Row, Table
from knowledge.records import Place

NEAR = 80
"""Characters within which the first row stands behind the header, and the next row behind a row."""
MISREAD = 6
"""A label of at least so many characters is known with one of them misread."""

HAN = "一二三四五六七八九十"
PREFIX = re.compile(rf"^(?:\s|[{HAN}]+[、.．]|[（(][{HAN}\d]+[)）]|\d+[.．、]|其中[:：]?)+")
REMARK = re.compile(r"[（(][^（）()]*[)）]\s*$")
SAME = str.maketrans({"它": "他", "做": "作"})
BREAK = "。"
"""Stands for what is no running text between two stretches of it, and ends a table."""
RUN = re.compile(r"\d[\d,，.]*(?:\s+\d[\d,，.]*)*")
NO_COUNT = re.compile(r"\s*(?:[年月日%％万余多]|[-—至到:：/]\d)")
SHIELDED = re.compile("[\ue000-\ue009]")


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
    width = _width(header) if header else int(all(len(named.found.numbers) <= 1 for named in rows))
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
    row = _row_of(core(label).translate(SAME), table, above)
    unit = next((text.strip() for text in item.texts if text.strip() in statistics_words()["units"]), "")
    return NamedRow(row, item, unit) if row else None


def prints_in_text(document: Document, table: Table) -> Iterator[Print]:
    """Yield the tables of a document that are running text, wherever a header of theirs begins."""
    tape = _Tape(document)
    begin = "|".join(r"\s*".join(word) for word in statistics_words()["begin"])
    for match in re.finditer(begin, tape.text):
        found = _running(tape, match.start(), table)
        if found:
            yield found


def _running(tape: _Tape, start: int, table: Table) -> Print | None:
    labels = list(_labels(tape.text, start, table))
    rows: list[NamedRow] = []
    end, tens = start, False
    header = tape.text[start : labels[0][1]] if labels else ""
    width = _width(header)
    coded = any(word in core(header) for word in statistics_words()["code"])
    if not labels or not width or len(header) > NEAR or BREAK in header:
        return None
    for index, (keys, first, last) in enumerate(labels):
        if rows and (first - end > NEAR or BREAK in tape.text[end:first]):
            break
        stop = labels[index + 1][1] if index + 1 < len(labels) else len(tape.text)
        tens = _counts_tens(tape.text[end:first], tens)
        row = _choose(keys, table, rows)
        unit, run, end = _count_behind(tape.text, last, stop, tens)
        if row:
            cells = _cells(tape, *run)
            found = FoundRow((tape.text[first:last],), cells[coded:], tape.place(first, end), loose=True)
            rows.append(NamedRow(row, found, unit))
    filled = tuple(named for named in rows if named.found.cells)
    return Print(filled, width, tuple(tape.places(start, end)))


def _labels(text: str, start: int, table: Table) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield the labels in a text from ``start`` on: the ids that each may name, and where it begins and ends."""
    places = [index for index in range(start, len(text)) if core(text[index]) or text[index] == BREAK]
    words = "".join(core(text[index]) or BREAK for index in places).translate(SAME)
    names = _names(table)
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    for match in re.finditer(pattern, words):
        first, last = places[match.start()], places[match.end() - 1] + 1
        if not re.search(r"[一-鿿]", text[first - 1]) or text[:first].endswith(_openers()):
            yield names[match[0]], first, last


def _count_behind(text: str, start: int, stop: int, tens: bool) -> tuple[str, tuple[int, int], int]:
    """Return the unit and the span of the run of digits behind a label, and where what belongs to the row ends."""
    units = "|".join(sorted(statistics_words()["units"], key=len, reverse=True))
    head = re.compile(rf"\s*(?:[（(][^（）()\n]*[)）]\s*)?(?P<unit>{units})?\s*").match(text, start, stop)
    assert head
    run = RUN.match(text, head.end(), stop)
    if run is None:
        return head["unit"] or "", (head.end(), head.end()), head.end()
    first, last = run.start(), run.start() + len(run[0].rstrip(".,，"))
    behind = text[last : last + 1]
    if SHIELDED.match(behind) and (tens or behind == "\ue000"):
        last -= 1  # 10. and up: the first digit of the mark stands at the end of the run
    if NO_COUNT.match(text, last):
        # A date below the table is no count of its last row.
        last = max(text.rfind("\n", first, last), first)
    unit = re.compile(rf"\s*({units})?").match(text, last)
    behind_unit = unit[1] if unit and not head["unit"] and unit[1] else ""
    return head["unit"] or behind_unit, (first, last), unit.end() if unit and behind_unit else last


def _counts_tens(between: str, tens: bool) -> bool:
    """Tell whether the marks have come to 10., from what stands between two rows."""
    marks = SHIELDED.findall(between)
    return bool(marks) and (tens or marks[-1] == "\ue000")


def _cells(tape: _Tape, first: int, last: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(token[0], tape.place(token.start(), token.end()), Kind.NUMBER)
        for token in re.compile(r"\S+").finditer(tape.text, first, last)
    )


class _Tape:
    """The running text of a document in one string, and where each of its characters stands."""

    def __init__(self, document: Document) -> None:
        self.starts: list[int] = []
        self.sources: list[tuple[int, int]] = []
        parts: list[str] = []
        length = 0
        for number, block in enumerate(document.blocks):
            offset = 0
            for line in (BREAK if block.is_table else block.text).split("\n"):
                running = BREAK if SEPARATOR.search(line.strip()) else line
                self.starts.append(length)
                self.sources.append((number, offset))
                parts.append(running)
                length += len(running) + 1
                offset += len(line) + 1
        self.text = shield_marks("\n".join(parts))

    def place(self, start: int, end: int) -> Place:
        """Return the place of a stretch, to the end of the line that it begins in."""
        return next(self.places(start, max(end, start + 1)))

    def places(self, start: int, end: int) -> Iterator[Place]:
        """Yield the places of a stretch, a line each."""
        line = bisect_right(self.starts, start) - 1
        while line < len(self.starts) and self.starts[line] < end:
            block, offset = self.sources[line]
            stop = self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.text)
            left, right = max(start, self.starts[line]), min(end, stop)
            if left < right:
                yield Place(block, start=offset + left - self.starts[line], end=offset + right - self.starts[line])
            line += 1


def _row_of(words: str, table: Table, above: Sequence[NamedRow]) -> Row | None:
    names = _names(table)
    keys = names.get(words)
    if keys is None and len(words) >= MISREAD:
        near = [found for name, found in names.items() if _misread(words, name)]
        keys = near[0] if len(near) == 1 else None
    return _choose(keys, table, above) if keys else None


def _misread(words: str, name: str) -> bool:
    return len(words) == len(name) and sum(a != b for a, b in zip(words, name, strict=True)) == 1


def _choose(keys: Sequence[str], table: Table, above: Sequence[NamedRow]) -> Row | None:
    """Return the row that a label names; one of two rows of the same label, by the group that was begun above."""
    if len(keys) > 1:
        stems = [named.row.id.partition(".")[0] for named in above[-1:]]
        keys = [key for key in keys if key.partition(".")[0] in stems]
    return table.row(keys[0]) if len(keys) == 1 else None


def _width(header: str) -> int:
    """Return how many columns of counts a header announces, 0 where it is one of another table or cannot be told."""
    words, text = statistics_words(), core(header)
    if any(word in text for word in words["other"]) or sum(text.count(word) for word in words["year"][:1]) > 1:
        return 0
    cumulative = min((text.find(word) for word in words["cumulative"] if word in text), default=-1)
    year = [word for word in words["year"] if word in (text[:cumulative] if cumulative >= 0 else text)]
    return (1 + (cumulative >= 0)) if year else 0


@cache
def _openers() -> tuple[str, ...]:
    """Return what may stand right before a label besides marks: the word that opens the parts, headers, units."""
    words = statistics_words()
    return ("其中", *words["year"], *words["cumulative"], *words["code"], "单位", *words["units"])


def _names(table: Table) -> Mapping[str, tuple[str, ...]]:
    """Return the labels of the table without marks and punctuation, each with the ids of the rows that it names."""
    return _names_of(table.rows)


@cache
def _names_of(rows: tuple[Row, ...]) -> Mapping[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = {}
    for row in rows:
        for label in row.labels:
            names.setdefault(core(label).translate(SAME), {})[row.id] = None
    # 政府公报公开 for 政府公报公开数: local forms leave the last word out.
    short = {name.removesuffix("数"): ids for name, ids in names.items() if name.endswith("数")}
    return {name: tuple(ids) for name, ids in {**short, **names}.items()}


def _whole(place: Place) -> Place:
    return place if place.row is None else Place(place.block)


def _offset(place: Place) -> int:
    return (place.row if place.row is not None else place.start) or 0

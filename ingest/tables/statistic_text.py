"""Finding the rows of the old statistics in running text: all on one line, a row a line, or a cell a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.blocks import Document
from ingest.tables.cells import Cell, Kind
from ingest.tables.found import FoundRow
from ingest.tables.labels import core, shield_marks
from ingest.tables.statistic_labels import NEAR, SAME, NamedRow, Print, choose, names_of, width_of
from ingest.tables.stream import SEPARATOR
from ingest.tables.wordlist import statistics_words
from knowledge.forms import Table
from knowledge.records import Place

BREAK = "。"
"""Stands for what is no running text between two stretches of it, and ends a table."""
RUN = re.compile(r"\d[\d,，.]*(?:\s+\d[\d,，.]*)*")
NO_COUNT = re.compile(r"\s*(?:[年月日%％万余多]|[-—至到:：/]\d)")
SHIELDED = re.compile("[\ue000-\ue009]")

Label = tuple[tuple[str, ...], int, int]
"""A label in running text: the ids of the rows that it may name, and where it begins and ends."""


def prints_in_text(document: Document, table: Table) -> Iterator[Print]:
    """Yield the tables of a document that are running text, wherever a header of theirs begins."""
    tape = _Tape(document)
    begin = "|".join(r"\s*".join(word) for word in statistics_words()["begin"])
    headers = list(re.finditer(begin, tape.text))
    labels = list(_labels(tape.text, table)) if headers else []
    for match in headers:
        found = _running(tape, match.start(), labels[bisect_left(labels, match.start(), key=_start) :], table)
        if found:
            yield found


def _running(tape: _Tape, start: int, labels: Sequence[Label], table: Table) -> Print | None:
    """Return the table whose header begins at ``start``, with the labels from there on."""
    rows: list[NamedRow] = []
    end, tens = start, False
    if not labels or labels[0][1] - start > NEAR:
        return None
    header = tape.text[start : labels[0][1]]
    width = width_of(header)
    coded = any(word in core(header) for word in statistics_words()["code"])
    if not width or BREAK in header:
        return None
    for index, (keys, first, last) in enumerate(labels):
        if rows and (first - end > NEAR or BREAK in tape.text[end:first]):
            break
        stop = labels[index + 1][1] if index + 1 < len(labels) else len(tape.text)
        tens = _counts_tens(tape.text[end:first], tens)
        row = choose(keys, table, rows)
        unit, run, end = _count_behind(tape.text, last, stop, tens)
        if row:
            cells = _cells(tape, *run)
            found = FoundRow((tape.text[first:last],), cells[coded:], tape.place(first, end), loose=True)
            rows.append(NamedRow(row, found, unit))
    filled = tuple(named for named in rows if named.found.cells)
    return Print(filled, width, tuple(tape.places(start, end)))


def _labels(text: str, table: Table) -> Iterator[Label]:
    # One sign may come to several in its plain form (㎡), so that places are kept for each of these.
    signs = [(sign, index) for index, char in enumerate(text) for sign in (char if char == BREAK else core(char))]
    places, words = [index for _, index in signs], "".join(sign for sign, _ in signs).translate(SAME)
    names = names_of(table)
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    for match in re.finditer(pattern, words):
        first, last = places[match.start()], places[match.end() - 1] + 1
        if not re.search(r"[一-鿿]", text[first - 1]) or text.endswith(_openers(), 0, first):
            yield names[match[0]], first, last


def _start(label: Label) -> int:
    return label[1]


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


@cache
def _openers() -> tuple[str, ...]:
    """Return what may stand right before a label besides marks: the word that opens the parts, headers, units."""
    words = statistics_words()
    return ("其中", *words["year"], *words["cumulative"], *words["code"], "单位", *words["units"])


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

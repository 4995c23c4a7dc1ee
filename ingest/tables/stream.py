"""Flattening a document into the stream of found rows, whatever the layout: grid, pipes, lines, running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.blocks import Document
from ingest.tables.cells import SHORT, UNITS, Cell, Kind, read_cell
from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import (
    core,
    goes_on_as_table,
    header_at_end,
    is_header,
    row_at_end,
    shield_marks,
    start_of_table,
)
from knowledge.records import Block, Place

NUMBER = r"[-+−－]?\d[\d,，.+−－-]*"
NUMBERS = re.compile(rf"{NUMBER}(?:(?:\s+|\s*(?:万元|[件元项个])\s*){NUMBER})*")
"""A run of numbers; a unit between two of them is the border of a cell as a space is."""
TOKEN = re.compile(r"[^\s万件元项个]+")
UNIT = re.compile(r"\s*(?:万元|亿元|[件元项个](?![^\W\d]*[^\W\d]))")
RULE_LINE = re.compile(r"[\s|｜:+]*[=-]{2}[\s|｜:+=-]*")
REMARK = re.compile(r"\s*[（(][^（）()]*[)）]\s*")
APART = 5
"""So many numbers parted by spaces stand in no sentence: they are a row, even behind a mere piece of its label."""
AROUND = 6
"""Stretches of words above and below a row that may be pieces of its label."""
SEPARATOR = re.compile(r"[|｜\t]")
UNIT = re.compile(UNITS)
TEXT, BLANK = Kind.TEXT, Kind.BLANK
WIDEST = 64
"""Cells of a line; no statutory form has a third of these columns, and more are the ruins of something else."""
STATISTIC_COLUMNS = 3
"""Cells of a row of the statistics besides label and unit: a code, the year, all years so far."""


def items_of(document: Document) -> tuple[Item, ...]:
    """Return all rows and words of a document in reading order."""
    framed = _is_framed(document.blocks)
    items = [item for number, block in enumerate(document.blocks) for item in _block_items(number, block, framed)]
    return tuple(_with_neighbours(_gather_upright(items)))


def _is_framed(blocks: Sequence[Block]) -> bool:
    """True where lines of cells begin with a bar that borders the table, rather than with a blank cell."""
    lines = [line.strip() for block in blocks for line in block.text.split("\n") if SEPARATOR.search(line.strip())]
    return 2 * sum(line.startswith(("|", "｜")) for line in lines) > len(lines)


def _block_items(number: int, block: Block, framed: bool) -> Iterator[Item]:
    if block.is_table:
        yield from _grid_items(number, block.rows)
        return
    start = 0
    for line in block.text.split("\n"):
        yield from _text_line(line, Place(number, start=start, end=start + len(line)), framed)
        start += len(line) + 1


def _grid_items(block: int, rows: Sequence[tuple[str | None, ...]]) -> Iterator[Item]:
    """Yield the rows of a grid, those marked that have fewer cells than its lines.

    Where spans are known (None), a row ends where its last cell begins, and nothing is said of its cells.
    """
    items = [item for row, cells in enumerate(rows) for item in _grid_row(block, row, cells)]
    headers = [len(rows[item.place.row]) for item in items if isinstance(item, Words) and item.place.row is not None]
    full = _common_width([len(cells) for cells in rows], headers)
    for item in items:
        cells = rows[item.place.row or 0]
        short = isinstance(item, FoundRow) and not item.loose and len(cells) < full and None not in cells
        yield replace(item, short=True) if short and isinstance(item, FoundRow) else item


def _common_width(widths: Sequence[int], headers: Sequence[int]) -> int:
    """Return how many cells every line of a table has where it is padded to its full width, 0 where it is not.

    A padded table shows in its headers: without padding, titles and groups of columns are lines of few cells.
    """
    width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
    padded = 2 * count > len(widths) and 3 * headers.count(width) > 2 * len(headers)
    return width if padded else 0


def _grid_row(block: int, row: int, cells: tuple[str | None, ...]) -> Iterator[Item]:
    found = [
        read_cell(text, Place(block, row=row, column=column)) for column, text in enumerate(cells) if text is not None
    ]
    if len(found) == 1 and found[0].kind is TEXT:
        yield from _running_text(found[0].text, found[0].place)
    else:
        yield from _row_of_cells(found, Place(block, row=row), grid=True)


def _row_of_cells(found: list[Cell], place: Place, *, grid: bool) -> Iterator[Item]:
    found = _without_lone_units(found)
    kinds = [cell.kind for cell in found]
    texts = [index for index, kind in enumerate(kinds) if kind is TEXT]
    first = next((index for index, kind in enumerate(kinds) if kind is not TEXT and kind is not BLANK), None)
    leading = [index for index in texts if first is None or index < first]
    data = [cell for cell in found[leading[-1] + 1 if leading else 0 :] if cell.kind is not TEXT]
    words = tuple([found[index].text for index in texts])
    if data and not (first is None and is_header(words)):
        yield FoundRow(words, tuple(data), place, grid=grid)
    elif words:
        yield Words("".join(words), place)


def _without_lone_units(found: list[Cell]) -> list[Cell]:
    """Return the cells of a row, those blank that hold a unit and no number.

    One unit right before the last numbers is none of these: the statistics before 2019 have a column of units.
    """
    units = [index for index, cell in enumerate(found) if cell.kind is TEXT and UNIT.fullmatch(cell.text.strip())]
    if not units or (len(units) == 1 and sum(cell.is_data for cell in found) <= STATISTIC_COLUMNS):
        return found
    return [replace(cell, kind=BLANK) if index in units else cell for index, cell in enumerate(found)]


def _text_line(line: str, place: Place, framed: bool) -> Iterator[Item]:
    if not line.strip() or RULE_LINE.fullmatch(line):
        return
    if SEPARATOR.search(line.strip()):
        cells = list(_split_cells(line, place, framed))
        if len(cells) > WIDEST:
            yield Words(line, place)
        else:
            yield from _row_of_cells(cells, _trimmed(line, place), grid=False)
    else:
        yield from _running_text(line, place)


def _split_cells(line: str, place: Place, framed: bool) -> Iterator[Cell]:
    offset = place.start or 0
    left = re.match(r"\s*[|｜]" if framed else r"[^\S\t]*", line)
    end = len(line.rstrip()) - (1 if line.rstrip().endswith(("|", "｜")) else 0)
    position = left.end() if left else 0
    for separator in [*SEPARATOR.finditer(line, position, end), None]:
        stop = separator.start() if separator else end
        text = line[position:stop]
        start = position + len(text) - len(text.lstrip())
        finish = max(start, stop - (len(text) - len(text.rstrip())))
        yield read_cell(line[start:finish], replace(place, start=offset + start, end=offset + finish))
        position = separator.end() if separator else end


def _trimmed(text: str, place: Place) -> Place:
    start = (place.start or 0) + len(text) - len(text.lstrip())
    return replace(place, start=start, end=start + len(text.strip()))


def _running_text(text: str, place: Place) -> Iterator[Item]:
    """Yield the rows of a stretch without cell borders: each a label with the run of digits behind it."""
    if len(text) <= SHORT:
        alone = read_cell(text.strip(), _trimmed(text, place) if place.row is None else place)
        if alone.kind is Kind.NUMBER and alone.unit:  # a cell with a line of its own, and its unit in it
            yield FoundRow((), (alone,), alone.place, loose=True)
            return
    shielded = shield_marks(text)
    written = 0
    runs = list(NUMBERS.finditer(shielded))
    for index, run in enumerate(runs):
        before = shielded[runs[index - 1].end() if index else 0 : run.start()]
        after = shielded[run.end() : runs[index + 1].start() if index + 1 < len(runs) else None]
        whole = not before.strip() and not REMARK.sub("", after.strip()) and len(runs) == 1 + bool(after.strip())
        apart = not after.strip() and len(run[0].split()) >= APART
        if whole or apart or ((row_at_end(before) or header_at_end(before)) and goes_on_as_table(after)):
            begin = written + start_of_table(shielded[written : run.start()])
            if core(shielded[written:begin]):
                yield Words(text[written:begin], _part(place, written, begin))
            yield _loose_row(shielded, begin, run, place)
            written = run.end()
    if core(shielded[written:]):
        yield Words(text[written:], _part(place, written, len(text)))


def _loose_row(text: str, begin: int, run: re.Match[str], place: Place) -> FoundRow:
    label = text[begin : run.start()]
    lead = len(label) - len(label.lstrip())
    cells = tuple(
        Cell(token[0], _part(place, run.start() + token.start(), run.start() + token.end()), Kind.NUMBER)
        for token in TOKEN.finditer(run[0].rstrip(".,，-−－+"))
    )
    texts = (label.strip(),) if core(label) else ()
    unit = UNIT.match(text, run.end())
    return FoundRow(texts, cells, _part(place, begin + lead, unit.end() if unit else run.end()), loose=True)


def _part(place: Place, start: int, end: int) -> Place:
    if place.row is not None:
        return place
    return replace(place, start=(place.start or 0) + start, end=(place.start or 0) + end)


def _gather_upright(items: list[Item]) -> list[Item]:
    """Join cells that each have a line of their own into rows, with the words above them as label."""
    gathered: list[Item] = []
    for item in items:
        last = gathered[-1] if gathered else None
        if not (isinstance(item, FoundRow) and _is_piece(item)):
            gathered.append(item)
        elif isinstance(last, FoundRow) and (last.upright or (_is_piece(last) and len(item.cells) == 1)):
            gathered[-1] = replace(last, cells=_own_cells(last) + _own_cells(item), upright=True, loose=False)
        elif len(item.cells) > 1:
            gathered.append(item)
        else:
            gathered.append(replace(item, cells=_own_cells(item), upright=True, loose=False))
    return gathered


def _is_piece(row: FoundRow) -> bool:
    """True for a line of one cell, or of some of a row's: what a PDF sets apart comes out line by line."""
    return not row.texts and (len(row.cells) == 1 or (row.loose and len(row.cells) < APART))


def _own_cells(row: FoundRow) -> tuple[Cell, ...]:
    return tuple(read_cell(cell.text, cell.place) for cell in row.cells)


def _with_neighbours(items: list[Item]) -> Iterator[Item]:
    for index, item in enumerate(items):
        if isinstance(item, Words):
            yield item
            continue
        above = "".join(_words(items[max(0, index - AROUND) : index][::-1])[::-1])
        below = "".join(_words(items[index + 1 : index + 1 + AROUND]))
        if item.upright:
            yield replace(item, texts=(above,) if above else (), above=above, below=below)
        else:
            yield replace(item, above=above, below=below) if above or below else item


def _words(items: list[Item]) -> list[str]:
    words = []
    for item in items:
        if not isinstance(item, Words):
            break
        words.append(item.text)
    return words

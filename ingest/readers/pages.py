"""From lines and ruled tables on pages to the paragraphs and tables of a document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers import wrapping
from ingest.readers.content import paragraph, table
from knowledge.records import Block

Cell = tuple[float, float, str]
"""Left and right edge in points, and the text between them."""

EDGE = 4.0
"""Points: column borders this near to each other are one."""

MARGIN = 0.1
"""Of the page's height: where running heads and page numbers stand."""

GAP = 1.5
"""Of the letter size: words further apart than this stand in columns."""

NUMBER = re.compile(r"^[\d.,，０-９%/—-]+$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its words, where it stands on the page (points from the top), its letter size."""

    words: tuple[Cell, ...]
    top: float
    bottom: float
    size: float

    @property
    def left(self) -> float:
        """The left edge of the first word."""
        return self.words[0][0]

    @property
    def right(self) -> float:
        """The right edge of the last word."""
        return self.words[-1][1]

    @property
    def text(self) -> str:
        """The words; a space between them only where the line has one."""
        return " ".join(word for _, _, word in self.words)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table between rules: left, top, right and bottom edge, and the cells of each row with their edges."""

    box: tuple[float, float, float, float]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[Ruled, ...]


def blocks(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the paragraphs and tables of a document, and the titles that its letter sizes show."""
    kept = [_without_furniture(page, furniture) for page, furniture in zip(pages, _furniture(pages), strict=True)]
    items = [item for page in kept for item in _in_order(page)]
    lines = [item for item in items if isinstance(item, Line)]
    if not items:
        return (), ()
    layout = _layout(lines)
    found = tuple(_blocks(items, layout))
    return found, tuple(block.raw for block in found if block.heading == 1)


def cell(text: str) -> str:
    """Return the text of a cell on one line; a number broken in a narrow cell is put together.

    >>> cell("社会\\n公益\\n组织"), cell("11398\\n889"), cell("22\\n（其中修订 16 件）")
    ('社会公益组织', '11398889', '22（其中修订 16 件）')
    """
    lines = [line.strip() for line in text.split("\n")]
    if all(re.fullmatch(r"[\d.,]*", line) for line in lines):
        return "".join(lines)
    whole = ""
    for line in filter(None, lines):
        whole = wrapping.joined(whole, line)
    return whole


# ---------------------------------------------------------------------------- page furniture


def _furniture(pages: Sequence[Page]) -> Iterator[set[Line]]:
    """Yield, for each page, its running heads and page numbers."""
    heads = [[line for line in page.lines if _at_edge(line, page)] for page in pages]
    seen = Counter(shape for lines in heads for shape in {_shape(line) for line in lines})
    for lines in heads:
        yield {
            line
            for line in lines
            if wrapping.PAGE_NUMBER.match(line.text.strip())
            or re.fullmatch(r"\d{1,3}(?:\s*/\s*\d{1,3})?", line.text.strip())
            or (seen[_shape(line)] >= 2 and 2 * seen[_shape(line)] >= len(pages) and len(pages) > 2)
        }


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom < MARGIN * page.height or line.top > (1 - MARGIN) * page.height


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _without_furniture(page: Page, furniture: set[Line]) -> Page:
    return Page(page.width, page.height, tuple(line for line in page.lines if line not in furniture), page.tables)


def _in_order(page: Page) -> list[Line | Ruled]:
    """Return lines and tables from the top of the page down, lines set in columns as tables of their own."""
    things: list[Line | Ruled] = [*_columns(page.lines), *page.tables]
    return sorted(things, key=lambda thing: thing.top if isinstance(thing, Line) else thing.box[1])


# ---------------------------------------------------------------------------- tables without rules


def _columns(lines: Sequence[Line]) -> Iterator[Line | Ruled]:
    """Yield the lines, but each run of lines whose words stand in columns as a table."""
    run: list[Line] = []
    for line in lines:
        if _cells(line) and (not run or line.top - run[-1].bottom < 3 * line.size):
            run.append(line)
            continue
        yield from _run(run)
        run = [line] if _cells(line) else []
        if not run:
            yield line
    yield from _run(run)


def _run(run: list[Line]) -> Iterator[Line | Ruled]:
    rows = [_cells(line) for line in run]
    if len(rows) >= 2 and sum(bool(NUMBER.match(text)) for row in rows for _, _, text in row) >= len(rows):
        box = (min(line.left for line in run), run[0].top, max(line.right for line in run), run[-1].bottom)
        yield Ruled(box, _aligned(rows))
    else:
        yield from run


def _cells(line: Line) -> tuple[Cell, ...]:
    """Return the cells of a line whose words stand in columns; empty where it is running text."""
    cells = [line.words[0]]
    for left, right, text in line.words[1:]:
        if left - cells[-1][1] > GAP * line.size or (NUMBER.match(text) and NUMBER.match(cells[-1][2])):
            cells.append((left, right, text))
        else:
            cells[-1] = (cells[-1][0], right, f"{cells[-1][2]} {text}")
    return tuple(cells) if len(cells) > 1 else ()


def _aligned(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Give all cells of one column its common left edge: numbers are centred, labels set left."""
    columns: list[tuple[float, float]] = []
    for left, right, _ in sorted(item for row in rows for item in row):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    edges = [left for left, _ in columns]
    return tuple(
        tuple((max(edge for edge in edges if edge <= left), right, text) for left, right, text in row) for row in rows
    )


# ---------------------------------------------------------------------------- paragraphs


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the running text is set: its edges and its letter size, in points."""

    left: float
    right: float
    size: float


def _layout(lines: Sequence[Line]) -> _Layout:
    if not lines:
        return _Layout(0.0, 0.0, 0.0)
    size = median(line.size for line in lines for _ in line.text)
    body = [line for line in lines if abs(line.size - size) < 1.0] or list(lines)
    lefts = Counter(round(line.left / 2) for line in body if line.right - line.left > 10 * size)
    left = 2 * min(lefts, key=lambda edge: (-lefts[edge], edge)) if lefts else min(line.left for line in body)
    indents = [2 * edge for edge, count in lefts.items() if count >= 3 and 2 * edge < left - size]
    rights = sorted(line.right for line in body)
    return _Layout(min([left, *indents]), rights[int(len(rights) * 0.95) - 1 if len(rights) > 20 else -1], size)


def _blocks(items: Sequence[Line | Ruled], layout: _Layout) -> Iterator[Block]:
    lines: list[Line] = []
    tables: list[Ruled] = []
    for item in items:
        if isinstance(item, Ruled):
            yield from _paragraph(lines, layout)
            lines = []
            if tables and not _continues(tables[-1], item):
                yield _table(tables)
                tables = []
            tables.append(item)
            continue
        if tables:
            yield _table(tables)
            tables = []
        if lines and _starts(item, lines[-1], layout):
            yield from _paragraph(lines, layout)
            lines = []
        lines.append(item)
    yield from _paragraph(lines, layout)
    if tables:
        yield _table(tables)


def _starts(line: Line, before: Line, layout: _Layout) -> bool:
    """Return whether a line begins a new paragraph: set in, after a short line, after a gap, in another size."""
    if abs(line.size - before.size) > 1.5:
        return True
    if _is_title(line, layout) and _is_title(before, layout):
        return False
    gap = line.top - before.bottom
    if gap > 2.0 * layout.size and gap > 0:
        return True
    if line.left > layout.left + 1.2 * layout.size:
        return True
    return before.right < layout.right - 2.2 * layout.size or bool(wrapping.MARK.match(line.text) and _ended(before))


def _ended(line: Line) -> bool:
    return bool(wrapping.ENDING.search(line.text))


def _is_title(line: Line, layout: _Layout) -> bool:
    return line.size > 1.15 * layout.size


def _paragraph(lines: Sequence[Line], layout: _Layout) -> Iterator[Block]:
    whole = ""
    for line in lines:
        whole = wrapping.joined(whole, line.text)
    if whole:
        yield paragraph(whole, 1 if _is_title(lines[0], layout) and len(whole) < 80 else None)


# ---------------------------------------------------------------------------- tables


def _continues(table_before: Ruled, following: Ruled) -> bool:
    """Return whether a table goes on as the next one (over a page's end): nothing between them, edges the same."""
    return (
        abs(table_before.box[0] - following.box[0]) < 3 * EDGE
        and abs(table_before.box[2] - following.box[2]) < 3 * EDGE
        and following.box[1] < table_before.box[3]
    )


def _table(parts: Sequence[Ruled]) -> Block:
    """Return one grid for a table in parts, the columns of all its parts told by their edges."""
    edges: list[float] = []
    for left in sorted(left for part in parts for row in part.rows for left, _, _ in row):
        if not edges or left - edges[-1] > EDGE:
            edges.append(left)
    rows: list[list[str | None]] = []
    for part in parts:
        following = [_row(row, edges) for row in part.rows]
        if rows:
            following = _without_repeated_head(following, rows)
            if following and _is_rest(rows[-1], following[0]):
                rest = following.pop(0)
                rows[-1] = [_both(above, below) for above, below in zip(rows[-1], rest, strict=True)]
        rows.extend(following)
    return table(rows)


def _row(cells: Sequence[Cell], edges: Sequence[float]) -> list[str | None]:
    row: list[str | None] = [None] * len(edges)
    for left, _, text in cells:
        column = max(place for place, edge in enumerate(edges) if edge <= left + EDGE / 2)
        row[column] = wrapping.joined(row[column] or "", text)
    return row


def _without_repeated_head(rows: list[list[str | None]], above: list[list[str | None]]) -> list[list[str | None]]:
    """Return the rows of a table's further page without the head that Word repeats there."""
    count = 0
    while count < min(len(rows), len(above)) and rows[count] == above[count] and not any(map(_is_number, rows[count])):
        count += 1
    return rows[count:]


def _is_number(text: str | None) -> bool:
    return bool(text and NUMBER.match(text))


def _is_rest(row: Sequence[str | None], following: Sequence[str | None]) -> bool:
    """Return whether a row was torn by a page's end: figures on one side only, and no new label on the other."""
    if len(row) < 5:
        return False
    above, below = ([text for text in cells if text] for cells in (row, following))
    figures = [any(NUMBER.match(text) for text in texts) for texts in (above, below)]
    # A printer's font may have drawn 一、 with the radical ⼀.
    marked = any(wrapping.MARK.match(unicodedata.normalize("NFKC", text)) for text in below)
    return figures[0] != figures[1] and bool(below) and not marked


def _both(above: str | None, below: str | None) -> str | None:
    return wrapping.joined(above or "", below or "") if above or below else above

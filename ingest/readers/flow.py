"""The elements of a web page as a flow of paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from ingest.readers import grids, wrapping
from ingest.readers.article import DROPPED, is_link
from ingest.readers.content import is_furniture, paragraph, table
from knowledge.records import Block

HEADINGS = {f"h{level}": level for level in range(1, 7)}
# fmt: off
BLOCKS = frozenset({
    "html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "header", "hgroup", "hr", "li", "main", "menu", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "title", *HEADINGS,
})
# fmt: on
"""Elements that end a paragraph; all others run on within one."""

SILENT = DROPPED | {"title", "meta"}

LINKED = 0.6
"""A run of text that is links for the larger part is a menu."""

HIDDEN_LIMIT = 300
"""Characters: pages hide leftovers and labels; what is longer is an article that a script unfolds."""

SENTENCE = re.compile(r"[。；]")
BREAK = "\0"
"""A ``<br>``, or the end of a line of ``<pre>``, within the text gathered for a paragraph."""

BLANKS = re.compile(r"[ \t\r\n\f]+")
SOURCE_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a page, and whether it lies in the article."""

    block: Block
    inside: bool


def pieces(page: Element, article: Element) -> Iterator[Piece]:
    """Yield the paragraphs and tables of a page in reading order."""
    run = _Run()
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element is article:
                yield from run.flushed()
                run.inside = True
            if element.tag in SILENT or _hidden(element):
                walk.skip_subtree()
            elif element.tag == "table" and not grids.is_layout(element):
                yield from run.flushed()
                yield from _table(element, run.inside)
                walk.skip_subtree()
            else:
                yield from run.opened(element)
        else:
            yield from run.closed(element)
            if element is article:
                yield from run.flushed()
                run.inside = False
            run.add(element.tail)
    yield from run.flushed()


def _table(element: Element, inside: bool) -> Iterator[Piece]:
    """Yield a table's rows as grids, and the cells of rows that hold prose as paragraphs."""
    for prose, rows in grids.stretches(grids.rows_of(element), _texts):
        if prose:
            for cell in (cell for row in rows for cell in row):
                yield from (Piece(piece.block, inside) for piece in pieces(cell, cell))
            continue
        cells = grids.grid(rows)
        if any(cell for row in cells for cell in row) and not _is_menu_table(rows):
            yield Piece(table(cells), inside)


def _is_menu_table(rows: list[list[Element]]) -> bool:
    """Return whether a table's cells are links throughout: the bar at the head of an older page."""
    texts = "".join(text for row in rows for text in _texts(row))
    links = (link for row in rows for cell in row for link in cell.iter("a") if is_link(link))
    return _is_menu(texts, sum(len("".join(map(str, link.itertext())).strip()) for link in links))


def _texts(row: list[Element]) -> Iterator[str]:
    return ("".join(map(str, cell.itertext())) for cell in row)


class _Run:
    """The text gathered since the last paragraph ended."""

    def __init__(self) -> None:
        self.inside = False
        self.parts: list[str] = []
        self.links = 0
        self.linked = 0
        self.heading: int | None = None
        self.preformatted = 0

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text.replace("\n", BREAK) if self.preformatted else text)
            if self.links:
                self.linked += len(text.strip())

    def opened(self, element: Element) -> Iterator[Piece]:
        if element.tag == "br":
            self.parts.append(BREAK)
        elif element.tag in BLOCKS:
            yield from self.flushed()
            self.heading = HEADINGS.get(element.tag, self.heading)
        self.links += is_link(element)
        self.preformatted += element.tag == "pre"
        self.add(element.text)

    def closed(self, element: Element) -> Iterator[Piece]:
        if element.tag in BLOCKS:
            yield from self.flushed()
            if element.tag in HEADINGS:
                self.heading = None
        self.links = max(0, self.links - is_link(element))
        self.preformatted -= element.tag == "pre"

    def flushed(self) -> Iterator[Piece]:
        """Yield the paragraphs gathered: one a line that stands between breaks, a heading always whole."""
        text, linked = "".join(self.parts), self.linked
        self.parts, self.linked = [], 0
        if not text or text.isspace() or _is_menu(text, linked):
            return
        lines = [line for part in text.split(BREAK) if (line := inline(part))]
        for line in [_whole(lines)] if self.heading else _unwrapped(lines):
            if line and not is_furniture(line):
                yield Piece(paragraph(line, self.heading), self.inside)


def inline(text: str) -> str:
    """Return text as a browser sets it: a line break of the source is a space, but none between two hanzi.

    >>> inline(" 信息公开\\n   年报 2024 ")
    '信息公开年报 2024'
    """
    if "\n" in text or "\r" in text:
        text = SOURCE_BREAK.sub("", text)
    return BLANKS.sub(" ", text).strip(" \xa0\u3000")


def _is_menu(text: str, linked: int) -> bool:
    return linked > LINKED * len(re.sub(r"[\s\0>|]", "", text)) and not SENTENCE.search(text)


def _whole(lines: list[str]) -> str:
    whole = ""
    for line in lines:
        whole = wrapping.joined(whole, line)
    return whole


def _unwrapped(lines: list[str]) -> Iterator[str]:
    full = wrapping.page_width(lines) if len(lines) > 1 else None
    pending = last = ""
    for line in lines:
        if pending and full and len(pending) < wrapping.LONGEST and wrapping.continues(last, line, full):
            pending = wrapping.joined(pending, line)
        else:
            yield pending
            pending = line
        last = line
    yield pending


def _hidden(element: Element) -> bool:
    return grids.is_hidden(element) and sum(len(str(text)) for text in element.itertext()) < HIDDEN_LIMIT

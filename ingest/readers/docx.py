"""Word documents: paragraphs with the numbers that Word draws, tables with merged cells as grids."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from lxml.etree import _Element as Element

from ingest.readers import grids, metadata, wrapping
from ingest.readers.content import Content, distinct, paragraph, table
from ingest.readers.numbering import Numbering, Styles, qn
from knowledge.errors import EmptyInput, InputTooLarge, WrongKind, ZhiqingError
from knowledge.records import Block

UNPACKED_BOUND = 200 * 1_048_576
TEXT_BOUND = 40 * 1_048_576
"""Bytes of ``word/document.xml`` unpacked; a report of a hundred pages has two million."""
PARTS_BOUND = 5_000
PARAGRAPHS = 100_000
"""Paragraphs, those in cells too; a report of a hundred pages has three thousand."""

REPORT = re.compile(r"报告|年报")

SKIPPED = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rt", "w:footnoteReference", "w:pPr", "w:rPr"))
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
"""Deleted and moved text, field codes, the reading above a character, the second copy of a text box."""

BREAK = "\0"
PARAGRAPH = qn("w:p")
TEXT = qn("w:t")
RUN = qn("w:r")
SIGNS = {qn("w:tab"): " ", qn("w:br"): BREAK, qn("w:cr"): BREAK, qn("w:noBreakHyphen"): "-"}
Merged = tuple[Element, int, bool]
"""A cell, the columns that it spans, whether a cell above covers it."""

DEEPEST = 20
"""Tables within tables; no writer nests more than two or three."""


def read(name: str, data: bytes) -> Content:
    """Return the paragraphs and tables of a Word document.

    Raises InputTooLarge where its parts unpack to more than a report ever is, WrongKind where it is broken,
    EmptyInput where it holds no text.
    """
    _bounded(name, data)
    try:
        document = docx.Document(io.BytesIO(data))
        if sum(1 for _ in document.element.body.iter(PARAGRAPH)) > PARAGRAPHS:
            raise InputTooLarge(f"“{name}”的段落和单元格过多，年度报告不会这么长，请检查文件")
        reader = _Reader(Styles(document.styles.element), _numbering(document))
        blocks, labelled = metadata.told_apart(reader.blocks(document.element.body))
        named = str(document.core_properties.title or "")
    except ZhiqingError:
        raise
    except Exception as error:  # over broken bytes the parsers below fail in a dozen ways that all mean the same
        raise WrongKind(f"“{name}”打不开，文件可能已损坏，请用 Word 或 WPS 打开后另存为 docx 再导入") from error
    if not blocks:
        raise EmptyInput(f"“{name}”里没有文字，如果内容是图片，请先做文字识别（OCR）")
    titles = distinct([*reader.titles, labelled.pop("title", ""), named if REPORT.search(named) else ""])
    return Content(blocks, titles, labelled)


def _bounded(name: str, data: bytes) -> None:
    """Refuse what unpacks to more than a report; the sizes declared in a zip bind those who unpack it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise WrongKind(f"“{name}”不是完整的 Word 文档，请重新下载或另存后再导入") from error
    text = sum(member.file_size for member in members if member.filename.endswith(".xml"))
    if sum(member.file_size for member in members) > UNPACKED_BOUND or text > TEXT_BOUND or len(members) > PARTS_BOUND:
        raise InputTooLarge(f"“{name}”解压后过大，年度报告不会这么大，请检查文件")


def _numbering(document: object) -> Numbering:
    """Return the list numbering of a document; one without lists has no such part."""
    try:
        return Numbering(document.part.numbering_part.element)  # type: ignore[attr-defined]
    except (KeyError, NotImplementedError):
        return Numbering(None)


class _Reader:
    """Walks a body in document order, counting the lists as Word does."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.titles: list[str] = []

    def blocks(self, container: Element, depth: int = 0) -> Iterator[Block]:
        """Yield the blocks of a body, a cell or a content control."""
        for child in container:
            if child.tag == qn("w:p"):
                yield from self._paragraphs(child)
            elif child.tag == qn("w:tbl") and depth < DEEPEST:
                yield from self._table(child, depth)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                yield from self.blocks(child, depth)

    def _paragraphs(self, element: Element) -> Iterator[Block]:
        level = self.styles.heading(element)
        text = self._text(element)
        if self.styles.is_title(element) or (level == 1 and not wrapping.MARK.match(text)):
            self.titles.append(text.replace(BREAK, "").strip())
        lines = [text.replace(BREAK, "")] if level else text.split(BREAK)
        for line in lines:
            if stripped := line.strip(grids.EDGES + "\t"):
                yield paragraph(stripped, level)

    def _table(self, element: Element, depth: int) -> Iterator[Block]:
        rows = list(_rows(element))[: grids.LONGEST]
        frame = grids.is_frame([text for row in rows for text in _texts(row) if text])
        for prose, run in grids.stretches(rows, _texts):
            if prose or frame:
                for cell, _, _ in (cell for row in run for cell in row):
                    yield from self.blocks(cell, depth + 1)
            else:
                yield table(self._grid(run))

    def _grid(self, rows: list[list[Merged]]) -> Iterator[tuple[str | None, ...]]:
        cells = [self._row(row) for row in rows]
        width = min(max(map(len, cells)), grids.WIDEST)
        for row in cells:
            yield tuple([*row, *[None] * (width - len(row))][:width])

    def _row(self, row: list[Merged]) -> list[str | None]:
        cells: list[str | None] = []
        for cell, span, covered in row:
            cells.append(None if covered else self._cell(cell))
            cells.extend([None] * (span - 1))
        return cells

    def _cell(self, cell: Element) -> str:
        whole = ""
        for element in cell.iter(qn("w:p")):
            for line in self._text(element).split(BREAK):
                whole = wrapping.joined(whole, line.strip(grids.EDGES + "\t"))
        return whole

    def _text(self, element: Element) -> str:
        """Return a paragraph's text with the number that Word draws before it."""
        text = "".join(_runs(element))
        listed = self.styles.list_of(element)
        return (self.numbering.next(*listed) + text) if listed and text.strip() else text


def _rows(element: Element) -> Iterator[list[Merged]]:
    """Yield, for each row, its cells with the columns they span and whether a cell above or beside covers them.

    A row may begin some columns further in; a cell that goes on with one above, where none was begun, is its own.
    """
    open_above: set[int] = set()
    for row in _children(element, qn("w:tr")):
        cells: list[Merged] = []
        begun: set[int] = set()
        x = _number(row, "w:trPr", "w:gridBefore", 0)
        if x:
            cells.append((row.makeelement(qn("w:tc")), x, True))
        for cell in _children(row, qn("w:tc")):
            span = max(_number(cell, "w:tcPr", "w:gridSpan", 1), 1)
            down = _merge(cell, "w:vMerge")
            covered = (down == "continue" and x in open_above) or _merge(cell, "w:hMerge") == "continue"
            cells.append((cell, span, covered))
            begun |= {x} if down else set()
            x += span
        open_above = begun
        yield cells


def _merge(cell: Element, name: str) -> str:
    """Return what a cell says of its merging with others: ``restart``, ``continue`` or nothing."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn(name)}")
    return "" if merge is None else merge.get(qn("w:val"), "continue")


def _texts(row: list[Merged]) -> list[str]:
    return ["".join(_runs(cell)).strip() for cell, _, _ in row]


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children of one tag, content controls around them looked through."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _children(child, tag)


def _number(element: Element, properties: str, name: str, without: int) -> int:
    """Return a number of columns that a row or a cell states, bounded; ``without`` where it states none."""
    found = element.find(f"{qn(properties)}/{qn(name)}")
    value = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(value), grids.WIDEST) if re.fullmatch(r"\d{1,6}", value) else without


def _is_hidden(run: Element) -> bool:
    """Return whether Word keeps a run from being shown."""
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "true") not in ("0", "false", "off")


def _runs(element: Element, pieces: list[str] | None = None) -> list[str]:
    """Return the pieces of text below an element, breaks as ``BREAK``."""
    pieces = [] if pieces is None else pieces
    for child in element:
        tag = child.tag
        if tag in SKIPPED or (tag == RUN and _is_hidden(child)):
            continue
        if tag == TEXT:
            pieces.append(child.text or "")
        elif tag in SIGNS:
            pieces.append(SIGNS[tag])
        else:
            _runs(child, pieces)
    return pieces

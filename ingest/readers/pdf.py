"""PDF files: lines to paragraphs, ruled and unruled tables to grids, page furniture left out."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage

from ingest.readers import drawing, grids, metadata, pages
from ingest.readers.content import Content, distinct
from ingest.readers.pages import Cell, Line, Page, Ruled
from knowledge.errors import EmptyInput, InputTooLarge, WrongKind, ZhiqingError

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font without a bounding box

STREAM = re.compile(rb"stream\r?\n")
UNPACKED = 64 * 1_048_576
"""Bytes that one stream of a file may unpack to; the pictures of a report come to a tenth."""

PAGE_BOUND = 300
"""The longest reports of provinces have some thirty pages."""

SCANNED = 15
"""Characters a page: what a scanner's software stamps on its pictures is no text."""

CID = re.compile(r"\(cid:\d+\)")
CID_SHARE = 0.1

REPORT = re.compile(r"报告|年报")

BACKGROUND = 3.0
"""Points: a filled rectangle thicker than this is a coloured ground, not a rule."""

JOINT = 3.0
"""Points: rules whose ends are this near belong to one table."""
RULES = 8_000
"""Edges of strokes on a page: more are a drawing, and no table is looked for among them. A table of thirty rows whose
cells are drawn one by one has a fifth; to see which cross takes time that grows with the square."""
FLAT = {"object_type": "line", "orientation": "h", "height": 0}

TABLES = {"snap_tolerance": 4, "join_tolerance": 4, "intersection_tolerance": 4}
"""Points: borders drawn cell by cell do not quite meet."""


def read(name: str, data: bytes) -> Content:
    """Return the paragraphs and tables of a PDF.

    Raises WrongKind where it is a scan, locked by a password or broken, InputTooLarge where it has more pages
    than a report ever has, EmptyInput where its pages are blank.
    """
    _bounded(name, data)
    try:
        # Closed at the end of a with statement, it would make every page of a file that has too many.
        return _content(name, pdfplumber.open(io.BytesIO(data)))
    except ZhiqingError:
        raise
    except Exception as error:  # over broken bytes pdfminer fails in dozens of ways that all mean the same
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
            raise WrongKind(f"“{name}”设有打开密码，请取消密码后再导入") from error
        raise WrongKind(f"“{name}”打不开，PDF 文件可能已损坏，请重新下载或另存后再导入") from error


def _bounded(name: str, data: bytes) -> None:
    """Refuse a file with a stream that unpacks to more than a report holds: pdfminer unpacks without a bound."""
    view = memoryview(data)
    for match in STREAM.finditer(data):
        try:
            unpacked = len(zlib.decompressobj().decompress(view[match.end() :], UNPACKED))
        except zlib.error:
            continue  # packed in another way, or not at all
        if unpacked >= UNPACKED:
            raise InputTooLarge(f"“{name}”里的内容解压后过大，年度报告不会这么大，请检查文件")


def _content(name: str, document: Any) -> Content:
    if next(islice(PDFPage.create_pages(document.doc), PAGE_BOUND, None), None):
        raise InputTooLarge(f"“{name}”的页数超过 {PAGE_BOUND} 页的上限，年度报告不会这么长，请检查文件")
    ledger = drawing.Ledger(name)
    read_pages, characters, images = [], 0, 0
    for page in document.pages:
        drawing.draw(page, ledger)
        characters += len(page.chars)
        images += len(page.images)
        read_pages.append(_page(page, ledger))
        page.close()
    _legible(name, read_pages, characters, images)
    found, titles = pages.blocks(read_pages)
    blocks, labelled = metadata.told_apart(found)
    if not blocks:
        raise EmptyInput(f"“{name}”里没有文字，请换一个有正文的文件")
    named = _repaired(str(document.metadata.get("Title") or ""))
    candidates = [*titles, labelled.pop("title", ""), named if REPORT.search(named) else ""]
    return Content(blocks, distinct(candidates), labelled)


def _legible(name: str, read_pages: list[Page], characters: int, images: int) -> None:
    if images and characters < SCANNED * len(read_pages):
        raise WrongKind(f"“{name}”是扫描件（只有图片，没有文字），请先做文字识别（OCR），或提供带文字的版本")
    text = "".join(line.text for page in read_pages for line in page.lines)
    if sum(len(code) for code in CID.findall(text)) > CID_SHARE * len(text) > 0:
        raise WrongKind(f"“{name}”的字体没有文字编码，读不出文字，请提供 docx、html 或做过文字识别（OCR）的版本")


def _page(page: Any, ledger: drawing.Ledger) -> Page:
    """Return the text lines and ruled tables of a page, the text within tables not among the lines."""
    ruled = page.filter(_is_kept)
    if len(ruled.edges) > RULES:
        ruled = ruled.filter(lambda thing: thing["object_type"] == "char")
    ledger.look_among(len(ruled.edges))
    settings = {**TABLES, "explicit_horizontal_lines": list(_closing_rules(ruled.edges))}
    found = [table for table in ruled.find_tables(settings) if len(table.cells) > 1]
    tables = tuple(part for table in found for part in _ruled(ruled, table))
    boxes = [table.box for table in tables]
    outside = ruled.filter(lambda thing: thing["object_type"] != "char" or not _within(thing, boxes))
    words = outside.extract_words(keep_blank_chars=False, use_text_flow=False, extra_attrs=["size"])
    return Page(float(page.width), float(page.height), tuple(_lines(words)), tables)


def _is_kept(thing: dict[str, Any]) -> bool:
    """Return whether a thing on the page matters: upright text, rules; no coloured grounds."""
    if thing["object_type"] == "char":
        return bool(thing.get("upright", True))
    if thing["object_type"] == "rect" and not thing.get("stroke"):
        return bool(min(thing["width"], thing["height"]) <= BACKGROUND)
    return True


def _within(thing: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _closing_rules(edges: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield rules over and under each group of upright rules: a table cut by a page's end has none there."""
    upright = sorted((edge for edge in edges if edge["orientation"] == "v"), key=lambda edge: float(edge["top"]))
    group: list[dict[str, Any]] = []
    for edge in [*upright, None]:
        if group and (edge is None or edge["top"] > max(other["bottom"] for other in group) + JOINT):
            left, right = min(other["x0"] for other in group), max(other["x1"] for other in group)
            for level in (group[0]["top"], max(other["bottom"] for other in group)):
                yield {**FLAT, "x0": left, "x1": right, "width": right - left, "top": level, "bottom": level}
            group = []
        if edge is not None:
            group.append(edge)


def _ruled(page: Any, table: Any) -> Iterator[Ruled]:
    """Yield a table with the text of each cell, in parts where rows of prose part it; none where it is a frame."""
    rows: list[list[Cell]] = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        boxes = zip(row.cells, texts, strict=True)
        rows.append([(float(box[0]), float(box[2]), pages.cell(text or "")) for box, text in boxes if box])
    if grids.is_frame([text for row in rows for _, _, text in row if text]):
        return
    _restore(page, table, rows)
    left, _, right, _ = map(float, table.bbox)
    placed = list(zip(table.rows, rows, strict=True))
    for prose, run in grids.stretches(placed, lambda item: (text for _, _, text in item[1])):
        cells = tuple(tuple(row) for _, row in run if any(text for _, _, text in row))
        if cells and not prose:
            yield Ruled((left, float(run[0][0].bbox[1]), right, float(run[-1][0].bbox[3])), cells)


def _restore(page: Any, table: Any, rows: list[list[Cell]]) -> None:
    """Put words that lie in the table but in none of its cells (a border is missing there) into their rows."""
    left, top, right, bottom = table.bbox
    area = page.crop((max(left, 0), max(top, 0), min(right, page.width), min(bottom, page.height)), strict=False)
    cells = list(table.cells)
    lost = area.filter(lambda thing: thing["object_type"] != "char" or not _within(thing, cells)).extract_words()
    for word in lost:
        middle = (word["top"] + word["bottom"]) / 2
        for row, cells_of_row in zip(table.rows, rows, strict=True):
            if row.bbox[1] <= middle <= row.bbox[3]:
                cells_of_row.append((float(word["x0"]), float(word["x1"]), str(word["text"])))
                cells_of_row.sort()
                break


def _lines(words: list[dict[str, Any]]) -> Iterator[Line]:
    """Yield the words of a page line by line, from the top."""
    line: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if line and middle > line[0]["bottom"] - (line[0]["bottom"] - line[0]["top"]) * 0.25:
            yield _line(line)
            line = []
        line.append(word)
    if line:
        yield _line(line)


def _line(words: list[dict[str, Any]]) -> Line:
    ordered = sorted(words, key=lambda word: float(word["x0"]))
    return Line(
        words=tuple((float(word["x0"]), float(word["x1"]), str(word["text"])) for word in ordered),
        top=min(float(word["top"]) for word in ordered),
        bottom=max(float(word["bottom"]) for word in ordered),
        size=max(float(word["size"]) for word in ordered),
    )


def _repaired(title: str) -> str:
    """Return a title of the file's properties, UTF-16 that was taken for bytes set right."""
    if title.startswith(("ÿþ", "þÿ")):
        with suppress(UnicodeError):
            return title.encode("latin-1").decode("utf-16").strip("\x00")
    return title

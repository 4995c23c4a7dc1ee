"""Plain text and Markdown: lines to paragraphs, lines of bars to tables, marks to headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.readers import html, metadata, pipes, wrapping
from ingest.readers.content import Content, distinct, is_furniture, paragraph, table
from ingest.readers.decoding import decoded
from knowledge.records import Block

BODY_MARK = re.compile(r"^[\s=\-*#【\[]*正\s*文[\s=\-*#】\]:：]*$")
"""The line that some exports set between their own head and the text."""

HTML_TABLES = 500
"""Tables of HTML in one text; what follows is read as it stands."""

HEAD_LIMIT = 60
"""Lines: a head of labels is never longer."""

HEADING = re.compile(r"^(#{1,6})\s*(?=\S)(?!#)(.*?)\s*#*$")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
MARKUP = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])|\*\*|__|`|\*")
"""An escaped character, bold, or a star that may be emphasis."""
MARKS = re.compile(r"[*_`\[\\>]")
RULE = re.compile(r"^\s*([-*_=])(?:\s*\1){2,}\s*$")


def read(name: str, data: bytes) -> Content:
    """Return the paragraphs and tables of a text or Markdown file.

    A head of labels (标题：…) goes to titles and metadata. Raises EmptyInput and WrongKind as ``decoded`` does.
    """
    text, warnings = decoded(name, data)
    if "<table" in text:
        html.bounded(name, text)
    head, body = _parted(_lines(text))
    blocks, labelled = metadata.told_apart(_blocks("\n".join(body)))
    fields = {**labelled, **head}
    headings = (block.raw for block in blocks if block.heading == 1 and not wrapping.MARK.match(block.raw))
    titles = distinct([fields.pop("title", ""), *headings])
    return Content(blocks, titles, fields, warnings)


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text)


def _parted(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields of the head and the lines after it."""
    mark = next((index for index, line in enumerate(lines[:HEAD_LIMIT]) if BODY_MARK.match(line)), None)
    fields: dict[str, str] = {}
    for index, line in enumerate(lines):
        found = metadata.from_line(line)
        for field, value in (found or {}).items():
            fields.setdefault(field, value)
        if index == mark:
            return fields, lines[index + 1 :]
        if mark is None and found is None and line.strip():
            return fields, lines[index:]
    return fields, []


def _blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text, those of HTML tables in it (as text recognition writes them) among them."""
    lowered = text.lower() if "<" in text else ""
    start = 0
    for _ in range(HTML_TABLES):
        opening = lowered.find("<table", start)
        closing = lowered.find("</table>", opening)
        if opening < 0 or closing < 0:
            break
        yield from _lines_to_blocks(text[start:opening])
        start = closing + len("</table>")
        yield from html.fragment(text[opening:start])
    yield from _lines_to_blocks(text[start:])


def _lines_to_blocks(text: str) -> Iterator[Block]:
    lines = _lines(pipes.attached(text))
    full = wrapping.page_width([line for line in lines if not pipes.is_row(line)])
    index = 0
    while index < len(lines):
        if pipes.is_row(lines[index]):
            end = _end_of_table(lines, index)
            yield from _table(lines[index:end])
        else:
            end = _end_of_prose(lines, index)
            yield from _prose(lines[index:end], full)
        index = end


def _end_of_table(lines: list[str], start: int) -> int:
    stacked = pipes.is_cell(lines[start])
    end = start + 1
    while end < len(lines):
        blank = not lines[end].strip()
        if blank and not (stacked and end + 1 < len(lines) and pipes.is_row(lines[end + 1])):
            break
        if not blank and not pipes.is_row(lines[end]):
            break
        end += 1
    return end


def _end_of_prose(lines: list[str], start: int) -> int:
    return next((index for index in range(start, len(lines)) if pipes.is_row(lines[index])), len(lines))


def _table(lines: list[str]) -> Iterator[Block]:
    rows = pipes.grid(lines)
    if any(map(MARKS.search, lines)):
        rows = [tuple(map(_unmarked, row)) for row in rows]
    if len(rows) == 1 and max(map(len, rows[0])) > pipes.PROSE:
        yield from (paragraph(cell) for cell in rows[0] if cell)
    elif any(cell for row in rows for cell in row):
        yield table(rows)


def _prose(lines: list[str], full: int | None) -> Iterator[Block]:
    """Yield the paragraphs of lines without tables, those that a page broke joined again."""
    pending = last = ""
    closed = True
    for line in lines:
        text = line.strip()
        if RULE.match(line) or wrapping.PAGE_NUMBER.match(text):
            continue
        heading = HEADING.match(text)
        words = _unmarked(heading[2] if heading else text)
        if pending and words and not heading and _goes_on(pending, last, words, full, closed):
            pending = wrapping.joined(pending, words)
        elif words:
            yield from _closed(pending)
            pending = words
        if heading:
            yield from _closed(pending, len(heading[1]))
            pending = ""
        last, closed = words or last, not text
    yield from _closed(pending)


def _closed(text: str, heading: int | None = None) -> Iterator[Block]:
    if text and not is_furniture(text):
        yield paragraph(text, heading)


def _goes_on(pending: str, last: str, words: str, full: int | None, closed: bool) -> bool:
    if len(pending) > wrapping.LONGEST:
        return False
    if full and not closed:
        return wrapping.continues(last, words, full)
    return closed and wrapping.torn(pending, words)


def _unmarked(text: str) -> str:
    """Return a line without Markdown's marks: emphasis, links (their words stay), pictures, escapes."""
    if not MARKS.search(text):
        return text
    text = re.sub(r"^(?:>\s*)+", "", LINK.sub(r"\1", IMAGE.sub("", text)))
    stars = sum(match[0] == "*" for match in MARKUP.finditer(text))
    return MARKUP.sub(lambda match: match[1] or ("*" if match[0] == "*" and stars % 2 else ""), text).strip()

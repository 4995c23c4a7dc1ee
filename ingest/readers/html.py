"""Web pages: the article found among the page's furniture, its tables as grids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from ingest.readers import flow, metadata
from ingest.readers.article import article_of
from ingest.readers.content import Content, distinct
from ingest.readers.decoding import decoded
from knowledge.errors import EmptyInput, InputTooLarge
from knowledge.records import Block

DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]{2,20})", re.I)
REPORT = re.compile(r"报告|年报|報告|年報")
LONGEST_TITLE = 80
TAGS = 200_000
"""Tags that open and close; the pages of reports have some ten thousand."""
ATTRIBUTES = 5_000
"""Attributes of one tag: the parser compares each with all before it."""
LONG_TAG = re.compile(rf"<[a-zA-Z][^>]{{{2 * ATTRIBUTES},}}")


def read(name: str, data: bytes) -> Content:
    """Return the article of a web page.

    Raises EmptyInput where a page has no text, InputTooLarge as ``bounded`` and WrongKind as ``decoded`` does.
    """
    declared = DECLARED.search(data[:4096])
    text, warnings = decoded(name, data, declared[1].decode("ascii") if declared else None)
    bounded(name, text)
    page, deep = _parsed(text)
    blocks, fields = ([], {}) if page is None else _told_apart(page)
    if page is None or not blocks:
        raise EmptyInput(f"“{name}”里没有正文，请换一个有正文的网页文件")
    titles = _titles(page, fields.pop("title", ""))
    return Content(tuple(blocks), titles, fields, (*warnings, *deep))


def bounded(name: str, text: str) -> None:
    """Raise InputTooLarge where the tags of a page, or the attributes of one tag, are more than a page ever has."""
    crowded = any(len(tag[0].split()) > ATTRIBUTES for tag in LONG_TAG.finditer(text))
    if crowded or text.count("<") > TAGS:
        raise InputTooLarge(f"“{name}”的网页标签过多，年度报告不会这么长，请检查文件")


def fragment(text: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML that stands in another text (a table in Markdown)."""
    page, _ = _parsed(text)
    return () if page is None else tuple(piece.block for piece in flow.pieces(page, page))


def _parsed(text: str) -> tuple[Element | None, tuple[str, ...]]:
    """Return the tree of a page, None where there is none, and what was left out of it."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None, ()
    deep = any("depth" in entry.message for entry in parser.error_log)
    return page, ("网页的标签嵌套过深，最里层的内容没有读出",) if deep else ()


def _told_apart(page: Element) -> tuple[list[Block], dict[str, str]]:
    """Return the article's blocks, and what labels around and before its prose say."""
    blocks: list[Block] = []
    labelled: dict[str, str] = {}
    prose = False
    for piece in flow.pieces(page, article_of(page)):
        found = None if piece.inside and prose else _fields(piece.block)
        if found is not None:
            labelled = {**found, **labelled}
        elif piece.inside:
            blocks.append(piece.block)
            prose = prose or metadata.ends_head(piece.block.text)
    return blocks, {**metadata.from_meta(_meta(page)), **labelled}


def _fields(block: Block) -> dict[str, str] | None:
    return metadata.from_rows(block.rows) if block.is_table else metadata.from_line(block.raw)


def _meta(page: Element) -> Iterator[tuple[str, str]]:
    for element in page.iter("meta"):
        name = element.get("name") or element.get("property")
        if name and (content := element.get("content")):
            yield name, content


def _titles(page: Element, labelled: str) -> tuple[str, ...]:
    """Return the candidates: headings that name a report, what a label or meta tag says, then ``<title>``."""
    headings = [_text(element) for element in page.iter("h1", "h2", "h3")]
    tags = [_text(element) for element in page.iter("title")]
    candidates = [*(heading for heading in headings if len(heading) <= LONGEST_TITLE), labelled, *tags]
    return distinct([title for title in candidates if REPORT.search(title)] + tags)


def _text(element: Element) -> str:
    return flow.inline("".join(str(text) for text in element.itertext()))

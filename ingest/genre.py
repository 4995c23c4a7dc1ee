"""Whether a document is an annual report on information disclosure, and not a notice, a guide or news about one."""

from __future__ import annotations

import re

from ingest.blocks import Document, Outline
from ingest.heading_words import row_labels, table_sign, vocabulary

_REPORT = re.compile(r"(?:信息公开|政务公开).{0,14}(?:年度?报告|年报|工作报告|情况的?报告)")
_PREAMBLE = re.compile(
    r"本(?:年度|年)?(?:报告|年报)[^。]{0,80}(?:编制|组成|统计|包括|包含|汇总)|(?:编制|组成|统计期限)[^。]{0,40}本(?:年度|年)?(?:报告|年报)"
)
_DISCLOSED = (re.compile("主动公开"), re.compile("依申请公开"))
_HEAD = 1500
_FIRST_LINES = 4
_SHORTEST_TITLE = 8
"""A shorter line (年报图解) is a link."""


def reads_as_report(text: str, outline: Outline, *, titled: bool, tables: bool) -> bool:
    """Say whether a text is an annual report on information disclosure, of whatever layout, whole or torn.

    ``titled`` tells that a line is the title of one, ``tables`` that a statutory table stands in the document.
    """
    topics = {section.topic for section in outline.sections} - {None}
    if "公开" not in text or _is_about_reports(text):
        return False
    if titled:
        return tables or len(outline.sections) > 1
    if _says_so(text):
        return tables or len(topics) > 1 or "overview" in topics
    return len(topics) > 3 or (tables and len(topics) > 1) or ("overview" in topics and _covers_both(outline))


def why_no_report(text: str, *, titled: bool, tables: bool) -> str:
    """Return what a document lacks of an annual report, in Chinese."""
    missing = []
    if not titled and not _says_so(text):
        missing.append("“政府信息公开工作年度报告”一类的标题或说明")
    if not tables:
        missing.append("法定的统计表")
    missing.append("“总体情况”“收到和处理政府信息公开申请情况”等章节")
    return f"这份文件不像政府信息公开工作年度报告：没有找到{'，也没有'.join(missing)}。"


def text_of(document: Document) -> str:
    """Return the paragraphs without blanks, a line each."""
    return "\n".join("".join(block.text.split()) for block in document.blocks if block.text)


def has_tables(document: Document) -> bool:
    """Say whether a statutory table stands in a document, or what is left of one."""
    labels = row_labels()[:12]
    cells = (cell for block in document.blocks for row in block.rows for cell in row if cell)
    in_grid = any(label in cell for cell in cells for label in labels)
    return in_grid or any(table_sign().search(block.text) for block in document.blocks)


def _says_so(text: str) -> bool:
    """Say whether the head of a text says that this is a report on disclosure."""
    head = text[:_HEAD]
    return _REPORT.search(head) is not None or _PREAMBLE.search(head) is not None


def _is_about_reports(text: str) -> bool:
    """Say whether the first lines are the title of something else: a notice, a guide, a summing-up, an explanation."""
    lines = [line for line in text.split("\n") if len(line) > _SHORTEST_TITLE][:_FIRST_LINES]
    others = re.compile(vocabulary()["genre"]["others"])
    return any(others.search(line) for line in lines)


def _covers_both(outline: Outline) -> bool:
    headings = [section.heading for section in outline.sections]
    return all(any(pattern.search(heading) for heading in headings) for pattern in _DISCLOSED)

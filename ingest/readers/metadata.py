"""What a file says of itself: the labels before the text (发布机构：…) and an HTML page's meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from unicodedata import normalize

from ingest.readers.wrapping import MARK
from knowledge.records import Block

VALUE_LIMIT = 120
"""A longer value is prose that happens to begin with a label."""

PROSE = 60
"""Characters: no title and no line of labels is a paragraph of this length."""

DATE = re.compile(r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
DATED = re.compile(DATE.pattern + r"日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s+")
"""A date without its label, before the other labels of its line."""
ADDRESS = re.compile(r"https?://\S+|www\.\S+", re.I)
BULLET = re.compile(r"^[\s\-*•·【\[]+")
EDGES = " \t\u3000\xa0【】[]|｜"
SHORTEST_AGENCY = 4
"""单位：万元 is a unit of measure, 单位：某县某局 is the body that publishes."""


def from_line(line: str) -> dict[str, str] | None:
    """Return the fields of a line that is nothing but labels and values; None where it is anything else.

    >>> from_line("来源：某县人民政府 发布时间：2024-01-17 09:30 浏览次数：12")
    {'site': '某县人民政府', 'published': '2024-01-17'}
    >>> from_line("2024/01/17 09:30 来源：某县人民政府")
    {'published': '2024-01-17', 'site': '某县人民政府'}
    >>> from_line("（单位：万元）") is None
    True
    """
    line = BULLET.sub("", line.replace("**", ""))
    dated = DATED.match(line)
    if dated and _labels().match(line, dated.end()):
        line = f"发布时间：{line}"
    if len(line) > 4 * VALUE_LIMIT or not (match := _labels().match(line)):
        return None
    pairs: list[tuple[str, str]] = []
    while match:
        following = _labels().search(line, match.end())
        value = line[match.end() : following.start() if following else len(line)]
        pairs.append((re.sub(r"\s", "", match[1]), value.strip(EDGES)))
        match = following
    if any(len(value) > VALUE_LIMIT for _, value in pairs):
        return None
    if any(label == "单位" and len(value) < SHORTEST_AGENCY for label, value in pairs):
        return None
    return fields(pairs)


def from_rows(rows: Sequence[Sequence[str | None]]) -> dict[str, str] | None:
    """Return the fields of a table that is nothing but labels and values; None where it is a real table."""
    pairs: list[tuple[str, str]] = []
    known = strange = 0
    for row in rows:
        cells = [cell.strip() for cell in row if cell is not None]
        for label, value in zip(cells[::2], [*cells[1::2], ""], strict=False):
            name = re.sub(r"[\s：:【】\[\]]", "", normalize("NFKC", label))  # a PDF's fonts give radicals
            if name in names("label"):
                known += 1
                pairs.append((name, value))
            elif label:
                strange += 1
    return fields(pairs) if known >= 2 and known > strange else None


def from_meta(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the fields of the meta tags of a page, given as (name, content)."""
    return fields(((name.lower(), content) for name, content in pairs), kind="meta")


def told_apart(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], dict[str, str]]:
    """Return the blocks of a text, and what lines and tables of labels before its prose say."""
    kept: list[Block] = []
    labelled: dict[str, str] = {}
    text = False
    for block in blocks:
        found = None if text else from_rows(block.rows) if block.is_table else from_line(block.raw)
        if found is None:
            kept.append(block)
            text = text or ends_head(block.text)
        else:
            labelled = {**found, **labelled}
    return tuple(kept), labelled


def ends_head(text: str) -> bool:
    """Return whether a paragraph begins the text, after which a label is no more what the file says of itself.

    >>> ends_head("一、总体情况"), ends_head("来源：某某县教育局")
    (True, False)
    """
    return len(text) > PROSE or bool(MARK.match(text))


def fields(pairs: Iterable[tuple[str, str]], kind: str = "label") -> dict[str, str]:
    """Return what (label, value) pairs say under the names that a Document uses; the first of a name counts."""
    found: dict[str, str] = {}
    for label, value in pairs:
        name, content = _field(names(kind).get(label, "-"), value.strip())
        if name != "-" and content:
            found.setdefault(name, content)
    return found


@cache
def names(kind: str) -> Mapping[str, str]:
    """Return the known labels (kind ``label``) or meta names (``meta``), each with its field."""
    text = resources.files(__package__).joinpath("metadata.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: field for row_kind, name, field in rows if row_kind == kind}


def _field(name: str, value: str) -> tuple[str, str]:
    if name == "published":
        return name, _iso(value)
    if name == "source":
        address = ADDRESS.search(value)
        return ("source", address[0]) if address else ("site", value)
    return name, value


def _iso(value: str) -> str:
    match = DATE.search(value)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else ""
    except ValueError:
        return ""


@cache
def _labels() -> re.Pattern[str]:
    spaced = (r"\s*".join(name) for name in sorted(names("label"), key=len, reverse=True))
    return re.compile(rf"(?<![\w（(])({'|'.join(spaced)})\s*[：:]\s*")

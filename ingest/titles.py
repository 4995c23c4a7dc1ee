"""The titles of reports: whose report and which year they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.agencies import HAN, is_name
from ingest.blocks import Document
from knowledge.divisions import names_of_bodies

_WHAT = (
    r"(?:政府|政务|党务)*(?:信息公开|政务公开|政府信息)(?:和政务公开)?(?:工作)?(?:情况)?的?"
    r"(?:年度)?(?:工作)?(?:年度)?(?:情况)?(?:报告|年报)"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})(?:年?[-—–－~至](?P<to>20\d{2}))?(?:学?年度?|度|(?=[^\d年]))"
_NAME = r"(?P<name>[^\d]{2,40}?(?:人民政府)?)"
"""The shortest name that fits, but 人民政府政府信息公开 is parted behind its first 政府."""
_NAME_FIRST = re.compile(rf"(?P<name>[^\d]{{2,40}}?)(?:关于)?{_YEAR}的?{_WHAT}")
_YEAR_FIRST = re.compile(rf"{_YEAR}{_NAME}的?{_WHAT}")
_YEAR_LAST = re.compile(rf"{_NAME}的?{_WHAT}[（(]?{_YEAR}[）)]?")
_NAMELESS = re.compile(rf"{_YEAR}的?{_WHAT}")
_YEARLESS = re.compile(rf"{_NAME}的?{_WHAT}$")
_SHAPES = (_YEAR_FIRST, _NAME_FIRST, _YEAR_LAST, _NAMELESS, _YEARLESS)
_IN_TEXT = re.compile(rf"(?P<name>[{HAN}（）]{{2,40}})\s*{_YEAR}\s*{_WHAT}")
_LONGEST_LINE = 80
_FIRST_LINES = 14


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, without blanks, with the name and the year that stand in it."""

    text: str
    name: str | None
    year: int | None


def titles_of(document: Document) -> tuple[Title, ...]:
    """Return the titles found, the surest first."""
    found = [title for line in _lines(document) if (title := read_title(line))]
    dated = [title for title in found if title.year]
    return tuple(dict.fromkeys((*dated, *found)))


def read_title(line: str) -> Title | None:
    """Return what a line says if it is the title of an annual report.

    >>> read_title("2024 年重庆市教委政府信息公开工作 年度报告")
    Title(text='2024年重庆市教委政府信息公开工作年度报告', name='重庆市教委', year=2024)
    """
    if "报" not in line:
        return None
    text = re.sub(r"\s+", "", line).lstrip("#【《")
    for shape in _SHAPES:
        match = shape.match(text)
        if match is None:
            continue
        found = match.groupdict()
        name = _name(found["name"]) if "name" in found else None
        if name or shape is _NAMELESS:
            year = found.get("to") or found.get("year")
            start = match.start("name") + match["name"].rindex(name) if name and shape is not _YEAR_FIRST else 0
            return Title(match[0][start:].rstrip("（("), name, int(year) if year else None)
    return None


def title_in_text(text: str) -> Title | None:
    """Return the title that stands in running text (现将某某局2023年…年度报告向社会公布), or None."""
    for match in _IN_TEXT.finditer(text):
        name = _name(match["name"])
        if name and text[max(match.start() - 1, 0)] not in "《〈":
            rest = match[0].removeprefix(match["name"])
            return Title(name + re.sub(r"\s+", "", rest), name, int(match["to"] or match["year"]))
    return None


def _lines(document: Document) -> Iterator[str]:
    """Yield the lines that may be a title: what the reader took for one, headings, and first lines, also joined."""
    yield from document.titles
    headings = (block.text for block in document.blocks if block.heading is not None)
    yield from (heading for heading in headings if len(heading) <= _LONGEST_LINE)
    texts = (line for block in document.blocks[:_FIRST_LINES] for line in block.text.split("\n"))
    lines = [line for line in texts if line.strip()][:_FIRST_LINES]
    for number, line in enumerate(lines):
        joined = line
        for following in ("", *lines[number + 1 : number + 4]):
            joined += following
            if len(joined) <= _LONGEST_LINE:
                yield joined
    if lines:
        yield lines[0][: 2 * _LONGEST_LINE]


def _name(phrase: str) -> str | None:
    """Return the name in what stands before the year, without the words that lead up to it."""
    phrase = re.split(r"[《》“”：:，,。、>＞|]", phrase)[-1].removesuffix("关于").removesuffix("的")
    leads = sorted(names_of_bodies()["text"]["lead"], key=len, reverse=True)
    shorter = (phrase[phrase.rindex(lead) + len(lead) :] for lead in leads if lead in phrase)
    return next((name for name in (phrase, *shorter) if is_name(name)), None)

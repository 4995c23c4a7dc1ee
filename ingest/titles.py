"""The titles of reports: whose report and which year they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.agencies import HAN, is_name, parts_of
from ingest.blocks import Document
from knowledge.divisions import divisions, names_of_bodies
from knowledge.records import Block

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
_IN_TEXT = (
    re.compile(rf"(?P<name>[{HAN}（）]{{2,40}})\s*{_YEAR}\s*{_WHAT}"),
    re.compile(rf"{_YEAR}\s*(?P<name>[{HAN}（）]{{2,40}}?)\s*{_WHAT}"),
)
_MADE = re.compile(r"(?:编制|编写|制作|公布|发布)(?:了|完成)?《([^》]{6,60})》")
"""A report that calls itself by its title; one that others wrote is cited without such a verb."""
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
    return _with_place_above(tuple(dict.fromkeys((*dated, *found))))


def _with_place_above(titles: tuple[Title, ...]) -> tuple[Title, ...]:
    """Put first a title that goes on from a line with its place (常州市 over 教育局2023年…)."""
    named = [title for title in titles if title.name and title.year]
    for title in named[1:]:
        above = title.name.removesuffix(named[0].name or "") if title.name else ""
        if above in divisions() and title.text.endswith(named[0].text) and not (named[0].name or "").startswith(above):
            return (title, *(other for other in titles if other != title))
    return titles


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
            return Title(match[0][start:].rstrip("（("), _wide(name), int(year) if year else None)
    return None


def has_unread_name(document: Document) -> bool:
    """Say whether a line is a title whose name is a place and something that is no known kind of body (气象部门)."""
    for line in _lines(document):
        text = re.sub(r"\s+", "", line)
        match = _NAME_FIRST.match(text) or _YEAR_FIRST.match(text)
        if match and not _name(match["name"]) and parts_of(match["name"]).places:
            return True
    return False


def title_in_text(text: str) -> Title | None:
    """Return the title that stands in running text (现将某某局2023年…年度报告向社会公布), or None.

    >>> title_in_text("现公布2023年滨河县财政局政府信息公开工作年度报告。").name
    '滨河县财政局'
    """
    return next(_titles_in(text), None)


def _titles_in(text: str) -> Iterator[Title]:
    for shape in _IN_TEXT:
        for match in shape.finditer(text):
            name = _name(match["name"])
            if name and text[max(match.start() - 1, 0)] not in "《〈":
                year = match["to"] or match["year"]
                yield Title(re.sub(r"\s+", "", match[0][match[0].index(name) :]), _wide(name), int(year))
    for match in _MADE.finditer(text):
        title = read_title(match[1])
        if title and title.name:
            yield title


def _lines(document: Document) -> Iterator[str]:
    """Yield the lines that may be a title: what the reader took for one, headings, first lines, then those joined.

    A line that is a title by itself goes before what it makes with the line above it (有效, 政府信息公开), and fewer
    lines before more.
    """
    yield from document.titles
    headings = (block.text for block in document.blocks if block.heading is not None)
    yield from (heading for heading in headings if len(heading) <= _LONGEST_LINE)
    texts = (line for block in document.blocks[:_FIRST_LINES] for line in _texts(block))
    lines = [line for line in texts if line.strip()][:_FIRST_LINES]
    yield from (line for line in lines if len(line) <= _LONGEST_LINE)
    for together in range(2, 5):
        joined = ("".join(lines[start : start + together]) for start in range(len(lines) - together + 1))
        yield from (line for line in joined if len(line) <= _LONGEST_LINE)
    if lines:
        yield lines[0][: 2 * _LONGEST_LINE]


def _texts(block: Block) -> Iterator[str]:
    """Yield the lines of a paragraph, or the cells that stand alone in the first rows of a table (a layout table)."""
    yield from block.text.split("\n")
    for row in block.rows[:2]:
        cells = {cell for cell in row if cell and cell.strip()}
        if len(cells) == 1:
            yield cells.pop()


def _wide(name: str | None) -> str | None:
    return name.translate({ord("("): "（", ord(")"): "）"}) if name else None


def _name(phrase: str) -> str | None:
    """Return the name in what stands before the year, without the words that lead up to it."""
    phrase = re.split(r"[《》“”：:，,。、>＞|]", phrase)[-1].removesuffix("关于").removesuffix("的")
    leads = sorted(names_of_bodies()["text"]["lead"], key=len, reverse=True)
    shorter = (phrase[phrase.rindex(lead) + len(lead) :] for lead in leads if lead in phrase)
    for tail, body in (pair.split(":") for pair in names_of_bodies()["text"]["tail"]):
        phrase = phrase.removesuffix(tail) + body if phrase.endswith(tail) else phrase
    return next((name for name in (phrase, *shorter) if is_name(name)), None)

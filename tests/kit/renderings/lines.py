"""A report as lines of text: the front, the title, headings in their numbering, paragraphs, and tables line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from tests.kit.manuscript import Heading, Manuscript, Text
from tests.kit.sheets import Sheet

HAN = "一二三四五六七八九十"
NUMBERINGS = {
    "statutory": ("{han}、", "（{han}）"),
    "half": ("{han}、", "({han})"),
    "half spaced": ("{han}、 ", "({han}) "),
    "arabic below": ("{han}、", "{arabic}. "),
    "none below": ("{han}、", ""),
    "arabic": ("{arabic}、 ", "{arabic}、 "),
}
"""How headings of both levels are numbered."""

SheetLines = Callable[[Sheet], Iterator[str]]


def lines(report: Manuscript, sheet_lines: SheetLines, random: Random, numberings: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a report; headings of the second level may run into their paragraph."""
    numbering = NUMBERINGS[random.choice(numberings)]
    run_in = random.random() < 0.4
    yield from report.front
    if report.title:
        yield report.title
    pending = ""
    for part in report.parts:
        if isinstance(part, Heading):
            if pending:
                yield pending
            pending = heading(part, numbering)
            if not (run_in and part.level == 2):
                yield pending
                pending = ""
            else:
                pending += random.choice(["。", "情况。"])
        elif isinstance(part, Text):
            yield pending + part.text
            pending = ""
        else:
            yield from sheet_lines(part)


def heading(part: Heading, numbering: tuple[str, str]) -> str:
    """Return a heading with its number."""
    return numbering[part.level - 1].format(han=HAN[part.order - 1], arabic=part.order) + part.text

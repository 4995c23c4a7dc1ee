"""Lines that were broken by the width of a page, joined to the paragraphs that they were."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

MARK = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|#|附件|注[：:])"
)
"""What begins a new paragraph whatever stood before: 一、 （一） 1. 一是 附件 注："""

ENDING = re.compile(r"[。！？!?；;：:]$|[。！？][”）)]$")
TITLE = re.compile(r"(?:报告|年报|報告|年報)$")
PAGE_NUMBER = re.compile(r"^[-—–－―─]+\s*\d{1,3}\s*[-—–－―─]+$|^第\s*\d{1,3}\s*页(?:\s*[/，,]?\s*共\s*\d{1,3}\s*页)?$")

ROW = re.compile(r"(?:^|\s)[-−/]?\d[\d,.]*(?:\s+[-−/]?\d[\d,.]*){2,}$")
"""Three numbers or more parted by spaces end a line: it is a row of a table, and no line of a paragraph."""

SHORTEST = 40
"""Half-width columns: a page narrower than twenty characters is none."""
TOLERANCE = 8
"""A break shuns commas at a line's head and numbers cut in two, so full lines differ by some characters."""
FEWEST = 6
SHARE = 0.6
LONG = 0.6
"""Of the page's width: a line this long that ends without a mark is hardly ever a paragraph's last."""


def width(line: str) -> int:
    """Return how many half-width columns a line takes."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


def page_width(lines: Sequence[str]) -> int | None:
    """Return the width at which the lines were broken; None where they are whole paragraphs.

    Lines were broken by width where most of the long ones are of one width and none is much longer.
    """
    widths = sorted(columns for line in lines if (columns := width(line.strip())) >= SHORTEST)
    if len(widths) < FEWEST:
        return None
    full = widths[int(len(widths) * 0.95) - 1] if len(widths) >= 20 else widths[-1]
    near = sum(full - TOLERANCE <= columns <= full + TOLERANCE for columns in widths)
    return full if near >= SHARE * len(widths) and widths[-1] <= full + 2 * TOLERANCE else None


LONGEST = 20_000
"""Characters: no paragraph is longer, and joining more would take time that grows with the square."""


def continues(line: str, following: str, full: int) -> bool:
    """Return whether a paragraph goes on from a line of a page of width ``full`` to the following line."""
    if ENDING.search(line) or TITLE.search(line) or MARK.match(following) or ROW.search(line) or ROW.match(following):
        return False
    return width(line) >= LONG * full


def joined(line: str, following: str) -> str:
    """Return two lines as one: a space only between two words or numbers of half-width characters.

    >>> joined("统计期限为 2025", "年 1 月"), joined("open", "data")
    ('统计期限为 2025年 1 月', 'open data')
    """
    if line and following and line[-1].isascii() and following[0].isascii() and line[-1].isalnum():
        return f"{line} {following}"
    return line + following


def torn(line: str, following: str) -> bool:
    """Return whether a page break tore a paragraph in two although blank lines stand between.

    A long stretch of prose that ends without a mark, before prose that begins without one.
    """
    return (
        len(line) >= 40
        and ("，" in line or "。" in line)
        and "\u4e00" <= line[-1] <= "\u9fff"
        and "\u4e00" <= following[0] <= "\u9fff"
        and not MARK.match(following)
        and bool(re.search(r"[，。；]", following))
    )

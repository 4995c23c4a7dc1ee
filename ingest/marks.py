"""Numbers of headings (一、 （一） 1. （1）): where they stand in a line, what they count, what rank they give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.heading_words import SPACE, is_statutory

HAN = "[一二三四五六七八九十]{1,3}"
MARK = re.compile(
    r"(?=[第一二三四五六七八九十（(\d附])(?:"
    rf"(?P<part>第{HAN}部分[、：:，\s]*)|(?P<han>{HAN}\s*[、．.,，][、，,\s]*)|(?P<bracket>[（(]\s*{HAN}\s*[）)][、．.\s]*)"
    r"|(?P<arabic>(?<![\d.．])\d{1,2}\s*[.．、](?!\d)\s*)|(?P<paren>[（(]\s*\d{1,2}\s*[）)][、．.\s]*)"
    r"|(?P<annex>附[件表]\s*\d*\s*[:：]\s*))"
)
"""A look at the first character spares most of the tries: this is searched for in every line."""
_BARE = re.compile(rf"\s*({HAN})\s*(?=[^一二三四五六七八九十、，。是来方])")
_DIGITS, _NUMERALS = re.compile(r"\d+"), re.compile(HAN)
_LEADERS = re.compile(r"(?:[.…·]\s*){3,}\d*\s*$")
_BLANKS = re.compile(r"\s+(?![A-Za-z])|(?<![A-Za-z])\s+")
_BRACKETED = re.compile(r"^[（(]([一二三四五六七八九十\d]+)[）)][、．.]?")
_NUMBERED = re.compile(rf"^({HAN})[.．,，、]+")
LEVELS = {"part": 1, "han": 1, "annex": 1, "bracket": 2, "arabic": 3, "paren": 4}
NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}


def marks_in(line: str) -> Iterator[re.Match[str]]:
    """Yield the numbers in a line; at its start also one without its mark (一概述), if a statutory title follows."""
    bare = _BARE.match(line)
    if bare and not MARK.match(line.lstrip()) and is_statutory(line[bare.end() :].strip()):
        yield bare
    yield from MARK.finditer(line)


def order_of(mark: str) -> int:
    """Return what a number counts, 0 where it counts nothing.

    >>> order_of("（十二）"), order_of("3."), order_of("附件：")
    (12, 3, 0)
    """
    digits = _DIGITS.search(mark)
    if digits:
        return int(digits[0])
    numerals = _NUMERALS.search(mark)
    if numerals is None:
        return 0
    value = 0
    for numeral in numerals[0]:
        step = NUMERALS[numeral]
        value = (value or 1) * 10 if step == 10 else value + step
    return value


def number_of(kind: str, mark: str) -> str:
    """Return the number as a path has it: 三, （一）, 1."""
    number = re.search(rf"{HAN}|\d+", mark)
    text = number[0] if number else SPACE.sub("", mark).strip("：:")
    return f"（{text}）" if kind in {"bracket", "paren"} else text


def clean_heading(text: str) -> str:
    """Return a heading without inner blanks, with full-width brackets about its number and no closing mark.

    >>> clean_heading("(一) 系统化推进主动公开。")
    '（一）系统化推进主动公开'
    """
    text = _LEADERS.sub("", text)
    text = _BLANKS.sub("", text).strip("。：:；;，,.")
    text = _BRACKETED.sub(r"（\1）", text)
    return _NUMBERED.sub(r"\1、", text)

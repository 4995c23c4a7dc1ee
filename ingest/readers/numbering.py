"""The numbers that Word draws before a paragraph (一、 （一） 1.) and the levels of its styles."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import cn2an
from docx.oxml import ns
from lxml.etree import _Element as Element

# fmt: off
CHINESE = frozenset({
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand",
    "taiwaneseCounting",
})
# fmt: on
"""Word's names for 一二三; writers in different tongues choose different ones of them."""

qn = cache(ns.qn)
"""The full name of a tag: the few that a document is made of are asked for thousands of times."""

LONGEST_CHAIN = 20
"""Styles based on styles; a longer chain is a circle."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, what stands around the number, where it starts."""

    style: str
    text: str
    start: int


class Numbering:
    """The lists of a document, each with where its counting stands."""

    def __init__(self, part: Element | None) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        if part is not None:
            self._read(part)

    def next(self, list_id: str, depth: int) -> str:
        """Return the number of the next paragraph of a list at a level, as printed; empty for a bullet."""
        abstract = self.lists.get(list_id, "")
        levels = self.levels.get(abstract, {})
        if depth not in levels:
            return ""
        counts = self.counts[abstract]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if levels[depth].style in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda match: self._number(levels, counts, int(match[1]) - 1), levels[depth].text)

    def _number(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        return numeral(counts.get(depth, level.start), level.style) if level else ""

    def _read(self, part: Element) -> None:
        for abstract in part.iter(qn("w:abstractNum")):
            levels = {int(_value(level, "@w:ilvl", "0")): _level(level) for level in abstract.iter(qn("w:lvl"))}
            self.levels[_value(abstract, "@w:abstractNumId")] = levels
        for item in part.iter(qn("w:num")):
            list_id, abstract_id = _value(item, "@w:numId"), _value(item, "w:abstractNumId")
            starts = {
                int(_value(override, "@w:ilvl", "0")): int(_value(override, "w:startOverride", "1"))
                for override in item.iter(qn("w:lvlOverride"))
                if override.find(qn("w:startOverride")) is not None
            }
            self.lists[list_id] = abstract_id
            if starts:  # a list that starts anew counts for itself
                self.lists[list_id] = own = f"{abstract_id}/{list_id}"
                self.levels[own] = {
                    depth: Level(level.style, level.text, starts.get(depth, level.start))
                    for depth, level in self.levels.get(abstract_id, {}).items()
                }


class Styles:
    """The styles of a document: heading levels and lists, a style's own or those of the one it is based on."""

    def __init__(self, part: Element) -> None:
        self.styles = {_value(style, "@w:styleId"): style for style in part.iter(qn("w:style"))}

    def heading(self, paragraph: Element) -> int | None:
        """Return the heading level (1 is the top) of a paragraph, None for body text."""
        for properties in self._chain(paragraph):
            level = properties.find(qn("w:outlineLvl"))
            if level is not None:
                depth = int(_value(level, "@w:val", "9"))
                return depth + 1 if depth < 9 else None
        return None

    def is_title(self, paragraph: Element) -> bool:
        """Return whether a paragraph has Word's Title style."""
        style = self.styles.get(_value(paragraph, "w:pPr/w:pStyle"))
        return style is not None and _value(style, "w:name").lower() in ("title", "标题")

    def list_of(self, paragraph: Element) -> tuple[str, int] | None:
        """Return the list that a paragraph is numbered in, and its level; None where it is not."""
        for properties in self._chain(paragraph):
            number = properties.find(qn("w:numPr"))
            if number is not None:
                list_id = _value(number, "w:numId", "0")
                return (list_id, int(_value(number, "w:ilvl", "0"))) if list_id != "0" else None
        return None

    def _chain(self, paragraph: Element) -> list[Element]:
        """Return the properties that hold for a paragraph: its own, its style's, those of the style below."""
        own = paragraph.find(qn("w:pPr"))
        chain = [own] if own is not None else []
        style_id = _value(paragraph, "w:pPr/w:pStyle")
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get(style_id)
            if style is None:
                break
            properties = style.find(qn("w:pPr"))
            if properties is not None:
                chain.append(properties)
            style_id = _value(style, "w:basedOn")
        return chain


def numeral(number: int, style: str) -> str:
    """Return a number as one of Word's list styles writes it.

    >>> numeral(12, "chineseCounting"), numeral(3, "decimal"), numeral(2, "decimalEnclosedCircle")
    ('十二', '3', '②')
    """
    if style in CHINESE:
        written = str(cn2an.an2cn(number))
        return written[1:] if written.startswith("一十") else written
    if style == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        return _roman(number).lower() if style == "lowerRoman" else _roman(number)
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"))
    written = ""
    for value, sign in (*signs, (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        written += sign * (number // value)
        number %= value
    return written


def _level(element: Element) -> Level:
    start = _value(element, "w:start", "1")
    return Level(_value(element, "w:numFmt", "decimal"), _value(element, "w:lvlText"), int(start))


@cache
def _tags(path: str) -> str:
    return "/".join(qn(step) for step in path.split("/"))


def _value(element: Element, path: str, default: str = "") -> str:
    """Return an attribute (``@w:ilvl``) of an element, or the ``w:val`` of the element at a path below it."""
    if path.startswith("@"):
        return str(element.get(qn(path[1:]), default))
    found = element.find(_tags(path))
    return str(found.get(qn("w:val"), default)) if found is not None else default

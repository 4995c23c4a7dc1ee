"""What may stand in a cell: a number, nothing, or a sign that it does not apply."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from knowledge.quick import quick
from knowledge.records import Place

UNITS = "件|条|个|项|宗|次|份|部|元|万元|亿元|人|人次"
NUMBER = re.compile(
    rf"(?P<sign>[+-]|增加?|减少?)?\s*(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<fraction>\.\d+)?"
    rf"\s*(?P<unit>{UNITS})?\s*(?:\([^()]*\))?"
)
NOT_APPLICABLE = re.compile(r"[/\\-]+|无|无此项|不适用|N/?A", re.IGNORECASE)
SHORT = 40
REMEMBERED = 16_384
"""Texts, short ones only, of which it is kept what they say: the cells of all reports are much the same."""
MINUS = str.maketrans(dict.fromkeys("−－—–―﹣", "-") | {"，": ",", "（": "(", "）": ")"})


class Kind(StrEnum):
    """What a cell was found to hold."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"


Said = tuple[Kind, Decimal | None, str]
"""What a cell holds: kind, value, unit."""


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as found: its text character for character, where it stands, and what it says."""

    text: str
    place: Place
    kind: Kind
    value: Decimal | None = None
    unit: str = ""

    @property
    def is_data(self) -> bool:
        """True for anything but a label."""
        return self.kind is not Kind.TEXT


def read_cell(text: str, place: Place) -> Cell:
    """Return what a cell's text says.

    Thousands separators, full-width digits, a unit in the cell and a remark in brackets behind the number are
    understood; 增 and 减 are signs, as in the column 本年增/减.

    >>> read_cell("251,000元", Place(0)).value, read_cell("22（其中修订16件）", Place(0)).value
    (Decimal('251000'), Decimal('22'))
    >>> read_cell("—", Place(0)).kind, read_cell("", Place(0)).kind, read_cell("规章", Place(0)).kind
    (<Kind.NOT_APPLICABLE: 'not_applicable'>, <Kind.BLANK: 'blank'>, <Kind.TEXT: 'text'>)
    """
    return Cell(text, place, *(_remembered(text) if len(text) <= SHORT else _said(text)))


def _said(text: str) -> Said:
    plain = unicodedata.normalize("NFKC", text).translate(MINUS).strip()
    if not plain:
        return Kind.BLANK, None, ""
    if NOT_APPLICABLE.fullmatch(plain):
        return Kind.NOT_APPLICABLE, None, ""
    match = NUMBER.fullmatch(plain)
    if not match:
        return Kind.TEXT, None, ""
    value = Decimal(match["digits"].replace(",", "") + (match["fraction"] or ""))
    if match["sign"] and match["sign"][0] in "-减":
        value = -value
    return Kind.NUMBER, value, match["unit"] or ""


_remembered = lru_cache(REMEMBERED)(_said)

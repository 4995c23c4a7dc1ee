"""A share that is asked about: 过半, 一半以上, 超过三成, 不到百分之二十, 占三分之二吗."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.numerals import read_number
from knowledge.understanding.query import Draft, Limit, Threshold
from knowledge.vocabulary.turns import turn

_ASKED = turn("as_great_as")
_WHETHER = turn("whether")


_LIMIT = turn("number_limit")
_NOT_ONE = turn("not_one")
_WHICH = turn("which_beyond")


def read_limit(draft: Draft) -> None:
    """Fill in the number by which bodies or years are picked (新收超过300件的单位有哪些)."""
    if not (draft.every_agency or _WHICH.search(draft.rest)):
        return
    if _NOT_ONE.search(draft.text):
        draft.limit = Limit(Decimal(1), below=True)
    match = _LIMIT.search(draft.rest)
    if match is None:
        return
    number, unit = read_number(match["number"] or match["or_more"]), match["unit"] or match["of"]
    if number is not None:
        tenths = unit == "成"
        below = bool(match["below"] or match["under"])
        draft.limit = Limit(number * 10 if tenths else number, below, tenths or unit == "%", bool(match["or_more"]))
        draft.take(*match.span())


def read_threshold(draft: Draft) -> None:
    """Fill in the share that is asked about: only where it is asked whether, not where 一半 just stands there."""
    if not _WHETHER.search(draft.rest) or "growth" in draft.asks:
        return
    match = _ASKED.search(draft.rest)
    percent = _percent(match) if match else None
    if match is None or percent is None:
        return
    below = bool(match["below"] or match["under"])
    draft.threshold = Threshold(percent, below, bool(match["above"] or match["reach"]))
    draft.take(*match.span())
    draft.asks.add("share")


def _percent(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal(50)
    if match["percent"]:
        return Decimal(match["percent"])
    if match["tenths"]:
        tenths = read_number(match["tenths"])
        return None if tenths is None else tenths * 10
    below, above = read_number(match["of"]), read_number(match["times"])
    return 100 * above / below if above and below and above < below else None

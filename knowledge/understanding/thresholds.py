"""A share that is asked about: 过半, 一半以上, 超过三成, 不到百分之二十, 占三分之二吗."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.numerals import read_number
from knowledge.understanding.query import Draft, Limit, Threshold

_NUMBER = "[一二两三四五六七八九十百\\d]+"
_FRACTION = (
    rf"(?:(?P<half>一半|半数|(?<=过)半|(?<=大)半|(?:绝?大)?多数|大部分)|(?P<tenths>{_NUMBER})成"
    rf"|(?P<of>{_NUMBER})分之(?P<times>{_NUMBER})|(?P<percent>\d+)%)"
)
_ASKED = re.compile(
    rf"(?:[有过超到占够达][不没])?(?P<below>不到|不足|低于|少于|没到|未到|达不到|没有?达到)?(?P<over>超过|超出|超|过|高于|多于|突破|大)?"
    rf"(?P<reach>达到|达|到|够)?了?(?:全部|总数|总量)?的?{_FRACTION}(?P<above>以上|及以上)?(?P<under>以下)?"
)
_WHETHER = re.compile(r"吗|么|吧|是否|有无|没有，?$|了没|(?P<verb>[是有过超到占够])[不没](?P=verb)|不是")


_LIMIT = re.compile(
    rf"(?:(?P<below>不到|不足|少于|小于|低于|没到|未到|没有超过|没超过|未超过|不超过)|超过|超出|多于|大于|高于|突破|达到|过)了?"
    rf"(?P<number>\d+(?:\.\d+)?|{_NUMBER})(?P<unit>[件起条份宗项次成]|%)(?:以上)?"
    rf"|[在有为]?(?P<or_more>\d+(?:\.\d+)?|{_NUMBER})(?P<of>[件起条份宗项次成]|%)(?:及?以(?:上|(?P<under>[下内])))"
)
_NOT_ONE = re.compile("一[件起个宗次][^，]{0,8}[也都](?:没|未)|没有?任何|零(?:复议|诉讼|申请|起诉)")
"""哪些单位一件复议都没有."""
_WHICH = re.compile(r"哪|谁|(?:几|多少|有)[个家年]|(?:单位|机关|部门|年份)(?:有|是|都)|列出")


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

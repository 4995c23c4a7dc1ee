"""What a report states of itself: the period of its statistics, its date of publication, what its figures take in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.blocks import Document

_PERIOD = re.compile(
    r"(20\d{2})年?0?1月?0?1日?(?:0[时点])?(?:起|开始)?[，,]?[至到—\-–~－]{0,2}(?:(20\d{2})年?)?12月?31日?|(20\d{2})年(?:度)?1[—\-–~－至]12月"
)
_SCHOOL_YEAR = re.compile(r"20\d{2}年[89]月1日起?[，,]?[至到—\-–~－]{1,2}(20\d{2})年(?:7|8|9|10)月3[01]日")
"""Universities report on a school year, which bears the year that it ends in."""
DATE = re.compile(r"(20\d{2})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*日?")
_PUBLISHED = re.compile(r"(?:发布|发文|公开|公布|成文|生成)(?:日期|时间)[:：]?\s*" + DATE.pattern)
_SIGNED = re.compile(rf"(?<![至到止期]){DATE.pattern}[）)]?$")
"""A date that ends a line; one that a sentence goes on from (截至2021年12月31日，…) is no signature."""
_GATHERED = re.compile(
    r"汇总[^。]{0,30}?(?:单位|部门|机关|街道|乡镇|各地)|(?:单位|部门|机关|街道|乡镇|各地)[^。]{0,20}?汇总"
)
_WHOLE = re.compile(
    r"(?:统计范围|数据范围|范围)[^。]{0,6}?(全[省市县区州旗])|(全[省市县区州旗])(?:各级)?(?:行政机关|各单位|各部门|政府系统)?(?:共|共计|累计)?(?:新收|新?(?:收到|受理|接收))"
)
_OWN_LEVEL = re.compile(r"([省市县区州旗]本级)(?:机关)?(?:共|共计|累计)?(?:新收|新?(?:收到|受理|接收)|的?数据)")
_ONLY_OWN = re.compile(r"(?:数据|统计)[^。]{0,16}?(?:仅|只)(?:包括|含|限|统计)[^。]{0,12}?本(?:机关|级|部门|单位)")
_HEAD = 1500
_TAIL = 200
_FIRST_LINES = 6


def period_of(text: str) -> int | None:
    """Return the year of the statistics (统计期限), also where 年 and 月 were lost.

    >>> period_of("统计期限自2024年1月1日起至12月31日止"), period_of("统计期限202511日至20251231日")
    (2024, 2025)
    >>> period_of("统计期限为2021年9月1日至2022年8月31日")
    2022
    """
    match = _PERIOD.search(text)
    if match:
        return int(match[2] or match[1] or match[3])
    school = _SCHOOL_YEAR.search(text)
    return int(school[1]) if school else None


def published_of(document: Document, text: str) -> str | None:
    """Return the ISO date of publication: of the metadata, a line that says so, the signature, or the head."""
    given = DATE.search(document.metadata.get("published", ""))
    signed = (_SIGNED.search(line) for line in text[-_TAIL:].rsplit("。", 1)[-1].split("\n"))
    dates = [given, _PUBLISHED.search(text[:_HEAD]), *signed, *_dates_alone(text)]
    return next((iso for date in dates if date and (iso := _iso(date))), None)


def scope_of(text: str) -> str | None:
    """Return what the figures take in, as far as the report says it: the whole place, its own level, or all bodies.

    >>> scope_of("全市行政机关共收到申请20件。"), scope_of("市本级新收申请3件。"), scope_of("平稳。")
    ('全市', '市本级', None)
    """
    if _GATHERED.search(text[:_HEAD]):
        return "汇总所属各单位"
    for pattern in (_WHOLE, _OWN_LEVEL):
        match = pattern.search(text)
        if match:
            return next(group for group in match.groups() if group)
    return "仅本机关" if _ONLY_OWN.search(text) else None


def _dates_alone(text: str) -> Iterator[re.Match[str]]:
    for line in text.split("\n")[:_FIRST_LINES]:
        match = DATE.fullmatch(line.strip("（）()"))
        if match:
            yield match


def _iso(date: re.Match[str]) -> str | None:
    year, month, day = (int(part) for part in date.groups()[-3:])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None

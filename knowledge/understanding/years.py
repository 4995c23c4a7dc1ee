"""The years that a question names: 2024年, 去年, 近三年, 2021到2024, 二〇二四年."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.understanding.lexicon import Term
from knowledge.understanding.query import Draft
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

FIRST_YEAR = 2008
"""The Regulations came into force on 1 May 2008; no report is older."""

_CHINESE = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")
_SPELLED = turn("spelled_year")
_SPAN = turn("year_span")
_SINCE = turn("since_year")
_SINGLE = turn("single_year")
_RELATIVE = {
    "大前年": -3,
    "前年": -2,
    "上上年": -2,
    "去年": -1,
    "上年度": -1,
    "上一年度": -1,
    "上一年": -1,
    "上年": -1,
    "今年": 0,
    "明年": 1,
    "后年": 2,
}
_BESIDE = turn("year_beside")
_COMPARED = turn("set_against_year")
_RELATIVE_WORD = re.compile("|".join(sorted(_RELATIVE, key=len, reverse=True)))
_NOT_A_YEAR = turn("carried_over")
_SAME_TIME = turn("same_time")
_AGO = turn("years_ago")
_RECENT = turn("recent_years")
_FIRST = turn("first_year_held")
_NEWEST = turn("newest_year_held")
_THESE = turn("these_years")
_COUNTS = {character: number for number, character in enumerate("零一二三四五六七八九十")} | {"两": 2}
_CORRECTION = turn("corrected_year")


def read_years(draft: Draft) -> None:
    """Fill in the years named, in the order named; a span is spelled out.

    A relative year counts from the day on which the question is asked. 去年 in 去年结转 is part of a row's name.
    """
    text = _SPELLED.sub(lambda match: match.group().translate(_CHINESE), draft.rest)
    if len(text) == len(draft.rest):
        draft.rest = text
    for reader in (_ends, _spans, _singles, _relatives, _years_ago, _recent, _these):
        reader(draft)
    _correct(draft)
    draft.year_said = bool(draft.years)


def read_every_year(draft: Draft) -> None:
    """Tell whether every year held is meant, whatever year was spoken of before; 历年累计 is a column of the form."""
    if draft.years or "trend" not in draft.asks or any(term.role == "cumulative" for term in _meanings(draft)):
        return
    phrases = load("asks")["every_year"]
    spoken = draft.talk.years
    meant = phrases["always"] + (phrases["after_one"] if len(spoken) < 2 else [])
    draft.every_year = any(phrase in draft.text for phrase in meant)


def _meanings(draft: Draft) -> Iterator[Term]:
    return (term for match in draft.matches for term in match.meanings)


def _ends(draft: Draft) -> None:
    for pattern in (_FIRST, _NEWEST):
        match = pattern.search(draft.rest)
        if match:
            draft.first_held = draft.first_held or pattern is _FIRST
            draft.take(*match.span())


def _spans(draft: Draft) -> None:
    for match in list(_SPAN.finditer(draft.rest)):
        first, last = _full(match["first"]), _full(match["last"])
        if FIRST_YEAR <= first < last and last - first < 30:
            draft.years += range(first, last + 1)
            draft.year_span = True
            draft.take(*match.span())
    for match in list(_SINCE.finditer(draft.rest)):
        draft.years += range(int(match["first"]), draft.today.year)
        draft.year_span = True
        draft.take(*match.span())


def _singles(draft: Draft) -> None:
    for match in list(_SINGLE.finditer(draft.rest)):
        draft.years.append(_full(match["full"] or match["short"]))
        draft.take(*match.span())


def _relatives(draft: Draft) -> None:
    found = [match for match in _RELATIVE_WORD.finditer(draft.rest) if not _NOT_A_YEAR.match(draft.rest, match.end())]
    for match in found:
        anchor = draft.years[0] if match.group().startswith("上") and draft.years else draft.today.year
        if _SAME_TIME.match(draft.rest, match.end()) and not draft.years and (spoken := _spoken_of(draft)):
            # 去年同期呢, after a talk about a year, is the year before that.
            anchor = min(spoken)
        if match.group().startswith("上") and not draft.years and _spoken_of(draft):
            continue
        draft.years.append(anchor + _RELATIVE[match.group()])
        draft.take(*match.span())
    if not draft.years and (spoken := _spoken_of(draft)):
        _beside_spoken(draft, spoken)


def _years_ago(draft: Draft) -> None:
    """三年前 counts from the year that is spoken of, else from the day of the question."""
    match = _AGO.search(draft.rest)
    if match is None or draft.years:
        return
    spoken = _spoken_of(draft)
    count = _COUNTS.get(match["count"]) or int(match["count"])
    draft.years.append((spoken[0] if len(spoken) == 1 else draft.today.year) - count)
    draft.take(*match.span())


def _spoken_of(draft: Draft) -> Sequence[int]:
    """Return the years that the talk is about: those named, else the one that was told as the newest."""
    told = draft.talk.told
    return draft.talk.years or ([told] if told else [])


def _beside_spoken(draft: Draft, spoken: Sequence[int]) -> None:
    """上一年呢, 再往前一年呢, after a talk about a year, count from that year; 比上一年 stays with it."""
    match = _BESIDE.search(draft.rest)
    if match is None or _NOT_A_YEAR.match(draft.rest, match.end()):
        return
    if not _COMPARED.search(draft.rest[: match.start()]):
        draft.years.append(max(spoken) + 1 if match["next"] else min(spoken) - 1)
    draft.take(*match.span())


def _recent(draft: Draft) -> None:
    match = _RECENT.search(draft.rest)
    if match is None:
        return
    count = _COUNTS.get(match["count"]) or int(match["count"])
    if count > 1:
        last = draft.today.year - 1
        draft.years += range(last - count + 1, last + 1)
        draft.year_span = True
        draft.recent = count
        draft.take(*match.span())


def _these(draft: Draft) -> None:
    match = _THESE.search(draft.rest)
    if match is None or (not draft.years and draft.talk.years):
        return
    count = _COUNTS.get(number := match["count"] or match["bare"]) or int(number)
    if not draft.years:
        last = draft.today.year - 1
        # A number has grown three years running (连续三年) from the year before them.
        count += match[0].startswith("连续")
        draft.years += range(last - count + 1, last + 1)
        draft.recent, draft.of_held = count, True
    draft.year_span = True
    draft.take(*match.span())


def _correct(draft: Draft) -> None:
    # 去年…哦不，2024年: what is said after the correction stands.
    if len(draft.years) < 2:
        return
    correction = _CORRECTION.search(draft.text)
    if correction is None:
        return
    later = [year for year in draft.years if str(year) in draft.text[correction.end() :]]
    if later and not any(str(year) in draft.text[: correction.start()] for year in later):
        draft.years = later


def _full(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)

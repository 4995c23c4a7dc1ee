"""The two ends of a change that the prose tells of (等候时间由42分钟缩至19分钟), and which of them is asked for."""

from __future__ import annotations

import re

from knowledge.answering.prose.narrowing import any_in
from knowledge.records import Figure
from knowledge.search import variants_of
from knowledge.understanding.query import Query
from knowledge.vocabulary import load

_STARTING_POINT = re.compile(
    r"[由从][^，。；#]{0,10}#[^，。；]{0,6}(?:缩|减|降|增|升|提|扩|压|涨|精|简|优|合|调|变|改)[^，。；]{0,6}[至到为]"
)
ASKED_MOVE = re.compile(
    r"(?P<move>[涨增减升降多少快慢]|增加|增长|上升|提高|减少|降低|下降|缩短|压缩|压减|精简|缩减|前进|前移|进步|上涨|下滑|提升)了?(?P<size>多少|几)"
)
"""How a question asks how far a number moved: 粉丝涨了多少."""
_OF_YEAR = re.compile(r"[，；]?其中[，：]?(?:(?:20\d\d|本|当)年度?|全年)")
"""What tells, behind a total of all time, how much is of the year reported: 累计访问46万次，其中2009年度14万次."""
_TOTAL_ASKED = re.compile("累计|历年|总|共|开通以来|至今")
_MOVED = re.compile("[增减降升涨缩移]|前进|提高|回落|下滑|压|[多少快慢]了")
END_POINT = re.compile(r"[由从][^，。；]{0,10}\d[^，。；]{0,8}[至到为](?:(?:现在|目前|现有|20\d\d年底?|年底)的?)?$")


def is_at_asked_end(query: Query, text: str, figure: Figure) -> bool:
    """Tell whether a number of a change is at the end of it that is asked for: the later, unless the question says
    原来 or 年初. How far it moved is neither."""
    if not _is_of_time_asked(query, text, figure):
        return False
    if ASKED_MOVE.search(query.rest) and (starts(text, figure) or END_POINT.search(text[: figure.start])):
        return False
    asks_before = any_in(load("synonyms")["before_change"], query.rest)
    if starts(text, figure):
        return asks_before
    return not (asks_before and END_POINT.search(text[: figure.start]))


def tells_move(query: Query, figure: Figure, near: str) -> bool:
    """Tell whether a number is a change where one is asked for: 访问量涨了多少 is not answered with how much it is."""
    asked = ASKED_MOVE.search(query.rest)
    if asked is None or len(query.years) > 1 or re.search("[比较][\u4e00-\u9fff]", query.rest):
        # 甲比乙多几件 sets two numbers side by side, neither of which is a change.
        return True
    said = f"{near}，{''.join(figure.scope)}"
    return bool(_MOVED.search(said)) or any_in(variants_of(asked["move"]), said)


def starts(text: str, figure: Figure) -> bool:
    """Tell whether a change sets out from a number."""
    return bool(_STARTING_POINT.search(text[: figure.start] + "#" + text[figure.end :]))


def _is_of_time_asked(query: Query, text: str, figure: Figure) -> bool:
    """Tell whether a number is not a total of all time of which the report gives the year's part, where no total is
    asked for."""
    return bool(_TOTAL_ASKED.search(query.rest)) or not _OF_YEAR.match(text, figure.end)


def is_part_of_year(text: str, figure: Figure) -> bool:
    """Tell whether a number is the year's part of a total of all time."""
    return re.search(rf"{_OF_YEAR.pattern}$", text[: figure.start]) is not None

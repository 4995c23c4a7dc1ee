"""The two ends of a change that the prose tells of (等候时间由42分钟缩至19分钟), and which of them is asked for."""

from __future__ import annotations

from knowledge.answering.prose.narrowing import any_in
from knowledge.records import Figure
from knowledge.search import variants_of
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_STARTING_POINT = turn("starting_point")
ASKED_MOVE = turn("how_far_moved")
_OF_YEAR = turn("of_this_year")
_UP_TO_PART = turn("up_to_part_of_year")
_TOTAL_ASKED = turn("of_all_time")
_MOVED = turn("moved")
_AGAINST = turn("against_something_named")
END_POINT = turn("end_point")


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
    if asked is None or len(query.years) > 1 or _AGAINST.search(query.rest):
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
    return _UP_TO_PART.search(text[: figure.start]) is not None

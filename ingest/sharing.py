"""Numbers told in the order of the names before them: 征地、规划和财政类申请分别占38%、17%和6%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.wording import JOINED
from knowledge.numerals import NumberSpan

_APIECE = re.compile(r"(?P<names>[^，,；;]+?)分别(?P<act>[\u4e00-\u9fff]{0,10})")
_BETWEEN = re.compile(f"[，, ]*(?:{JOINED})?[，, ]*")
_JOINT = re.compile(JOINED)
_TAIL = re.compile(r"(?:等|类|[^，]{0,4}?(?:占比|比例|比重|申请|信息|数量|[数量率])).*$")
"""What the last name of a list may carry that is said of all of them: 社会保障类申请占比."""


def is_shared_out(text: str, start: int, numbers: Sequence[NumberSpan]) -> bool:
    """Tell whether the numbers of a clause are told one by one of several things: 分别发布信息22条和15条."""
    pairs = pairwise(numbers)
    one_by_one = all(_BETWEEN.fullmatch(text[one.end - start : two.start - start]) for one, two in pairs)
    return len(numbers) > 1 and one_by_one and "分别" in text[: numbers[0].start - start]


def shared_out(text: str, start: int, numbers: Sequence[NumberSpan]) -> tuple[str, ...]:
    """Return for each number of a clause the words that are said of it alone; nothing where none are shared out.

    ``text`` is the clause, ``start`` its place in the passage, by which the numbers count.
    """
    match = _APIECE.fullmatch(text[: numbers[0].start - start]) if is_shared_out(text, start, numbers) else None
    if match is None:
        return ()
    names = [name for name in _JOINT.split(match["names"]) if name]
    if len(names) != len(numbers):
        return ()
    tail = _TAIL.search(names[-1], max(2, len(names[-2])))
    names[-1] = names[-1][: tail.start()] if tail else names[-1]
    return tuple(f"{name}{tail[0] if tail else ''}{match['act']}" for name in names)

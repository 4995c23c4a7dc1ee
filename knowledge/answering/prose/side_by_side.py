"""Things that a text names side by side (扶贫和社会救助), and whether a question means only some of them.

A number that is said of several things together is no number of one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.answering.prose.asked import is_act
from knowledge.search import variants_of
from knowledge.segment import cut
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

JOINT = turn("side_by_side")
_PARTED = re.compile(f"{JOINT.pattern}|[（(]")
"""The same, and what a bracket adds: 乡镇（街道）."""
_CLAUSE = re.compile("[，,；;：。]| / ")
_NUMBER = re.compile(r"\d(?=[\u4e00-\u9fff])")
_TITLE = re.compile("《[^》]*》")
CACHED = 4096
"""Texts whose parts are kept at hand: the measures of the figures of some reports."""


def names_some(query: Query, text: str) -> bool:
    """Tell whether a text names several things side by side and the question only some of them."""
    named = _named(query, text)
    return any(named) and not all(named)


def names_all(query: Query, text: str) -> bool:
    """Tell whether a text names several things side by side and the question all of them."""
    named = _named(query, text)
    return bool(named) and all(named)


def _named(query: Query, text: str) -> list[bool]:
    """Return of each of several things whether the question names it; nothing for a text that names one at most."""
    parts, asked = _parts_of(text), query.rest + "".join(query.quoted)
    if len(parts) < 2:
        return []
    return [any(variant in asked for word in part if len(word) > 1 for variant in variants_of(word)) for part in parts]


def without_joint(query: Query, text: str) -> str:
    """Return a text without the clauses that name several things of which the question means only some.

    对营商环境和数字经济文件进行评估 is no evidence that a number behind it is of the one or the other.
    """
    if not JOINT.search(text):
        return text
    # 向6家企业、19名居民: what has a number of its own is said of that number.
    kept = (clause for clause in _CLAUSE.split(text) if _NUMBER.search(clause) or not names_some(query, clause))
    return "，".join(kept)


@lru_cache(CACHED)
def _parts_of(text: str) -> tuple[frozenset[str], ...]:
    """Return the words of each thing named side by side, without those that several of them share.

    What stands before the first and behind the last is said of all (公开医疗和教育领域信息): of the two ends as much
    is taken as their neighbours are long.
    """
    # 《甲办法》及建议办理情况50件: one document beside what is counted is none of the fifty.
    pieces = [piece for piece in _PARTED.split(_TITLE.sub("", text)) if piece]
    if len(pieces) < 2:
        return ()
    ends = [pieces[0][-max(2, len(pieces[1])) :], *pieces[1:-1], pieces[-1][: max(2, len(pieces[-2]))]]
    words = [_things(piece) for piece in ends]
    shared = {word for part in words for word in part if sum(word in other for other in words) > 1}
    return tuple(frozenset(part) - shared for part in words if set(part) - shared)


def _things(piece: str) -> Sequence[str]:
    """Return the words that name a thing, levels of government (省、市、县) among them."""
    synonyms = load("synonyms")
    idle = {*synonyms["common"], *synonyms["weak"]}
    words = [word for word in cut(piece) if len(word) > 1 or word in synonyms["levels"]]
    return [word for word in words if word.isalnum() and word not in idle and not is_act(word)]

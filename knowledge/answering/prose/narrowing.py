"""Words that narrow what a number of the prose counts (关停, 公众号), in the question or at the number alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from knowledge.answering.prose.asked import clause_asked
from knowledge.answering.prose.measure import EXAMPLES
from knowledge.answering.prose.side_by_side import names_all, names_some
from knowledge.records import Figure
from knowledge.search import Word, variants_of
from knowledge.segment import cut
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

NARROWED = 0.4
"""What each narrowing word takes off that stands at the number or in the question and not in both (关停 新媒体)."""
OF_SEVERAL = 0.25
"""What is taken off a number of several kinds together (甲、乙类信息5条) where the question names the first alone."""
ASIDE = 0.15
"""What channels take off that the question names and that do not stand right at the number (公众号 的粉丝)."""
PART = 0.05
"""What is taken off a part (其中…) where the question does not ask for one."""
CHANGED = 0.5
"""What is taken off a change (同比增加…) where none is asked for."""
ALL_YEARS = 0.1
"""What is taken off where only one of question and figure is of all years (历年累计)."""

_KINDS = turn("several_kinds")
_EITHER = turn("either_of_two")
_CLOSES = turn("closes_list")
_RISES = turn("rises")
_FALLS = turn("falls")
_JOINS = turn("joins_two")
_NOT_NARROWING = turn("no_narrowing")
_CHANGED = turn("changed")


def narrowed_otherwise(query: Query, figure: Figure, near: str, whole: str, words: Sequence[Word]) -> float:
    """Return what is taken off for narrowing words (关停, 公众号) that stand in the question or at the number alone.

    A part has the narrowing of its ``whole``. In a list by places the first one's channel is not the others'.
    """
    asked = query.rest + "".join(query.quoted)
    said = asked + "".join(variant for word in words for variant in word.variants)
    if "growth" in query.asks:
        # 访问量涨了百分之几 is answered with 同比增长14.5%.
        said += "同比" + ("增长" if _RISES.search(asked) else "") + ("下降" if _FALLS.search(asked) else "")
    measure, _, printed = near.partition("，")[2].partition("，")
    own = printed if figure.subject and figure.subject in printed else f"{measure}，{printed}"
    own, told = (_NOT_NARROWING.sub("", EXAMPLES.sub("", text)) for text in (own, f"{measure}，{printed}"))
    either = [word for word in _narrowing() if word in told and not _is_listed(word, measure, printed)]
    # 在门户网站、公报公开规章13件: all that the body has made public, wherever.
    either += [] if any_in(variants_of("网站"), f"{figure.subject}{own}") else [w for w in _channels() if w in own]
    unsaid = {variants_of(word) for word in either if not any_in(variants_of(word), said)}
    unmet = {
        variants_of(word)
        for word in _narrowing()
        if word in clause_asked(query) and (not any_in(variants_of(word), whole) or _is_listed(word, measure, printed))
    }
    aside = {variants_of(word) for word in _channels() if (word in asked) != any_in(variants_of(word), near)}
    aside = {variants for variants in aside if not any_in(variants, said) or any_in(variants, asked)}
    several = OF_SEVERAL if len(set(_kinds_named(query, figure))) > 1 else 0.0
    return NARROWED * len(unsaid | unmet) + ASIDE * min(1, len(aside - unsaid)) + several


def counts_jointly(query: Query, figure: Figure) -> bool:
    """Tell whether a figure is of several things together and the question names only some: 微信、微博等共发布3条.

    Who asks for 机构职能类信息 may mean 机构职能、职责权限、办事程序类信息, named by its first; of two, either.
    """
    joined = () if figure.unit == "%" or _KINDS.fullmatch(figure.measure) else (figure.subject, figure.measure)
    if any(names_some(query, text) for text in joined):
        # A rate is said of each: 沟通率、办结率均为100%.
        return True
    if _EITHER.fullmatch(figure.measure) and not any_in(variants_of(figure.measure), query.rest):
        # 公开或部分公开394件 is neither of the two.
        return True
    kinds = _kinds_named(query, figure)
    return counts_media_jointly(query, figure) or (len(kinds) > 2 and any(kinds) and not kinds[0])


def counts_media_jointly(query: Query, figure: Figure) -> bool:
    """Tell whether a figure is of several media together and the question names only some of them."""
    asked = query.rest + "".join(query.quoted)
    counted = _counted_together(figure)
    named = {variants for variants in counted if any_in(variants, asked)}
    return bool(named) and named != counted


def _kinds_named(query: Query, figure: Figure) -> list[bool]:
    """Return of each kind that a figure counts together (教育、医疗、就业类信息21条) whether the question names it."""
    kinds = _KINDS.fullmatch(figure.measure)
    parts = re.split("[、，]", kinds["names"]) if kinds else []
    words = [[word for word in cut(part) if len(word) > 1] for part in parts]
    return [any(any_in(variants_of(word), query.rest) for word in part) for part in words if part]


def counts_these_together(query: Query, figure: Figure) -> bool:
    """Tell whether a figure is of several channels or things together and the question names all of them."""
    asked, counted = query.rest + "".join(query.quoted), _counted_together(figure)
    return all(any_in(variants, asked) for variants in counted) if counted else names_all(query, figure.measure)


def _counted_together(figure: Figure) -> set[tuple[str, ...]]:
    """Return the channels that a figure is of together, each with all its names; empty where it is of one at most."""
    together = (*_channels(), *load("synonyms")["media_at_large"])
    parts = _JOINS.split(f"{figure.subject}，{figure.measure}")
    listed = [{variants_of(word) for word in together if any_in(variants_of(word), part)} for part in parts]
    counted = {variants for found in listed for variants in found}
    return counted if sum(map(bool, listed)) > 1 and len(counted) > 1 else set()


def is_on_other_medium(query: Query, figure: Figure) -> bool:
    """Tell whether a figure is of one medium and the question names only others: 微博 is not answered from 微信."""
    asked, told = query.rest + "".join(query.quoted), f"{figure.subject}，{figure.measure}"
    named, counted = _media_in(asked), _media_in(told)
    spoken = asked + "".join(query.recalled or ())
    if any(f"{word}类" in told and word in spoken and f"{word}类" not in spoken for word in _channels()):
        # 公报类信息 is a kind of information: where it was published is not said.
        return True
    return bool(named) and bool(counted) and not named & counted


def lists_media(query: Query, text: str) -> bool:
    """Tell whether a number is said of several media together and the question names only some of them."""
    asked = query.rest + "".join(query.quoted)
    counted = _media_in(text)
    named = counted & _media_in(asked)
    return len(counted) > 1 and bool(named) and named != counted


def is_of_media_asked(query: Query, figure: Figure) -> bool:
    """Tell whether a figure is said of just those media that a question names together: 微博、微信."""
    counted = _media_in(figure.subject)
    return len(counted) > 1 and counted == _media_in(query.rest + "".join(query.quoted))


def new_media(figure: Figure) -> str:
    """Return 新媒体 where a figure is said of several of them together."""
    counted = _media_in(figure.subject)
    return "，政务新媒体" if len(counted) > 1 and "网站" not in counted else ""


def _media_in(text: str) -> set[str]:
    return {medium for medium in load("synonyms")["media"] if any_in(variants_of(medium), text)}


def _is_listed(word: str, measure: str, printed: str) -> bool:
    """Tell whether a narrowing word is but one of the things that a number counts.

    公开督察整改、水质监测和其他信息139条 counts no more of what was put right than of anything else.
    """
    if word in load("synonyms")["closing"]:
        return any(match["word"] == word for match in _CLOSES.finditer(printed))
    return measure.find(word) > 0 and "、" in measure.partition(word)[2]


def any_in(variants: Iterable[str], text: str) -> bool:
    """Tell whether one of the variants stands in a text."""
    return any(variant in text for variant in variants)


@cache
def _channels() -> tuple[str, ...]:
    return tuple(load("synonyms")["channels"])


@cache
def _narrowing() -> tuple[str, ...]:
    return tuple(load("synonyms")["narrowing"])


def scope_penalty(query: Query, figure: Figure) -> float:
    """Return what is taken off for a part, and for a sum over all years where none is asked for, or the reverse."""
    scope = "".join(figure.scope)
    part = "其中" in scope and "其中" not in query.rest
    if _CHANGED.search(scope) and not _CHANGED.search(query.rest):
        # 1件结转，与上年相比增加3件: the change is of the number and not the number.
        return CHANGED
    return (PART if part else 0.0) + (ALL_YEARS if ("历年" in scope) != ("历年" in query.rest) else 0.0)

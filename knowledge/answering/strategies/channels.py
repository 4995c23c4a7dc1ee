"""Strategy: by which ways a body makes things public, and what: the sentence that names the most of either."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from knowledge.answering.answer import Answer
from knowledge.answering.context import Context
from knowledge.answering.prose.asked import is_act
from knowledge.answering.prose.quoting import candidates
from knowledge.answering.strategies.statement import Excerpt, answer_of
from knowledge.records import HeldReport
from knowledge.search import Sentence, sentences_of, words_of
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

FEWEST = 2
"""A sentence that names fewer media does not say by which ways."""

SAID = 2
"""What it counts that a sentence has the very word that is asked with (媒介), in media."""

_WAY = turn("way_of_publishing")
_IDLE = turn("idle_of_publishing")
_ASKED = turn("by_which_ways")
_ASKED_WHAT = turn("what_made_public")
_WHAT = turn("says_what_public")
_LISTED = turn("things_listed")
_BY = turn("by_this_way")


def answer_channels(context: Context) -> Answer | None:
    """Answer 通过哪些方式公开信息 and 公开了哪些内容; None where one matter only is asked of, or no sentence tells."""
    query = context.query
    for asked, best in ((_ASKED, _by_most_media), (_ASKED_WHAT, _by_most_matters)):
        if asked.search(query.rest) and not query.foreign and not any(_is_matter(word) for word in words_of(query)):
            found = [excerpt for report in candidates(context) if (excerpt := best(context, report))]
            return answer_of(context, found) if found else None
    return None


def _is_matter(word: str) -> bool:
    idle = is_act(word) or word in load("synonyms")["common"]
    return not (idle or _IDLE.fullmatch(word))


def _by_most_media(context: Context, report: HeldReport) -> Excerpt | None:
    asked = _WAY.search(context.query.rest)
    return _best(
        report,
        [item for item in sentences_of(context.store, report) if item.headings and _BY.search(item.text)],
        lambda text: len(set(_media().findall(text))),
        asked[0] if asked else None,
    )


def _by_most_matters(context: Context, report: HeldReport) -> Excerpt | None:
    sentences = [item for item in sentences_of(context.store, report) if item.headings and _WHAT.search(item.text)]
    return _best(report, sentences, lambda text: len(_LISTED.findall(text[_what(text) :])), None)


def _what(text: str) -> int:
    match = _WHAT.search(text)
    return match.end() if match else 0


def _best(
    report: HeldReport, sentences: Sequence[Sentence], named_in: Callable[[str], int], asked: str | None
) -> Excerpt | None:
    """Return the sentence that names the most, one with the very word that is asked with before others."""
    named = {index: named_in(item.text) for index, item in enumerate(sentences)}
    scores = {index: named[index] + (SAID if asked and asked in sentences[index].text else 0) for index in named}
    index = max(scores, key=lambda place: (scores[place], -place), default=None)
    if index is None or named[index] < FEWEST:
        return None
    return Excerpt(report, sentences[index], sentences[index].start, sentences[index].end, float(named[index]))


@cache
def _media() -> re.Pattern[str]:
    names = {*load("figures")["subjects"]["media"], *load("synonyms")["places_of_publication"]}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))

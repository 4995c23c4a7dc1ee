"""Strategy: by which ways a body makes things public: the sentence that names the most media and places."""

from __future__ import annotations

import re
from functools import cache

from knowledge.answering.answer import Answer
from knowledge.answering.asked import is_act
from knowledge.answering.context import Context
from knowledge.answering.quoting import candidates
from knowledge.answering.statement import Excerpt, answer_of
from knowledge.records import HeldReport
from knowledge.search import sentences_of, words_of
from knowledge.vocabulary import load

FEWEST = 2
"""A sentence that names fewer media does not say by which ways."""

SAID = 2
"""What it counts that a sentence has the very word that is asked with (媒介), in media."""

_WAY = "(?:方式|渠道|途径|平台|载体|媒体|媒介|形式|手段|地方|办法)"
_ASKED = re.compile(
    rf"(?:通过|利用|借助|依托|用|靠|在|从)(?:了)?(?:哪些|什么|哪几[个种类]|何种|哪里|哪儿|哪)(?:不同)?的?{_WAY}?[^，]{{0,6}}(?:公开|发布|公布|发信息|发消息|看到|查到)"
    rf"|(?:公开|发布|公布)[^，]{{0,8}}{_WAY}(?:都)?(?:有|包括|是)(?:哪些|什么|哪几)|(?:有|包括)(?:哪些|什么|哪几[个种])[^，]{{0,6}}(?:公开|发布)[^，]{{0,4}}{_WAY}"
)
_BY = re.compile("通过|利用|借助|依托|运用|以及|充分发挥|为主要?|包括|主要有")


def answer_channels(context: Context) -> Answer | None:
    """Answer 通过哪些方式公开信息; None where that is not asked, or of some matter only, or no sentence tells."""
    query = context.query
    if not _ASKED.search(query.rest) or query.foreign or any(_is_matter(word) for word in words_of(query)):
        return None
    found = [best for report in candidates(context) if (best := _best(context, report))]
    return answer_of(context, found) if found else None


def _is_matter(word: str) -> bool:
    idle = is_act(word) or word in load("synonyms")["common"]
    return not (idle or re.fullmatch(f"{_WAY}|哪里|在哪里|看到|查到", word))


def _best(context: Context, report: HeldReport) -> Excerpt | None:
    sentences = [item for item in sentences_of(context.store, report) if item.headings and _BY.search(item.text)]
    named = {index: len(set(_media().findall(item.text))) for index, item in enumerate(sentences)}
    asked = re.search(_WAY, context.query.rest)
    said = {index: bool(asked and asked[0] in sentences[index].text) for index in named}
    index = max(named, key=lambda place: (named[place] + SAID * said[place], -place), default=None)
    if index is None or named[index] < FEWEST:
        return None
    return Excerpt(report, sentences[index], sentences[index].start, sentences[index].end, float(named[index]))


@cache
def _media() -> re.Pattern[str]:
    names = {*load("figures")["subjects"]["media"], *load("synonyms")["places_of_publication"]}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))

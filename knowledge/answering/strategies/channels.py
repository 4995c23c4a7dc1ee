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

FEWEST = 2
"""A sentence that names fewer media does not say by which ways."""

SAID = 2
"""What it counts that a sentence has the very word that is asked with (媒介), in media."""

_WAY = "(?:方式|渠道|途径|平台|载体|媒体|媒介|形式|手段|地方|办法)"
_ASKED = re.compile(
    rf"(?:通过|利用|借助|依托|用|靠|在|从)(?:了)?(?:哪些|什么|哪几[个种类]|何种|哪里|哪儿|哪)(?:不同)?的?{_WAY}?[^，]{{0,6}}(?:公开|发布|公布|发信息|发消息|看到|查到)"
    rf"|(?:公开|发布|公布)[^，]{{0,8}}{_WAY}(?:都)?(?:有|包括|是)(?:哪些|什么|哪几)|(?:有|包括)(?:哪些|什么|哪几[个种])[^，]{{0,6}}(?:公开|发布)[^，]{{0,4}}{_WAY}"
)
_ASKED_WHAT = re.compile(
    r"(?:公开|发布|公布)(?:了|过|的)?(?:政府)?(?:信息|内容)?(?:主要|一般|都)?(?:是|有|包括|涵盖|涉及)?(?:了)?(?:哪些|什么|哪几[类个种])(?:方面|领域|类|种类)?的?(?:信息|内容|东西|事项)?"
)
_WHAT = re.compile(
    "主要包括|内容包括|内容涵盖|主要内容|主要公开|重点公开|重点包括|涵盖|主要涉及|主要有|(?:^|(?<=[。，；]))公开(?=[^，。]*、[^，。]*、)"
)
_LISTED = re.compile("、|，[^，、]{2,12}类?[0-9]+[条件]")
_BY = re.compile("通过|利用|借助|依托|运用|以及|充分发挥|为主要?|包括|主要有")


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
    return not (idle or re.fullmatch(f"{_WAY}|哪里|在哪里|看到|查到|领域|重点|重点公开|内容|类别|种类", word))


def _by_most_media(context: Context, report: HeldReport) -> Excerpt | None:
    asked = re.search(_WAY, context.query.rest)
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

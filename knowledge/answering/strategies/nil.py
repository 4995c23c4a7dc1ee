"""Strategy: a number is asked for of something of which the report says that there was none (未收取信息处理费)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context, said_agency, said_span, said_year
from knowledge.answering.prose.asked import wants_figure
from knowledge.answering.prose.quoting import candidates
from knowledge.records import HeldReport
from knowledge.search import Sentence, sentences_of, variants_of, words_of
from knowledge.segment import cut, is_content
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_CLAUSE = re.compile("[^，,；;：:。]+")
_THINGS = turn("between_things")
_DATE = turn("date_of_text")


def answer_nil(context: Context) -> Answer | None:
    """Say the sentence by which there was none of what is asked for; None where no sentence denies just that.

    No number is given: the report has none, and a 0 would be of our making.
    """
    query = context.query
    if query.foreign or not wants_figure(query) or query.asks & {"share", "difference", "growth", "rank"}:
        return None
    words = _words(query)
    if not any(map(_tells, words)):
        return None
    found = [(report, one) for report in candidates(context) if (one := _denial(context, report, words))]
    if not found:
        return None
    composition = Composition(context)
    for report, sentence in found:
        start = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
        composition.cite_text(report, sentence.passage, start, sentence.end)
        composition.say("statement.lead", agency=said_agency(report), year=said_year(report))
        composition.pieces.append(said_span(report, sentence.passage, start, sentence.end))
    return composition.finish(Kind.STATEMENT)


def _words(query: Query) -> list[str]:
    """Return the words that the denial must have: what the report calls every application need not be said again."""
    if query.indicators:
        wholes = load("synonyms")["wholes"]
        return [] if query.content else [_subject(name) for name in query.indicators if name in wholes]
    fee = [word for word in query.topic if word in variants_of("收费")]
    spare = {*load("synonyms")["weak"], *load("terms")["generic"]["words"]}
    return [word for word in dict.fromkeys((*words_of(query), *fee)) if word not in spare]


def _subject(indicator: str) -> str:
    return str(load("synonyms")["subjects"][indicator.partition(".")[0]])


def _denial(context: Context, report: HeldReport, words: Sequence[str]) -> Sentence | None:
    for sentence in sentences_of(context.store, report):
        if any(_denies(clause, words, report.agency) for clause in _CLAUSE.findall(sentence.text)):
            return sentence
    return None


def _denies(clause: str, words: Sequence[str], agency: str) -> bool:
    """Tell whether a clause says that there was none of what the words name, and of nothing narrower.

    未收到超期办结的建议 says nothing of all 建议 that were received; 未收到建议、提案 does.
    """
    marks = list(_denial_marks().finditer(clause))
    if len(marks) != 1 or re.search(r"\d", _DATE.sub("", clause)):
        return False
    if not all(any(variant in clause for variant in variants_of(word)) for word in words):
        return False
    told = clause[: marks[0].start()] + "，" + clause[marks[0].end() :]
    named = [
        thing
        for thing in _THINGS.split(told)
        if any(variant in thing for word in words if _tells(word) for variant in variants_of(word))
    ]
    return all(word in agency for thing in named for word in _left_over(thing, words))


def _left_over(thing: str, words: Sequence[str]) -> Iterator[str]:
    """Yield what names something in a stretch of the report that the question does not say."""
    said = {variant for word in words for variant in variants_of(word)}
    # What a request may cost is the 信息处理费 and nothing else.
    said |= set(variants_of("信息处理费")) if "收费" in said else set()
    for variant in sorted(said, key=len, reverse=True):
        thing = thing.replace(variant, "，")
    for word in cut(_DATE.sub("，", thing)):
        if len(word) > 1 and is_content(word) and word not in _idle():
            yield word


def _tells(word: str) -> bool:
    """Tell whether a word names a thing, and not only that it came in or was done."""
    return word in load("synonyms")["subjects"].values() or (is_content(word) and word not in _idle())


@cache
def _denial_marks() -> re.Pattern[str]:
    return re.compile("|".join(load("synonyms")["denial"]))


@cache
def _idle() -> frozenset[str]:
    words = load("synonyms")
    return frozenset(
        (*words["common"], *words["beside_denial"], *words["publishing"], *load("terms")["generic"]["words"])
    )

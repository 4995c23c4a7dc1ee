"""How well a sentence of a report answers a question in words: which of the question's words stand in it, or nearly.

A word of the question may stand in the sentence itself, in words that mean the same (``synonyms.toml``), or in those
that a report says where a citizen says it so (``rewordings.txt``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.sentences.wanted import asked_in_full, is_title, kind_asked, names_one
from knowledge.characters import shares
from knowledge.search import Sentence, Word, rarity, telling, variants_of, weigh, words_of
from knowledge.segment import is_content
from knowledge.thesaurus import Rewording, acts_in, nearly, rewordings_in, stands_alone, whole_words
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

NEARLY = 0.8
"""What a word counts of which a sentence has only what reports say in its place."""
MORE = 0.1
"""What each further word of the same line adds, up to two: 审核 and 三审三校 say more of 把关 than 审核 alone."""
ABOVE = 0.4
"""What a word counts that stands in the headings above."""
NAMED = 0.5
"""The same in the heading right above, which names what the sentence is about."""
BESIDE = 0.35
"""What a word counts that stands in the sentence before."""
PREAMBLE = 0.5
"""What the preamble counts: it lists the report's sections and answers only questions about the report itself."""
WEAK = 0.35
"""How much less a word of the matter in general counts beside one that tells more."""
FITTING = 0.1
"""What is added for a sentence of the form asked for: with a number for 多少, with 未 or 无 for a yes or no."""
UNNAMED = 0.6
"""What a word counts that the report never uses and that no list has: it may be a turn of speech."""
SETTLED = 1.0
"""The same where yes or no is asked."""
KNOWN = 1.0
"""What a word counts that reports use and this one does not, nor any in its place: then it is silent on the matter."""
UNSAID = 0.7
"""The same of a phrase of citizens, unless yes or no is asked: it may mean something else than its line has it."""
ACT = 0.5
"""How much less a verb of one character counts (查, 请), which may mean many things."""
KIND = 0.6
"""What it counts that a sentence names one of the kind that is asked for."""
HEAD = 1.6
"""How much more the word counts that names what is asked for (什么专栏)."""
CHARACTERS = 0.1
"""What the characters that a sentence shares with the question count where sentences are put in order."""
DENSE = 0.05
"""What is added for a sentence that says little else."""

OF_REPORT = ("联系", "下载")
"""What of a report's words is said of the report itself: where to ask about it, and where it can be had."""

_WHICH_BODY = turn("which_body")
_BODY = turn("body_named")
_LISTED = turn("names_listed")
_ABOUT_REPORT = turn("about_report")
_HEAD = turn("asked_head")
_SETTLED = turn("yes_or_no_told")


def words_asked(query: Query, sentences: Sequence[Sentence]) -> tuple[Word, ...]:
    """Return the words of a question with what may stand for them in a report, and what each weighs there.

    What citizens say is put in the words of reports first; a phrase for what is named as well adds
    nothing (网站的页面).
    """
    found, rest = rewordings_in(asked_in_full(query))
    plain = weigh(whole_words(words_of(replace(query, rest=rest)), rest), query.quoted, sentences)
    words = [word if word.stands else _nearly(word, nearly(word.text), sentences) for word in plain]
    unsaid = KNOWN if "yes_no" in query.asks else UNSAID
    phrases = [word for item in found for word in _phrase(item, query, sentences, unsaid)]
    named = {variant for word in words for variant in word.variants}
    words += [phrase for phrase in phrases if not named & {*phrase.variants, *phrase.nearly}]
    words += _acts(rest, sentences)
    return _weigh_weak(_headed(query, words, sentences))


def _phrase(item: Rewording, query: Query, sentences: Sequence[Sentence], unsaid: float) -> list[Word]:
    """Return a phrase of citizens; where nothing in this report stands for it, those of its own words that it has."""
    word = _nearly(Word(item.phrase, variants_of(item.phrase), 1.0), item.words, sentences)
    if word.stands or item.phrase in item.words or nearly(item.phrase):
        return [word]
    own = weigh(words_of(replace(query, rest=item.phrase)), (), sentences)
    return [each for each in own if each.stands] or [replace(word, weight=unsaid)]


def _acts(text: str, sentences: Sequence[Sentence]) -> list[Word]:
    """Return the verbs of one character for which this report has a word of its own."""
    found = [_nearly(Word(act, (), 1.0), words, sentences) for act, words in acts_in(text).items()]
    return [replace(word, weight=word.weight * ACT) for word in found if word.stands]


def is_silent(words: Sequence[Word]) -> bool:
    """Tell whether a question names a matter that reports have words for and this one has none of."""
    return any(word.known and not word.stands and word.weight >= KNOWN for word in words)


def is_strange(query: Query, words: Sequence[Word]) -> bool:
    """Tell whether a question that names no body is about another matter: what citizens ask on a portal mostly is.

    A noun shows it that neither the report nor any list has (海葬, 停车证).
    """
    unnamed = bool(query.carried & {"scope", "agency"})
    return unnamed and any(
        not (word.stands or word.known or word.kind) and len(word.text) > 1 and is_content(word.text) for word in words
    )


def scores_of(query: Query, words: Sequence[Word], sentences: Sequence[Sentence]) -> list[float]:
    """Return how well each sentence fits by the question's words and, where it has none of them, by its characters."""
    rest = query.rest
    for word in words:
        rest = rest.replace(word.text, "") if word.stands else rest
    near = shares(rest, [sentence.text for sentence in sentences])
    return [_score(sentences, index, words, query) + CHARACTERS * share for index, share in enumerate(near)]


def _nearly(word: Word, words: tuple[str, ...], sentences: Sequence[Sentence]) -> Word:
    """Return a word with what reports say in its place; one of theirs that this report lacks weighs in full."""
    if not words and not stands_alone(word.text):
        return word
    near = tuple(each for each in words if each not in word.variants)
    count = sum(any(each in item.text for each in (*word.variants, *near)) for item in sentences)
    weight = rarity(count, len(sentences)) * telling(word.text, count) if count else KNOWN
    return replace(word, weight=weight, stands=bool(count), nearly=near, known=True)


def _headed(query: Query, words: Sequence[Word], sentences: Sequence[Sentence]) -> tuple[Word, ...]:
    """Let the word count for more that names what is asked for, and a kind (哪个部门) where one of it is named."""
    match = _HEAD.search(query.rest)
    after, kind = match["after"] if match else "", kind_asked(query)
    absent = SETTLED if "yes_no" in query.asks else UNNAMED
    weighed = [
        _weighed(word, HEAD if word.text in after else 1.0, absent, silent=word.known and word.text != kind)
        for word in words
        if word.text != kind or is_title(kind)
    ]
    count = sum(names_one(kind, item.text) for item in sentences) if kind else 0
    if count:
        weighed.append(Word(kind, (), KIND * rarity(count, len(sentences)), kind=True))
    return tuple(weighed)


def _weigh_weak(words: Sequence[Word]) -> tuple[Word, ...]:
    """Let 申请 and the like count for little where another word tells more."""
    weak = load("synonyms")["weak"]
    if not any(word.weight >= 0.5 and word.text not in weak for word in words):
        return tuple(words)
    return tuple(replace(word, weight=word.weight * WEAK) if word.text in weak else word for word in words)


def _weighed(word: Word, present: float, absent: float, *, silent: bool) -> Word:
    # A report that answers 哪种语言 says 意大利语 and not 语言: the name of what is asked for need not stand in it.
    if silent and not word.stands:
        return word
    return replace(word, weight=word.weight * (present if word.stands else absent))


def _fits(query: Query, text: str) -> bool:
    if "count" in query.asks:
        return bool(re.search(r"\d", text))
    if _WHICH_BODY.search(query.text):
        return bool(_BODY.search(text))
    if "list" in query.asks and _LISTED.search(text):
        return True
    return "yes_no" in query.asks and bool(_SETTLED.search(text))


def holds(word: Word, text: str) -> float:
    """Return how far a text has a word: 1 where it or one that means the same stands there, less where nearly so."""
    if word.stands_in(text):
        return 1.0
    if word.kind:
        return float(names_one(word.text, text))
    near = sum(each in text for each in word.nearly)
    return NEARLY + MORE * min(2, near - 1) if near else 0.0


def _score(sentences: Sequence[Sentence], index: int, words: Sequence[Word], query: Query) -> float:
    sentence = sentences[index]
    before = sentences[index - 1] if index else None
    beside = before.text if before and before.passage is sentence.passage else ""
    own = sentence.headings.rpartition(" / ")[2]
    credit = 0.0
    for word in words:
        places = ((sentence.text, 1.0), (own, NAMED), (sentence.headings, ABOVE), (beside, BESIDE))
        credit += word.weight * max(share * holds(word, text) for text, share in places)
    total = sum(word.weight for word in words)
    said = sum(len(word.text) for word in words if word.stands_in(sentence.text))
    score = credit / total + DENSE * min(1.0, said / len(sentence.text)) if total else 0.0
    score += FITTING if _fits(query, sentence.text) else 0.0
    return score if sentence.headings or _asks_of_report(query, words) else score * PREAMBLE


def _asks_of_report(query: Query, words: Sequence[Word]) -> bool:
    """Tell whether a question may be for the report itself, in its own words or in those that stand for them."""
    if _ABOUT_REPORT.search(query.rest):
        return True
    return any(each in OF_REPORT for word in words for each in (*word.variants, *word.nearly))

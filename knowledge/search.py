"""Finding the sentence or the figure of a report that a question is about: by its words, their synonyms and rarity.

A report is searched through its sentences as they stand; only the question is cut into words. So a report costs
nothing to search until it is asked about, however many are held.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.records import HeldReport, Passage, headings_of
from knowledge.segment import cut, is_content
from knowledge.store import Store
from knowledge.understanding.lexicon import Term, lexicon
from knowledge.understanding.query import Query
from knowledge.vocabulary import load

CACHED_REPORTS = 256
"""Reports whose sentences are kept at hand; what is asked about is asked about again."""

ABSENT = 1.0
"""What a thing weighs that the report never names: a question for it is not answered by what stands beside it."""
ABSENT_VERB = 0.15
"""What a verb weighs that the report never uses: it has its own words for doing things."""

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_FUNCTION = frozenset("依按由经被把与和及比较")
_SHORT_BODIES = ("办", "委", "局", "厅", "部", "联", "协")
_IDLE_ROLES = frozenset({"filler", "ask"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its stretch, and the headings that it stands under."""

    passage: Passage
    start: int
    end: int
    text: str
    headings: str
    topic: str | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question with what else may stand for it, and how much it tells in a report (0 to 1)."""

    text: str
    variants: tuple[str, ...]
    weight: float
    quoted: bool = False
    stands: bool = True
    """False where the report never uses the word nor one that means the same."""
    nearly: tuple[str, ...] = ()
    """What a report may say in its place, which means nearly the same only."""
    known: bool = False
    """True where reports are known to speak of it, by this word or one of those."""
    kind: bool = False
    """True where it is the kind of which one is asked for by its name, whatever that is."""

    def stands_in(self, text: str) -> bool:
        """Tell whether the word or one that means the same stands in a text."""
        return any(variant in text for variant in self.variants)


def sentences_of(store: Store, report: HeldReport) -> tuple[Sentence, ...]:
    """Return the sentences of a report's narrative in reading order."""
    return _sentences(store, report.version_id)


@lru_cache(CACHED_REPORTS)
def _sentences(store: Store, version_id: int) -> tuple[Sentence, ...]:
    sections = store.reports.sections(version_id)
    topics = {section.ordinal: section.topic for section in sections}
    headings = headings_of(sections)
    return tuple(
        sentence
        for passage in store.reports.passages(version_id)
        for sentence in _split(passage, headings[passage.section], topics[passage.section])
    )


def _split(passage: Passage, headings: str, topic: str | None) -> Iterable[Sentence]:
    for match in _SENTENCE.finditer(passage.text):
        if match.group().strip():
            yield Sentence(passage, match.start(), match.end(), match.group(), headings, topic)


def words_of(query: Query) -> tuple[str, ...]:
    """Return the words of a question that may stand in a report, quoted names first."""
    text = query.rest
    for name in query.quoted:
        text = _without(text, name)
    text = _counted().sub("，", text)
    found = [word for word in cut(text) if word[0] != "，" and not _is_idle(word)]
    return tuple(dict.fromkeys((*query.quoted, *(_stem(word) for word in _joined(found, text)))))


@cache
def _counted() -> re.Pattern[str]:
    """Return how a question asks for a number of things, measure word included (多少篇, 哪份)."""
    numerals = load("numerals")
    barred = numerals["not_before"]
    units = sorted((unit for units in numerals["units"].values() for unit in units), key=len, reverse=True)
    alternatives = (re.escape(unit) + (f"(?![{barred[unit]}])" if unit in barred else "") for unit in units)
    return re.compile(f"(?:多少|几|哪)(?:{'|'.join(alternatives)})")


def _stem(word: str) -> str:
    # The dictionary has 答复了 as one word; the report says 答复. 公开了 tells as little as 公开.
    plain = word.rstrip("了过着")
    return plain if len(word) > 2 and (word not in _groups() or plain in _common()) else word


def _without(text: str, name: str) -> str:
    # The head of a name may have been taken as an agency: 上海市 of 《上海市人民政府公报》.
    for start in range(len(name) - 1):
        if name[start:] in text:
            return text.replace(name[start:], "，")
    return text


def weigh(words: Sequence[str], quoted: Sequence[str], sentences: Sequence[Sentence]) -> tuple[Word, ...]:
    """Return the words with their variants and weights: the rarer in this report, the more a word tells."""
    texts = [sentence.text for sentence in sentences]
    headings = "\n".join(dict.fromkeys(sentence.headings for sentence in sentences))
    weighed = []
    for word in words:
        variants = variants_of(word) if not word.isascii() else _spellings(word, texts)
        if not any(variant in text for text in texts for variant in variants):
            variants = (*variants, *_printed_otherwise(word, texts))
        count = sum(any(variant in text for variant in variants) for text in texts)
        count = count or int(any(variant in headings for variant in variants))
        weight = 1.0 if word in quoted else rarity(count, len(texts)) * telling(word, count)
        weighed.append(Word(word, variants, weight, word in quoted, count > 0))
    return tuple(weighed)


def _spellings(word: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return a Latin word as the report spells it: ipv6 is asked for and IPv6 stands there."""
    pattern = re.compile(re.escape(word), re.IGNORECASE)
    return tuple({match[0] for text in texts for match in pattern.finditer(text)} | set(variants_of(word)))


def exactly_said(words: Iterable[Word], text: str) -> float:
    """Return, of the words that a text might say otherwise, what share of weight it says as the question does."""
    said = [word for word in words if len(word.variants) > 1 and word.stands_in(text)]
    total = sum(word.weight for word in said)
    return sum(word.weight for word in said if word.text in text) / total if total else 0.0


def _printed_otherwise(word: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return how a report prints a word with a mark or 的 in it ((厅)局长信箱), or a body's short name (国新办)."""
    if not _HAN.fullmatch(word):
        return ()
    patterns = ["[（）()]?".join(word)]
    if len(word) == 4:
        patterns.append(f"{word[:2]}的{word[2:]}")
    if len(word) > 2 and word.endswith(_SHORT_BODIES):
        patterns.append("[\u4e00-\u9fff]{0,4}?".join(word))
    if len(word) > 2 and word[-1] in load("synonyms")["endings"]:
        # 检索、复印、邮寄等费用: what closes the list belongs to each of it.
        patterns.append(f"{word[:-1]}、[^，。；]{{1,12}}?{word[-1]}")
    found = (match[0] for pattern in patterns for text in texts if (match := re.search(pattern, text)))
    return tuple(dict.fromkeys(found))


def variants_of(word: str) -> tuple[str, ...]:
    """Return a word and all that mean the same.

    >>> "订阅数" in variants_of("粉丝")
    True
    """
    return _groups().get(word, (word,))


def is_known(word: str) -> bool:
    """Tell whether a word is of the matter of every report (依申请公开, 微博) and names nothing of one body's own."""
    return word in _groups() or word in _common() or any(end == len(word) for end, _ in lexicon().at(word, 0))


def coverage(words: Iterable[Word], text: str) -> float:
    """Return what share of the words' weight stands in a text."""
    weights = [(word.weight, word.stands_in(text)) for word in words]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, stands in weights if stands) / total if total else 0.0


def rarity(count: int, total: int) -> float:
    """Return how much a word tells, from 0 to 1, that stands in so many of all sentences."""
    return math.log(1 + (total + 1) / (count + 0.5)) / math.log(1 + 2 * (total + 1))


def telling(word: str, count: int) -> float:
    """Return how much a word can tell: one that every report uses, or a verb that this one never uses, tells little."""
    if word in _common():
        return 0.25
    if count == 0:
        return ABSENT if is_content(word) else ABSENT_VERB
    return 1.0


def _is_idle(word: str) -> bool:
    if len(word) == 1 and not word.isalnum():
        return True
    meanings = next((meanings for end, meanings in lexicon().at(word, 0) if end == len(word)), ())
    if word in _groups():
        return False
    return bool(meanings) and all(isinstance(term, Term) and term.role in _IDLE_ROLES for term in meanings)


def _joined(words: list[str], text: str) -> list[str]:
    """Join single characters that stand side by side (抖 + 音): alone they tell nothing."""
    joined: list[str] = []
    for word in words:
        alone = bool(joined) and len(word) == len(joined[-1]) == 1 and not {word, joined[-1]} & _FUNCTION
        if alone and joined[-1] + word in text:
            joined[-1] += word
        else:
            joined.append(word)
    return [word for word in joined if len(word) > 1 or word in _groups()]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    groups = {word: tuple(group) for group in load("synonyms")["groups"] for word in group}
    for phrases in load("terms")["subjects"].values():
        for phrase in phrases:
            groups.setdefault(phrase, tuple(phrases))
    return groups


@cache
def _common() -> frozenset[str]:
    return frozenset(load("synonyms")["common"])

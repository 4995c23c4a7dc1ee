"""How citizens say what reports say: phrases of a question, and the words that may stand in a report in their place.

The words only lead to a sentence that is quoted; no number is looked for by them, since they mean nearly the same and
not the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from knowledge.segment import cut
from knowledge.understanding.lexicon import Trie
from knowledge.understanding.normalise import normalise
from knowledge.vocabulary import load

GAP = "…"
"""What parts the two ends of a phrase that other words may stand between: 收…钱."""
_DENIAL = "不未无"
_BETWEEN = "([^，]{0,6}?)"


@dataclass(frozen=True, slots=True)
class Rewording:
    """A phrase of a question with the words of reports that it may stand for."""

    phrase: str
    words: tuple[str, ...]


@cache
def lines() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the lines of ``rewordings.txt``: words of reports, words of citizens."""
    text = resources.files("knowledge").joinpath("vocabulary", "rewordings.txt").read_text("utf-8")
    parted = (line.split("=") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple((tuple(words.split()), tuple(map(_normalised, phrases.split()))) for words, phrases in parted)


def _normalised(phrase: str) -> str:
    return GAP.join(map(normalise, phrase.split(GAP)))


def rewordings_in(text: str) -> tuple[tuple[Rewording, ...], str]:
    """Return the phrases of citizens that stand in a text, longest first, and the text without them.

    >>> found, rest = rewordings_in("谁点头，食堂")
    >>> found[0].phrase, "审批" in found[0].words, rest
    ('谁点头', True, '，，食堂')
    """
    found: list[Rewording] = []
    for pattern, rewording in _with_gap():
        if match := pattern.search(text):
            found.append(rewording)
            text = f"{text[: match.start()]}，{match[1]}，{text[match.end() :]}"
    for match_ in reversed(_phrases().cover(text)):
        if match_.meanings:
            words = tuple(dict.fromkeys(word for meaning in match_.meanings for word in meaning))
            found.append(Rewording("".join(match_.phrase), words))
            text = f"{text[: match_.start]}，{text[match_.end :]}"
    return tuple(found), text


def nearly(word: str) -> tuple[str, ...]:
    """Return the words of reports that stand in a line with a word of theirs; empty where none has it.

    A medium or a place is no other: what is said of 微博 tells nothing of 抖音, nor what is said of 公示栏 of 广播.

    >>> "图解" in nearly("解读"), nearly("抖音"), nearly("食堂")
    (True, (), ())
    """
    return () if stands_alone(word) else _siblings().get(word, ())


def stands_alone(word: str) -> bool:
    """Tell whether a word is a medium or a place of publication, for which no other stands."""
    return word in _apart()


def whole_words(words: Sequence[str], text: str) -> tuple[str, ...]:
    """Return words with the character put back that cutting parts from them: 复印费 is no 复印.

    >>> whole_words(("复印",), "收过复印费吗")
    ('复印费',)
    """
    pieces = cut(text)
    ends = load("synonyms")["endings"]
    whole = {word: word + end for word, end in pairwise(pieces) if end in ends and len(word) > 1}
    return tuple(whole.get(word, word) for word in words)


def acts_in(text: str) -> dict[str, tuple[str, ...]]:
    """Return the verbs of one character in a text, each with what reports say for it.

    >>> "巡查" in acts_in("多久查一遍网站")["查"]
    True
    """
    acts = load("synonyms")["acts"]
    return {word: tuple(acts[word]) for word in cut(text) if word in acts}


@cache
def _apart() -> frozenset[str]:
    return frozenset((*load("synonyms")["media"], *load("synonyms")["places_of_publication"]))


@cache
def _siblings() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for words, _ in lines():
        for word in words:
            found.setdefault(word, {}).update(dict.fromkeys(words))
    return {word: tuple(each for each in words if each != word) for word, words in found.items()}


@cache
def _phrases() -> Trie[tuple[str, ...]]:
    """Return the phrases of citizens, and words of reports of which cutting keeps but a part (及时 of 不及时)."""
    said = [(phrase, words) for words, phrases in lines() for phrase in phrases if GAP not in phrase]
    cut_short = [(normalise(word), words) for words, _ in lines() for word in words if _is_cut_short(word)]
    return Trie([*said, *cut_short, *((word, (word,)) for word in sorted(_apart()) if len(cut(word)) > 1)])


def _is_cut_short(word: str) -> bool:
    pieces = cut(word)
    ends = len(pieces) == 2 and len(pieces[1]) == 1
    return word[0] in _DENIAL or (ends and len(word) > 2 and word not in _apart())


@cache
def _with_gap() -> tuple[tuple[re.Pattern[str], Rewording], ...]:
    return tuple(
        (re.compile(_BETWEEN.join(map(re.escape, phrase.split(GAP)))), Rewording(phrase, words))
        for words, phrases in lines()
        for phrase in phrases
        if GAP in phrase
    )

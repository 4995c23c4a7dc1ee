"""Paraphrase data, and the ways of matching that are measured on it, each as one function of a question."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import hypot
from operator import mul
from pathlib import Path

from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz, process

from knowledge.faq.matching import SURE, Index, Wording, features
from knowledge.segment import tokens
from knowledge.semantic.inprocess import InProcess
from knowledge.understanding.normalise import normalise

QUESTIONS = 1500
"""Questions asked of each data set, and pairs that do not mean the same: drawn once, the same each time."""

Match = Callable[[str], tuple[str, float]]
"""From a question to the base's text and a score."""


@dataclass(frozen=True)
class Pairs:
    """A data set of pairs: the base, the questions that mean what a text of it means, and pairs that do not."""

    base: list[str]
    same: list[str]
    different: list[tuple[str, str]]
    _parent: dict[str, str]

    def mean_the_same(self, one: str, other: str) -> bool:
        """Tell whether pairs that mean the same lead from one text to the other."""
        return self._root(one) == self._root(other)

    def _root(self, text: str) -> str:
        while (parent := self._parent.get(text, text)) != text:
            text = parent
        return text


@dataclass(frozen=True)
class Outcome:
    """How a way of matching did: the right one first, and what is taken for a match at its threshold."""

    name: str
    first: float
    taken: float
    mistaken: float
    false: float

    def __str__(self) -> str:
        return (
            f"{self.name:<24} hit@1 {self.first:6.1%}   taken {self.taken:6.1%}   "
            f"mistaken {self.mistaken:6.1%}   false on unlike pairs {self.false:6.1%}"
        )


def load_pairs(path: Path) -> Pairs:
    """Read a data set of pairs with a label."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) == 3]
    parent: dict[str, str] = {}
    pairs = Pairs(list(dict.fromkeys(row[1] for row in rows)), [], [], parent)
    for left, right, label in rows:
        if label == "1":
            parent[pairs._root(left)] = pairs._root(right)
    same = sorted({left for left, _, label in rows if label == "1"})
    different = [(left, right) for left, right, label in rows if label == "0"]
    draw = random.Random(6)
    return Pairs(
        pairs.base,
        draw.sample(same, min(QUESTIONS, len(same))),
        draw.sample(different, min(QUESTIONS, len(different))),
        parent,
    )


def by_zhiqing(base: list[str]) -> Match:
    """Match as the FAQ does."""
    index = Index([Wording(text, text) for text in base])

    def match(question: str) -> tuple[str, float]:
        found = index.nearest(question, 1)
        return (found[0].wording.key, found[0].likeness) if found else ("", 0.0)

    return match


def by_bm25(base: list[str]) -> Match:
    """Match by BM25 over the same words."""
    index = BM25Okapi([tokens(normalise(text)) or [text] for text in base])

    def match(question: str) -> tuple[str, float]:
        scores = index.get_scores(tokens(normalise(question)))
        best = int(scores.argmax())
        return base[best], float(scores[best])

    return match


def by_rapidfuzz(base: list[str]) -> Match:
    """Match by the characters in order alone."""
    plain = [features(text).text for text in base]

    def match(question: str) -> tuple[str, float]:
        found = process.extractOne(features(question).text, plain, scorer=fuzz.ratio)
        return (base[found[2]], found[1]) if found else ("", 0.0)

    return match


def by_zhiqing_and_meaning(base: list[str]) -> Match:
    """Match as the FAQ does, the eight nearest put in order by meaning as well; needs the semantic extra."""
    index = Index([Wording(text, text) for text in base])
    model = InProcess()

    @cache
    def vector(text: str) -> tuple[float, ...]:
        return tuple(model.embed([text], "query")[0])

    def match(question: str) -> tuple[str, float]:
        asked = vector(question)
        scored = (
            (0.5 * hit.likeness + 0.5 * _nearness(asked, vector(hit.wording.text)), hit.wording.key)
            for hit in index.nearest(question, 8)
        )
        score, key = max(scored, default=(0.0, ""))
        return key, score

    return match


def _nearness(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the cosine, stretched so that the model's range (0.8 for any two questions) is 0 to 1."""
    return (sum(map(mul, one, other)) / (hypot(*one) * hypot(*other)) - 0.8) / 0.2


WAYS: dict[str, Callable[[list[str]], Match]] = {
    "zhiqing": by_zhiqing,
    "BM25": by_bm25,
    "RapidFuzz": by_rapidfuzz,
}


def measure(pairs: Pairs, ways: Mapping[str, Callable[[list[str]], Match]] = WAYS) -> Iterable[Outcome]:
    """Measure every way; the others at the threshold at which they are as often wrong as the first is at its own."""
    allowed: int | None = None
    for name, make in ways.items():
        match = make(pairs.base)
        same = [(question, *match(question)) for question in pairs.same]
        unlike = [(right, *match(left)) for left, right in pairs.different]
        wrong = [score for question, text, score in same if not pairs.mean_the_same(question, text)]
        wrong += [score for right, text, score in unlike if text == right]
        threshold = SURE if allowed is None else _threshold(wrong, allowed)
        outcome = Outcome(
            name,
            _share(pairs.mean_the_same(question, text) for question, text, _ in same),
            _share(score >= threshold and pairs.mean_the_same(question, text) for question, text, score in same),
            _share(score >= threshold and not pairs.mean_the_same(question, text) for question, text, score in same),
            _share(score >= threshold and text == right for right, text, score in unlike),
        )
        allowed = sum(score >= threshold for score in wrong) if allowed is None else allowed
        yield outcome


def _threshold(wrong: list[float], allowed: int) -> float:
    """Return the lowest score from which no more than so many are wrong."""
    ranked = sorted(wrong, reverse=True)
    return ranked[allowed] + 1e-9 if allowed < len(ranked) else 0.0


def _share(truths: Iterable[bool]) -> float:
    told = list(truths)
    return sum(told) / len(told)

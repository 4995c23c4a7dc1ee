"""Which maintained question a question is a wording of.

Wordings are held in an inverted index over words and pairs of characters; the few that share the rarest of them with
a question are weighed one by one. The weight is made of four likenesses, each from 0 to 1: of words, of characters
and of pairs of characters, each counted by how rare it is among all wordings, and of the characters in order.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from operator import itemgetter

from rapidfuzz import fuzz

from knowledge.segment import tokenizer, tokens
from knowledge.understanding.normalise import BREAK, normalise
from knowledge.understanding.sound import sound

SURE = 0.82
"""Likeness from which a question is taken for a wording of an entry."""

SOUNDS_SURE, NEARLY = 0.97, 0.6
"""A question that sounds like a wording (行政富议) is taken for it, if it is this much like it in writing too."""

_WEIGHTS = (0.3, 0.3, 0.2, 0.2)
"""Of words, characters, pairs and order. Measured on paraphrase data (tests/benchmark/test_faq_matching.py)."""

_REORDERED = 0.95
"""What the same words in another order count of those in the same order."""

_WEIGHED = 50
"""Wordings weighed one by one."""

_FOLLOWED = 3000
"""Entries of the index followed for one question, rarest feature first: this bounds the time a question takes."""

_FEW = 10
"""Up to a tenth of the wordings, an index is renewed rather than made anew."""

_LONG = 4
"""Characters from which a word is cut into those it is made of."""

_Sums = tuple[float, float, float]
_NUMBER = re.compile(r"\d+(?:\.\d+)?|第[一二三四五六七八九十百零]+条")


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of putting a maintained question; ``wanted`` is False for one that the entry must not match."""

    text: str
    key: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Features:
    """What a text is compared by."""

    text: str
    plain: str
    ordered: str
    words: frozenset[str]
    characters: frozenset[str]
    pairs: frozenset[str]
    numbers: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """What it is found by."""
        return self.words | self.characters | self.pairs


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording with how like a question it is, and why: what both have, and what only one has."""

    wording: Wording
    likeness: float
    by_words: float
    by_characters: float
    by_pairs: float
    in_order: float
    shared: tuple[str, ...] = ()
    only_asked: tuple[str, ...] = ()
    only_held: tuple[str, ...] = ()
    by_sound: bool = False

    @property
    def sure(self) -> bool:
        """True where the question is taken for this wording."""
        return self.likeness >= SURE or self.by_sound


class _Rarity(dict[str, float]):
    """How rare a feature is among the wordings, reckoned when it is first asked for; one that none has is rarest."""

    def __init__(self, held: Mapping[str, Sequence[int]], count: int) -> None:
        self.held, self.count = held, count
        self.unseen = math.log(1 + 2 * count) or 1.0

    def __missing__(self, feature: str) -> float:
        often = len(self.held.get(feature, ()))
        if not often:
            return self.unseen
        rarity = self[feature] = math.log(1 + (self.count - often + 0.5) / (often + 0.5))
        return rarity


@dataclass
class Index:
    """Wordings, indexed.

    >>> index = Index([Wording("申请公开要交钱吗", "fees"), Wording("多少天答复", "time")])
    >>> index.nearest("多少天能答复我")[0].wording.key
    'time'
    """

    wordings: Sequence[Wording]
    _numbers: list[int] = field(init=False)
    """The number under which each wording is indexed; it keeps it when others come and go."""
    _numbered: dict[int, Wording] = field(init=False)
    _features: dict[int, Features] = field(init=False)
    _held: dict[str, list[int]] = field(init=False)
    """The wordings that have a feature, in their order."""
    _rarity: _Rarity = field(init=False)
    _totals: dict[int, _Sums] = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = list(range(len(self.wordings)))
        self._numbered = dict(enumerate(self.wordings))
        self._features = {number: features(wording.text) for number, wording in self._numbered.items()}
        held: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in self._features.items():
            for feature in each.all:
                held[feature].append(number)
        self._held = dict(held)
        self._reckon_anew()

    def renewed(self, wordings: Sequence[Wording]) -> Index:
        """Return the index of wordings that are these but for a stretch; what is found is that of an index made anew.

        Only what the stretch holds is indexed again: a base of ten thousand entries is changed one by one.
        """
        start, old_end, new_end = _stretch(self.wordings, wordings)
        if old_end - start + new_end - start > len(wordings) // _FEW:
            return Index(wordings)
        other = copy(self)
        other.wordings = wordings
        other._numbered, other._features, other._held = dict(self._numbered), dict(self._features), dict(self._held)
        gone = self._numbers[start:old_end]
        first = 1 + max(self._numbers, default=-1)
        come = list(range(first, first + new_end - start))
        other._numbers = [*self._numbers[:start], *come, *self._numbers[old_end:]]
        touched = {feature for number in gone for feature in self._features[number].all}
        for number in gone:
            del other._numbered[number], other._features[number]
        for number, wording in zip(come, wordings[start:new_end], strict=True):
            other._numbered[number] = wording
            other._features[number] = features(wording.text)
            touched |= other._features[number].all
        other._hold(touched, come)
        other._reckon_anew()
        return other

    def _hold(self, touched: Iterable[str], come: Sequence[int]) -> None:
        """List the wordings of some features anew, those that came in the place where they stand."""
        places = {number: place for place, number in enumerate(self._numbers)}
        for feature in touched:
            new = [number for number in come if feature in self._features[number].all]
            left = [number for number in self._held.get(feature, ()) if number in places]
            self._held[feature] = sorted((*left, *new), key=places.__getitem__)
            if not self._held[feature]:
                del self._held[feature]

    def _reckon_anew(self) -> None:
        """Forget how rare everything is: it hangs on how many wordings there are."""
        self._rarity = _Rarity(self._held, len(self.wordings))
        self._totals = {}

    def nearest(self, question: str, most: int = 5) -> list[Hit]:
        """Return the wordings most like a question, nearest first; of equals, those that are wanted."""
        asked = features(question)
        sums = self._sums(asked)
        weighed = [(*self._weigh(asked, sums, number), number) for number in self._candidates(asked)]
        weighed.sort(key=lambda found: (-found[0], not self._numbered[found[2]].wanted))
        return [
            _explained(Hit(self._numbered[number], likeness, *parts), asked, self._features[number])
            for likeness, parts, number in weighed[:most]
        ]

    def best(self, question: str) -> Hit | None:
        """Return the wording that a question is taken for; None where none is like it enough or one unwanted is."""
        first = next((hit for hit in self.nearest(question, 3) if hit.sure), None)
        return first if first and first.wording.wanted else None

    def weigh(self, question: str, wordings: Iterable[Wording]) -> list[Hit]:
        """Return how like a question some wordings are that are not in the index, by what is rare in it."""
        asked = features(question)
        sums, hits = self._sums(asked), []
        for wording in wordings:
            held = features(wording.text)
            likeness, parts = self._likeness(asked, sums, held, self._sums(held))
            hits.append(_explained(Hit(wording, likeness, *parts), asked, held))
        return hits

    def _candidates(self, asked: Features) -> list[int]:
        gathered: defaultdict[int, float] = defaultdict(float)
        followed = 0
        for feature in sorted(asked.words | asked.pairs, key=lambda name: len(self._held.get(name, ()))):
            held = self._held.get(feature, ())
            if followed and followed + len(held) > _FOLLOWED:
                break
            followed += len(held)
            rarity = self._rarity[feature]
            for number in held:
                gathered[number] += rarity
        # Sorting by one value in C is faster here than a heap with a key of its own.
        best = sorted(gathered.items(), key=itemgetter(1), reverse=True)[:_WEIGHED]
        return [number for number, _ in best]

    def _weigh(self, asked: Features, sums: _Sums, number: int) -> tuple[float, tuple[float, float, float, float]]:
        totals = self._totals.get(number)
        if totals is None:
            totals = self._totals[number] = self._sums(self._features[number])
        return self._likeness(asked, sums, self._features[number], totals)

    def _likeness(
        self, asked: Features, sums: _Sums, held: Features, totals: _Sums
    ) -> tuple[float, tuple[float, float, float, float]]:
        parts = (
            self._shared(asked.words, held.words, sums[0] + totals[0]),
            self._shared(asked.characters, held.characters, sums[1] + totals[1]),
            self._shared(asked.pairs, held.pairs, sums[2] + totals[2]),
            max(fuzz.ratio(asked.text, held.text), _REORDERED * fuzz.ratio(asked.ordered, held.ordered)) / 100,
        )
        if asked.text == held.text:
            return 1.0, parts
        likeness = sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True))
        if asked.numbers and held.numbers and asked.numbers != held.numbers:
            # 第三十三条 is not 第三十四条, however like the rest is.
            likeness = min(likeness, SURE - 0.01)
        return likeness, parts

    def _shared(self, one: frozenset[str], other: frozenset[str], total: float) -> float:
        return 2 * self._sum(one & other) / total if total else 0.0

    def _sums(self, each: Features) -> _Sums:
        return self._sum(each.words), self._sum(each.characters), self._sum(each.pairs)

    def _sum(self, names: Iterable[str]) -> float:
        return sum(map(self._rarity.__getitem__, names))


@dataclass(frozen=True, slots=True)
class Overlay:
    """An index in which the wordings of one entry are others: what would be found, without indexing all anew."""

    under: Index
    key: str
    wordings: tuple[Wording, ...]

    def nearest(self, question: str, most: int = 5) -> list[Hit]:
        """Return the wordings most like a question, nearest first."""
        hits = [hit for hit in self.under.nearest(question, most + 20) if hit.wording.key != self.key]
        hits += self.under.weigh(question, self.wordings)
        hits.sort(key=lambda hit: (-hit.likeness, not hit.wording.wanted))
        return hits[:most]


def _stretch(old: Sequence[Wording], new: Sequence[Wording]) -> tuple[int, int, int]:
    """Return where two lists begin to differ, and where in each the part ends that differs."""
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place] != new[place]), most)
    behind = range(most - start)
    same = next((place for place in behind if old[-1 - place] != new[-1 - place]), len(behind))
    return start, len(old) - same, len(new) - same


@lru_cache(maxsize=65_536)
def features(text: str) -> Features:
    """Return what a text is compared by."""
    bare = normalise(text).replace(BREAK, "").replace(" ", "")
    same, empty = _sameness()
    found = [same.get(word, word) for word in tokens(bare)]
    words = [word for word in found if word not in empty] or found
    plain = "".join(words) or bare
    parts = [same.get(part, part) for word in words for part in _parts(word)]
    pairs = frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
    return Features(
        bare,
        plain,
        "".join(sorted(parts)),
        frozenset(parts),
        frozenset(plain),
        pairs,
        frozenset(_NUMBER.findall(bare)),
    )


def _parts(word: str) -> list[str]:
    """Cut a term that the vocabulary keeps whole into its words: 申请行政复议 is to be like 行政复议申请."""
    if len(word) < _LONG:
        return [word]
    found = [part for part in tokenizer().cut_for_search(word, HMM=False) if part != word]
    return found or [word]


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are without an index: words and characters in order, 0 to 1.

    >>> likeness("如何申请公开", "怎么申请公开") > 0.9
    True
    """
    first, second = features(one), features(other)
    if first.plain == second.plain:
        return 1.0
    total = len(first.words) + len(second.words)
    return 0.5 * 2 * len(first.words & second.words) / (total or 1) + 0.5 * fuzz.ratio(first.plain, second.plain) / 100


def sounds_like(one: str, other: str) -> float:
    """Return how alike two texts sound, 0 to 1.

    >>> sounds_like("行政富议是什么", "行政复议是什么")
    1.0
    """
    return fuzz.ratio(_sound(features(one).text), _sound(features(other).text)) / 100


@lru_cache(maxsize=4096)
def _sound(text: str) -> tuple[str, ...]:
    return sound(text)


def _explained(hit: Hit, asked: Features, held: Features) -> Hit:
    by_sound = (
        NEARLY <= hit.likeness < SURE
        and asked.numbers == held.numbers
        and len(asked.text) == len(held.text)
        and sounds_like(asked.text, held.text) >= SOUNDS_SURE
    )
    return Hit(
        hit.wording,
        hit.likeness,
        hit.by_words,
        hit.by_characters,
        hit.by_pairs,
        hit.in_order,
        tuple(sorted(asked.words & held.words)),
        tuple(sorted(asked.words - held.words)),
        tuple(sorted(held.words - asked.words)),
        by_sound,
    )


@cache
def _sameness() -> tuple[dict[str, str], frozenset[str]]:
    data = tomllib.loads(resources.files(__name__.rpartition(".")[0]).joinpath("sameness.toml").read_text("utf-8"))
    same = {word: head for head, words in data["same"].items() for word in words}
    return same, frozenset(data["empty"]["words"])

"""Finding known phrases in a question: a trie, and the cover of a text by its phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from knowledge.forms import forms
from knowledge.understanding.normalise import normalise
from knowledge.vocabulary import load

T = TypeVar("T")

GAP_COST = 10
"""What an uncovered character costs; a phrase costs 1, so that a text is covered as far as can be, by few phrases."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase (characters, or syllables) found at ``start`` to ``end``, with what it stands for."""

    start: int
    end: int
    phrase: Sequence[str]
    meanings: tuple[T, ...]


class Trie(Generic[T]):
    """Phrases with what they stand for, walked character by character.

    >>> trie = Trie([("予以公开", "granted"), ("公开", "generic")])
    >>> [match.phrase for match in trie.cover("予以公开吗")]
    ['予以公开']
    """

    _END = ""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]]) -> None:
        self._root: dict[str, Any] = {}
        for phrase, meaning in entries:
            self.add(phrase, meaning)

    def add(self, phrase: Sequence[str], meaning: T) -> None:
        """Add a phrase; a phrase added twice stands for both."""
        node = self._root
        for character in phrase:
            node = node.setdefault(character, {})
        known = node.get(self._END, ())
        if meaning not in known:
            node[self._END] = (*known, meaning)

    def at(self, text: Sequence[str], start: int) -> list[tuple[int, tuple[T, ...]]]:
        """Return (end, meanings) of every phrase that starts at ``start``, shortest first."""
        found: list[tuple[int, tuple[T, ...]]] = []
        node, position, size = self._root, start, len(text)
        while position < size and (node := node.get(text[position])):  # type: ignore[assignment]
            position += 1
            if self._END in node:
                found.append((position, node[self._END]))
        return found

    def longest(self, text: Sequence[str]) -> list[Match[T]]:
        """Return the longest phrases from left to right, none overlapping another."""
        found: list[Match[T]] = []
        position = 0
        while position < len(text):
            phrases = self.at(text, position) if text[position] in self._root else ()
            if not phrases:
                position += 1
                continue
            end, meanings = phrases[-1]
            found.append(Match(position, end, text[position:end], meanings))
            position = end
        return found

    def cover(self, text: Sequence[str]) -> list[Match[T]]:
        """Return the phrases that together cover most of the text, and of such covers the one with fewest phrases."""
        size = len(text)
        cost = [0] * (size + 1)
        step: list[tuple[int, tuple[T, ...]] | None] = [None] * (size + 1)
        for start in range(size - 1, -1, -1):
            least, end, node = cost[start + 1] + GAP_COST, start, self._root.get(text[start])
            # Walked here and not by ``at``: no other loop is gone through so often.
            while node:
                end += 1
                if self._END in node and cost[end] + 1 <= least:
                    least, step[start] = cost[end] + 1, (end, node[self._END])
                node = node.get(text[end]) if end < size else None
            cost[start] = least
        found: list[Match[T]] = []
        position = 0
        while position < size:
            taken = step[position]
            if taken is None:
                position += 1
                continue
            end, meanings = taken
            found.append(Match(position, end, text[position:end], meanings))
            position = end
        return found


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for: ``role`` is the list it stands in, ``value`` the entry of that list."""

    role: str
    value: str


@cache
def lexicon() -> Trie[Term]:
    """Return the phrases of the vocabulary and the labels of the forms.

    Roles: ``indicator``, ``subject``, ``measure``, ``applicant``, ``ask``, ``generic``, ``received``, ``filler``.
    """
    return Trie(entries())


@cache
def statistics_lexicon(named: bool) -> Trie[Term]:
    """Return the phrases for a question about the statistics before 2019 (统计表), which then mean rows of that table.

    ``named`` says that the question names the table; then words that the narrative uses as well mean its rows, too.
    """
    words = load("statistics")
    lists = [words["indicators"], {"": words["cumulative"]["sure"]}]
    lists += [words["loose"], {"": words["cumulative"]["loose"]}] if named else []
    own = {
        normalise(phrase): Term("indicator" if name else "cumulative", name)
        for names in lists
        for name, phrases in names.items()
        for phrase in phrases
    }
    return Trie([*own.items(), *((phrase, term) for phrase, term in entries() if phrase not in own)])


def entries() -> Iterator[tuple[str, Term]]:
    """Yield every phrase with what it stands for."""
    terms, asks = load("terms"), load("asks")
    for role in ("indicators", "subjects", "measures", "applicants"):
        for value, phrases in terms[role].items():
            for phrase in phrases:
                yield normalise(phrase), Term(role.removesuffix("s"), value)
    for ask, phrases in asks["asks"].items():
        for phrase in phrases:
            yield normalise(phrase), Term("ask", ask)
    for rate in load("rates")["rates"].values():
        for phrase in rate["phrases"]:
            yield normalise(phrase), Term("ask", "rate")
    for phrase in terms["generic"]["words"]:
        yield normalise(phrase), Term("generic", "")
    for phrase in terms["generic"]["received"]:
        yield normalise(phrase), Term("received", "")
    for phrase in asks["filler"]["words"]:
        yield normalise(phrase), Term("filler", "")
    for units in load("numerals")["units"].values():
        for unit in units:
            yield normalise(unit), Term("filler", "")
    yield from _labels()


def _labels() -> Iterator[tuple[str, Term]]:
    # The labels of rows whose name alone names an indicator; bare 其他 and 总计 do not.
    for form in forms():
        for table in form.tables:
            if table.names != "row":
                continue
            for row in table.rows:
                for label in row.labels:
                    if len(label) > 2:
                        yield normalise(label), Term("indicator", row.id)

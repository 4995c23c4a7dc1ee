"""Cutting as jieba cuts without its model for unknown words (``HMM=False``), to the same words in less time.

jieba looks every fragment up twice and takes a logarithm for each; reports and questions are cut so often that this
was a tenth of the time that a report takes.
"""

from __future__ import annotations

import re
from math import log
from string import ascii_letters, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jieba

_REMEMBERED = 65_536
"""Fragments of which it is kept what they weigh: those of texts of one kind come again and again."""

_LETTERS = frozenset(ascii_letters + digits)

_BEGINS_WORD, _BEGINS_NONE = 1.0, 2.0
"""Stand in for the weight of a fragment that is no word; that of a word is never above nothing."""


class Cutter:
    """Cuts by the words of a tokenizer as they are when it is made."""

    def __init__(self, tokenizer: jieba.Tokenizer) -> None:
        import jieba

        self._blocks: re.Pattern[str] = jieba.re_han_default
        self._spaces: re.Pattern[str] = jieba.re_skip_default
        self._weights = _Weights(tokenizer.FREQ, log(tokenizer.total))

    def cut(self, text: str) -> list[str]:
        """Return the words of a text, marks and spaces included."""
        words: list[str] = []
        for place, block in enumerate(self._blocks.split(text)):
            if place % 2:
                self._add_words(block, words)
            elif len(block) < 2:
                words += block
            else:
                for piece in self._spaces.split(block):
                    words += [piece] if piece.isspace() else piece
        return words

    def _add_words(self, block: str, words: list[str]) -> None:
        ends, size = self._likeliest(block), len(block)
        start, letters = 0, 0
        while start < size:
            end = ends[start]
            if end - start == 1 and block[start] in _LETTERS:
                letters += 1  # letters and digits that no word holds stay together
            else:
                if letters:
                    words.append(block[start - letters : start])
                    letters = 0
                words.append(block[start:end])
            start = end
        if letters:
            words.append(block[size - letters :])

    def _likeliest(self, block: str) -> list[int]:
        """Return where the word ends that begins at each place on the likeliest way from there to the end.

        Of two ways as likely, the one with the longer word is taken.
        """
        size, weights = len(block), self._weights
        ways = [0.0] * (size + 1)
        ends = [0] * size
        for start in range(size - 1, -1, -1):
            # A character that is no word by itself counts as one met never.
            best, last = None, start + 1
            for end in range(last, size + 1):
                weight = weights[block[start:end]]
                if weight <= 0:
                    way = weight + ways[end]
                    if best is None or way >= best:
                        best, last = way, end
                elif weight == _BEGINS_NONE:
                    break
            ways[start] = ways[last] - weights.all if best is None else best
            ends[start] = last
        return ends


class _Weights(dict[str, float]):
    """The logarithm of each word's share of all words, reckoned when it is first asked for."""

    def __init__(self, counts: Mapping[str, int], all_words: float) -> None:
        self.counts = counts
        self.all = all_words

    def __missing__(self, fragment: str) -> float:
        count = self.counts.get(fragment)
        weight = _BEGINS_NONE if count is None else log(count) - self.all if count else _BEGINS_WORD
        if len(self) >= _REMEMBERED:
            self.clear()
        self[fragment] = weight
        return weight

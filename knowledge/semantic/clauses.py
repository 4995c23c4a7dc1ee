"""The clauses of a sentence, each of which is given a vector of its own.

A sentence of a report runs on for a hundred characters and says six things; the vector of all of them is near to none.
By its nearest clause the right sentence comes first for 76 of 120 rewordings, by its whole for 57. Under its heading,
which every sentence of the section has, a clause is found less often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.search import Sentence

SHORTEST = 14
"""Characters of a clause; a shorter one says too little and is taken with the next."""

_END = re.compile(r"[，；：:;。！？!?\n]")
_MARKS = " \n，；：:;。！？!?、"


def clauses_of(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a sentence's clauses in its passage, which together are the sentence."""
    ends = list(_ends(sentence))
    return tuple(zip((sentence.start, *ends[:-1]), ends, strict=True))


def said(sentence: Sentence, start: int, end: int) -> str:
    """Return what a clause says."""
    return sentence.passage.text[start:end].strip()


def _ends(sentence: Sentence) -> Iterator[int]:
    text, start = sentence.passage.text, sentence.start
    for match in _END.finditer(text, sentence.start, sentence.end):
        if len(text[start : match.end()].strip(_MARKS)) < SHORTEST:
            continue
        if len(text[match.end() : sentence.end].strip(_MARKS)) < SHORTEST:
            break
        yield match.end()
        start = match.end()
    yield sentence.end

"""How far the words of a question stand about a number: at it, in its sentence, above it, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.prose.asked import is_channel, is_lower_body
from knowledge.answering.prose.narrowing import any_in
from knowledge.search import Word, variants_of
from knowledge.segment import is_content

AROUND = 0.7
"""What a word counts that stands in the sentence of a number but not beside it."""
ABOVE = 0.35
"""What a word counts that stands only in the headings above or in the sentence before."""
NAMING = 0.6
"""A thing that weighs more stands in so few sentences that one without it tells of another."""


def support(words: Sequence[Word], near: str, around: tuple[str, str], above: str) -> float:
    """Return how much of the words' weight stands by a number; ``around`` are its sentence and what it is a part of."""
    credit = 0.0
    # 发了多少条 is said of what was 公开 as well.
    published = (*variants_of("发布"), *variants_of("公开"))
    for word in words:
        if word.stands_in(near):
            credit += word.weight
        elif any(map(word.stands_in, around)) or (word.text in published and any_in(published, around[0])):
            credit += AROUND * word.weight
        elif word.stands_in(above):
            credit += ABOVE * word.weight
    total = sum(word.weight for word in words)
    return credit / total if total else 0.0


def is_left_out(words: Sequence[Word], said: Sequence[str]) -> bool:
    """Tell whether a thing that the question names stands nowhere about a number: another may be meant.

    ``said`` are the texts about the number, last what stands above it: the headings and the sentences before.

    A medium may go unsaid: the pages that were looked at are those of the site. Whose number it is (旗县) may not,
    however often a report speaks of them.
    """
    things = (word for word in words if word.weight > NAMING and is_content(word.text) and not is_channel(word.text))
    bodies = (word for word in words if is_lower_body(word.text))
    *about, _ = said
    return any(not any(map(word.stands_in, said)) for word in things) or any(
        not any(map(word.stands_in, about)) for word in bodies
    )

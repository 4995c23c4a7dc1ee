"""Two rankings of a report's sentences made one, and the question whether its first stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

DAMPING = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

PROMINENCE = 2.8
"""By how many standard deviations the cosine of the chosen sentence must lie above the mean of its report.

Cosines themselves say little: with multilingual-e5-small right and wrong sentences both lie between 0.84 and 0.92, and
every model has its own range. How far a sentence stands out from its own report does tell. Chosen on the odd cases of
``tests/cases/exams/reworded.jsonl``, where 2.8 gains most for each wrong sentence and keeps every refusal.
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence by its index, with its cosine and by how many standard deviations that lies above its report's."""

    index: int
    cosine: float
    prominence: float


def choose(lexical: Sequence[float], dense: Sequence[float], enough: float = PROMINENCE) -> Hit | None:
    """Return the sentence that both rankings put first between them, None where it does not stand out in meaning.

    ``lexical`` are scores by words, in which 0 is no rank at all; ``dense`` are cosines.

    >>> choose([0, 0, 0, 0.2], [0, 0, 0, 1], enough=1.5).index
    3
    >>> choose([0, 0, 0, 0.2], [0, 0, 0, 1]) is None
    True
    >>> choose([], []) is None
    True
    """
    spread = pstdev(dense) if dense else 0.0
    if not spread:
        return None
    by_words, by_meaning = _ranks(lexical), _ranks(dense)
    fused = [
        1 / (DAMPING + meaning) + (1 / (DAMPING + words) if score > 0 else 0)
        for score, words, meaning in zip(lexical, by_words, by_meaning, strict=True)
    ]
    index = max(range(len(fused)), key=lambda place: (fused[place], dense[place], -place))
    prominence = (dense[index] - fmean(dense)) / spread
    return Hit(index, dense[index], prominence) if prominence >= enough else None


def _ranks(scores: Sequence[float]) -> list[int]:
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    ranks = [0] * len(scores)
    for rank, place in enumerate(order, 1):
        ranks[place] = rank
    return ranks

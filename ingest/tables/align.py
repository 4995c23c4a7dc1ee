"""Aligning found rows to the rows of a form, by label and by order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.tables.found import FoundRow
from ingest.tables.labels import REMEMBERED, SURE, core, is_other_word, likeness, variants
from knowledge.forms import Table, forms

LABEL = 6.0
"""What a label fully recognised is worth; enough to outweigh several rows missing."""
CLOSE = 0.15
"""A label that names one row may stand for another only if it is nearly as like that one."""
LEAST_BROKEN = 6
"""Characters of a label that can be broken over lines; the pieces of a shorter one stand in other labels too."""
UNREAD = 1.0
HINT = 0.2
NO_FORM_ROW = -3.0
"""A full row of numbers among the others that the form has no room for: the form is the wrong one."""
NO_FOUND_ROW = -0.6
MARGIN = 0.5
"""Placements within this of the best are held possible: more than a hint, less than a row missing."""
NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each found row the indexes of the form rows it may be (none: it is no row of the table).

    ``named`` says which of the found rows were recognised by their own label; ``score`` measures the whole.
    """

    options: tuple[tuple[int, ...], ...]
    named: tuple[bool, ...]
    score: float


class Fit:
    """How found rows fit a table: the ``score`` of the best monotone alignment, and on demand the alignment."""

    def __init__(self, found: Sequence[FoundRow], table: Table) -> None:
        self.width = len(table.rows)
        self.scores, self.named = _scores(found, table)
        self.forward = _sweep(self.scores, self.width)
        self.score = self.forward[-1][-1]

    def alignment(self) -> Alignment:
        """Return the best alignment, with every alternative that is about as good."""
        mirrored = [row[::-1] for row in self.scores[::-1]]
        backward = [row[::-1] for row in _sweep(mirrored, self.width)[::-1]]
        enough = self.score - MARGIN
        options = tuple(
            tuple(j for j, score in enumerate(row) if score > NEVER and before[j] + score + after[j + 1] > enough)
            for row, before, after in zip(self.scores, self.forward, backward[1:], strict=False)
        )
        return Alignment(options, tuple(self.named), self.score)


def _sweep(scores: Sequence[Sequence[float]], width: int) -> list[list[float]]:
    """Return the best score of the first i found rows against the first j form rows, for all i and j."""
    previous = [NO_FOUND_ROW * j for j in range(width + 1)]
    table = [previous]
    for row in scores:
        best = previous[0] + NO_FORM_ROW
        line = [best]
        for score, diagonal, above in zip(row, previous, previous[1:], strict=False):
            # The highest of three, without a call for each of the thousand cells.
            best += NO_FOUND_ROW
            if diagonal + score > best:
                best = diagonal + score
            if above + NO_FORM_ROW > best:
                best = above + NO_FORM_ROW
            line.append(best)
        table.append(line)
        previous = line
    return table


def _scores(found: Sequence[FoundRow], table: Table) -> tuple[list[Sequence[float]], list[bool]]:
    scores: list[Sequence[float]] = []
    named = []
    for row in found:
        like = likenesses(row.texts, table)
        sure = _named_scores(row.texts, table)
        named.append(sure is not None)
        if sure is not None:
            scores.append(sure)
        elif any(around := [_reads_around(row, variants(one)) for one in table.rows]):
            scores.append([LABEL if one else NEVER for one in around])
        elif _is_of_another_form(row.texts, table):
            scores.append([NEVER] * len(table.rows))
        elif row.texts:
            scores.append([UNREAD + 2 * value if value >= 0.4 else 0.0 for value in like])
        else:
            hints = [likenesses((words,), table) for words in (row.above, row.below) if words]
            scores.append([UNREAD + HINT * any(hint[j] >= SURE for hint in hints) for j in range(len(table.rows))])
    return scores, named


@lru_cache(REMEMBERED)
def _named_scores(texts: tuple[str, ...], table: Table) -> tuple[float, ...] | None:
    """Return the scores of a row whose own label names it, None where it does not."""
    like = likenesses(texts, table)
    best = max(like, default=0.0)
    if best < SURE:
        return None
    return tuple(LABEL * value if value >= SURE - 0.1 and value > best - CLOSE else NEVER for value in like)


@lru_cache(REMEMBERED)
def _is_of_another_form(texts: tuple[str, ...], table: Table) -> bool:
    """True where the words are the label of a row that only another form has: its cells fill no gap in this one.

    What is a group here (（六）其他处理) says nothing: its row may have lost its own label.
    """
    if is_other_word(texts, table, 0.0):
        return False
    others = (other for form in forms() for other in form.tables if other.id == table.id and other is not table)
    return any(max(likenesses(texts, other), default=0.0) >= SURE for other in others)


def _reads_around(row: FoundRow, names: Sequence[str]) -> bool:
    """True where a label is broken over the lines before and after its figures."""
    above, below = core(row.above), core(row.below)
    return any(
        -1 < (start := (above + below).find(name, max(0, len(above) - len(name) + 1))) < len(above)
        and start + len(name) > len(above)
        for name in names
        if len(name) >= LEAST_BROKEN
    )


@lru_cache(REMEMBERED)
def likenesses(texts: tuple[str, ...], table: Table) -> tuple[float, ...]:
    """Return how like the words are to each row of the table; 0 where they are a group or a header."""
    like = tuple(likeness(texts, row) for row in table.rows)
    best = max(like, default=0.0)
    return (0.0,) * len(like) if is_other_word(texts, table, best) else like

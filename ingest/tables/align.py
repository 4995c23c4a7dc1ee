"""Aligning found rows to the rows of a form, by label and by order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.tables.found import FoundRow
from ingest.tables.labels import REMEMBERED, SURE, core, is_other_word, likeness, variants
from knowledge.forms import Table

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


def align(found: Sequence[FoundRow], table: Table) -> Alignment:
    """Return the best monotone alignment, with every alternative that is about as good."""
    scores, named = _scores(found, table)
    forward = _sweep(scores, len(table.rows))
    mirrored = [row[::-1] for row in scores[::-1]]
    backward = [row[::-1] for row in _sweep(mirrored, len(table.rows))[::-1]]
    best = forward[-1][-1]
    options = []
    for i, row in enumerate(scores):
        through = [forward[i][j] + score + backward[i + 1][j + 1] for j, score in enumerate(row)]
        options.append(tuple(j for j, value in enumerate(through) if value > best - MARGIN))
    return Alignment(tuple(options), tuple(named), best)


def _sweep(scores: list[list[float]], width: int) -> list[list[float]]:
    """Return the best score of the first i found rows against the first j form rows, for all i and j."""
    table = [[NO_FOUND_ROW * j for j in range(width + 1)]]
    for row in scores:
        previous, line = table[-1], [table[-1][0] + NO_FORM_ROW]
        for j, score in enumerate(row):
            line.append(max(previous[j] + score, line[j] + NO_FOUND_ROW, previous[j + 1] + NO_FORM_ROW))
        table.append(line)
    return table


def _scores(found: Sequence[FoundRow], table: Table) -> tuple[list[list[float]], list[bool]]:
    scores, named = [], []
    for row in found:
        like = likenesses(row.texts, table)
        best = max(like, default=0.0)
        sure = best >= SURE
        named.append(sure)
        if sure:
            scores.append([LABEL * value if value >= SURE - 0.1 and value > best - CLOSE else NEVER for value in like])
        elif any(around := [_reads_around(row, variants(one)) for one in table.rows]):
            scores.append([LABEL if one else NEVER for one in around])
        elif row.texts:
            scores.append([UNREAD + 2 * value if value >= 0.4 else 0.0 for value in like])
        else:
            hints = [likenesses((words,), table) for words in (row.above, row.below) if words]
            scores.append([UNREAD + HINT * any(hint[j] >= SURE for hint in hints) for j in range(len(table.rows))])
    return scores, named


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

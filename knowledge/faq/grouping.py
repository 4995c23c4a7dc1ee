"""Questions grouped by likeness, and questions that stand in the base twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.faq.matching import SURE, Index, Overlay, Wording, sounds_like

ALIKE = 0.62
"""Likeness from which two questions are put in one group: a person looks at it, so it may be looser than a match."""

NEAR = 0.72
"""Likeness from which an entry is pointed out as a near-duplicate."""

SOUNDS_ALIKE = 0.95


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A wording that is like one held already, and how: the same, near, or of the same sound."""

    text: str
    held: Wording
    likeness: float
    kind: str


def groups_of(questions: Sequence[str]) -> list[list[int]]:
    """Return the positions of questions, grouped by likeness; those that come first lead their groups.

    >>> groups_of(["食堂在哪里", "几点上班", "食堂在哪儿"])
    [[0, 2], [1]]
    """
    index = Index([Wording(text, str(number)) for number, text in enumerate(questions)])
    grouped: dict[int, list[int]] = {}
    placed: set[int] = set()
    for number, text in enumerate(questions):
        if number in placed:
            continue
        near = [int(hit.wording.key) for hit in index.nearest(text, 40) if hit.likeness >= ALIKE]
        members = [number, *sorted(other for other in near if other not in placed and other != number)]
        placed.update(members)
        grouped[number] = members
    return list(grouped.values())


def duplicates(texts: Sequence[str], index: Index | Overlay, key: str = "") -> list[Duplicate]:
    """Return what is held already of some wordings, other than under a key; likest first."""
    found: dict[tuple[str, str, str], Duplicate] = {}
    for text in texts:
        for hit in index.nearest(text, 8):
            kind = _kind(text, hit.wording.text, hit.likeness)
            if kind and hit.wording.wanted and hit.wording.key != key:
                found[text, hit.wording.key, hit.wording.text] = Duplicate(text, hit.wording, hit.likeness, kind)
    return sorted(found.values(), key=lambda each: -each.likeness)


def _kind(text: str, held: str, likeness: float) -> str:
    if likeness >= 0.995:
        return "相同"
    if len(text) == len(held) and sounds_like(text, held) >= SOUNDS_ALIKE:
        return "读音相同"
    if likeness >= SURE:
        return "会互相命中"
    return "相近" if likeness >= NEAR else ""

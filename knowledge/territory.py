"""Numbers of a whole territory and of its government alone: 全市共收到484件，其中市本级164件."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from knowledge.records import Figure
from knowledge.vocabulary import load

NEAR = 30
"""Characters behind the number of the whole within which that of the government's own stands."""


def names_territory(text: str) -> bool:
    """Tell whether a text names a whole territory.

    >>> names_territory("全市收到多少件申请"), names_territory("市本级收到多少件申请")
    (True, False)
    """
    return any(word in text for word in _scope()["whole"])


def own_share(whole: Figure, figures: Sequence[Figure]) -> Figure | None:
    """Return the number of the government's own that stands right behind that of a whole territory, if one does."""
    if not set(whole.scope) & set(_scope()["whole"]):
        return None
    return next(
        (
            figure
            for figure in figures
            if figure.passage == whole.passage
            and 0 < figure.start - whole.end < NEAR
            and figure.unit == whole.unit
            and set(figure.scope) & set(_scope()["own"])
        ),
        None,
    )


@cache
def _scope() -> dict[str, Any]:
    territory = load("figures")["scope"]["territory"]
    return {
        "whole": [word for word in territory if word.startswith("全")],
        "own": [word for word in territory if word.endswith("本级")],
    }

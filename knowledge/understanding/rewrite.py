"""Turns of speech brought to the words of the forms, before years and names are read."""

from __future__ import annotations

import re
from functools import cache

from knowledge.understanding.query import Draft
from knowledge.vocabulary import load


def rewrite(draft: Draft) -> None:
    """Replace the turns of speech of ``rewrites.toml``."""
    for pattern, to in _rewrites():
        draft.rest = pattern.sub(to, draft.rest)


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule["pattern"]), rule["to"]) for rule in load("rewrites")["rewrite"])

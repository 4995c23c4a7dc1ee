"""Turns of speech brought to the words of the forms, before years and names are read."""

from __future__ import annotations

import re
from functools import cache

from knowledge.sieve import Sieve
from knowledge.understanding.query import Draft
from knowledge.vocabulary import load


def rewrite(draft: Draft) -> None:
    """Replace the turns of speech of ``rewrites.toml``, each after those before it."""
    rules, sieve = _rewrites(), _sieve()
    places = sieve.passing(draft.rest)
    while places:
        place = places.pop(0)
        pattern, to = rules[place]
        before, draft.rest = draft.rest, pattern.sub(to, draft.rest)
        if draft.rest != before:
            places = sieve.passing(draft.rest, place + 1)


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule["pattern"]), rule["to"]) for rule in load("rewrites")["rewrite"])


@cache
def _sieve() -> Sieve:
    return Sieve([pattern for pattern, _ in _rewrites()])

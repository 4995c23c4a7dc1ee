"""Questions that these reports are not for: injected orders, abuse, personal data, advice on a case, small talk."""

from __future__ import annotations

import re
from functools import cache

from knowledge.sieve import Sieve
from knowledge.understanding.query import Draft
from knowledge.vocabulary import load


def read_scope(draft: Draft) -> None:
    """Name the reason for which the question is not one to answer, and end understanding there."""
    for place in _sieve().passing(draft.text):
        reason, pattern, unless = _rules()[place]
        if pattern.search(draft.text) and not (unless and unless.search(draft.text)):
            draft.refusal = reason
            draft.done = True
            return


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (reason, re.compile(pattern), re.compile("|".join(rule["unless"])) if rule.get("unless") else None)
        for reason, rule in load("scope").items()
        for pattern in rule["patterns"]
    )


@cache
def _sieve() -> Sieve:
    return Sieve([pattern for _, pattern, _ in _rules()])

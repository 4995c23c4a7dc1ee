"""The question inside a long tale: what is told before and after it names other things that would be looked for."""

from __future__ import annotations

import re

from knowledge.vocabulary.turns import turn

LONG = 60
"""Characters from which a question is looked through for its heart."""
SHORTEST = 6

_ENDS = re.compile(r"(?<=[。！!？?；;\n])")
_CLAUSES = re.compile(r"[，,、：:]")
_ASKS = turn("asks_something")
_YEAR = turn("names_year")


def hearts_of(question: str) -> tuple[str, ...]:
    """Return the stretches of a long question that may be what it asks, the likeliest first; none of a short one.

    >>> hearts_of("我家老人总说看不懂这些，" * 8 + "澜汀市2023年收到多少件申请？谢谢了。")
    ('澜汀市2023年收到多少件申请？',)
    """
    if len(question) < LONG:
        return ()
    found = [heart for sentence in _ENDS.split(question) if (heart := _heart(sentence))]
    return tuple(sorted(found, key=lambda heart: (not _YEAR.search(heart), not heart.rstrip().endswith(("？", "?")))))


def _heart(sentence: str) -> str:
    """Return the clause of a sentence that asks, from the one that names the year where that stands before it."""
    clauses = _CLAUSES.split(sentence.strip())
    asking = [place for place, clause in enumerate(clauses) if _ASKS.search(clause) and len(clause) >= SHORTEST]
    if not asking:
        return ""
    dated = [place for place in asking if _YEAR.search(clauses[place])]
    if dated:
        return clauses[dated[-1]]
    before = [place for place in range(asking[-1]) if _YEAR.search(clauses[place])]
    return "，".join(clauses[before[-1] if before else asking[-1] : asking[-1] + 1])

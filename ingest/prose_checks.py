"""The narrative against itself: more matters handled than received."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.claims import clause, wordings
from knowledge.records import Figure, Finding, Operand, Passage, Severity

REACH = 3
"""The number handled is looked for among so many figures after the number received."""


def check_prose(figures: Sequence[Figure], passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield a finding where a paragraph counts more as handled than as received, carry-over not mentioned."""
    texts = {passage.ordinal: passage for passage in passages}
    received, done, excused = _patterns()
    for index, figure in enumerate(figures):
        match = received.search(figure.measure)
        passage = texts.get(figure.passage)
        if match is None or passage is None or figure.qualifier != "exact":
            continue
        for other in figures[index + 1 : index + 1 + REACH]:
            same = done.search(other.measure)
            if other.passage != figure.passage or same is None or same["object"] != match["object"]:
                continue
            if _exceeds(figure, other) and not excused.search(_sentence(passage, figure, other)):
                yield _finding(passage, figure, other)
            break


def _exceeds(figure: Figure, other: Figure) -> bool:
    alike = other.unit == figure.unit and other.qualifier == "exact" and other.scope == figure.scope
    return alike and other.value > figure.value


def _sentence(passage: Passage, figure: Figure, other: Figure) -> str:
    start = passage.text.rfind("。", 0, figure.start) + 1
    end = passage.text.find("。", other.end)
    return passage.text[start : end if end >= 0 else None]


def _finding(passage: Passage, figure: Figure, other: Figure) -> Finding:
    phrases = clause(passage, figure), clause(passage, other)
    words = wordings()["rules"]["handled_within_received"]
    return Finding(
        "handled_within_received",
        Severity.WARNING,
        words["message"].format(received=phrases[0], handled=phrases[1]),
        tuple(
            Operand(phrase, one.value, passage=one.passage, start=one.start, end=one.end)
            for phrase, one in zip(phrases, (figure, other), strict=True)
        ),
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = wordings()["handled"]
    return re.compile(words["received"]), re.compile(words["done"]), re.compile(words["excused"])

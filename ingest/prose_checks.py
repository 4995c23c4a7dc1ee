"""The narrative against itself: more matters handled than received, parts that do not come to their whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from ingest.claims import clause, wordings
from knowledge.numerals import format_number
from knowledge.records import Figure, Finding, Operand, Passage, Severity

PART = "其中"
BEGIN, FINISH = re.compile("[（(]"), re.compile("[）)]")
REACH = 3
"""The number handled is looked for among so many figures after the number received."""


def check_prose(figures: Sequence[Figure], passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the findings within the prose: see the module."""
    texts = {passage.ordinal: passage for passage in passages}
    yield from _handled_findings(figures, texts)
    yield from _parts_findings(figures, texts)


def _handled_findings(figures: Sequence[Figure], texts: Mapping[int, Passage]) -> Iterator[Finding]:
    """Yield a finding where a paragraph counts more as handled than as received, carry-over not mentioned."""
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


def _parts_findings(figures: Sequence[Figure], texts: Mapping[int, Passage]) -> Iterator[Finding]:
    """Yield a finding where a list that ends in the rest of a whole does not come to it (其中A3件、B2件、其他6件)."""
    rest = re.compile(wordings()["parts"]["rest"])
    for index, whole in enumerate(figures):
        passage = texts.get(whole.passage)
        if passage is None or PART in whole.scope or whole.qualifier != "exact":
            continue
        parts = list(_parts_of(whole, (figures[place] for place in range(index + 1, len(figures))), passage))
        closed = len(parts) > 1 and rest.match(parts[-1].measure)
        if closed and sum(part.value for part in parts) != whole.value:
            yield _parts_finding(passage, whole, parts)


def _parts_of(whole: Figure, following: Iterable[Figure], passage: Passage) -> Iterator[Figure]:
    """Yield the parts of a whole in its sentence; what stands in brackets behind a part is that part's own."""
    inside, end = 0, whole.end
    for part in following:
        between = passage.text[end : part.start]
        if part.passage != whole.passage or PART not in part.scope or "。" in between:
            return
        inside = max(0, inside + len(BEGIN.findall(between)) - len(FINISH.findall(between))) if end != whole.end else 0
        end = part.end
        if not inside:
            if part.unit != whole.unit or part.qualifier != "exact":
                return
            yield part


def _parts_finding(passage: Passage, whole: Figure, parts: Sequence[Figure]) -> Finding:
    words = wordings()["rules"]["parts_sum_to_whole"]
    total = sum((part.value for part in parts), Decimal())
    phrase = clause(passage, whole)
    return Finding(
        "parts_sum_to_whole",
        Severity.WARNING,
        words["message"].format(whole=phrase, sum=format_number(total), unit=whole.unit),
        (
            Operand(phrase, whole.value, passage=whole.passage, start=whole.start, end=whole.end),
            Operand(words["parts"], total, passage=whole.passage, start=parts[0].start, end=parts[-1].end),
        ),
    )


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

"""A short question that says nothing by itself (为什么, 2018年呢), put in full with the words of the last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.prose.asked import is_channel
from knowledge.answering.prose.narrowing import any_in
from knowledge.search import variants_of, words_of
from knowledge.segment import is_content
from knowledge.understanding.query import Query
from knowledge.vocabulary import load

SHORT = 14
"""Characters of the longest question that can be about what was just spoken of."""
LONGEST = 60
"""Characters of the longest words that are kept for the next question."""

IN_WORDS = frozenset({Kind.STATEMENT, Kind.LIST})
_SUBJECTS = {"requests": "申请", "outcomes": "申请", "review": "行政复议", "litigation": "行政诉讼"}
"""What a row is about, in words that the prose has."""
_BREAKS = re.compile("，+")


def in_full(question: str, query: Query, memory: Mapping[str, Any], answer: Answer) -> str | None:
    """Return a question that had no answer with the words of the last one before it; None where it stands by itself."""
    unanswered = answer.reason is Reason.NOT_IN_REPORTS or (answer.kind is Kind.CLARIFY and query.agencies)
    if not unanswered or len(question) > SHORT or query.indicators or query.foreign or query.refusal:
        return None
    before = memory.get("words") or ("" if "why" in query.asks else subject_of(memory))
    if not before or not query.carried & {"agency", "year"} or _own(query):
        return None
    return f"{before}，{question}"


def accepts(query: Query, memory: Mapping[str, Any], answer: Answer, before: Answer) -> bool:
    """Tell whether an answer to the question in full is given in the place of the one ``before``.

    A number is given for another body or year only: for the same (一共多少个) it would be the number of before again.
    What the report does not say is declined rather than asked back about.
    """
    if answer.kind is Kind.NONE:
        return before.kind is Kind.CLARIFY and bool(memory.get("words"))
    if any(not any_in(variants_of(word), answer.text) for word in words_of(query) if is_channel(word)):
        # 抖音呢 after 微博呢 is told by nothing that the report says of 微博.
        return False
    elsewhere = "agency" not in query.carried or bool(query.years and "year" not in query.carried)
    return answer.kind in IN_WORDS or (elsewhere and bool(memory.get("words")) and answer.kind is Kind.FIGURE)


def words_kept(query: Query, answer: Answer) -> str:
    """Return the words of a question that was answered, or declined, from the prose; empty for one of the tables."""
    from_prose = answer.kind in IN_WORDS or (answer.kind is Kind.FIGURE and answer.figures[0].indicator is None)
    if not (from_prose or answer.reason is Reason.NOT_IN_REPORTS) or (query.indicators and not from_prose):
        return ""
    words = _BREAKS.sub("，", query.rest).strip("，")
    return words if len(words) <= LONGEST else ""


def subject_of(memory: Mapping[str, Any]) -> str:
    """Return what the rows that were spoken of are about."""
    return next(
        (
            _SUBJECTS[name.partition(".")[0]]
            for name in memory.get("indicators", ())
            if name.partition(".")[0] in _SUBJECTS
        ),
        "",
    )


def _own(query: Query) -> bool:
    """Tell whether a question names a thing of its own."""
    common = load("synonyms")["common"]
    return any(is_content(word) and word not in common for word in words_of(query)) or bool(query.quoted)

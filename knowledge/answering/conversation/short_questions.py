"""A short question that says nothing by itself (为什么, 2018年呢), put in full with the words of the last."""

from __future__ import annotations

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.prose.asked import is_channel
from knowledge.answering.prose.narrowing import any_in
from knowledge.search import variants_of, words_of
from knowledge.segment import is_content
from knowledge.understanding.query import Query
from knowledge.understanding.talk import Talk
from knowledge.vocabulary import load

SHORT = 14
"""Characters of the longest question that can be about what was just spoken of."""

IN_WORDS = frozenset({Kind.STATEMENT, Kind.LIST})


def in_full(question: str, query: Query, talk: Talk, answer: Answer) -> str | None:
    """Return a question that had no answer with the words of the last one before it; None where it stands by itself."""
    unanswered = answer.reason is Reason.NOT_IN_REPORTS or (answer.kind is Kind.CLARIFY and query.agencies)
    if not unanswered or len(question) > SHORT or query.indicators or query.foreign or query.refusal:
        return None
    before = talk.words or ("" if "why" in query.asks else subject_of(talk))
    if not before or not query.carried & {"agency", "year"} or _own(query):
        return None
    return f"{before}，{question}"


def accepts(query: Query, talk: Talk, answer: Answer, before: Answer) -> bool:
    """Tell whether an answer to the question in full is given in the place of the one ``before``.

    A number is given for another body or year only: for the same (一共多少个) it would be the number of before again.
    What the report does not say is declined rather than asked back about.
    """
    if answer.kind is Kind.NONE:
        return before.kind is Kind.CLARIFY and bool(talk.words)
    if any(not any_in(variants_of(word), answer.text) for word in words_of(query) if is_channel(word)):
        # 抖音呢 after 微博呢 is told by nothing that the report says of 微博.
        return False
    elsewhere = "agency" not in query.carried or bool(query.years and "year" not in query.carried)
    return answer.kind in IN_WORDS or (elsewhere and bool(talk.words) and answer.kind is Kind.FIGURE)


def subject_of(talk: Talk) -> str:
    """Return what the rows that were spoken of are about."""
    subjects = load("synonyms")["subjects"]
    return next((word for name in talk.indicators if (word := subjects.get(name.partition(".")[0]))), "")


def _own(query: Query) -> bool:
    """Tell whether a question names a thing of its own."""
    common = load("synonyms")["common"]
    return any(is_content(word) and word not in common for word in words_of(query)) or bool(query.quoted)

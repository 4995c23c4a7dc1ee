"""Strategy: the sentence that is nearest in meaning, where the optional ``semantic`` extra is used.

It stands right before the last refusal, so it only takes questions that every other strategy has left unanswered. It
tells no number of its own: a question for a number is not taken, and what it says is quoted, cited and gated as ever.
"""

from __future__ import annotations

from functools import partial

from knowledge.answering.answer import Answer
from knowledge.answering.context import Context
from knowledge.answering.prose.quoting import candidates
from knowledge.answering.sentences.evidence import scores_of
from knowledge.answering.sentences.wanted import has_wanted
from knowledge.answering.strategies.statement import Excerpt, answer_of, excerpts_at
from knowledge.search import sentences_of
from knowledge.semantic import nearest, wording_of

MOST_REPORTS = 4
"""Reports that are looked through for one question."""

_WORDS_ASKED = frozenset({"who", "how", "why", "when", "list"})


def answer_by_meaning(context: Context) -> Answer | None:
    """Answer with the sentence nearest in meaning; None where the extra is not used or no sentence stands out."""
    query = context.query
    if "count" in query.asks and not query.asks & _WORDS_ASKED:
        return None
    wording = wording_of(query)
    found: list[Excerpt] = []
    for report in candidates(context)[:MOST_REPORTS] if wording else ():
        sentences = sentences_of(context.store, report)
        hit = nearest(context.store, report, wording, sentences, partial(scores_of, query))
        if hit is not None and has_wanted(query, sentences[hit.index].text):
            found += excerpts_at(report, sentences, hit.index, hit.evidence)
    return answer_of(context, found) if found else None

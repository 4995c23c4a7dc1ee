"""Strategy: the sentence that is nearest in meaning, where the optional ``semantic`` extra is used.

It stands right before the last refusal, so it only takes questions that every other strategy has left unanswered. It
tells no number of its own: a question for a number is not taken, and what it says is quoted, cited and gated as ever.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.answer import Answer
from knowledge.answering.context import Context
from knowledge.answering.prose.quoting import candidates
from knowledge.answering.sentences.evidence import is_silent, scores_of, words_asked
from knowledge.answering.sentences.wanted import has_wanted
from knowledge.answering.strategies.statement import Excerpt, answer_of, excerpts_at
from knowledge.search import Sentence, sentences_of
from knowledge.semantic import EVIDENCE, SILENT, Hit, choose, nearness, wording_of
from knowledge.understanding.query import Query

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
        dense = nearness(context.store, report, wording, sentences)
        hit = _chosen(query, sentences, dense) if dense else None
        if hit is not None:
            found += excerpts_at(report, sentences, hit.index, hit.evidence)
    return answer_of(context, found) if found else None


def _chosen(query: Query, sentences: Sequence[Sentence], dense: Sequence[float]) -> Hit | None:
    words = words_asked(query, sentences)
    fits = [has_wanted(query, sentence.text) for sentence in sentences]
    enough = EVIDENCE + (SILENT if is_silent(words) else 0.0)
    return choose(scores_of(query, words, sentences), dense, fits, enough=enough)

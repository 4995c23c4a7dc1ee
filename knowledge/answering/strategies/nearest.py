"""Saying that a report has no direct answer, with the sentence that comes nearest, so that a reader may judge."""

from __future__ import annotations

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context, said_agency, said_span, said_year
from knowledge.answering.prose.quoting import candidates
from knowledge.answering.sentences.evidence import holds, scores_of, words_asked
from knowledge.records import HeldReport
from knowledge.search import Sentence, sentences_of

NEAR = 0.3
"""Share of the question's weight from which a sentence is worth showing; below it, it has some word by chance."""
TELLING = 0.3
"""The sentence itself must hold a word that weighs as much."""
LONGEST = 220
"""Characters of the longest sentence that is shown: more is no hint any more."""

_NUMBERS = frozenset({"count", "sum", "share", "rate", "difference", "growth", "trend", "rank", "place", "average"})


def decline_nearest(context: Context) -> Answer | None:
    """Decline a question in words with the nearest sentence cited; None where a number is asked for or none is near."""
    query = context.query
    reports = candidates(context)
    if len(reports) != 1 or query.asks & _NUMBERS or query.indicators or query.foreign:
        return None
    sentence = _nearest(context, reports[0])
    if sentence is None:
        return None
    report, passage, text = reports[0], sentence.passage, sentence.text
    start = sentence.start + len(text) - len(text.lstrip())
    end = sentence.end - (len(text) - len(text.rstrip()))
    composition = Composition(context)
    composition.cite_text(report, passage, start, end)
    quote = said_span(report, passage, start, end)
    composition.say("none.nearest", agency=said_agency(report), year=said_year(report), quote=quote)
    return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)


def _nearest(context: Context, report: HeldReport) -> Sentence | None:
    sentences = sentences_of(context.store, report)
    words = words_asked(context.query, sentences)
    telling = [word for word in words if word.weight >= TELLING]
    if not telling or not sentences:
        return None
    scores = scores_of(context.query, words, sentences)
    index = max(range(len(sentences)), key=lambda place: (scores[place], -place))
    sentence = sentences[index]
    worth = scores[index] >= NEAR and any(holds(word, sentence.text) for word in telling)
    return sentence if worth and len(sentence.text) <= LONGEST else None

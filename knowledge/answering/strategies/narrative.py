"""Strategy: a number of the narrative, found by what it is about, given with the sentence that states it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context
from knowledge.answering.prose.asked import asks_ways, is_form_of, makes_public, units_asked, wants_figure
from knowledge.answering.prose.fitting import Found, best_figure, said_beside
from knowledge.answering.prose.narrowing import any_in
from knowledge.answering.prose.quoting import candidates, note_figure, say_figure
from knowledge.answering.prose.several import (
    answer_moved,
    answer_parts,
    answer_stated_parts,
    answer_subjects,
    difference_of,
    stated_change,
    subjects_of,
)
from knowledge.answering.strategies.decline import decline_content
from knowledge.records import HeldReport
from knowledge.search import variants_of, words_of
from knowledge.segment import is_content
from knowledge.understanding.query import Query


def answer_narrative(context: Context) -> Answer | None:
    """Answer a question for a number that the prose states; None where none fits well enough."""
    if context.query.foreign or (not wants_figure(context.query) and not context.query.recalled):
        return None
    if _names_nothing(context.query):
        return None
    if subjects := subjects_of(context.query):
        return answer_subjects(context, subjects)
    if several := answer_parts(context) or answer_moved(context):
        return several
    found = [best for report in candidates(context) if (best := _figure(context, report))]
    if not found:
        return None
    if len(found) > 1 and len(context.reports) > 1:
        return _series(context, found)
    if len(context.query.years) > len(found) and context.query.year_span:
        # A single year is no answer to a question for several; another year's figure may stand in the same text.
        return None
    best = max(found, key=lambda item: item.score)
    if len(context.query.years) > 1 and context.query.asks & {"difference", "growth"}:
        # 比上年多多少 is told by a change that the report states, and not by the number of one of the years.
        changed = stated_change(context, best.report)
        if changed is None:
            return decline_content(context)
        best = changed
    if parts := answer_stated_parts(context, best):
        return parts
    if asks_ways(context.query):
        return decline_content(context)
    composition = Composition(context)
    say_figure(composition, best)
    note_figure(composition, best)
    return composition.finish(Kind.FIGURE, value=best.figure.value, unit=best.figure.unit or None)


def _names_nothing(query: Query) -> bool:
    """Tell whether 公开了几件 is all that is asked: requests or information, the words do not say which."""
    words = words_of(query)
    return bool(words) and not query.recalled and units_asked(query) == {"件"} and all(map(makes_public, words))


def _figure(context: Context, report: HeldReport) -> Found | None:
    """Return the figure that a question is about; what it leaves out of it is that of the number given before.

    A matter of its own (政策解读呢, after 公众号发布672条) must be said where the number stands, else it is looked for
    by itself: the words of before would find their own number again.
    """
    query, found = context.query, best_figure(context, report)
    own = [word for word in words_of(query) if is_content(word) and not is_form_of(query, word)]
    if not query.recalled or not own or (found and _says(found, own)):
        return found
    return best_figure(replace(context, query=replace(query, recalled=None)), report)


def _says(found: Found, words: Sequence[str]) -> bool:
    """Tell whether the sentence of a figure has all of the words, and the stretch right at it the last of them."""
    sentence = found.passage.text[found.start : found.end]
    near = said_beside(found)
    return any_in(variants_of(words[-1]), near) and all(any_in(variants_of(word), sentence + near) for word in words)


def _series(context: Context, found: Iterable[Found]) -> Answer:
    composition = Composition(context)
    by_year = len(context.query.agencies) <= 1
    ordered = sorted(found, key=lambda item: item.report.year) if by_year else list(found)
    for item in ordered:
        say_figure(composition, item)
    if len(ordered) == 2 and "difference" in context.query.asks:
        return difference_of(composition, *(ordered if by_year else ordered[::-1]))
    return composition.finish(Kind.TREND if by_year else Kind.COMPARISON)

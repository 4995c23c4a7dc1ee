"""Strategy: maintained answers: what a term means, and how requests are made, with the article behind it."""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context
from knowledge.answering.gate import Article, Said
from knowledge.answering.maintained import choose, compose
from knowledge.answering.tables.rates import rate_meaning
from knowledge.faq import Entry, definition_of
from knowledge.forms import forms


def answer_faq(context: Context) -> Answer | None:
    """Answer from the maintained entries; None where the question is about a report, or no entry is like it enough."""
    query = context.query
    chosen = choose(context)
    if chosen and chosen.content:
        return replace(compose(context, chosen.content), entry=chosen.hit.wording.key)
    if not query.is_general:
        return None
    entry = chosen.starter if chosen else None
    if entry is None and "definition" in query.asks and len(query.indicators) == 1 and not query.content:
        entry = _definition(query.indicators[0])
    if entry is None and "definition" in query.asks and len(query.rates) == 1:
        return _answer_rate(context, query.rates[0])
    return _answer(context, entry) if entry else None


def _answer_rate(context: Context, name: str) -> Answer:
    """Say what is divided by what in a rate that goes by a name (公开率)."""
    composition = Composition(context)
    composition.say("faq.rate", name=name, meaning=rate_meaning(name))
    return composition.finish(Kind.FAQ)


def _definition(indicator: str) -> Entry | None:
    """Return what an indicator means, or what the indicators that it is made of have in common."""
    found = definition_of(indicator)
    if found:
        return found
    parts = next((layout.subtotal_parts(indicator) for layout in reversed(forms())), ())
    return next((entry for part in parts if (entry := definition_of(part))), None) if len(parts) == 1 else None


def _answer(context: Context, entry: Entry) -> Answer:
    composition = Composition(context)
    quotes = tuple(article.quote for article in entry.articles)
    composition.say("faq.answer", answer=Said(entry.answer, Article(quotes)))
    composition.say("faq.source", source=Said(entry.source, Article((entry.source,))))
    return replace(composition.finish(Kind.FAQ), entry=entry.id)

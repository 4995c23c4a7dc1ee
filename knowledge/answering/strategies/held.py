"""Strategy: which reports are held."""

from __future__ import annotations

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context, joined, said_year
from knowledge.answering.gate import Count, Name, Said
from knowledge.answering.strategies.decline import MOST_LISTED, say_held
from knowledge.answering.wording import words


def answer_held(context: Context) -> Answer | None:
    """List the reports that are held, of the agencies named or of all; None where that is not asked."""
    query, base = context.query, context.base
    if "held" not in query.asks or query.indicators or query.content:
        return None
    composition = Composition(context)
    reports = tuple(base.reports.values())
    if reports:
        composition.say("held.count", count=Said(str(len(reports)), Count(reports)))
    agencies = query.agencies or tuple(base.agencies)
    if not reports or len(agencies) > MOST_LISTED:
        say_held(composition)
        return composition.finish(Kind.LIST)
    for key in agencies:
        agency = base.agencies[key]
        years = joined([said_year(base.reports[key, year]) for year in agency.years])
        composition.say("held.agency", agency=Said(agency.name, Name(key)), years=years)
        composition.suggest(words("suggest.requests", agency=agency.name, year=agency.years[-1]))
    return composition.finish(Kind.LIST)

"""Strategy: which bodies or years are above or below one of them, or a number: 哪些单位比甲多, 超过300件的有哪些."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.gate import Count, Said
from knowledge.answering.strategies.comparison import note_forms
from knowledge.answering.strategies.decline import decline_gap
from knowledge.answering.tables.leaders import FEW, beyond
from knowledge.answering.tables.quantity import Quantity, add_figure, quantities_asked
from knowledge.records import HeldReport
from knowledge.understanding.query import Query
from knowledge.vocabulary.turns import turn

MOST = 20
"""So many are listed of more than ``FEW``."""

_THAN = turn("more_than_another")
_BODIES = turn("which_bodies")
_YEARS = turn("which_of_years")
_HOW_MANY = turn("how_many_of_them")
_BELOW = turn("below")
_WHICH_YEAR = turn("which_year")


def answer_above_or_below(context: Context) -> Answer | None:
    """List what lies beyond a body, a year or a number, in order; None where no such thing is asked."""
    query = context.query
    below = _below(query)
    if below is None or query.rivals or query.foreign or not (query.indicators or "rate" in query.asks):
        return None
    by_year = bool(_YEARS.search(query.rest))
    reports = _reports(context, by_year)
    asks = query.asks - {"difference", "list", "who", "trend"}
    plain = replace(context, query=replace(query, asks=asks, threshold=None))
    if len(reports) < 2 or not (quantities := _beyond(plain, reports, by_year, below)):
        return None
    mark = None if query.limit else _mark(query, quantities, by_year)
    if mark is None and (query.limit is None or query.limit.percent != (quantities[0].unit == "%")):
        return None
    if mark and mark.value is None:
        return decline_gap(context, mark.gap) if mark.gap else None
    return _answer(context, _hits(query, quantities, mark, below), mark, below=below)


def _below(query: Query) -> bool | None:
    """Tell on which side lies what is asked for; None where nothing is picked by a number or by a report."""
    if query.limit:
        return query.limit.below
    than = _THAN.search(query.rest)
    picks = query.every_agency or _BODIES.search(query.rest) or _YEARS.search(query.rest)
    if than is None or not picks or len(query.agencies) != 1 or len(query.years) > 1:
        return None
    if than["by"] and not (query.every_agency or _WHICH_YEAR.search(query.rest)):
        # 这几年比去年多多少件 asks how far they are apart, and for none of them.
        return None
    return bool(_BELOW.search(than["way"] or than["by"] or than["place"]))


def _reports(context: Context, by_year: bool) -> Sequence[HeldReport]:
    query, base = context.query, context.base
    if by_year:
        held = base.agencies[query.agencies[0]].years if len(query.agencies) == 1 else ()
        years = query.years if len(query.years) > 1 else held
        return [found for year in years if (found := base.report(query.agencies[0], year))]
    years = query.years or base.held_years(tuple(base.agencies))[-1:]
    if len(years) != 1 or (query.limit and len(query.agencies) == 1):
        return ()
    chosen = query.agencies if len(query.agencies) > 1 else tuple(base.agencies)
    return [found for agency in chosen if (found := base.report(agency, years[0]))]


def _beyond(context: Context, reports: Sequence[HeldReport], by_year: bool, below: bool) -> list[Quantity]:
    """Return what the reports give, of many those only that may be hits; empty where one gives not one number."""
    query = context.query
    chosen: Sequence[HeldReport] = reports
    if not by_year and len(reports) > FEW:
        named = [report for report in reports if report.agency_id in query.agencies]
        marks = [one.value for report in named for one in quantities_asked(context, report, compared=True)]
        number = query.limit.number if query.limit else marks[0] if len(marks) == 1 else None
        # Where none is beyond, one still tells in what unit they count.
        chosen = reports if number is None else beyond(context, reports, number, below=below) or reports[:1]
        chosen = [*chosen, *(report for report in named if report not in chosen)]
    found = [quantities_asked(context, report, compared=True) for report in chosen]
    return [one[0] for one in found] if all(len(one) == 1 for one in found) else []


def _hits(query: Query, quantities: Sequence[Quantity], mark: Quantity | None, below: bool) -> list[Quantity]:
    limit = mark.known if mark else query.limit.number if query.limit else Decimal()
    known = [item for item in quantities if item is not mark and item.value is not None]
    reached = query.limit is not None and query.limit.reached
    hits = [
        item
        for item in known
        if (item.known < limit if below else item.known > limit) or (reached and item.known == limit)
    ]
    return sorted(hits, key=lambda item: item.known, reverse=not below)


def _mark(query: Query, quantities: Sequence[Quantity], by_year: bool) -> Quantity | None:
    """Return the quantity of the body or the year named."""
    named = query.years if by_year else query.agencies
    mine = [one for one in quantities if (one.report.year if by_year else one.report.agency_id) in named]
    return mine[0] if len(mine) == 1 else None


def _answer(context: Context, hits: Sequence[Quantity], mark: Quantity | None, *, below: bool) -> Answer:
    composition = Composition(context)
    listed = hits if len(hits) <= FEW else hits[:MOST]
    for quantity in listed:
        add_figure(composition, quantity)
    if mark:
        add_figure(composition, mark)
        composition.say(
            "beyond.mark",
            agency=said_agency(mark.report),
            year=said_year(mark.report),
            label=mark.label,
            value=mark.said(),
            unit=mark.unit,
        )
    if not hits:
        composition.say("beyond.nothing")
        return composition.finish(Kind.RANKING)
    none = mark is None and not any(quantity.value for quantity in hits)
    key = "beyond.none" if none else "beyond.below" if below else "beyond.above"
    composition.say(key, label=hits[0].label, count=Said(str(len(hits)), Count(hits)))
    if len(listed) < len(hits):
        composition.say("beyond.first", most=Said(str(len(listed)), Count(listed)))
    for quantity in listed:
        composition.say(
            "beyond.item",
            agency=said_agency(quantity.report),
            year=said_year(quantity.report),
            value=quantity.said(),
            unit=quantity.unit,
        )
    composition.end_list()
    note_forms(composition, listed)
    count = Decimal(len(hits)) if _HOW_MANY.search(context.query.text) else None
    return composition.finish(Kind.RANKING, value=count)

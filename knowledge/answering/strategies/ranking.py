"""Strategy: agencies, or years of one agency, in order of a quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context, joined, said_agency, said_year
from knowledge.answering.gate import Count, Said
from knowledge.answering.strategies.clarify import clarify_agency
from knowledge.answering.strategies.comparison import chart_of
from knowledge.answering.tables.leaders import leading
from knowledge.answering.tables.order import ascending, place_asked
from knowledge.answering.tables.quantity import Quantity, add_figure, quantities_asked
from knowledge.answering.wording import words
from knowledge.records import HeldReport
from knowledge.understanding.query import Query

MOST = 20
"""Places of a ranking that are read out; the whole is on the pages for staff."""

_AMONG_YEARS = re.compile(r"哪一?年|哪个年|年份|历年|历来|历次|几年|各年|一年$|的一年|年来|史上|以来")
"""How a question that names one year still ranks that among the others."""


def answer_ranking(context: Context) -> Answer | None:
    """Answer a question that ranks; None where none is asked for or only one report is meant."""
    query = context.query
    if not query.asks & {"rank", "place"} or _of_one_year(query) or _of_two(context):
        return None
    if query.rivals:
        # A name that several bodies go by does not mean all that are held.
        return clarify_agency(context) if query.indicators else None
    reports = leading(context, _reports(context), ascending=ascending(context.query.text), most=MOST)
    quantities = [found[0] for report in reports if (found := quantities_asked(context, report, compared=True))]
    if len(reports) < 2 or not quantities:
        return None
    composition = Composition(context)
    singled = _singled(context, reports) if "place" in context.query.asks else None
    known = [quantity for quantity in quantities if quantity.value is not None]
    if not known:
        composition.say("none.not_in_reports")
        return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)
    known.sort(key=lambda item: item.known, reverse=not ascending(context.query.text))
    place = _say_place(composition, known, singled) if singled else None
    asked = place_asked(context.query.text)
    if not singled and asked > len(known):
        composition.say("none.not_in_reports")
        return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)
    if not singled and asked > 1:
        _say_at(composition, known, asked)
    _say(composition, known[:MOST], [quantity for quantity in quantities if quantity.value is None])
    by_year = len({quantity.report.agency_id for quantity in known}) == 1
    chart = chart_of(known[:MOST], by_year)
    if place:
        return composition.finish(Kind.RANKING, value=Decimal(place), chart=chart)
    at = known[asked - 1]
    return composition.finish(Kind.RANKING, value=at.value, unit=at.unit, chart=chart)


def _of_two(context: Context) -> bool:
    """Tell whether two reports are named and it is asked by how much they differ: 哪个多，多多少."""
    query = context.query
    return "difference" in query.asks and not query.every_agency and len(query.agencies) * len(query.years) == 2


def _of_one_year(query: Query) -> bool:
    """Tell whether one year of one agency is asked about, in which neither years nor agencies can be ranked."""
    one = len(query.agencies) == 1 and len(query.years) == 1 and query.year_said and "year" not in query.carried
    return one and not query.every_agency and "place" not in query.asks and not _AMONG_YEARS.search(query.text)


def _singled(context: Context, reports: Sequence[HeldReport]) -> HeldReport | None:
    """Return the report whose place is asked for: of the agency named twice, or alone, or of the year named first."""
    query = context.query
    agency = query.singled or (query.agencies[0] if len(query.agencies) == 1 else None)
    mine = [report for report in reports if report.agency_id == agency]
    of_year = [report for report in mine if report.year in query.years[:1]]
    return mine[0] if len(mine) == 1 else next(iter(of_year), None)


def _say_place(composition: Composition, known: Sequence[Quantity], singled: HeldReport) -> int | None:
    """Say the place of one report; those of equal numbers share it."""
    mine = next((item for item in known if item.report == singled), None)
    if mine is None:
        return None
    place = 1 + next(index for index, item in enumerate(known) if item.value == mine.value)
    composition.say(
        "ranking.place",
        agency=said_agency(singled),
        year=said_year(singled),
        label=mine.label,
        count=Said(str(len(known)), Count(known)),
        place=Said(str(place), Count(known)),
    )
    return place


def _say_at(composition: Composition, known: Sequence[Quantity], place: int) -> None:
    """Say who has a place; those of equal numbers share it."""
    at = known[place - 1]
    same_year = len({quantity.report.year for quantity in known}) == 1
    names = [said_agency(one.report) if same_year else said_year(one.report) for one in known if one.value == at.value]
    composition.say(
        "ranking.nth" if same_year else "ranking.nth_years",
        agency=said_agency(at.report),
        year=said_year(at.report),
        label=at.label,
        order=words("ranking.least_first" if ascending(composition.context.query.text) else "ranking.most_first"),
        place=Said(str(place), Count(known)),
    )
    composition.pieces += joined(names)
    composition.say("ranking.nth_value", value=at.said(), unit=at.unit)


def _reports(context: Context) -> tuple[HeldReport, ...]:
    """Return the reports to rank: of the agencies named for one year, of every agency, or of one agency's years."""
    query, base = context.query, context.base
    alone = "place" in query.asks and len(query.agencies) == 1 and len(query.years) < 2
    if len(query.agencies) == 1 and not query.every_agency and not alone:
        years = query.years if len(query.years) > 1 else base.agencies[query.agencies[0]].years
        return tuple(found for year in years if (found := base.report(query.agencies[0], year)))
    years = query.years or base.held_years(query.agencies or tuple(base.agencies))[-1:]
    agencies = query.agencies if query.agencies and not alone and not query.every_agency else tuple(base.agencies)
    return tuple(found for year in years for agency in agencies if (found := base.report(agency, year)))


def _say(composition: Composition, known: Sequence[Quantity], unknown: Sequence[Quantity]) -> None:
    first = known[0]
    same_year = len({quantity.report.year for quantity in known}) == 1
    head = "ranking.head_least" if ascending(composition.context.query.text) else "ranking.head"
    composition.say(
        head if same_year else f"{head}_years",
        year=said_year(first.report),
        agency=said_agency(first.report),
        label=first.label,
    )
    for place, quantity in enumerate(known, 1):
        add_figure(composition, quantity)
        composition.say(
            "ranking.item" if same_year else "ranking.item_year",
            place=Said(str(place), Count(known)),
            agency=said_agency(quantity.report),
            year=said_year(quantity.report),
            value=quantity.said(),
            unit=quantity.unit,
        )
    composition.end_list()
    if unknown:
        composition.say("ranking.left_out", agencies="、".join(item.report.agency for item in unknown[:MOST]))

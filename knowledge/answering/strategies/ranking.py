"""Strategy: agencies, or years of one agency, in order of a quantity."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context, joined, said_agency, said_year
from knowledge.answering.gate import Count, Said
from knowledge.answering.strategies.clarify import clarify_agency
from knowledge.answering.strategies.comparison import chart_of, differ, say_unknown, too_few
from knowledge.answering.tables.leaders import leading
from knowledge.answering.tables.order import ascending, place_asked, said
from knowledge.answering.tables.quantity import Quantity, add_figure, quantities_asked
from knowledge.answering.tables.whether import supposes_rank
from knowledge.answering.wording import words
from knowledge.numerals import read_number
from knowledge.records import HeldReport
from knowledge.understanding.query import Query

MOST = 20
"""Places of a ranking that are read out; the whole is on the pages for staff."""


def answer_ranking(context: Context) -> Answer | None:
    """Answer a question that ranks; None where none is asked for or only one report is meant."""
    query = context.query
    if not query.asks & {"rank", "place"} or _of_one_year(query) or _of_two(context):
        return None
    if query.rivals:
        # A name that several bodies go by does not mean all that are held.
        return clarify_agency(context) if query.indicators else None
    every, asked, supposed = _reports(context), place_asked(query.text), supposes_rank(query)
    singled = _singled(context, every) if "place" in query.asks or supposed else None
    # A place is counted among all, so all are read; for the first ones an index tells which.
    ends = bool(said("extremes", query.text))
    most = len(every) if singled or ends or asked > MOST else MOST
    reports = leading(context, every, ascending=ascending(query.text), most=most)
    quantities = [found[0] for report in reports if (found := quantities_asked(context, report, compared=True))]
    if len(reports) < 2 or not quantities:
        return None
    composition = Composition(context)
    known = [quantity for quantity in quantities if quantity.value is not None]
    if not known:
        return too_few(composition, quantities[:MOST])
    known.sort(key=lambda item: item.known, reverse=not ascending(context.query.text))
    if ends and len(known) > 1:
        # 最多的和最少的差多少 asks how far the ends of the order are apart.
        first, *_, last = sorted(known, key=lambda item: item.known)
        return differ(composition, first, last, absolute=True)
    place = _say_place(composition, known, singled, supposed=supposed) if singled else None
    if not singled and asked > len(known):
        composition.say("none.not_in_reports")
        return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)
    if not singled and asked > 1:
        _say_at(composition, known, asked)
    _say(composition, known[:MOST], [quantity for quantity in quantities if quantity.value is None])
    by_year = len({quantity.report.agency_id for quantity in known}) == 1
    chart = chart_of(known[:MOST], by_year)
    if place and not supposed:
        return composition.finish(Kind.RANKING, value=Decimal(place), chart=chart)
    if singled and supposed:
        asked = 1 + next((index for index, item in enumerate(known) if item.report == singled), 0)
    at = known[asked - 1]
    return composition.finish(Kind.RANKING, value=at.value, unit=at.unit, chart=chart)


def _of_two(context: Context) -> bool:
    """Tell whether two reports are named and it is asked by how much they differ: 哪个多，多多少."""
    query = context.query
    return "difference" in query.asks and not query.every_agency and len(query.agencies) * len(query.years) == 2


def _of_one_year(query: Query) -> bool:
    """Tell whether one year of one agency is asked about, in which neither years nor agencies can be ranked."""
    one = len(query.agencies) == 1 and len(query.years) == 1 and query.year_said and "year" not in query.carried
    return one and not _among_bodies(query) and "place" not in query.asks and not said("among_years", query.text)


def _among_bodies(query: Query) -> bool:
    """Tell whether all bodies are ranked: they are named as such, or 甲是不是最多的单位 supposes it of one."""
    return query.every_agency or (supposes_rank(query) and bool(said("among_bodies", query.text)))


def _singled(context: Context, reports: Sequence[HeldReport]) -> HeldReport | None:
    """Return the report whose place is asked for: of the agency named twice, or alone, or of the year named first."""
    query = context.query
    agency = query.singled or (query.agencies[0] if len(query.agencies) == 1 else None)
    mine = [report for report in reports if report.agency_id == agency]
    of_year = [report for report in mine if report.year in query.years[:1]]
    return mine[0] if len(mine) == 1 else next(iter(of_year), None)


def _say_place(
    composition: Composition, known: Sequence[Quantity], singled: HeldReport, *, supposed: bool
) -> int | None:
    """Say the place of one report, and whether it is the first where that is ``supposed``; equal numbers share one."""
    mine = next((item for item in known if item.report == singled), None)
    if mine is None:
        return None
    place = 1 + next(index for index, item in enumerate(known) if item.value == mine.value)
    if supposed:
        composition.say("whether.yes" if place == 1 else "whether.no")
    composition.say(
        "ranking.place",
        agency=said_agency(singled),
        year=said_year(singled),
        label=mine.label,
        count=Said(str(len(known)), Count(known)),
        order=words("ranking.least_first" if ascending(composition.context.query.text) else "ranking.most_first"),
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
    every = _among_bodies(query)
    if len(query.agencies) == 1 and not every and not alone:
        years = query.years if len(query.years) > 1 else _up_to(query, base.agencies[query.agencies[0]].years)
        return tuple(found for year in years if (found := base.report(query.agencies[0], year)))
    years = query.years or base.held_years(query.agencies or tuple(base.agencies))[-1:]
    agencies = query.agencies if query.agencies and not alone and not every else tuple(base.agencies)
    return tuple(found for year in years for agency in agencies if (found := base.report(agency, year)))


def _up_to(query: Query, held: Sequence[int]) -> Sequence[int]:
    """Return the years among which one is ranked: a record (创五年新高) is one of that year and those before it."""
    record = said("record", query.text)
    if record is None or len(query.years) != 1:
        return held
    count = int(read_number(record["count"]) or 0) if record["count"] else len(held)
    return [year for year in held if year <= query.years[0]][-count:]


def _say(composition: Composition, known: Sequence[Quantity], unknown: Sequence[Quantity]) -> None:
    first = known[0]
    same_year = len({quantity.report.year for quantity in known}) == 1
    one_body = len({quantity.report.agency_id for quantity in known}) == 1
    item = "ranking.item" if same_year else "ranking.item_of_year" if one_body else "ranking.item_year"
    head = "ranking.head_least" if ascending(composition.context.query.text) else "ranking.head"
    composition.say(
        head if same_year else f"{head}_years",
        year=said_year(first.report),
        agency=said_agency(first.report),
        label=first.label,
    )
    values = [quantity.value for quantity in known]
    for quantity in known:
        add_figure(composition, quantity)
        # Those of equal numbers share a place.
        place = values.index(quantity.value) + 1
        composition.say(
            item,
            place=Said(str(place), Count(known)),
            agency=said_agency(quantity.report),
            year=said_year(quantity.report),
            value=quantity.said(),
            unit=quantity.unit,
        )
    composition.end_list()
    if unknown and len({quantity.report.agency_id for quantity in (*known, *unknown)}) == 1:
        for quantity in unknown:
            say_unknown(composition, quantity)
    elif unknown:
        composition.say("ranking.left_out", agencies="、".join(item.report.agency for item in unknown[:MOST]))

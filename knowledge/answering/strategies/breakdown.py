"""Strategy: the parts of a total of one report, listed or in order: reasons, results, kinds of applicants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from knowledge.answering.answer import Answer, Chart, ChartPoint, Kind
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.gate import Count, Said
from knowledge.answering.strategies.decline import decline_content, decline_gap, say_gap
from knowledge.answering.tables.order import ascending, place_asked
from knowledge.answering.tables.quantity import Quantity, add_figure, cell_of
from knowledge.answering.tables.rates import asks_every_applicant
from knowledge.answering.tables.readings import ORGANISATIONS, Gap, Reading, applicant_label, read, subject_label
from knowledge.answering.wording import words
from knowledge.forms import Form, form, form_of_year, label_of
from knowledge.forms.parts import parts_of
from knowledge.records import APPLICANTS, HeldReport
from knowledge.understanding.query import Item, Query

_YEARS = re.compile(r"哪一?年|哪个年|年份|历年|这几年|哪几年")
_WHOSE = re.compile(
    r"(?:哪|什么|啥|何)[^，]{0,4}(?:申请人|申请者|主体|群体|的?人(?!民))|申请人[^，]{0,3}(?:类型|类别|种类|身份)"
    r"|(?:类型|类别|种类|身份)的?申请人|谁[^，]{0,4}(?:申请|提|递|要)|(?:申请|提出|递交)[^，]{0,8}的?是(?:谁|哪)"
)
_PARTS = re.compile(
    r"(?:理由|原因|情形|种类|类型|类别|结果|去向|情况)[^，]{0,4}(?:的?件数|有?哪[些几]|有什么|是什么|有啥|是啥|分别|各[有是占自]|怎么样|如何)"
    r"|[哪各每][些几种类项个][^，]{0,4}(?:理由|原因|情形|类型|结果)|(?:什么|哪些|啥)(?:原因|理由)|(?:因为|出于|基于)(?:什么|哪些)|构成|组成|分布|明细"
)
"""How the parts of a total are asked for, each with its number."""
_TOGETHER = re.compile(
    r"一共|总共|合计|加起来|加在一起|加[一到]块儿?|加一起|放一起|相加|总和|共计|共[有计]?(?:多少|几)|总数|总计[是为有]?(?:多少|几)"
)
_RESULTS = re.compile(r"结果|结局|判")
_FIRST = re.compile(r"前(?P<count>[二两三四五])")
_COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_MISSING = (Gap.NOT_ON_FORM, Gap.NO_CELL)


def answer_breakdown(context: Context) -> Answer | None:
    """Set the parts of a total in order, or list them; None where neither is asked, or years or agencies are ranked."""
    query, reports = context.query, context.reports
    lists = bool(_PARTS.search(query.text) or _asks_whose(query))
    several = len(query.indicators) > 1 or len(query.applicants) > 1
    # 甲的不予公开排第几 asks for its place among the bodies.
    ranks = "rank" in query.asks or ("place" in query.asks and (lists or several))
    if not (ranks or lists) or len(reports) != 1 or query.every_agency or _YEARS.search(query.text):
        return None
    if not ranks and (
        _TOGETHER.search(query.text)
        or query.asks & {"difference", "growth", "share", "definition"}
        or len(query.indicators) != (0 if asks_every_applicant(query.text) and not query.indicators else 1)
    ):
        return None
    if (query.asks & {"share", "rate"} and query.share) or query.content:
        return None
    items, title = _items(query, reports[0])
    if len(items) == 2 and "difference" in query.asks:
        # 哪个多，多几件 asks by how much.
        return None
    readings = [read(context, reports[0], *item) for item in items]
    readings = [reading for reading in readings if reading.gap not in _MISSING]
    if len(readings) < 2 or len({reading.unit for reading in readings}) > 1:
        return None
    gap = next((reading for reading in readings if reading.value is None), None)
    if gap and (ranks or all(reading.value is None for reading in readings)):
        return decline_gap(context, gap)
    return _ordered(context, readings, title) if ranks else _listed(context, readings, title)


def _asks_whose(query: Query) -> bool:
    """Tell whether the kinds of applicants are asked for, in the question or in the one that it goes on from."""
    return "kinds" in query.carried or bool(_WHOSE.search(query.text))


def _items(query: Query, report: HeldReport) -> tuple[list[Item], str]:
    """Return what is to be set in order, and what it is all part of."""
    indicator = query.indicators[0] if query.indicators else "requests.new"
    if _asks_whose(query) or (not query.applicants and asks_every_applicant(query.text)):
        title = words("breakdown.applicants").format(label=label_of(indicator))
        # 除了自然人，哪类…: the kinds of organisations.
        kinds: Sequence[str] = APPLICANTS[1:-1] if query.applicants == (ORGANISATIONS,) else APPLICANTS[:-1]
        if len(query.applicants) > 1:
            kinds = query.applicants
        return [(indicator, kind) for kind in kinds], title
    if len(query.indicators) > 1 or len(query.applicants) > 1:
        return list(product(query.indicators, query.applicants or ("total",))), words("breakdown.several")
    if _RESULTS.search(query.text) and indicator == "requests.new":
        indicator = "outcomes.total"
    elif not query.indicators:
        return [], ""
    layout = form(report.form) if report.form else form_of_year(report.year)
    parts = _parts(layout, (*layout.equivalents.get(indicator, ()), indicator)[0], query)
    return list(product(parts, query.applicants or ("total",))), subject_label(indicator, *query.applicants)


def _parts(layout: Form, indicator: str, query: Query) -> tuple[str, ...]:
    results = tuple(one.id for one in layout.subtotals if one.id.rpartition(".")[0] == indicator)
    return results if _RESULTS.search(query.text) and results else parts_of(layout, indicator)


def _ordered(context: Context, readings: Sequence[Reading], title: str) -> Answer:
    text = context.query.text
    least = ascending(text)
    ordered = sorted(map(cell_of, readings), key=lambda item: item.known, reverse=not least)
    first = _FIRST.search(text)
    shown = ordered[: _COUNTS[first["count"]]] if first else ordered
    names = [_named(readings)[_item(quantity.readings[0])] for quantity in shown]
    at = place_asked(text)
    if at > len(shown):
        return decline_content(context)
    composition = Composition(context)
    for quantity in shown:
        add_figure(composition, quantity)
    key = "breakdown.least" if least else "breakdown.most"
    _say_at(composition, shown, names, title, "breakdown.nth" if at > 1 else key, at)
    composition.say("breakdown.head")
    for place, (quantity, name) in enumerate(zip(shown, names, strict=True), 1):
        said = Said(str(place), Count(shown))
        composition.say("breakdown.item", place=said, name=name, value=quantity.said(), unit=quantity.unit)
    composition.end_list()
    points = tuple(ChartPoint(name, item.known) for item, name in zip(shown, names, strict=True))
    chart = Chart("bar", title, shown[0].unit, points)
    return composition.finish(Kind.RANKING, value=shown[at - 1].value, unit=shown[0].unit, chart=chart)


def _listed(context: Context, readings: Sequence[Reading], title: str) -> Answer:
    """List the parts as the form has them, each with its number or with why it has none."""
    composition = Composition(context)
    report, named = readings[0].report, _named(readings)
    composition.say("breakdown.list", agency=said_agency(report), year=said_year(report), label=title)
    for reading in readings:
        if reading.value is not None:
            quantity = cell_of(reading)
            add_figure(composition, quantity)
            composition.say("breakdown.part", name=named[_item(reading)], value=quantity.said(), unit=quantity.unit)
    composition.end_list()
    for reading in readings:
        if reading.value is None:
            say_gap(composition, reading)
    return composition.finish(Kind.LIST)


def _say_at(
    composition: Composition, shown: Sequence[Quantity], names: Sequence[str], title: str, key: str, at: int
) -> None:
    first = shown[at - 1]
    place: dict[str, Said | str] = {"place": Said(str(at), Count(shown))} if at > 1 else {}
    composition.say(
        key,
        **place,
        agency=said_agency(first.report),
        year=said_year(first.report),
        label=title,
        names="、".join(name for item, name in zip(shown, names, strict=True) if item.value == first.value),
        value=first.said(),
        unit=first.unit,
    )


def _named(readings: Sequence[Reading]) -> dict[Item, str]:
    """Return by what each is told apart from the others: whose it is, what it counts, or both."""
    kinds, rows = ({item[place] for item in map(_item, readings)} for place in (1, 0))
    if len(kinds) == 1:
        return {_item(reading): label_of(reading.indicator) for reading in readings}
    if len(rows) == 1:
        return {_item(reading): applicant_label(reading.applicant) for reading in readings}
    return {_item(reading): subject_label(*_item(reading)) for reading in readings}


def _item(reading: Reading) -> Item:
    return reading.indicator, reading.applicant

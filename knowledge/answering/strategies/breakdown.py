"""Strategy: the parts of a total of one report, listed or in order: reasons, results, kinds of applicants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import product

from knowledge.answering.answer import Answer, Chart, ChartPoint, Kind
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.gate import Count, Said
from knowledge.answering.strategies.decline import decline_content, decline_gap, say_gap
from knowledge.answering.tables.order import ascending, place_asked
from knowledge.answering.tables.quantity import Quantity, add_figure, cell_of, sum_of
from knowledge.answering.tables.rates import asks_every_applicant
from knowledge.answering.tables.readings import ORGANISATIONS, Gap, Reading, applicant_label, read, subject_label
from knowledge.answering.wording import words
from knowledge.forms import Form, form, form_of_year, label_of
from knowledge.forms.parts import parts_of
from knowledge.records import APPLICANTS, HeldReport
from knowledge.understanding.query import Item, Query
from knowledge.vocabulary import load

_COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_MISSING = (Gap.NOT_ON_FORM, Gap.NO_CELL)


def answer_breakdown(context: Context) -> Answer | None:
    """Set the parts of a total in order, or list them; None where neither is asked, or years or agencies are ranked."""
    query, reports = context.query, context.reports
    lists = bool(_says("parts", query.text) or _asks_whose(query))
    several = len(query.indicators) > 1 or len(query.applicants) > 1
    # 甲的不予公开排第几 asks for its place among the bodies.
    ranks = "rank" in query.asks or ("place" in query.asks and (lists or several))
    if not (ranks or lists) or len(reports) != 1 or query.every_agency or _says("years", query.text):
        return None
    if not ranks and (
        _says("together", query.text)
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
    return "kinds" in query.carried or bool(_says("whose", query.text))


def _items(query: Query, report: HeldReport) -> tuple[list[Item], str]:
    """Return what is to be set in order, and what it is all part of."""
    indicator = query.indicators[0] if query.indicators else "requests.new"
    if _asks_whose(query) or (not query.applicants and asks_every_applicant(query.text)):
        title = words("breakdown.applicants", label=label_of(indicator))
        # 除了自然人，哪类…: the kinds of organisations.
        kinds: Sequence[str] = APPLICANTS[1:-1] if query.applicants == (ORGANISATIONS,) else APPLICANTS[:-1]
        if len(query.applicants) > 1:
            kinds = query.applicants
        return [(indicator, kind) for kind in kinds], title
    if len(query.indicators) > 1 or len(query.applicants) > 1:
        return list(product(query.indicators, query.applicants or ("total",))), words("breakdown.several")
    if _says("results", query.text) and indicator == "requests.new":
        indicator = "outcomes.total"
    elif not query.indicators:
        return [], ""
    layout = form(report.form) if report.form else form_of_year(report.year)
    parts = _parts(layout, (*layout.equivalents.get(indicator, ()), indicator)[0], query)
    return list(product(parts, query.applicants or ("total",))), subject_label(indicator, *query.applicants)


def _parts(layout: Form, indicator: str, query: Query) -> tuple[str, ...]:
    results = tuple(one.id for one in layout.subtotals if one.id.rpartition(".")[0] == indicator)
    return results if _says("results", query.text) and results else parts_of(layout, indicator)


def _ordered(context: Context, readings: Sequence[Reading], title: str) -> Answer:
    text = context.query.text
    least = ascending(text)
    ordered = sorted(map(cell_of, readings), key=lambda item: item.known, reverse=not least)
    first = _says("first", text)
    shown = ordered[: _COUNTS[first["count"]]] if first else ordered
    names = [_within(title, _named(readings)[_item(quantity.readings[0])]) for quantity in shown]
    at = place_asked(text)
    if at > len(shown):
        return decline_content(context)
    composition = Composition(context)
    for quantity in shown:
        add_figure(composition, quantity)
    key = "breakdown.least" if least else "breakdown.most"
    _say_at(composition, shown, names, title, "breakdown.nth" if at > 1 else key, at)
    composition.say("breakdown.head")
    values = [quantity.value for quantity in shown]
    for quantity, name in zip(shown, names, strict=True):
        # Those of equal numbers share a place.
        said = Said(str(values.index(quantity.value) + 1), Count(shown))
        composition.say("breakdown.item", place=said, name=name, value=quantity.said(), unit=quantity.unit)
    composition.end_list()
    points = tuple(ChartPoint(name, item.known) for item, name in zip(shown, names, strict=True))
    chart = Chart("bar", title, shown[0].unit, points)
    return composition.finish(Kind.RANKING, value=shown[at - 1].value, unit=shown[0].unit, chart=chart)


def _listed(context: Context, readings: Sequence[Reading], title: str) -> Answer:
    """List the parts as the form has them, each with its number or with why it has none; those of none at the end."""
    composition = Composition(context)
    report, named = readings[0].report, _named(readings)
    whole = sum_of(report, readings)
    total = whole.value if "count" in context.query.asks else None
    names: dict[str, Said | str] = {"agency": said_agency(report), "year": said_year(report), "label": title}
    if total is None:
        composition.say("breakdown.list", **names)
    else:
        composition.say("breakdown.list_of", **names, value=whole.said(), unit=whole.unit)
    none: list[str] = []
    for reading in readings:
        if reading.value is None:
            continue
        quantity, name = cell_of(reading), _within(title, named[_item(reading)])
        add_figure(composition, quantity)
        if not quantity.value and any(other.value for other in readings):
            none.append(name)
        else:
            composition.say("breakdown.part", name=name, value=quantity.said(), unit=quantity.unit)
    composition.end_list()
    if none:
        composition.say("breakdown.none", names="、".join(none))
    for reading in readings:
        if reading.value is None:
            say_gap(composition, reading)
    return composition.finish(Kind.LIST, value=total, unit=None if total is None else whole.unit)


def _within(title: str, name: str) -> str:
    """Return a part's name under the title of its whole: 不予公开（属于国家秘密） under 不予公开 is 属于国家秘密."""
    inner = name.removeprefix(f"{title}（").removesuffix("）")
    return inner if name == f"{title}（{inner}）" else name


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


def _says(what: str, text: str) -> re.Match[str] | None:
    return _patterns()[what].search(text)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {what: re.compile("|".join(patterns)) for what, patterns in load("asks")["breakdown"].items()}

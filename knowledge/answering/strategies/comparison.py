"""Strategy: the same quantity in several reports: difference, growth, years in a row, agencies side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from knowledge.answering.answer import Answer, Chart, ChartPoint, Kind, Reason
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.formula import evaluate
from knowledge.answering.gate import Said
from knowledge.answering.strategies.decline import decline_content, say_gap, say_no_such_year
from knowledge.answering.tables.quantity import (
    Quantity,
    add_figure,
    decline,
    difference,
    growth,
    may_be_prose,
    quantities_asked,
    say_formula,
    say_quantity,
)
from knowledge.answering.tables.rates import share_asked
from knowledge.answering.tables.whether import asks_course, verdict_of_two, verdict_of_years
from knowledge.answering.wording import words
from knowledge.forms import form_of_year
from knowledge.numerals import format_number
from knowledge.records import HeldReport
from knowledge.understanding.query import Query
from knowledge.vocabulary.turns import turn

_LESS = turn("how_much_less")


_APART = turn("distance")
_WHICH = turn("which_is_greater")
_BY_HOW_MUCH = turn("by_how_much")
_EACH = turn("each_of_span")
_AGAINST_ELSE = turn("against_something")
_AGAINST_THAT_YEAR = turn("against_that_year")
_SIGNED = turn("signed")


def answer_comparison(context: Context) -> Answer | None:
    """Answer a question that sets two or more reports side by side; None where it asks for one report only."""
    if _sets_against_unknown(context):
        return decline_content(context)
    reports = _reports(context)
    if len(reports) < 2 or context.query.every_agency:
        return None
    reports = _ends(context.query, reports)
    asked = [found for report in reports if (found := quantities_asked(context, report, compared=True))]
    if not asked:
        return None
    composition = Composition(context)
    if len({len(found) for found in asked}) == 1 and len(asked[0]) > 1:
        return _several_series(composition, asked)
    quantities = [found[0] for found in asked]
    known = [quantity for quantity in quantities if quantity.value is not None]
    if not known and all(quantity.gap and may_be_prose(quantity, quantity.gap) for quantity in quantities):
        return None
    if len(known) < 2:
        return too_few(composition, quantities)
    if len(quantities) == len(known) == 2 and _wants_difference(context):
        return _difference(composition, known[0], known[1])
    return _series(composition, quantities)


def _ends(query: Query, reports: tuple[HeldReport, ...]) -> tuple[HeldReport, ...]:
    """Return the first and the last year of a span of which it is asked by how much the number changed over it."""
    over = query.year_span and len(query.years) > 2 and len(query.agencies) == 1 and not query.recent
    if not over or _EACH.search(query.text) or not _BY_HOW_MUCH.search(query.text):
        return reports
    ends = tuple(sorted((one for one in reports if one.year in _outer(query.years)), key=lambda one: one.year))
    return ends if len(ends) == 2 else reports


def _outer(years: Sequence[int]) -> tuple[int, int]:
    return min(years), max(years)


def asks_size(text: str) -> bool:
    """Tell whether a question asks how much less it was, so that the size is the answer and not a negative number.

    So it is where it asks which of the two is the greater: its words say the sign.

    >>> asks_size("少了多少件"), asks_size("哪年多，多几件"), asks_size("增减多少件，减少用负数")
    (True, True, False)
    """
    return bool(_LESS.search(text) or _WHICH.search(text)) and not _SIGNED.search(text)


def asks_distance(text: str) -> bool:
    """Tell whether a question asks how far two figures are apart, whichever is the greater."""
    return bool(_APART.search(text))


def _wants_difference(context: Context) -> bool:
    query = context.query
    over = bool(_BY_HOW_MUCH.search(query.text)) and not _EACH.search(query.text) and not query.recent
    return (
        bool(query.asks & {"difference", "growth"})
        and not asks_course(query)
        and (not query.year_span or len(query.years) == 2 or over)
    )


def _reports(context: Context) -> tuple[HeldReport, ...]:
    """Return the reports to compare.

    比上年 with one year named means that year and the one before; 比2020年 sets the newest against the year named.
    """
    query, reports, base = context.query, context.reports, context.base
    one_pair = len(query.years) <= 1 and not query.every_year
    if len(reports) == 1 and _wants_difference(context) and one_pair and _asks_one(query):
        newest = base.newest(reports[0].agency_id)
        if query.year_said and newest != reports[0] and _AGAINST_THAT_YEAR.search(query.text):
            return (reports[0], newest) if newest else reports
        before = base.report(reports[0].agency_id, reports[0].year - 1)
        return (before, reports[0]) if before else reports
    if not query.years and len(query.agencies) == 1 and "trend" in query.asks:
        years = base.agencies[query.agencies[0]].years
        return tuple(base.reports[query.agencies[0], year] for year in years)
    return reports


def _sets_against_unknown(context: Context) -> bool:
    """Tell whether the one figure named is set against what no row and no year explains: 收到的比批复的多几件."""
    query = context.query
    one = len(context.reports) == 1 and _asks_one(query) and not query.content
    return one and "difference" in query.asks and bool(_AGAINST_ELSE.search(query.rest))


def _asks_one(query: Query) -> bool:
    """Tell whether one figure of a report is asked for: 个人比企业多几件 sets two of the same report side by side."""
    return share_asked(query) is not None or (len(query.indicators) == 1 and len(query.applicants) < 2)


def _difference(composition: Composition, one: Quantity, other: Quantity) -> Answer:
    """Say by how much two reports differ: later less earlier for years, first less second for agencies."""
    by_year = one.report.agency_id == other.report.agency_id
    first, second = (other, one)
    if by_year:
        backwards = _sets_earlier_first(composition.context.query)
        first, second = sorted((one, other), key=lambda item: item.report.year, reverse=backwards)
    note_forms(composition, (first, second))
    text = composition.context.query.text
    # Without 比 nothing says which body comes first: 甲和乙差多少, 多多少.
    return differ(composition, first, second, absolute=not by_year and (asks_distance(text) or "比" not in text))


def _sets_earlier_first(query: Query) -> bool:
    """Tell whether it is asked by how much an earlier year exceeds a later one (2023年比2024年多多少)."""
    years = "年?度?[^，比较]{0,16}比".join(map(str, query.years))
    return len(query.years) == 2 and query.years[0] < query.years[1] and bool(re.search(years, query.text))


def differ(composition: Composition, first: Quantity, second: Quantity, *, absolute: bool = False) -> Answer:
    """Say by how much the second quantity exceeds the first, with both cited and the formula.

    The value is signed, but for a question how much less it was (少了多少) or, ``absolute``, how far they are apart.
    """
    query = composition.context.query
    if verdict := verdict_of_two(query, second.known - first.known):
        composition.say(f"whether.{verdict}")
    same_agency = first.report.agency_id == second.report.agency_id
    for quantity in (first, second) if same_agency else (second, first):
        add_figure(composition, quantity)
        say_quantity(composition, quantity)
    if "growth" in query.asks and second.unit != "%":
        # A share grows by points of percent.
        return _growth(composition, first, second)
    # Written the way round in which it is not negative, as a reader would write it down.
    less = second.known < first.known
    shown = difference(first, second) if less else difference(second, first)
    value = evaluate(shown.formula, shown.digits) * (-1 if less else 1)
    key, name = _naming(first, second)
    composition.say(
        f"comparison.{_tendency(value)}{'_points' if second.unit == '%' and value else ''}{key}",
        second=name(second),
        first=name(first),
        value=Said(format_number(abs(value)), shown),
        unit=second.unit if second.unit != "%" else words("label.points"),
    )
    formula = say_formula(composition, shown)
    size = absolute or (value < 0 and asks_size(query.text))
    return composition.finish(Kind.COMPARISON, value=abs(value) if size else value, unit=second.unit, formula=formula)


def _naming(first: Quantity, second: Quantity) -> tuple[str, Callable[[Quantity], Said]]:
    """Return by what two quantities are told apart: their years, their agencies, or what they count."""
    if first.report.agency_id != second.report.agency_id:
        return "", lambda quantity: said_agency(quantity.report)
    if first.report.year != second.report.year:
        return "_years", lambda quantity: said_year(quantity.report)
    return "", lambda quantity: Said(quantity.label)


def _tendency(value: Decimal) -> str:
    return "same" if value == 0 else "less" if value < 0 else "more"


def _growth(composition: Composition, first: Quantity, second: Quantity) -> Answer:
    if first.value == 0:
        composition.say("comparison.no_base", year=said_year(first.report))
        return composition.finish(Kind.COMPARISON, unit="%")
    value = evaluate(growth(second, first).formula, 1)
    # As a difference is: written the way round in which it is not negative, with the words that say which it is.
    computed = decline(second, first) if value < 0 else growth(second, first)
    way = {"same": "same", "more": "grown", "less": "fallen"}[_tendency(value)]
    key, name = _naming(first, second)
    said = Said(format_number(abs(value)), computed)
    composition.say(f"comparison.{way}{key}", second=name(second), first=name(first), value=said)
    formula = say_formula(composition, computed, "%")
    size = value < 0 and asks_size(composition.context.query.text)
    return composition.finish(Kind.COMPARISON, value=abs(value) if size else value, unit="%", formula=formula)


def _several_series(composition: Composition, asked: Sequence[Sequence[Quantity]]) -> Answer | None:
    """Say one row of numbers for each of several quantities; None where one of them has no number at all."""
    rows = [list(row) for row in zip(*asked, strict=True)]
    if any(sum(quantity.value is not None for quantity in row) < 2 for row in rows):
        return None
    answers = [_series(composition, row) for row in rows]
    return answers[-1]


def _series(composition: Composition, quantities: Sequence[Quantity]) -> Answer:
    """Say the quantity of each report, years in order of time, agencies as asked; a gap is said in its place."""
    by_year = len({quantity.report.agency_id for quantity in quantities}) == 1
    if by_year:
        quantities = sorted(quantities, key=lambda item: item.report.year)
    known = [quantity for quantity in quantities if quantity.value is not None]
    years = {item.report.year: item.known for item in known}
    if by_year and (verdict := verdict_of_years(composition.context.query, years)):
        composition.say(f"whether.{verdict}")
    say_row(composition, known)
    for quantity in quantities:
        if quantity.value is None:
            say_unknown(composition, quantity)
    if by_year:
        say_missing_years(composition, quantities)
    note_forms(composition, quantities)
    return composition.finish(Kind.TREND if by_year else Kind.COMPARISON, chart=chart_of(quantities, by_year))


def say_row(composition: Composition, quantities: Sequence[Quantity]) -> None:
    """Say and add one quantity of several reports; the agency or the year that all have in common is said once."""
    agencies = len({quantity.report.agency_id for quantity in quantities})
    years = len({quantity.report.year for quantity in quantities})
    order = "years" if agencies == 1 else "agencies" if years == 1 else "agencies_years"
    composition.say(f"comparison.head_{order}", **_head(quantities[0]))
    for quantity in quantities:
        add_figure(composition, quantity)
        composition.say(f"comparison.of_{order}", **_head(quantity), value=quantity.said(), unit=quantity.unit)
    composition.end_list()


def chart_of(quantities: Sequence[Quantity], by_year: bool) -> Chart:
    """Return a line over the years, or a bar for each agency."""
    one_year = len({item.report.year for item in quantities}) == 1
    points = tuple(
        ChartPoint(_point(item.report, by_year, one_year), item.value) for item in quantities if item.value is not None
    )
    return Chart("line" if by_year else "bar", quantities[0].label, quantities[0].unit, points)


def _point(report: HeldReport, by_year: bool, one_year: bool) -> str:
    if by_year:
        return str(report.year)
    return report.agency if one_year else f"{report.agency}{report.year}年"


def _head(quantity: Quantity) -> dict[str, Said | str]:
    return {"agency": said_agency(quantity.report), "year": said_year(quantity.report), "label": quantity.label}


def say_unknown(composition: Composition, quantity: Quantity) -> None:
    """Say why there is no number, in the place where it would stand."""
    if quantity.gap:
        say_gap(composition, quantity.gap)
    else:
        composition.say("comparison.no_base", year=said_year(quantity.report))


def say_missing_years(composition: Composition, quantities: Sequence[Quantity]) -> None:
    """Say of which of the years asked no report is held."""
    query, base = composition.context.query, composition.context.base
    agency = quantities[0].report.agency_id
    missing = [year for year in (*query.years, *query.beyond) if not base.report(agency, year)]
    if missing:
        say_no_such_year(composition, said_agency(quantities[0].report), missing)


def note_forms(composition: Composition, quantities: Sequence[Quantity]) -> None:
    """Say that the years follow different forms, on which the row means the same."""
    forms = {item.report.form or form_of_year(item.report.year).id for item in quantities if item.value is not None}
    if len(forms) > 1:
        composition.note("comparison.forms")


def _say_cited(composition: Composition, quantity: Quantity) -> None:
    """Say a quantity with its cells cited and its formula, though it is no figure of the answer."""
    for reading in quantity.readings:
        for fact in reading.facts:
            composition.cite_cell(reading.report, fact)
    say_quantity(composition, quantity)
    if quantity.computed:
        say_formula(composition, quantity.computed, quantity.unit if quantity.unit == "%" else "")


def too_few(composition: Composition, quantities: Sequence[Quantity]) -> Answer:
    """Say of each report why it has no number to be set beside the others, and the number of those that have one."""
    for quantity in quantities:
        if quantity.value is None:
            said = len(composition.pieces)
            say_unknown(composition, quantity)
            if composition.pieces[said:] == composition.pieces[:said]:
                # That no form has such a column is said once, and not for every year.
                del composition.pieces[said:]
        else:
            _say_cited(composition, quantity)
    return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)

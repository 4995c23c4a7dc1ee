"""Strategy: figures of one report: a cell, a sum with its receipt, a share, or several of them side by side."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.answer import Answer, Chart, ChartPoint, Kind, Reason
from knowledge.answering.context import Composition, Context, said_agency, said_printed, said_year
from knowledge.answering.conversation.suggestions import suggest_after, suggest_readings
from knowledge.answering.gate import Basis, Doubt, Said
from knowledge.answering.prose.asked import asks_ways
from knowledge.answering.prose.fitting import best_figure, said_beside
from knowledge.answering.strategies.clarify import clarify_reading
from knowledge.answering.strategies.comparison import asks_distance, differ, say_missing_years
from knowledge.answering.strategies.decline import decline_gap, say_gap
from knowledge.answering.strategies.findings import note_findings, say_findings
from knowledge.answering.tables.quantity import (
    Quantity,
    add_figure,
    add_operands,
    cell_of,
    may_be_prose,
    quantities_asked,
    say_formula,
    say_quantity,
)
from knowledge.answering.tables.rates import asks_every_applicant
from knowledge.answering.tables.readings import Reading, read, subject_label
from knowledge.answering.tables.whether import verdict_of_figure
from knowledge.answering.wording import words
from knowledge.forms import table_title
from knowledge.records import Fact, FactStatus, HeldReport
from knowledge.territory import names_territory, own_share
from knowledge.vocabulary.turns import turn

_SEVERAL = turn("several_figures")
_SETS_AGAINST = turn("sets_against")
_HOW_MANY = turn("how_many_cases")
_WHETHER_ANY = turn("whether_any")
_RECEIVED = turn("received")


_LEFT_OPEN = turn("cells_left_open")


def answer_cell(context: Context) -> Answer | None:
    """Answer a question for figures of one report; None where no figure, or more than one report, is asked for."""
    reports = context.reports
    quantities = quantities_asked(context, reports[0]) if len(reports) == 1 else ()
    if not quantities or _is_narrowed(context, reports[0]) or _is_widened(context, quantities[0]):
        return None
    for quantity in quantities:
        if quantity.gap and may_be_prose(quantity, quantity.gap):
            return None
        if quantity.gap:
            return decline_gap(context, quantity.gap)
        if quantity.no_base:
            return decline_base(context, quantity)
    if len(quantities) > 1:
        return _several(context, quantities)
    composition = Composition(context)
    first = quantities[0]
    _say_first(composition, first)
    _say_other_reading(composition, first)
    say_missing_years(composition, (first,))
    if first.computed is None:
        say_findings(composition, first.readings[0])
    add_notes(composition, first)
    suggest_after(composition, first.readings[0])
    return composition.finish(
        Kind.FIGURE,
        value=first.value,
        unit=first.unit,
        formula=first.formula(),
        chart=_chart(first) if first.unit == "%" else None,
    )


def decline_row(context: Context) -> Answer | None:
    """Say that a report, or each of several, has lost the row asked for, where its prose has not told of it either."""
    asked = [found for report in context.reports if (found := quantities_asked(context, report))]
    gaps = [found[0].gap for found in asked]
    if len(gaps) < 2:
        return decline_gap(context, gaps[0]) if gaps and gaps[0] else None
    composition = Composition(context)
    for gap in gaps:
        if gap is None:
            return None
        say_gap(composition, gap)
    return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)


def _is_narrowed(context: Context, report: HeldReport) -> bool:
    """Tell whether a word beside the row's name narrows it, and the prose counts just that: 排水许可证5条."""
    if asks_ways(context.query):
        # 各种申请方式分别多少件 is told by the prose alone: the tables know who applied, and not how.
        return True
    words = context.query.topic
    found = best_figure(context, report) if words else None
    return found is not None and any(word in said_beside(found) for word in words)


def _is_widened(context: Context, quantity: Quantity) -> bool:
    """Tell whether the whole territory is asked for, and the table counts its government alone: 全市, 其中市本级."""
    if not names_territory(context.query.text) or quantity.value is None:
        return False
    figures = context.store.facts.figures(quantity.report.version_id)
    own = (own_share(figure, figures) for figure in figures)
    return any(figure is not None and figure.value == quantity.value for figure in own)


def _say_other_reading(composition: Composition, quantity: Quantity) -> None:
    """老百姓 may be natural persons or whoever applied: give the other figure as well."""
    other = composition.context.query.other_applicant
    if other is None or quantity.unit == "%":
        return
    reading = read(composition.context, quantity.report, quantity.readings[0].indicator, other)
    if reading.value is None:
        return
    beside = cell_of(reading)
    add_figure(composition, beside)
    key = "note.loose_all" if other == "total" else "note.loose_persons"
    label = subject_label(reading.indicator)
    composition.say(key, label=label, value=beside.said(), unit=beside.unit)


def _several(context: Context, quantities: Sequence[Quantity]) -> Answer:
    """Answer for several figures of one report: side by side, or by how much the first exceeds the second.

    Where the question does not say that it wants several, they are readings to choose from.
    """
    query = context.query
    composition = Composition(context)
    if "difference" in query.asks and len(quantities) == 2:
        apart = asks_distance(query.text) or not _SETS_AGAINST.search(query.text)
        return differ(composition, *quantities[::-1], absolute=apart)
    # 那2022年呢, after two rows: those of which the question before named both.
    several = _SEVERAL.search(query.text) or asks_every_applicant(query.text) or "indicator" in query.carried
    if not several and len(_HOW_MANY.findall(query.text)) < 2:
        return clarify_reading(context, quantities)
    _say_first(composition, quantities[0])
    for quantity in quantities[1:]:
        add_operands(composition, quantity)
        composition.say("figure.another", label=quantity.label, value=quantity.said(), unit=quantity.unit)
        if quantity.computed:
            say_formula(composition, quantity.computed, quantity.unit if quantity.unit == "%" else "")
    for quantity in quantities:
        add_notes(composition, quantity)
    alike = len({quantity.unit for quantity in quantities}) == 1
    return composition.finish(
        Kind.COMPARISON,
        value=quantities[0].value,
        unit=quantities[0].unit,
        chart=_side_by_side(quantities) if alike else None,
    )


def add_notes(composition: Composition, quantity: Quantity) -> None:
    """Add what one must know: how a cell was settled, the partly granted beside the granted, failed checks, doubts."""
    _note_settled(composition, quantity)
    for reading in quantity.readings:
        if reading.indicator == "outcomes.granted" and len(quantity.readings) == 1:
            _note_partly(composition, reading)
        if reading.indicator == "requests.new" and _RECEIVED.search(composition.context.query.text):
            composition.note("note.received_reading")
            suggest_readings(composition, reading)
        note_findings(composition, reading)
    for reason in quantity.report.review:
        if concerns(reason, quantity):
            composition.note("note.review", reason=Said(reason, Doubt(quantity.report)))


def concerns(reason: str, quantity: Quantity) -> bool:
    """Tell whether a doubt about a report touches a quantity that has a value.

    One about a table touches that table's cells only; one that counts the cells left open touches none that was read.
    """
    if _LEFT_OPEN.search(reason):
        return False
    tables = {fact.table for reading in quantity.readings for fact in reading.facts}
    titles = [table_title(quantity.report.year, table) for table in tables]
    return not reason.startswith("《") or any(f"《{title}》" in reason for title in titles)


def _say_first(composition: Composition, quantity: Quantity) -> None:
    query = composition.context.query
    verdict = verdict_of_figure(query, quantity.known)
    if verdict:
        composition.say(f"whether.{verdict}")
    elif "yes_no" in query.asks and _WHETHER_ANY.search(query.text):
        composition.say("figure.yes" if quantity.value else "figure.no")
    add_operands(composition, quantity)
    added = quantity.computed and quantity.unit != "%" and not quantity.label.endswith("合计")
    key = "figure.sum" if added else "figure.value"
    newest = not query.year_said and "year" not in query.carried
    say_quantity(composition, quantity, f"{key}_newest" if newest else key)
    if quantity.computed:
        say_formula(composition, quantity.computed, quantity.unit if quantity.unit == "%" else "")


def _note_partly(composition: Composition, reading: Reading) -> None:
    beside = read(composition.context, reading.report, "outcomes.partly_granted", reading.applicant)
    told = any((one.indicator, one.applicant) == (beside.indicator, beside.applicant) for one in composition.figures)
    if beside.value is not None and not told:
        composition.cite_cell(reading.report, beside.facts[0])
        composition.note("note.partly", value=cell_of(beside).said(), unit=beside.unit)


def _note_settled(composition: Composition, quantity: Quantity) -> None:
    """Say how settled cells were settled: once for each ground, with what is printed where it is one cell."""
    grounds: dict[str, list[tuple[Reading, Fact]]] = {}
    for reading in quantity.readings:
        for fact in reading.facts:
            if fact.status is FactStatus.SETTLED:
                grounds.setdefault(fact.basis, []).append((reading, fact))
    for ground, settled in grounds.items():
        reading, fact = settled[0]
        basis = Said(ground, Basis(reading.report, fact.indicator, fact.applicant))
        if all(fact.value is not None and fact.printed.strip() == str(fact.value) for _, fact in settled):
            composition.note("note.settled_label", basis=basis)
        elif len(settled) > 1:
            composition.note("note.settled_several", basis=basis)
        else:
            composition.note("note.settled", basis=basis, printed=said_printed(reading.report, fact))


def decline_base(context: Context, quantity: Quantity) -> Answer:
    """Say that a share would be divided by zero."""
    composition = Composition(context)
    whole = quantity.readings[-1]
    for fact in whole.facts:
        composition.cite_cell(whole.report, fact)
    composition.say(
        "share.no_base",
        agency=said_agency(quantity.report),
        year=said_year(quantity.report),
        whole=subject_label(whole.indicator, whole.applicant),
        label=quantity.label,
    )
    return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)


def _chart(quantity: Quantity) -> Chart:
    """Return a share as its parts and, last, the whole; what exceeds that it is set against, as bars."""
    points = tuple(
        ChartPoint(subject_label(reading.indicator, reading.applicant), reading.value)
        for reading in quantity.readings
        if reading.value is not None
    )
    *parts, whole = points
    within = sum(point.value for point in parts) <= whole.value
    return Chart("share" if within else "bar", quantity.label, quantity.readings[0].unit, points)


def _side_by_side(quantities: Sequence[Quantity]) -> Chart:
    points = tuple(ChartPoint(quantity.label, quantity.known) for quantity in quantities)
    report = quantities[0].report
    return Chart("bar", words("label.report", agency=report.agency, year=report.year), quantities[0].unit, points)

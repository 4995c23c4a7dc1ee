"""Strategy: numbers of the prose that the talk gave one after the other, added, set in order, or told again."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context, said_agency, said_year
from knowledge.answering.gate import Said
from knowledge.answering.prose.fitting import Found
from knowledge.answering.prose.quoting import note_figure, say_figure, span_of
from knowledge.answering.prose.several import difference_of, sum_of
from knowledge.answering.prose.surroundings import sentence_span, siblings_of, whole_of
from knowledge.answering.strategies.decline import decline_content
from knowledge.answering.tables.order import ascending
from knowledge.numerals import format_number
from knowledge.understanding.talk import Point


def answer_gathered(context: Context) -> Answer | None:
    """Answer 加起来呢 or 哪个多 from the very numbers that were given; None where the question means no such thing.

    Numbers in different units, or that the report does not give any more, are neither added nor set in order.
    """
    query = context.query
    if not query.gathered:
        return None
    found = [item for point in query.gathered if (item := _given(context, point))]
    if "sum" in query.asks:
        found = [item for item in found if not any(_is_of(context, other, item) for other in found)]
    lost = len(found) < 2 or (len(found) < len(query.gathered) and "sum" not in query.asks)
    if lost or len({item.figure.unit for item in found}) > 1:
        return decline_content(context)
    composition = Composition(context)
    for item in found:
        say_figure(composition, item)
        note_figure(composition, item)
    if len(found) == 1:
        return composition.finish(Kind.FIGURE, value=found[0].figure.value, unit=found[0].figure.unit or None)
    if "sum" in query.asks:
        return sum_of(composition, found)
    if "growth" in query.asks or ("difference" in query.asks and len(found) != 2):
        return decline_content(context)
    if "difference" in query.asks:
        return difference_of(composition, *sorted(found, key=lambda item: item.report.year))
    return _ordered(composition, found) if "rank" in query.asks else composition.finish(Kind.COMPARISON)


def _given(context: Context, point: Point) -> Found | None:
    """Return the number that was given, None where its report is held no more or has it no more, or more than once."""
    base = context.base
    if point.agency is None or point.agency not in base.agencies:
        return None
    report = base.newest(point.agency) if point.year is None else base.report(point.agency, point.year)
    if report is None:
        return None
    passages = {passage.ordinal: passage for passage in context.store.reports.passages(report.version_id)}
    found = {
        Found(report, figure, passage, *sentence_span(passage.text, figure.start, figure.end), 1.0)
        for figure in context.store.facts.figures(report.version_id)
        if (figure.subject, figure.measure, format_number(figure.value)) == point.figure
        and (passage := passages.get(figure.passage))
    }
    return found.pop() if len(found) == 1 else None


def _is_of(context: Context, part: Found, whole: Found) -> bool:
    """Tell whether one number is a part of the other by the sentence that states them: 48条，其中通知9条."""
    if part.report != whole.report or part.passage != whole.passage:
        return False
    figures = context.store.facts.figures(part.report.version_id)
    near = [one.figure for one in siblings_of(part.figure, figures, part.passage.text)]
    return whole_of(part.figure, near, part.passage.text) == whole.figure


def _ordered(composition: Composition, found: Sequence[Found]) -> Answer:
    least = ascending(composition.context.query.text)
    ordered = sorted(found, key=lambda item: item.figure.value, reverse=not least)
    first = ordered[0]
    composition.figures.sort(key=lambda each: each.value or 0, reverse=not least)
    if len({item.report.agency_id for item in found}) > 1:
        key, name = "_agency", said_agency(first.report)
    elif len({item.report.year for item in found}) > 1:
        key, name = "_year", said_year(first.report)
    else:
        key, name = "", Said(first.figure.subject or first.figure.measure)
    value = Said(format_number(first.figure.value), span_of(first))
    composition.say(f"gathered.{'least' if least else 'most'}{key}", name=name, value=value, unit=first.figure.unit)
    return composition.finish(Kind.RANKING, value=first.figure.value, unit=first.figure.unit or None)

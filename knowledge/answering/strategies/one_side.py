"""Strategy: a difference or growth is asked and only one of the two reports is held.

The number of that report is no answer: asked by how much, a reader would take it for the difference.
"""

from __future__ import annotations

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.context import Composition, Context, said_agency
from knowledge.answering.gate import Said
from knowledge.answering.prose.fitting import best_figure
from knowledge.answering.prose.quoting import say_figure
from knowledge.answering.prose.several import answer_parts, stated_change
from knowledge.answering.strategies.decline import say_no_such_year
from knowledge.answering.tables.quantity import quantities_asked
from knowledge.records import HeldReport
from knowledge.understanding.query import Query


def answer_one_side(context: Context) -> Answer | None:
    """Give the growth that the report itself states, else say what is missing; None where nothing is to be compared."""
    query, reports = context.query, context.reports
    if len(reports) != 1 or query.every_agency or not query.asks & {"difference", "growth"} or "rank" in query.asks:
        return None
    quantities = quantities_asked(context, reports[0])
    if len(quantities) != 1 or any(name.endswith("_change") for name in query.indicators):
        return None
    if several := answer_parts(context):
        return several
    composition = Composition(context)
    stated = best_figure(context, reports[0]) if "growth" in query.asks else None
    if not (stated and stated.figure.unit == "%"):
        stated = (
            stated_change(context, reports[0], quantities[0].value) if _is_with_year_before(query, reports[0]) else None
        )
    if stated:
        say_figure(composition, stated)
        return composition.finish(Kind.FIGURE, value=stated.figure.value, unit=stated.figure.unit or None)
    say_no_such_year(composition, _whose(context, reports[0]), _missing(context, reports[0]))
    composition.say("comparison.one_side")
    return composition.finish(Kind.NONE, reason=Reason.NO_SUCH_REPORT)


def _is_with_year_before(query: Query, held: HeldReport) -> bool:
    """Tell whether a report is to be compared with the year before it, of which it tells itself."""
    return len(query.agencies) < 2 and not set(query.years) - {held.year, held.year - 1}


def _missing(context: Context, held: HeldReport) -> tuple[int, ...]:
    """Return the years to compare with that are not held; without another year or agency named, the year before."""
    query = context.query
    if len(query.agencies) > 1:
        return query.years or (held.year,)
    return tuple(year for year in query.years if year != held.year) or (held.year - 1,)


def _whose(context: Context, held: HeldReport) -> Said:
    others = [key for key in context.query.agencies if key != held.agency_id]
    other = context.base.newest(others[0]) if others else held
    return said_agency(other or held)

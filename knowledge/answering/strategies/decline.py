"""Saying that there is no answer, and why: each reason is a different sentence, and what is held is listed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from knowledge.answering.answer import Answer, Kind, Reason
from knowledge.answering.base import ALIKE
from knowledge.answering.context import (
    Composition,
    Context,
    joined,
    said_agency,
    said_printed,
    said_year,
)
from knowledge.answering.gate import YEAR, Asked, Cell, Name, Said
from knowledge.answering.tables.readings import Gap, Reading, subject_label
from knowledge.answering.wording import words
from knowledge.numerals import format_number
from knowledge.records import HeldReport

MOST_LISTED = 12
"""More agencies than this are not read out in an answer; the list of reports shows them."""

MOST_ALIKE = 4
"""So many of the agencies that are called most like one that is not held are named."""

MOST_CANDIDATES = 4
"""More ways to read a cell than this tell a reader nothing: the answer then only shows what is printed."""


def decline_gap(context: Context, reading: Reading) -> Answer:
    """Say why a report that is held gives no value."""
    composition = Composition(context)
    say_gap(composition, reading)
    reason = Reason.AMBIGUOUS if reading.gap is Gap.UNCERTAIN else Reason.NOT_IN_REPORTS
    return composition.finish(Kind.NONE, reason=reason)


def say_gap(composition: Composition, reading: Reading) -> None:
    """Say which kind of emptiness it is, citing the cell that is empty, and what is printed in it."""
    report, gap = reading.report, reading.gap
    label = subject_label(reading.indicator, reading.applicant)
    common: dict[str, Said | str] = {"agency": said_agency(report), "year": said_year(report), "label": label}
    facts = [fact for fact in reading.facts if fact.value is None]
    if facts:
        composition.cite_cell(report, facts[0])
    if gap in (Gap.UNCERTAIN, Gap.NOT_APPLICABLE):
        composition.say(f"none.{gap}", **common, printed=said_printed(report, facts[0]))
        _say_candidates(composition, reading)
    elif gap is Gap.BLANK:
        composition.say("none.blank" if len(reading.facts) == 1 else "none.blank_sum", **common)
    elif gap is Gap.NO_SUCH_COLUMN:
        composition.say("none.no_such_column", label=subject_label(reading.indicator))
    else:
        composition.say(f"none.{gap}", **common)


def _say_candidates(composition: Composition, reading: Reading) -> None:
    fact = next(fact for fact in reading.facts if fact.value is None)
    if not 0 < len(fact.candidates) <= MOST_CANDIDATES:
        return
    cell = Cell(reading.report, fact.indicator, fact.applicant)
    said = [Said(format_number(value), cell) for value in fact.candidates]
    composition.say("none.candidates", candidates=joined(said, words("label.or")))


def decline_year(context: Context) -> Answer | None:
    """Say that the year asked is not held, for the agencies named; None where it is held for one of them."""
    query = context.query
    if not query.years or not query.agencies or context.reports:
        return None
    composition = Composition(context)
    first = next((context.base.newest(agency) for agency in query.agencies), None)
    agency = said_agency(first) if first and len(query.agencies) == 1 else words("label.agency_asked")
    if query.years[0] > context.today.year - 1:
        composition.say("none.future")
    say_no_such_year(composition, agency, query.years)
    if first and len(query.agencies) == 1:
        _say_years(composition, [context.base.reports[first.agency_id, year] for year in _years(context, first)])
    return composition.finish(Kind.NONE, reason=Reason.NO_SUCH_REPORT)


def say_no_such_year(composition: Composition, agency: Said | str, years: Sequence[int]) -> None:
    """Say of which years no report is held; one that no report can be of (``scope`` may name any) is not repeated."""
    if all(YEAR.fullmatch(str(year)) for year in years):
        said = Said("、".join(map(str, years)), Asked(tuple(years)))
        composition.say("none.no_such_year", agency=agency, year=said)
    else:
        composition.say("none.no_such_pair")


def _years(context: Context, report: HeldReport) -> tuple[int, ...]:
    return context.base.agencies[report.agency_id].years


def _say_years(composition: Composition, reports: Sequence[HeldReport]) -> None:
    composition.say("none.held_years", years=joined([said_year(report) for report in reports]))


def decline_agency(context: Context) -> Answer | None:
    """Say that the body named is not held, and which are; None where another body's report may tell of it in words."""
    query = context.query
    if not query.foreign or (query.foreign_body and not query.indicators):
        return None
    return decline_foreign(context)


def decline_foreign(context: Context) -> Answer | None:
    """Say that the body named is not held, and which are."""
    return _not_held(context, context.query.foreign) if context.query.foreign else None


def _not_held(context: Context, name: str) -> Answer:
    composition = Composition(context)
    composition.say("none.no_such_agency", name=_letters(name) or words("label.agency_asked"))
    _say_alike(composition, name)
    say_held(composition)
    return composition.finish(Kind.NONE, reason=Reason.NO_SUCH_REPORT)


def _say_alike(composition: Composition, name: str) -> None:
    """Name the agencies held that are called most like the one asked about, where too many are held to list all."""
    base = composition.context.base
    likely = base.maybe_alike(name) if len(base.agencies) > MOST_LISTED else ()
    likeness = {key: _common_ends(name, base.agencies[key].name) for key in likely}
    alike = sorted((key for key in likeness if likeness[key] >= ALIKE), key=lambda key: -likeness[key])[:MOST_ALIKE]
    if alike:
        said = [Said(base.agencies[key].name, Name(key)) for key in alike]
        composition.say("none.held_alike", agencies=joined(said))


def _common_ends(one: str, other: str) -> int:
    """Return how many characters two names have in common at their beginning and at their end."""
    pairs = (zip(one, other, strict=False), zip(reversed(one), reversed(other), strict=False))
    return sum(len(list(takewhile(lambda pair: pair[0] == pair[1], pair))) for pair in pairs)


def say_held(composition: Composition) -> None:
    """List the agencies that are held, or say where they are listed."""
    agencies = composition.context.base.agencies.values()
    if not agencies:
        composition.say("none.nothing_held")
    elif len(agencies) > MOST_LISTED:
        composition.say("none.held_many")
    else:
        composition.say("none.held_agencies", agencies=joined([Said(one.name, Name(one.id)) for one in agencies]))


def _letters(name: str) -> str:
    # What the question called it is said back; a digit in it has no source here, and a mark names nothing.
    return "".join(character for character in name if character.isalpha())


def decline_content(context: Context) -> Answer:
    """Say that the reports do not hold what was asked, or that a body which the words may mean is not held."""
    if context.query.beyond_name and context.query.indicators:
        return _not_held(context, context.query.beyond_name)
    composition = Composition(context)
    reports = context.reports
    if len(reports) == 1:
        composition.say("none.not_in_report", agency=said_agency(reports[0]), year=said_year(reports[0]))
    else:
        composition.say("none.not_in_reports")
    return composition.finish(Kind.NONE, reason=Reason.NOT_IN_REPORTS)


def decline_scope(context: Context) -> Answer | None:
    """Turn down kindly what these reports are not for, and point to the right door."""
    if not context.query.refusal:
        return None
    composition = Composition(context)
    composition.say(f"scope.{context.query.refusal}")
    return composition.finish(Kind.NONE, reason=Reason.OUT_OF_SCOPE)

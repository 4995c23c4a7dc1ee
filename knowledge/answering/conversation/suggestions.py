"""Questions that lead on from an answer. Each names only what is held, so that tapping it is answered."""

from __future__ import annotations

from knowledge.answering.context import Composition, Context
from knowledge.answering.tables.readings import Reading, applicant_label, read, subject_label
from knowledge.answering.wording import words
from knowledge.records import HeldReport

LEADS = {
    "requests.new": ("outcomes.granted", "requests.carried_in"),
    "requests.carried_in": ("requests.new",),
    "requests.carried_out": ("outcomes.total",),
    "outcomes.granted": ("outcomes.partly_granted", "outcomes.refused"),
    "outcomes.partly_granted": ("outcomes.granted", "outcomes.refused"),
    "outcomes.refused": ("outcomes.unavailable",),
    "outcomes.unavailable": ("outcomes.unavailable.not_held",),
    "outcomes.total": ("outcomes.granted", "requests.carried_out"),
    "review.total": ("review.corrected", "litigation"),
    "litigation": ("review.total",),
    "normative_documents.issued": ("normative_documents.in_force",),
    "normative_documents.in_force": ("normative_documents.issued", "normative_documents.repealed"),
}
"""What a reader of one row tends to want next."""


READINGS = ("requests.in_hand", "outcomes.total")
"""What else may be meant by the requests received in a year."""


def suggest_readings(composition: Composition, reading: Reading) -> None:
    """Offer the other readings of what was asked."""
    for indicator in READINGS:
        if _has_value(composition.context, reading.report, indicator):
            _suggest(composition, reading, indicator, "total", reading.report.year)


def suggest_after(composition: Composition, reading: Reading) -> None:
    """Offer the whole beside a part, what is read next, and the year before or after."""
    report = reading.report
    if reading.applicant != "total":
        _suggest(composition, reading, reading.indicator, "total", report.year)
    for indicator in LEADS.get(reading.indicator, _family(reading.indicator)):
        if _has_value(composition.context, report, indicator):
            _suggest(composition, reading, indicator, "total", report.year)
    years = composition.context.base.agencies[report.agency_id].years
    for year in (report.year - 1, report.year + 1):
        if year in years:
            _suggest(composition, reading, reading.indicator, reading.applicant, year)
            break


def value_question(report: HeldReport, label: str, year: int | None = None) -> str:
    """Return the question for a row by its label; of the report's own year, unless another is given."""
    return words("suggest.value", agency=report.agency, year=year or report.year, label=label)


def _has_value(context: Context, report: HeldReport, indicator: str) -> bool:
    return (
        context.store.facts.has_value(report.version_id, indicator)
        or read(context, report, indicator).value is not None
    )


def _family(indicator: str) -> tuple[str, ...]:
    return (indicator.rpartition(".")[0],) if indicator.count(".") > 1 else ()


def _suggest(composition: Composition, reading: Reading, indicator: str, applicant: str, year: int) -> None:
    label = subject_label(indicator, "total")
    if applicant != "total":
        label = words("label.of_whom", who=applicant_label(applicant), label=label)
    composition.suggest(value_question(reading.report, label, year))

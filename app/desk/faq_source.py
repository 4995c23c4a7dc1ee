"""A source picked in the form: an article, a document, or the words of a report, found in it."""

from __future__ import annotations

from collections.abc import Mapping

from app.desk.wording import say
from app.services import services
from knowledge.answering.gate import stands_in
from knowledge.faq.exchange import lines_of_sources
from knowledge.faq.maintained import Source, SourceKind
from knowledge.records import HeldReport

LONGEST = 500


def picked_source(form: Mapping[str, str]) -> str:
    """Return the source that was picked as a line of the field. Raises ValueError, in words for the editor."""
    kind = form.get("source_kind", "")
    name, quote = (" ".join(form.get(field, "").split())[:LONGEST] for field in ("source_name", "source_quote"))
    if kind not in set(SourceKind):
        raise ValueError(say("faq_source.no_kind"))
    if not quote:
        raise ValueError(say("faq_source.no_quote"))
    if kind == SourceKind.REPORT:
        return lines_of_sources([_of_report(_report(form), name, quote)])
    if not name:
        raise ValueError(say("faq_source.no_name"))
    return lines_of_sources([Source(SourceKind(kind), name, quote)])


def _report(form: Mapping[str, str]) -> HeldReport:
    name, year = form.get("source_agency", "").strip(), form.get("source_year", "").strip()
    store = services().store
    agencies = store.lookup.agencies_named(name) if name else ()
    if len(agencies) != 1:
        raise ValueError(say("faq_source.which_agency" if name else "faq_source.no_agency", name=name))
    wanted = int(year) if year.isdecimal() else store.faq.latest_year(agencies[0]) or 0
    report = store.reports.current(agencies[0], wanted)
    if report is None:
        raise ValueError(say("faq_source.no_report", name=name, year=wanted))
    return report


def _of_report(report: HeldReport, name: str, quote: str) -> Source:
    for passage in services().store.reports.passages(report.version_id):
        if stands_in(quote, passage.text):
            title = name or say("faq_source.title", agency=report.agency, year=report.year)
            return Source(SourceKind.REPORT, title, quote, report.id, passage.ordinal)
    raise ValueError(say("faq_source.not_there", agency=report.agency, year=report.year, quote=quote))

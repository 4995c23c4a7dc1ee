"""How what is held reads as JSON at the read API, and as rows of exports: every number with where it stands."""

from __future__ import annotations

from typing import Any

from app.links import place_url, report_url
from app.present import number
from knowledge.answering.answer import CellLocator, TextLocator
from knowledge.forms import label_of
from knowledge.lookups import Confirmation, HeldFact, HeldFigure, HeldPassage
from knowledge.records import Fact, HeldReport


def fact_json(held: HeldFact) -> dict[str, Any]:
    """Return a cell, or a subtotal with its operands.

    ``value`` is null where the cell gives none; what a person confirmed stands apart, in ``confirmed``.
    """
    fact = held.fact
    body = {
        "agency": held.report.agency,
        "year": held.report.year,
        "indicator": held.indicator,
        "label": label_of(held.indicator),
        "applicant": held.applicant,
        "value": number(fact.value) if fact else number(held.value),
        "unit": held.unit,
        "printed": fact.printed if fact else None,
        "status": fact.status.value if fact else "computed",
        "report_id": held.report.id,
        "url": fact_url(held.report, fact) if fact else None,
    }
    if fact and fact.candidates and fact.value is None:
        body["candidates"] = [number(value) for value in fact.candidates]
    if held.confirmation:
        body["confirmed"] = _confirmation(held.confirmation)
    if not fact:
        body["parts"] = [_part(held.report, part) for part in held.parts]
    return body


def fact_url(report: HeldReport, fact: Fact) -> str:
    """Return the address of a cell."""
    return place_url(report.id, CellLocator(fact.table, fact.row, fact.column))


def report_json(report: HeldReport, place: str | None, level: str | None) -> dict[str, Any]:
    """Return the head of a report."""
    return {
        "id": report.id,
        "agency": report.agency,
        "place": place,
        "level": level,
        "year": report.year,
        "version": report.version,
        "title": report.title,
        "form": report.form,
        "published": report.published,
        "source": report.source,
        "review": list(report.review),
        "url": report_url(report.id),
    }


def passage_json(held: HeldPassage) -> dict[str, Any]:
    """Return a passage."""
    locator = TextLocator(held.passage.ordinal, 0, len(held.passage.text))
    return _text(held.report, held.heading, held.passage.text, locator) | {"kind": "text"}


def figure_json(held: HeldFigure) -> dict[str, Any]:
    """Return a number of the narrative."""
    figure = held.figure
    locator = TextLocator(figure.passage, figure.start, figure.end)
    return _text(held.report, None, held.passage.text, locator) | {
        "kind": "figure",
        "subject": figure.subject,
        "measure": figure.measure,
        "value": number(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "printed": figure.printed,
    }


def _text(report: HeldReport, section: str | None, text: str, locator: TextLocator) -> dict[str, Any]:
    return {
        "agency": report.agency,
        "year": report.year,
        "section": section,
        "text": text,
        "report_id": report.id,
        "url": place_url(report.id, locator),
    }


def _part(report: HeldReport, fact: Fact) -> dict[str, Any]:
    return {
        "indicator": fact.indicator,
        "label": label_of(fact.indicator),
        "value": number(fact.value),
        "printed": fact.printed,
        "status": fact.status.value,
        "url": fact_url(report, fact),
    }


def _confirmation(found: Confirmation) -> dict[str, Any]:
    return {"value": number(found.value), "ground": found.ground, "by": found.by, "at": found.at}

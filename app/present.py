"""The only serialiser: an answer becomes the JSON of the HTTP contract, and every page is drawn from that JSON.

So an answer reads the same over the API, in the chat, on a page without script, and when its permalink replays it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from app.charts import draw
from app.links import place_url
from knowledge.answering.answer import Answer, AnswerFigure, CellLocator, Chart, Citation, TextLocator
from knowledge.forms import forms


def answer_json(answer: Answer, *, conversation_id: str, turn_id: str) -> dict[str, Any]:
    """Return an answer as the contract has it.

    ``value`` and ``unit`` are always there (null where no one number was asked for); ``reason``, ``formula`` and
    ``chart`` only where there is one.
    """
    body: dict[str, Any] = {"conversation_id": conversation_id, "turn_id": turn_id, "kind": answer.kind.value}
    if answer.reason is not None:
        body["reason"] = answer.reason.value
    body |= {"answer": answer.text, "value": number(answer.value), "unit": answer.unit}
    body["figures"] = [_figure(figure) for figure in answer.figures]
    if answer.formula is not None:
        body["formula"] = answer.formula
    body["citations"] = [_citation(citation) for citation in answer.citations]
    body["notes"] = list(answer.notes)
    body["suggestions"] = list(answer.suggestions)
    if answer.chart is not None:
        body["chart"] = _chart(answer.chart)
    return body


def number(value: Decimal | None) -> int | float | None:
    """Return a value as JSON has numbers: whole where it is whole.

    >>> number(Decimal("6.00")), number(Decimal("88.9")), number(None)
    (6, 88.9, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def shown(value: int | float | Decimal | None) -> str:
    """Return a value as a page shows it: thousands parted, nothing rounded.

    >>> shown(43051), shown(0.5), shown(None)
    ('43,051', '0.5', '—')
    """
    if value is None:
        return "—"
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    whole = exact == exact.to_integral_value()
    return f"{int(exact):,}" if whole else f"{exact.normalize():,f}"


def _figure(figure: AnswerFigure) -> dict[str, Any]:
    return {
        "agency": figure.agency,
        "year": figure.year,
        "indicator": figure.indicator,
        "label": figure.label,
        "applicant": figure.applicant,
        "value": number(figure.value),
        "unit": figure.unit,
        "printed": figure.printed,
        "citation": figure.citation,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    report = citation.report
    body = {
        "id": citation.id,
        "report_id": report.id,
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        "section": citation.section,
        "locator": _locator(citation.locator),
        "quote": citation.quote,
        "url": place_url(report.id, citation.locator),
    }
    if isinstance(citation.locator, CellLocator):
        # Beyond the contract: two cells of one table have the same section, and a reader wants to know which is which.
        body["place"] = _cell_name(citation.locator, report.form)
    return body


@lru_cache(maxsize=2048)
def _cell_name(locator: CellLocator, form_id: str | None) -> str:
    cells = [cell for form in sorted(forms(), key=lambda form: form.id == form_id) for cell in form.cells.values()]
    for cell in reversed(cells):
        if locator == CellLocator(cell.table, cell.row.id, cell.column.id):
            row, column = cell.row, cell.column
            labels = (row.short or row.label, "" if row.label else column.group, column.label)
            return " · ".join(label for label in labels if label)
    return ""


def _locator(locator: CellLocator | TextLocator) -> dict[str, Any]:
    match locator:
        case CellLocator(table, row, column):
            return {"type": "cell", "table": table, "row": row, "column": column}
        case TextLocator(passage, start, end):
            return {"type": "text", "passage": passage, "start": start, "end": end}


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "type": chart.type,
        "title": chart.title,
        "unit": chart.unit,
        "points": [{"label": point.label, "value": number(point.value)} for point in chart.points],
        "svg": draw(chart),
    }

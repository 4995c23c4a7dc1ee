"""The tables of a search: one for cells, one for numbers of the narrative, one for text, one for entries."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from app.desk.export import Cell, Column, Sheet
from app.desk.lookup_words import applicants, word
from app.desk.wording import say
from app.links import place_url, report_url
from app.present import shown
from app.reading.rows import fact_url
from knowledge.answering.answer import TextLocator
from knowledge.forms import forms, label_of
from knowledge.lookups import HeldFact, HeldFigure, HeldPassage, Tally

_AGENCY = Column(say("common.body"), sort="agency")
_YEAR = Column(say("common.year"), sort="year", plain=True)


def facts_sheet(found: Sequence[HeldFact], tally: Tally, title: str) -> Sheet:
    """Return cells as a table; where all are one subtotal, each part of it has a column of its own."""
    parts = _parts_shown(found)
    columns = (
        _AGENCY,
        _YEAR,
        Column(say("common.indicator"), sort="indicator"),
        Column(say("common.applicant")),
        Column(say("common.value"), number=True, sort="value"),
        *(Column(_short(name), number=True) for name in parts),
        Column(say("common.unit")),
        Column(say("common.state")),
        Column(say("common.remarks")),
    )
    rows = tuple(_fact_row(held, parts) for held in found)
    total = _total(tally, columns) if tally.sums else ()
    notes = tuple(say("lookup.sum", value=shown(value), unit=unit, count=tally.count) for unit, value in tally.sums)
    return Sheet(title, columns, rows, total, notes)


def figures_sheet(found: Sequence[HeldFigure], title: str) -> Sheet:
    """Return numbers of the narrative as a table."""
    columns = (
        _AGENCY,
        _YEAR,
        Column(say("lookup.about")),
        Column(say("common.value"), number=True),
        Column(say("common.unit")),
        Column(say("lookup.original")),
    )
    rows = []
    for held in found:
        figure, report = held.figure, held.report
        url = place_url(report.id, TextLocator(figure.passage, figure.start, figure.end))
        about = "·".join(part for part in (*figure.scope, figure.subject, figure.measure) if part)
        around = held.passage.text[max(0, figure.start - 20) : figure.end + 12]
        head = (Cell(report.agency, report_url(report.id)), Cell(report.year), Cell(about))
        rows.append((*head, Cell(figure.value, url), Cell(figure.unit), Cell(f"…{around}…")))
    return Sheet(title, columns, tuple(rows))


def passages_sheet(found: Sequence[HeldPassage], title: str) -> Sheet:
    """Return passages as a table."""
    columns = (_AGENCY, _YEAR, Column(say("lookup.section")), Column(say("lookup.passage")))
    rows = tuple(
        (
            Cell(held.report.agency, report_url(held.report.id)),
            Cell(held.report.year),
            Cell(held.heading),
            Cell(
                held.passage.text,
                place_url(held.report.id, TextLocator(held.passage.ordinal, 0, len(held.passage.text))),
            ),
        )
        for held in found
    )
    return Sheet(title, columns, rows)


def entries_sheet(found: Sequence[dict[str, Any]], title: str) -> Sheet:
    """Return maintained entries as a table."""
    columns = (Column(say("common.question")), Column(say("common.answer")), Column(say("common.sources")))
    rows = tuple((Cell(item["question"]), Cell(item["answer"]), Cell(item["source"])) for item in found)
    return Sheet(title, columns, rows)


def status_of(held: HeldFact) -> str:
    """Return in a word how sure a cell is."""
    if held.confirmation:
        return word("statuses", "confirmed")
    return word("statuses", held.fact.status.value if held.fact else "computed")


def note_of(held: HeldFact) -> str:
    """Return what one must know of a cell: its ground, its readings, who confirmed it, what a sum is made of."""
    if held.confirmation:
        found = held.confirmation
        return say(
            "lookup.confirmed",
            printed=held.fact.printed if held.fact else "",
            by=found.by,
            day=found.day,
            ground=found.ground,
        )
    if held.fact is None:
        operands = " + ".join("？" if part.value is None else shown(part.value) for part in held.parts)
        return (
            f"{operands} = {shown(held.value)}"
            if held.value is not None
            else say("lookup.parts_missing", operands=operands)
        )
    if held.fact.candidates and held.value is None:
        readings = say("lookup.or").join(map(shown, held.fact.candidates))
        return say("lookup.may_be", readings=readings, printed=held.fact.printed)
    if held.value is None and held.fact.printed:
        return say("lookup.printed_as", printed=held.fact.printed)
    return held.fact.basis


def _fact_row(held: HeldFact, parts: Sequence[str]) -> tuple[Cell, ...]:
    report = held.report
    values = {part.indicator: part for part in held.parts}
    url = fact_url(report, held.fact) if held.fact else ""
    return (
        Cell(report.agency, report_url(report.id)),
        Cell(report.year),
        Cell(label_of(held.indicator)),
        Cell(applicants()[held.applicant]),
        Cell(held.value, url, note_of(held)),
        *(Cell(values[name].value, fact_url(report, values[name])) if name in values else Cell(None) for name in parts),
        Cell(held.unit),
        Cell(status_of(held)),
        Cell(note_of(held)),
    )


def _parts_shown(found: Sequence[HeldFact]) -> tuple[str, ...]:
    summed = {held.indicator for held in found if held.fact is None}
    if len(summed) != 1:
        return ()
    return tuple(dict.fromkeys(part.indicator for held in found for part in held.parts))


def _short(indicator: str) -> str:
    """Return the name of a part within its group: the group's name stands in the table already."""
    for form in reversed(forms()):
        cell = form.cells.get((indicator, "total"))
        if cell:
            return cell.row.short or cell.row.label or label_of(indicator)
    return label_of(indicator)


def _total(tally: Tally, columns: Sequence[Column]) -> tuple[Cell, ...]:
    unit, value = tally.sums[0]
    filled: dict[str, Cell] = {
        say("common.body"): Cell(say("lookup.sum_of_cells", count=tally.count)),
        say("common.value"): Cell(Decimal(value)),
        say("common.unit"): Cell(unit),
    }
    return tuple(filled.get(column.label, Cell("")) for column in columns)

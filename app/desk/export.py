"""A table of the desk: drawn on its page, and handed out as XLSX, CSV or JSON. Every number keeps its source."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urljoin

from flask import Response, request
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from app.desk.wording import say
from app.present import number, shown

FORMATS = ("xlsx", "csv", "json")
MOST_ROWS = 10_000
"""Rows of the largest export: a spreadsheet that a person can still work through."""

_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
"""What a spreadsheet program would take a text for a formula by."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with the address where it stands, and what to know beside it."""

    value: Value
    url: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The value as a page shows it."""
        if isinstance(self.value, str):
            return self.value
        return shown(self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``sort`` is the order that its header offers, ``plain`` is True for numbers without thousands marks."""

    label: str
    number: bool = False
    sort: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: ``total`` stands under it, ``notes`` are what one must know to read it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = field(default=())


def handed_out(sheet: Sheet, form: str) -> Response:
    """Return a table as a file. ``form`` is one of ``FORMATS``."""
    make, mimetype = _MAKERS[form]
    response = Response(make(sheet), mimetype=mimetype)
    name = quote(f"{sheet.title}.{form}")
    response.headers["Content-Disposition"] = f"attachment; filename=\"zhiqing.{form}\"; filename*=UTF-8''{name}"
    return response


def safe_text(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula.

    >>> safe_text("=1+1"), safe_text("档案局")
    ("'=1+1", '档案局')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def to_csv(sheet: Sheet) -> bytes:
    """Return a table as CSV in UTF-8, with the mark by which spreadsheet programs know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    cited = _cited(sheet)
    writer.writerow([safe_text(label) for label in _labels(sheet, cited)])
    for row in sheet.rows:
        writer.writerow([safe_text(v) if isinstance(v, str) else _plain(v) for v in _flat(row, cited)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def to_json(sheet: Sheet) -> bytes:
    """Return a table as JSON: a list of rows, each value by its column, and its source where it has one."""
    cited = _cited(sheet)
    labels = _labels(sheet, cited)
    rows = [
        {label: number(v) if isinstance(v, Decimal) else v for label, v in zip(labels, _flat(row, cited), strict=True)}
        for row in sheet.rows
    ]
    body = {"title": sheet.title, "rows": rows, "notes": list(sheet.notes)}
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")


def to_xlsx(sheet: Sheet) -> bytes:
    """Return a table as a spreadsheet: numbers as numbers, each linked to where it stands."""
    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.title)[:31] or say("common.table"))
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = 14 if column.number else 26
    page.append([_xlsx_cell(page, Cell(column.label), Font(bold=True)) for column in sheet.columns])
    for row in (*sheet.rows, *([sheet.total] if sheet.total else [])):
        page.append([_xlsx_cell(page, cell) for cell in row])
    for note in sheet.notes:
        page.append([_xlsx_cell(page, Cell(note))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(page: Any, cell: Cell, font: Font | None = None) -> Any:
    value = cell.value
    made = WriteOnlyCell(page, value=None)
    if isinstance(value, str):
        # Typed as a text, so that "=1+1" stays one.
        made.value = _NOT_IN_XML.sub("", value)
        made.data_type = "s"
    elif value is not None:
        made.value = number(Decimal(value))
    if cell.url:
        made.hyperlink = _absolute(cell.url)
        font = Font(color="0F4F8F", underline="single")
    if font:
        made.font = font
    return made


_MAKERS = {
    "xlsx": (to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "json": (to_json, "application/json; charset=utf-8"),
}


def _cited(sheet: Sheet) -> frozenset[int]:
    """Return the places of columns of which some cell has a source."""
    return frozenset(place for row in sheet.rows for place, cell in enumerate(row) if cell.url)


def _labels(sheet: Sheet, cited: frozenset[int]) -> list[str]:
    labels: list[str] = []
    for place, column in enumerate(sheet.columns):
        labels.append(column.label)
        if place in cited:
            labels.append(say("common.source_of", label=column.label))
    return labels


def _flat(row: Sequence[Cell], cited: frozenset[int]) -> Iterator[Value]:
    for place, cell in enumerate(row):
        yield cell.value
        if place in cited:
            yield _absolute(cell.url) if cell.url else ""


def _plain(value: int | Decimal | None) -> str:
    return "" if value is None else format(Decimal(value), "f")


def _absolute(url: str) -> str:
    return urljoin(request.url_root, url)

"""Sheets of entries as files: XLSX, CSV and JSON, written so that what comes back is what was sent."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from app.desk.wording import say
from knowledge.errors import UnreadableInput
from knowledge.faq.exchange import COLUMNS, row_of
from knowledge.faq.maintained import Maintained

MIMETYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
MOST_ROWS = 20_000
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes to which a spreadsheet may unpack: a small file may hold a very large one."""

_FORMULA = re.compile(r"'*[=+\-@\t]")
"""What a spreadsheet program would run; in CSV such a text is kept from it by an apostrophe."""


class UnreadableSheet(UnreadableInput):
    """A file that is no sheet of entries."""


def write(entries: Sequence[Maintained], format: str) -> bytes:
    """Return entries as a file of a format (``xlsx``, ``csv``, ``json``)."""
    rows = [row_of(entry) for entry in entries]
    match format:
        case "xlsx":
            return _xlsx(rows)
        case "csv":
            return _csv(rows)
    return json.dumps(rows, ensure_ascii=False, indent=2).encode()


def read(filename: str, content: bytes) -> list[dict[str, Any]]:
    """Return the rows of a file by the names in its first line. Raises UnreadableSheet, saying what is wanted."""
    try:
        if filename.lower().endswith(".json"):
            rows = _read_json(content)
        elif content.startswith(b"PK"):
            rows = _read_xlsx(content)
        else:
            rows = _read_csv(content)
    except (ValueError, KeyError, InvalidFileException, zipfile.BadZipFile, csv.Error, OSError) as error:
        raise UnreadableSheet(say("faq_transfer.unreadable", filename=filename)) from error
    if len(rows) > MOST_ROWS:
        raise UnreadableSheet(say("faq_transfer.too_many", filename=filename, count=len(rows), most=MOST_ROWS))
    return rows


def _xlsx(rows: Sequence[Mapping[str, str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = say("common.entries")
    for column, name in enumerate(COLUMNS, 1):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 40 if column in (2, 3, 5) else 16
    for number, row in enumerate(rows, 2):
        for column, name in enumerate(COLUMNS, 1):
            cell = sheet.cell(number, column)
            cell.value = row[name] or None
            if row[name]:
                # A text that begins with "=" stays a text.
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(row[name]) for name in COLUMNS] for row in rows)
    # The mark at the beginning tells spreadsheet programs that it is UTF-8.
    return file.getvalue().encode("utf-8-sig")


def _read_json(content: bytes) -> list[dict[str, Any]]:
    rows = json.loads(content.decode("utf-8-sig"))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("not a list of objects")
    return rows


def _read_xlsx(content: bytes) -> list[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
            raise ValueError("too large unpacked")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    lines = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=100)
    heading = [str(name or "").strip() for name in next(lines, ())]
    rows = [dict(zip(heading, line, strict=False)) for line in lines]
    return [row for row in rows if any(value not in (None, "") for value in row.values())]


def _read_csv(content: bytes) -> list[dict[str, Any]]:
    try:
        # Spreadsheet programs save "Unicode text" as UTF-16, and CSV in the system's own encoding.
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    first = text.partition("\n")[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [{name: _unguarded(value) for name, value in row.items() if isinstance(value, str)} for row in reader]
    return [row for row in rows if any(row.values())]


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text

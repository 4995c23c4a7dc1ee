"""The addresses of places, one form for all: they work without script, and stay valid when a newer version comes.

``/reports/7-2024-1`` is a report. A place in it is named by the query, and the server marks it; the fragment
scrolls there:

- a cell: ``/reports/7-2024-1?cell=requests:outcomes.granted:natural_person#cited`` with the ids of table, row and
  column on the form;
- a stretch of text: ``/reports/7-2024-1?text=12:3-9#cited``: the passage's ordinal, then start and end in its
  cleaned text.

All are paths on the site that serves the API.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from knowledge.answering.answer import CellLocator, TextLocator

CITED = "cited"
"""The fragment, and the id of the element that the server marks."""

_TEXT = re.compile(r"([0-9]{1,6}):([0-9]{1,7})-([0-9]{1,7})")
_CELL = re.compile(r"([A-Za-z0-9_.]{1,80}):([A-Za-z0-9_.]{1,80}):([A-Za-z0-9_.]{1,80})")


def report_url(report_id: str) -> str:
    """Return the address of a report.

    >>> report_url("7-2024-1")
    '/reports/7-2024-1'
    """
    return f"/reports/{quote(report_id, safe='-')}"


def answer_url(answer_id: str) -> str:
    """Return the permalink of an answer."""
    return f"/answers/{quote(answer_id, safe='-')}"


def place_url(report_id: str, locator: CellLocator | TextLocator) -> str:
    """Return the address of a place in a report.

    >>> place_url("7-2024-1", TextLocator(12, 3, 9))
    '/reports/7-2024-1?text=12:3-9#cited'
    """
    match locator:
        case CellLocator(table, row, column):
            query = {"cell": f"{table}:{row}:{column}"}
        case TextLocator(passage, start, end):
            query = {"text": f"{passage}:{start}-{end}"}
    return f"{report_url(report_id)}?{urlencode(query, safe=':')}#{CITED}"


def place_of(cell: str | None, text: str | None) -> CellLocator | TextLocator | None:
    """Read the place back from a query; None where none is named, or not in this form.

    >>> place_of(None, "12:3-9")
    TextLocator(passage=12, start=3, end=9)
    """
    if found := _CELL.fullmatch(cell or ""):
        return CellLocator(*found.groups())
    if found := _TEXT.fullmatch(text or ""):
        return TextLocator(*map(int, found.groups()))
    return None

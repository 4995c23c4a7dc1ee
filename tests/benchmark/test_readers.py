"""Reports a second for each format, against the plain parse of the same file by its library, in the same run.

The ratio says what understanding a report costs on top of opening it; it is printed (``pytest -s``), and held against
a bound with room for a busy machine.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from time import process_time

import docx
import lxml.html
import pdfplumber
import pytest
from playwright.sync_api import Browser

from ingest.pipeline import read_report
from ingest.readers import read_bytes
from tests.kit.formats import rendered
from tests.kit.manuscript import manuscript
from tests.kit.renderings.print import printed

ROUNDS = 5
REPORT = manuscript("2021", 7)


def _page(data: bytes) -> object:
    return list(lxml.html.fromstring(data).itertext())


def _word(data: bytes) -> object:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for cell in table._cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def _print(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


def _text(data: bytes) -> object:
    return [line.split("|") for line in data.decode().splitlines()]


@pytest.mark.parametrize(
    ("layout", "parse", "bound"),
    [("web page", _page, 400), ("Word", _word, 30), ("bars", _text, 4000), ("Markdown", _text, 4000)],
)
def test_reading_a_report_costs_a_bounded_multiple_of_parsing_it(
    layout: str, parse: Callable[[bytes], object], bound: float
) -> None:
    _measure(layout, *rendered(layout, REPORT), parse, bound)


@pytest.mark.browser
def test_reading_a_printed_report_costs_about_what_parsing_it_does(browser: Browser) -> None:
    data = printed(browser, REPORT, Random(1), ruled=True)
    _measure("PDF", "a.pdf", data, _print, 6)


def _measure(layout: str, name: str, data: bytes, parse: Callable[[bytes], object], bound: float) -> None:
    read_report(read_bytes(name, data))  # the vocabulary is built once a process
    whole = _fastest(lambda: read_report(read_bytes(name, data)))
    reader = _fastest(lambda: read_bytes(name, data))
    plain = _fastest(lambda: parse(data))
    print(
        f"\n{layout}: {1 / whole:.0f} reports a second; plain parse {1 / plain:.0f} a second; "
        f"reader {reader / plain:.1f} times the plain parse, the whole journey {whole / plain:.1f} times"
    )
    assert whole <= bound * plain


def _fastest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return max(min(times), 1e-6)

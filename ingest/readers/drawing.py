"""What is drawn on the pages of a PDF, drawn within bounds: a small file can call for millions of letters.

pdfplumber draws a page when it is first asked for what stands on it, and without a bound. Here each page is drawn
before that, every letter and stroke counted while it comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from knowledge.errors import InputTooLarge

ON_A_PAGE = 100_000
"""Letters, strokes and pictures of one page: a page full of small print has a tenth."""
IN_ALL = 300_000
"""The same of a file; the longest reports of provinces have some 60 000 letters."""
EDGES = 60_000
"""Edges among which tables are looked for; five tables whose cells are drawn one by one have a third."""
INSTRUCTIONS = 5 * 1_048_576
"""Bytes of drawing instructions that are carried out; a report has one or two million."""


class Ledger:
    """What was drawn so far of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.things = self.on_page = self.edges = self.instructions = 0

    def add(self) -> None:
        """Count a thing on the page."""
        self.things += 1
        self.on_page += 1
        if self.on_page > ON_A_PAGE or self.things > IN_ALL:
            self.refuse()

    def look_among(self, edges: int) -> None:
        """Count the edges of a page on which tables are looked for."""
        self.edges += edges
        if self.edges > EDGES:
            self.refuse()

    def carry_out(self, size: int) -> None:
        """Count the bytes of a stream of instructions."""
        self.instructions += size
        if self.instructions > INSTRUCTIONS:
            self.refuse()

    def refuse(self) -> None:
        """Raise InputTooLarge."""
        raise InputTooLarge(f"“{self.name}”一页或全文的文字和线条过多，年度报告不会这么多，请检查文件")


def draw(page: Any, ledger: Ledger) -> None:
    """Draw a page of pdfplumber's, so that it needs not. Raises InputTooLarge."""
    ledger.on_page = 0
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.ledger = ledger
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()


class _Device(PDFPageAggregatorWithMarkedContent):
    """Takes what is drawn and counts it."""

    ledger: Ledger

    def render_char(self, *args: Any, **named: Any) -> float:
        self.ledger.add()
        width: float = super().render_char(*args, **named)
        return width

    def paint_path(self, *args: Any, **named: Any) -> None:
        self.ledger.add()
        super().paint_path(*args, **named)

    def render_image(self, *args: Any, **named: Any) -> None:
        self.ledger.add()
        super().render_image(*args, **named)

    def begin_figure(self, *args: Any, **named: Any) -> None:
        self.ledger.add()  # forms may call for forms, each for several
        super().begin_figure(*args, **named)


class _Interpreter(PDFPageInterpreter):
    """Carries out instructions, those of forms within forms too, and counts them."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            self.device.ledger.carry_out(len(stream_value(stream).get_data()))
        super().execute(streams)

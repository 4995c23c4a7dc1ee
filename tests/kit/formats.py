"""Every rendering by name, with the name of the file that it makes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.kit.manuscript import Manuscript
from tests.kit.renderings import pages, texts, word

Rendering = tuple[str, Callable[[Manuscript, Random], bytes]]

BORDERED: dict[str, Rendering] = {
    "web page": ("a.html", pages.page),
    "web page in GBK": ("a.html", pages.gbk_page),
    "Word": ("a.docx", word.word),
    "bars": ("a.txt", texts.pipes),
    "a bar a line": ("a.txt", texts.padded_pipes),
    "Markdown": ("a.md", texts.markdown),
    "mirror": ("a.txt", texts.mangled),
}
"""Layouts in which each cell has borders: nothing but damage can keep a cell from being read."""

BORDERLESS: dict[str, Rendering] = {
    "a cell a line": ("a.txt", texts.upright),
    "cells parted by spaces": ("a.txt", texts.spaced),
    "text of a PDF": ("a.txt", texts.set_in_lines),
    "one line": ("a.txt", texts.one_line),
    "one line, cells parted": ("a.txt", texts.one_line_spaced),
}
"""Layouts in which cells are told apart by order and arithmetic."""

FORMATS = BORDERED | BORDERLESS


def rendered(name: str, report: Manuscript) -> tuple[str, bytes]:
    """Return a file's name and bytes, the same each time."""
    file, render = FORMATS[name]
    return file, render(report, Random(f"{report.seed}/{name}"))

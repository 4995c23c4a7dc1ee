"""Word files: merged cells, headings numbered by Word, an article framed by a table."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.kit.manuscript import Heading, Manuscript, Text
from tests.kit.renderings.grid import lost_cells, placed
from tests.kit.renderings.lines import NUMBERINGS, heading
from tests.kit.sheets import Sheet

LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))


def word(report: Manuscript, random: Random) -> bytes:
    """A .docx with the report in its body, or in the one cell of a table that frames it."""
    document = docx.Document()
    own_numbers = random.random() < 0.5
    if own_numbers:
        _define_list(document)
    for line in report.front:
        document.add_paragraph(line)
    if report.title:
        document.add_heading(report.title, 0) if random.random() < 0.5 else document.add_paragraph(report.title)
    container: Any = document.add_table(1, 1).cell(0, 0) if random.random() < 0.25 else document
    for part in report.parts:
        if isinstance(part, Heading):
            _add_heading(container, part, own_numbers)
        elif isinstance(part, Text):
            container.add_paragraph(part.text)
        else:
            _add_table(container, part, random)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _define_list(document: Any) -> None:
    part = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(LEVELS)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="88">{inner}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="88"/></w:num>'))


def _add_heading(container: Any, part: Heading, own_numbers: bool) -> None:
    if not own_numbers:
        container.add_paragraph(heading(part, NUMBERINGS["statutory"]))
        return
    depth = part.level - 1
    numbered = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="88"/></w:numPr>'
    container.add_paragraph(part.text)._p.get_or_add_pPr().append(parse_xml(numbered))


def _add_table(container: Any, sheet: Sheet, random: Random) -> None:
    cells, width = placed(sheet)
    height = len(sheet.lines)
    shape = (height, width)
    table = container.add_table(*shape)
    broken = random.random() < 0.3
    for y, x, cell in cells:
        first = table.cell(y, x)
        if cell.across > 1 or cell.down > 1:
            first = first.merge(table.cell(min(y + cell.down, height) - 1, x + cell.across - 1))
        half = len(cell.text) // 2
        first.text = f"{cell.text[:half]}\n{cell.text[half:]}" if broken and half > 4 and not cell.key else cell.text
    for row, lost in zip(table.rows, lost_cells(sheet), strict=True):
        for cell in row._tr.tc_lst[::-1][:lost]:
            row._tr.remove(cell)

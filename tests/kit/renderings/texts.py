"""Text exports: bars, Markdown, a cell a paragraph, all on one line, and what mirrors make of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from random import Random
from typing import Any

from tests.kit.manuscript import Manuscript
from tests.kit.renderings.grid import expanded, lost_cells
from tests.kit.renderings.lines import NUMBERINGS, lines
from tests.kit.sheets import Cell, Sheet

NARROW = [name for name in NUMBERINGS if name != "arabic"]


def pipes(report: Manuscript, random: Random) -> bytes:
    """Lines of cells with trailing bars, as a page's text is often taken."""
    shape = random.choice(["{} |", "{} |", "| {} |"])

    def sheet_lines(sheet: Sheet) -> Iterator[str]:
        for line in sheet.lines:
            yield shape.format(" | ".join(cell.text for cell in line.cells if cell.text or not cell.label))

    return "\n".join(lines(report, sheet_lines, random, list(NUMBERINGS))).encode()


def padded_pipes(report: Manuscript, random: Random) -> bytes:
    """A line for each cell, set in by spaces, its bar at the end; an empty line after each row."""

    def sheet_lines(sheet: Sheet) -> Iterator[str]:
        for line in sheet.lines:
            yield from (f"    {text} |" for text in line.texts)
            yield ""

    return "\n".join(lines(report, sheet_lines, random, NARROW)).encode()


def markdown(report: Manuscript, random: Random) -> bytes:
    """Markdown tables, spanned positions empty, marks of headings before the first level."""

    def sheet_lines(sheet: Sheet) -> Iterator[str]:
        rows = [[text or "" for text in row] for row in expanded(sheet)]
        rows = [row[: len(row) - lost] for row, lost in zip(rows, lost_cells(sheet), strict=True)]
        yield ""
        yield f"| {' | '.join(rows[0])} |"
        yield f"|{'---|' * len(rows[0])}"
        yield from (f"| {' | '.join(row)} |" for row in rows[1:])
        yield ""

    def marked(line: str) -> str:
        return f"## {line}" if line[:1] in "一二三四五六" and line[1:2] == "、" else line

    found = (marked(line) for line in lines(report, sheet_lines, random, NARROW))
    return "\n\n".join(found).replace("|\n\n|", "|\n|").encode()


def upright(report: Manuscript, random: Random) -> bytes:
    """A paragraph for each cell, with empty lines between them."""
    gap = random.choice(["\n", "\n\n"])
    set_in = random.choice(["", "　　"])

    def sheet_lines(sheet: Sheet) -> Iterator[str]:
        for line in sheet.lines:
            yield from (set_in + text for text in line.texts if text)

    return gap.join(lines(report, sheet_lines, random, NARROW)).encode()


def spaced(report: Manuscript, random: Random) -> bytes:
    """Cells parted by spaces only; some labels broken around their figures, as in text taken from a PDF."""

    def sheet_lines(sheet: Sheet) -> Iterator[str]:
        for line in sheet.lines:
            label = next((cell for cell in line.cells if cell.label and len(cell.text) > 12), None)
            rest = " ".join(text for cell in line.cells if cell is not label and (text := cell.text))
            if sheet.table == "requests" and label and random.random() < 0.3:
                half = len(label.text) // 2
                yield from (label.text[:half], rest, label.text[half:])
            else:
                yield " ".join(text for text in line.texts if text)

    return "\n".join(lines(report, sheet_lines, random, NARROW)).encode()


PAGE = 30
"""Characters of a line of a page of text."""
COLUMN = 13
"""Characters of a line of the column of labels there."""
GROUP = 4
"""Characters of a line of the column of groups there."""


def set_in_lines(report: Manuscript, random: Random) -> bytes:
    """The text of a PDF: prose broken by the page's width, labels and groups by their columns, around their figures."""

    def sheet_lines(sheet: Sheet) -> Iterator[str]:
        waiting: list[str] = []
        for line in sheet.lines:
            figures = " ".join(cell.text for cell in line.cells if cell.key)
            *groups, label = [cell.text for cell in line.cells if cell.text and not cell.key] or [""]
            if not figures:
                yield " ".join([*groups, label])
                continue
            # The pieces of a group stand beside the rows that it spans, one now and then on a line of its own.
            waiting += [piece for group in groups for piece in _broken(group, GROUP)]
            beside_row = waiting and random.random() < 0.5
            if waiting and not beside_row:
                yield waiting.pop(0)
            pieces = _broken(label, COLUMN)
            at = len(pieces) // 2
            pieces[0] = f"{waiting.pop(0)} {pieces[0]}" if beside_row else pieces[0]
            yield from (*pieces[:at], f"{pieces[at]} {figures}".strip(), *pieces[at + 1 :])

    def page_lines() -> Iterator[str]:
        for number, line in enumerate(lines(report, sheet_lines, random, NARROW)):
            yield from _broken(line, PAGE) if line[-1:] in "。；，：" else [line]
            if number % 24 == 23:
                yield f"- {number // 24 + 1} -"

    return "\n".join(page_lines()).encode()


def _broken(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)] or [""]


def one_line(report: Manuscript, random: Random, gap: str = "") -> bytes:
    """The whole body on one line, the cells of a table run together."""

    def sheet_lines(sheet: Sheet) -> Iterator[str]:
        yield "".join(_joined(line.cells, gap) for line in sheet.lines)

    body = list(lines(report, sheet_lines, random, ["statutory", "half"]))
    head = len(report.front) + bool(report.title)
    return "\n".join([*body[:head], random.choice(["", " "]).join(body[head:])]).encode()


def _joined(cells: tuple[Cell, ...], gap: str) -> str:
    words = "".join(cell.text for cell in cells if not cell.key)
    return words + gap.join(cell.text for cell in cells if cell.key)


one_line_spaced = partial(one_line, gap=" ")


def mangled(report: Manuscript, random: Random) -> bytes:
    """A mirror's copy: traditional characters, some with their pinyin behind them, marks doubled."""
    toned = random.random() < 0.5
    text = _traditional().convert(pipes(report, random).decode())
    return "".join(_mangled(character, random, toned) for character in text).encode()


def _mangled(character: str, random: Random, toned: bool) -> str:
    import pypinyin

    if character in "，。、" and random.random() < 0.3:
        return {"，": ",,", "。": ",。", "、": "、,"}[character]
    if not "\u4e00" <= character <= "\u9fff" or random.random() < 0.85:
        return character
    style = pypinyin.Style.TONE if toned else pypinyin.Style.NORMAL
    return f"{character}({pypinyin.pinyin(character, style=style)[0][0]})"


@cache
def _traditional() -> Any:
    import opencc

    return opencc.OpenCC("s2t")

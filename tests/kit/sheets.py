"""The statutory tables as sheets of cells with spans, as a published page lays them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.forms import Column, Form, Row, Table

Key = tuple[str, str]
Values = Mapping[Key, Decimal | None]

APPLICANT_HEADS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
CASE_HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
BALANCE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a sheet: what is printed, the columns and rows that it spans, and the fact that it states, if any."""

    text: str
    across: int = 1
    down: int = 1
    key: Key | None = None
    value: Decimal | None = None
    label: bool = False
    """True for the label of a row, which damage may drop, break or misplace."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet; ``row`` is the id of the form row that it prints, empty for headers."""

    cells: tuple[Cell, ...]
    row: str = ""

    @property
    def texts(self) -> list[str]:
        """What is printed in the cells."""
        return [cell.text for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A statutory table as it is published."""

    table: str
    lines: tuple[Line, ...]

    @property
    def data(self) -> Iterator[Cell]:
        """The cells that state a fact."""
        return (cell for line in self.lines for cell in line.cells if cell.key)

    def with_lines(self, lines: Sequence[Line]) -> Sheet:
        """Return the sheet with other lines."""
        return replace(self, lines=tuple(lines))


def sheet_of(form: Form, table_id: str, values: Values) -> Sheet:
    """Return one of the three tables, filled in."""
    table = form.table(table_id)
    make = {"disclosure": _disclosure, "requests": _requests, "review": _review}[table_id]
    return Sheet(table_id, tuple(make(table, values)))


def _disclosure(table: Table, values: Values) -> Iterator[Line]:
    above: tuple[Column, ...] = ()
    width = max(len(row.columns) for row in table.rows)
    for row in table.rows:
        spans = _spread(width, len(row.columns))
        if row.columns != above:
            yield Line((Cell(row.article, across=width + 1),))
            heads = (Cell(column.label, across=span) for column, span in zip(row.columns, spans, strict=True))
            yield Line((Cell("信息内容"), *heads))
            above = row.columns
        cells = (replace(cell, across=span) for cell, span in zip(_cells(table, row, values), spans, strict=True))
        yield Line((Cell(row.label, label=True), *cells), row.id)


def _spread(width: int, count: int) -> list[int]:
    """Return the spans of ``count`` cells over ``width`` columns, what is left over at the end."""
    return [1] * (count - 1) + [width - count + 1]


def _requests(table: Table, values: Values) -> Iterator[Line]:
    yield Line((Cell(BALANCE_NOTE, across=3, down=3), Cell("申请人情况", across=7)))
    yield Line((Cell("自然人", down=2), Cell("法人或其他组织", across=5), Cell("总计", down=2)))
    yield Line(tuple(map(Cell, APPLICANT_HEADS)))
    seen: set[str] = set()
    for row in table.rows:
        groups = [
            Cell(group, down=sum(group in other.groups for other in table.rows))
            for group in row.groups
            if group not in seen
        ]
        seen |= set(row.groups)
        label = Cell(row.mark + row.label, across=3 - len(row.groups), label=True)
        yield Line((*groups, label, *_cells(table, row, values)), row.id)


def _review(table: Table, values: Values) -> Iterator[Line]:
    yield Line((Cell("行政复议", across=5), Cell("行政诉讼", across=10)))
    heads = (Cell(head, down=2) for head in CASE_HEADS)
    yield Line((*heads, Cell("未经复议直接起诉", across=5), Cell("复议后起诉", across=5)))
    yield Line(tuple(map(Cell, CASE_HEADS * 2)))
    (row,) = table.rows
    yield Line(tuple(_cells(table, row, values)), row.id)


def _cells(table: Table, row: Row, values: Values) -> Iterator[Cell]:
    for column in row.columns:
        cell = table.cell(row, column)
        key = cell.indicator, cell.applicant
        value = values[key]
        yield Cell("" if value is None else str(value), key=key, value=value)

"""What a cell says, however it is written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.tables.cells import Kind, read_cell
from knowledge.records import Place


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0", 0, ""),
        (" 12 ", 12, ""),
        ("１２", 12, ""),
        ("1,234,567", 1234567, ""),
        ("1，234", 1234, ""),
        ("251000元", 251000, "元"),
        ("6件", 6, "件"),
        ("4068.208", Decimal("4068.208"), ""),
        ("－18", -18, ""),
        ("减18", -18, ""),
        ("+4", 4, ""),
        ("增4", 4, ""),
        ("22（其中修订16件）", 22, ""),
        ("22 （其中修订 16 件）", 22, ""),
    ],
)
def test_numbers_are_read(text: str, value: int | Decimal, unit: str) -> None:
    cell = read_cell(text, Place(0))
    assert (cell.kind, cell.value, cell.unit) == (Kind.NUMBER, Decimal(value), unit)


@pytest.mark.parametrize("text", ["/", "—", "-", "--", "——", "无", "不适用", "／"])
def test_what_does_not_apply_is_no_number(text: str) -> None:
    assert read_cell(text, Place(0)).kind is Kind.NOT_APPLICABLE


@pytest.mark.parametrize("text", ["", " ", "\u3000"])
def test_blanks_are_blank(text: str) -> None:
    assert read_cell(text, Place(0)).kind is Kind.BLANK


@pytest.mark.parametrize("text", ["规章", "1.属于国家秘密", "12 34", "2024年", "1.2.3"])
def test_anything_else_is_text(text: str) -> None:
    assert read_cell(text, Place(0)).kind is Kind.TEXT

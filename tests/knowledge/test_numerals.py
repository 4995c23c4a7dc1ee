"""Numbers are read alike wherever they are written, and what is no quantity is left alone."""

from __future__ import annotations

import string
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import find_numbers, format_number, read_number

CASES = Path(__file__).parents[1] / "cases" / "numbers.txt"
LINES = [line for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", LINES)
def test_quantities_are_found_in_running_text(line: str) -> None:
    text, _, expected = line.partition("=>")
    found = [f"{format_number(n.value).replace(',', '')} {n.unit or '-'} {n.qualifier}" for n in find_numbers(text)]
    assert found == [item.strip() for item in expected.split(";") if item.strip()]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234", 1234),
        ("1，234", 1234),
        ("１２", 12),
        ("9116.36", "9116.36"),
        ("251000元", 251000),
        ("9116.36万元", "9116.36"),
        ("约1.2万人次", 12000),
        ("12%", 12),
        ("百分之九十", 90),
        ("四十余", 40),
        ("一百二十", 120),
        ("两", 2),
        ("-5", -5),
        ("+3", 3),
        (" 0 ", 0),
    ],
)
def test_a_cell_that_is_one_number_is_read(cell: str, value: int | str) -> None:
    assert read_number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["", "/", "—", "不适用", "12 13", "1.2.3", "0591-23165385", "本年", "1E5"])
def test_a_cell_that_is_no_single_number_is_none(cell: str) -> None:
    assert read_number(cell) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("-0", "0"), ("1E+6", "1,000,000"), ("12.50", "12.5"), ("-1234.5", "-1,234.5"), ("1E-7", "0.0000001")],
)
def test_numbers_are_shown_with_separators_and_without_exponents(value: str, text: str) -> None:
    assert format_number(Decimal(value)) == text


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_is_shown_reads_back_as_the_same_number(value: Decimal) -> None:
    assert read_number(format_number(value)) == value


@given(st.text(alphabet="公开收到件条次万余约超年月日第一二十两〔〕（），。、.%％" + string.digits, max_size=40))
def test_a_span_holds_what_it_says_it_prints(text: str) -> None:
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.printed

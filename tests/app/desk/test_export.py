"""Tables as files: no text becomes a formula, no number loses a digit, no source is lost."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.desk.export import Cell, Column, Sheet, safe_text, to_csv, to_json, to_xlsx

SHEET = Sheet(
    "表/格",
    (Column("机关"), Column("数", number=True)),
    ((Cell("=cmd|'/C calc'!A0"), Cell(Decimal("350000.50"), "/reports/1-2024-1")), (Cell("甲"), Cell(None))),
    (Cell("合计"), Cell(Decimal("-3"))),
)


@pytest.fixture(autouse=True)
def request_context() -> object:
    app = Flask(__name__)
    with app.test_request_context("/", base_url="https://desk.example"):
        yield


def test_csv_is_read_back_with_texts_made_safe_and_numbers_whole() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(SHEET).decode("utf-8-sig"))))
    assert rows[0] == ["机关", "数", "数（出处）"]
    assert rows[1] == ["'=cmd|'/C calc'!A0", "350000.50", "https://desk.example/reports/1-2024-1"]
    assert rows[2] == ["甲", "", ""]


def test_a_spreadsheet_holds_numbers_as_numbers_and_formulas_as_texts() -> None:
    page = load_workbook(io.BytesIO(to_xlsx(SHEET))).active
    assert page["A2"].value == "=cmd|'/C calc'!A0" and page["A2"].data_type != "f"
    assert page["B2"].value == 350000.5 and page["B2"].hyperlink.target == "https://desk.example/reports/1-2024-1"
    assert page["B4"].value == -3


def test_json_keeps_null_apart_from_nought() -> None:
    rows = json.loads(to_json(SHEET))["rows"]
    assert rows[0]["数"] == 350000.5 and rows[1]["数"] is None


@given(st.text())
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert not safe_text(text).lstrip().startswith(("=", "+", "-", "@"))


@given(st.text())
def test_any_text_can_be_handed_out(text: str) -> None:
    app = Flask(__name__)
    with app.test_request_context("/"):
        sheet = Sheet("x", (Column("a"),), ((Cell(text.replace("\ud800", "")),),))
        assert to_xlsx(sheet)[:2] == b"PK"

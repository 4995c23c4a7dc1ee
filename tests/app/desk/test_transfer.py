"""Import and export: said line by line first, nothing lost on the way there and back, nothing run by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from app.desk.faq_sheets import read, write
from knowledge.faq.exchange import content_of, plan, row_of
from knowledge.faq.maintained import Case, Content, Maintained, Source, SourceKind, State
from knowledge.store import Store
from tests.app.desk.conftest import Staff
from tests.app.samples import AGENCY

FULL = Content(
    "=怎样查阅“公报”，要带证件吗？",
    "请到查阅点。\n\n需要证件，15个工作日内有效，共{{fact requests.new agency=" + AGENCY + " year=latest}}。",
    ("公报怎么看", "+公报, 在哪看", "'=引号开头"),
    ("公报多少期",),
    (AGENCY,),
    (2023, 2024),
    ("查阅", "公报"),
    date(2024, 1, 1),
    date(2030, 12, 31),
    "编辑乙",
    (
        Source(SourceKind.ARTICLE, "条例第二十五条", "设置政府信息查阅场所"),
        Source(SourceKind.REPORT, "年报", "网站发布信息912条", "1-2024-1", 1),
        Source(SourceKind.DOCUMENT, "含｜竖线的文件", "15个工作日\n内有效"),
    ),
    (
        Case("公报怎么看", {"kind": ["faq"], "text": ["查阅点"]}),
        Case("明年多少件", {"none": True}),
    ),
)


def upload(person: Staff, name: str, content: bytes) -> TestResponse:
    """Leave a file for import."""
    form = {"csrf_token": person.token(), "file": (io.BytesIO(content), name)}
    return person.client.post("/desk/faq/import", data=form, content_type="multipart/form-data")


def confirm(person: Staff, page: TestResponse, **form: str) -> TestResponse:
    """Say that the file is to be taken in."""
    found = re.search(r'action="(/desk/faq/import/\d+)"', page.text)
    assert found, page.text
    return person.post(found[1], **form)


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_a_round_trip_loses_nothing(store: Store, format: str) -> None:
    entry = store.faq.create(FULL, "编辑乙")
    content = write([entry], format)
    rows = read(f"faq.{format}", content)
    assert content_of(rows[0]) == FULL
    assert [line.action for line in plan(rows, [entry])] == ["不变"]


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_an_empty_base_is_filled_with_content_state_and_switch_as_exported(
    reviewer: Staff, store: Store, published: Callable[..., Maintained], format: str
) -> None:
    published("食堂在哪里？", "在一楼。")
    off = published("几点关门？", "下午。")
    store.faq.switch(off.id, disabled=True)
    draft = store.faq.create(FULL, "编辑乙")
    before = [row_of(entry) for entry in sorted(store.faq.all(), key=lambda entry: entry.id)]
    content = reviewer.get(f"/desk/faq/export.{format}").data
    with store.transaction() as db:
        for table in ("faq_rendered", "faq_comments", "faq_versions", "faq_entries"):
            db[table].delete_where()  # type: ignore[union-attr]
    page = upload(reviewer, f"faq.{format}", content)
    assert "新增 3" in page.text
    assert confirm(reviewer, page, keep_state="1").status_code == 302
    after = [row_of(entry) for entry in sorted(store.faq.all(), key=lambda entry: entry.key)]
    assert after == before
    assert store.faq.of_key(draft.key)


def test_the_dry_run_says_line_by_line_and_writes_nothing(
    editor: Staff, store: Store, published: Callable[..., Maintained]
) -> None:
    held = published("食堂在哪里？", "在一楼。")
    rows: Sequence[dict[str, Any]] = [
        row_of(held),
        {**row_of(held), "编号": "", "标准问题": "几点开门？"},
        {**row_of(held), "标准问题": ""},
        {"标准问题": "问", "答案": "{{fact nothing}}"},
        {"标准问题": "问二", "答案": "答", "适用年份": "去年"},
        {"标准问题": "几点开门？", "答案": "又一次"},
    ]
    page = upload(editor, "a.json", json.dumps(rows).encode()).text
    cells = re.findall(r'<td class="number">(\d+)</td><td>([^<]+)</td>', page)
    assert cells == [("2", "不变"), ("3", "新增"), ("4", "错误"), ("5", "错误"), ("6", "错误"), ("7", "错误")]
    for reason in ("都要填写", "没有“nothing”这个指标", "看不懂适用年份", "与第 3 行重复"):
        assert reason in page
    assert len(store.faq.all()) == 1


def test_an_import_drafts_and_never_publishes_without_a_reviewer(
    editor: Staff, store: Store, published: Callable[..., Maintained]
) -> None:
    held = published("食堂在哪里？", "在一楼。")
    rows = [{**row_of(held), "答案": "在二楼。"}]
    page = upload(editor, "a.json", json.dumps(rows).encode())
    confirm(editor, page, keep_state="1")
    entry = store.faq.known(held.id)
    assert entry.state is State.DRAFT
    assert entry.live and entry.live.content.answer == "在一楼。"
    assert entry.newest.content.answer == "在二楼。"


def test_what_fails_the_gate_is_not_published_by_an_import(reviewer: Staff, store: Store) -> None:
    rows = [{"编号": "x1", "标准问题": "几天？", "答案": "15天。", "状态": "已发布"}]
    confirm(reviewer, upload(reviewer, "a.json", json.dumps(rows).encode()), keep_state="1")
    entry = store.faq.of_key("x1")
    assert entry and entry.state is State.DRAFT and entry.live is None


def test_a_file_is_taken_in_only_by_whoever_left_it(editor: Staff, reviewer: Staff) -> None:
    page = upload(editor, "a.json", b'[{"question": "\xe9\x97\xae", "answer": "\xe7\xad\x94"}]')
    assert confirm(reviewer, page).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04nonsense"),
        ("a.json", b"{"),
        ("a.json", b'{"a": 1}'),
        ("a.csv", b"\xff\xff\xff\xff\xff"),
        ("a.xlsx", b""),
    ],
)
def test_a_file_that_is_no_sheet_is_told(editor: Staff, name: str, content: bytes) -> None:
    response = upload(editor, name, content)
    assert response.status_code in (200, 422)
    assert "读不出来" in response.text or "共 0 行" in response.text


def test_nothing_in_a_sheet_is_run_as_a_formula(store: Store) -> None:
    entry = store.faq.create(FULL, "编辑乙")
    sheet = load_workbook(io.BytesIO(write([entry], "xlsx"))).worksheets[0]
    assert sheet["B2"].data_type == "s"
    rows = list(csv.reader(io.StringIO(write([entry], "csv").decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_government_faq_from_elsewhere_is_taken_in_and_found_again(datasets: Any, store: Store) -> None:
    rows = read("faq.tsv", (datasets / "faq_government.tsv").read_bytes())
    lines = plan(rows, [])
    assert sum(line.action == "新增" for line in lines) >= 60
    contents = [line.content for line in lines if line.content]
    assert {content.question for content in contents} >= {contents[0].question}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_sheet_is_read_in_the_encodings_that_spreadsheet_programs_save(editor: Staff, encoding: str) -> None:
    text = "标准问题\t答案\n几点开门？\t上午开门。\n"
    file = (io.BytesIO(text.encode(encoding)), "条目.csv")
    page = editor.client.post("/desk/faq/import", data={"csrf_token": editor.token(), "file": file}).text
    assert "新增 1" in page and "几点开门？" in page

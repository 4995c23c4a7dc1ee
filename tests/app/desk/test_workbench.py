"""The workbench: source beside what was read; confirming, reading again, uploading, printing."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from importlib import resources

import pytest

from app.desk.guard import MAX_UPLOAD_BYTES
from knowledge.accounts import Role
from knowledge.records import Figure
from knowledge.store import Store
from tests.app.desk.conftest import Staff
from tests.app.samples import sample_report
from tests.ingest.readers.samples import archive, pdf, word_of

REPORT = "/desk/reports/1-2024-1"


@pytest.fixture
def clerk(staff: Callable[[Role], Staff]) -> Staff:
    return staff(Role.LOOKUP)


@pytest.fixture
def cell(store: Store) -> str:
    held = store.reports.get("1-2024-1")
    assert held
    fact = next(fact for fact in store.facts.of_version(held.version_id) if fact.status == "uncertain")
    return f"{fact.indicator}:{fact.applicant}"


def test_reports_are_listed_and_narrowed(clerk: Staff) -> None:
    assert "共 3 份" in clerk.get("/desk/reports").text
    assert "共 2 份" in clerk.get("/desk/reports", year=2024).text


def test_the_source_stands_beside_what_was_read_with_the_cell_marked_in_both(clerk: Staff) -> None:
    page = clerk.get(REPORT, cell="requests:requests.new:natural_person").text
    assert "原文" in page and "读出的内容" in page and page.count("<mark") >= 2


def test_a_report_that_is_not_held_is_not_found(clerk: Staff) -> None:
    assert clerk.get("/desk/reports/9-1999-1").status_code == 404


def test_every_cell_is_handed_out(clerk: Staff, store: Store) -> None:
    rows = json.loads(clerk.get(REPORT, format="json").data)["rows"]
    held = store.reports.get("1-2024-1")
    assert held and len(rows) == len(store.facts.of_version(held.version_id))


def test_an_editor_confirms_a_cell_and_the_log_has_it(editor: Staff, admin: Staff, store: Store, cell: str) -> None:
    editor.post(f"{REPORT}/confirm", cell=cell, value="12", ground="次年报告", action="confirm")
    page = editor.get(REPORT).text
    assert "存疑，已由人确认" in page and "次年报告" in page
    log = admin.get("/desk/audit").text
    assert "确认存疑数字" in log and "次年报告" in log
    editor.post(f"{REPORT}/confirm", cell=cell, action="withdraw")
    assert "存疑，已由人确认" not in editor.get(REPORT).text


@pytest.mark.parametrize(("value", "ground"), [("", "x"), ("12", ""), ("很多", "x"), ("1e99", "x"), ("NaN", "x")])
def test_without_number_or_ground_nothing_is_confirmed(editor: Staff, cell: str, value: str, ground: str) -> None:
    editor.post(f"{REPORT}/confirm", cell=cell, value=value, ground=ground, action="confirm")
    assert "存疑，已由人确认" not in editor.get(REPORT).text


def test_a_certain_cell_is_not_confirmed(editor: Staff) -> None:
    form = {"cell": "requests.new:total", "value": "3", "ground": "x", "action": "confirm"}
    page = editor.client.post(f"{REPORT}/confirm", data={"csrf_token": editor.token(), **form}, follow_redirects=True)
    assert "不是存疑的数字" in page.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", word_of(" " * 60_000_000), "解压后过大"),
        ("a.pdf", pdf("1 1 3 3 re f " * 110_000), "过多"),
        ("a.zip", archive(), "解压后逐个上传"),
    ],
    ids=["a bomb", "a page of strokes", "an archive"],
)
def test_what_no_report_is_is_refused_in_words(editor: Staff, name: str, data: bytes, said: str) -> None:
    page = editor.post("/desk/upload", file=(io.BytesIO(data), name))
    assert page.status_code == 200 and said in page.text


def test_the_form_says_what_it_takes_and_how_much(editor: Staff) -> None:
    page = editor.get("/desk/upload").text
    assert ".docx" in page and ".zip" not in page and f'data-most="{MAX_UPLOAD_BYTES}"' in page


def test_a_file_is_uploaded_and_its_outcome_said(editor: Staff) -> None:
    sample = resources.files("ingest").joinpath("samples/lanting-2024.html").read_bytes()
    page = editor.post("/desk/upload", file=(io.BytesIO(sample), "lanting-2024.html"))
    assert page.status_code == 200 and "新收录" in page.text
    again = editor.post("/desk/upload", file=(io.BytesIO(sample), "lanting-2024.html"))
    assert "与已收录的相同" in again.text


def test_a_file_that_is_no_report_is_said_to_be_none(editor: Staff) -> None:
    page = editor.post("/desk/upload", file=(io.BytesIO("今天天气很好。".encode()), "weather.txt"))
    assert "没有读成" in page.text


def test_our_script_gets_the_line_alone(editor: Staff) -> None:
    sample = resources.files("ingest").joinpath("samples/lanting-2023.txt").read_bytes()
    form = {"csrf_token": editor.token(), "file": (io.BytesIO(sample), "lanting-2023.txt")}
    line = editor.client.post("/desk/upload", data=form, headers={"X-Requested-With": "script"}).text
    assert line.strip().startswith("<li") and "<html" not in line


def test_a_report_is_read_again_without_its_file(editor: Staff, store: Store) -> None:
    sample = resources.files("ingest").joinpath("samples/lanting-2024.html").read_bytes()
    editor.post("/desk/upload", file=(io.BytesIO(sample), "lanting-2024.html"))
    held = store.reports.all_current()[-1]
    path = f"/desk/reports/{held.id}/reread"
    page = editor.client.post(path, data={"csrf_token": editor.token()}, follow_redirects=True).text
    assert "与原来相同" in page
    spoiled = [fact for fact in store.facts.of_version(held.version_id) if fact.indicator != "requests.new"]
    with store.transaction():
        store.facts.keep(held.version_id, spoiled)
    page = editor.client.post(path, data={"csrf_token": editor.token()}, follow_redirects=True).text
    assert "已存为第 2 版" in page
    renewed = store.reports.current(held.agency_id, held.year)
    assert renewed and renewed.version == 2 and store.facts.get(renewed.version_id, "requests.new")
    assert store.reports.get(held.id)


def test_the_official_form_is_laid_out_for_print(clerk: Staff) -> None:
    page = clerk.get(f"{REPORT}/form").text
    assert page.count('class="statutory-table') == 3 and "未作改动" in page


def test_a_report_without_a_table_stands_beside_the_numbers_of_its_prose(clerk: Staff, store: Store) -> None:
    report = sample_report("云溪市气象局", 2016, digest="prose")
    passage = next(passage for passage in report.passages if "912条" in passage.text)
    start = passage.text.index("912条")
    figure = Figure(passage.ordinal, "网站", "发布信息", Decimal(912), "条", "exact", "912条", start, start + 4)
    report = replace(report, facts=(), figures=(figure,), form=None)
    with store.transaction():
        store.reports.keep(report)
    path = f"/desk/reports/{store.reports.all_current()[-1].id}"
    page = clerk.get(path).text
    assert "没有可以对照的正文" not in page
    stretch = re.search(rf'href="{path}\?text=([0-9:-]+)#cited">912条<', page)
    assert stretch, "the number of the prose is not listed"
    marked = clerk.get(path, text=stretch[1]).text
    assert re.search(r"<mark id=\"cited\"[^>]*>912", marked), "it is not marked in the text as published"


def test_a_cell_of_the_table_leads_to_where_it_is_printed(clerk: Staff) -> None:
    page = clerk.get(REPORT).text
    place = re.search(rf'href="{REPORT}\?cell=([a-z_.:]+)#cited"', page)
    assert place
    assert clerk.get(REPORT, cell=place[1]).text.count("<mark") == 2, "it is marked on both sides"

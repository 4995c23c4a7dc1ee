"""The search of the desk: narrowed by its form or by a question, sorted, added up, handed out."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable
from importlib import resources

import pytest
from openpyxl import load_workbook

from app.desk.lookup_words import applicants, words
from knowledge.accounts import Role
from knowledge.answering.tables.readings import Gap
from knowledge.forms import forms
from knowledge.records import APPLICANTS, FactStatus
from knowledge.vocabulary import load
from tests.app.desk.conftest import Staff
from tests.app.samples import AGENCY, OTHER_AGENCY


@pytest.fixture
def clerk(staff: Callable[[Role], Staff]) -> Staff:
    return staff(Role.LOOKUP)


def test_a_row_has_its_number_linked_to_the_marked_cell(clerk: Staff) -> None:
    page = clerk.get(
        "/desk/lookup", agency=AGENCY, year=2024, indicator="requests.new", applicant="natural_person"
    ).text
    link = '<a href="/reports/1-2024-1?cell=requests:requests.new:natural_person#cited">7</a>'
    assert link in page and "共 1 条" in page


def test_one_indicator_is_sorted_by_value_and_added_up(clerk: Staff) -> None:
    page = clerk.get("/desk/lookup", indicator="requests.new", year=2024).text
    assert 'aria-sort="descending"' in page and "合计 18 件，共 2 格" in page


def test_a_subtotal_shows_its_parts_side_by_side(clerk: Staff) -> None:
    page = clerk.get("/desk/lookup", indicator="outcomes.unavailable", year=2024).text
    assert "没有现成信息" in page and "0 + 1 + 0" not in page.split("<tbody>")[0]
    assert "cell=requests:outcomes.unavailable.not_held:total" in page


def test_a_question_is_answered_and_narrows_the_search(clerk: Staff) -> None:
    page = clerk.get("/desk/lookup", q="2024年新收申请最多的是哪个机关").text
    assert 'aria-label="回答"' in page and AGENCY in page
    assert '<option value="requests.new" selected>' in page and '<option value="2024" selected>' in page


def test_what_is_chosen_in_the_form_goes_before_the_question(clerk: Staff) -> None:
    page = clerk.get("/desk/lookup", q="2024年新收申请最多的是哪个机关", indicator="outcomes.granted").text
    assert '<option value="outcomes.granted" selected>' in page


def test_several_agencies_stand_in_one_field(clerk: Staff) -> None:
    page = clerk.get("/desk/lookup", agency=f"{AGENCY}、{OTHER_AGENCY}", indicator="requests.new", year="2024").text
    assert "共 2 条" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"status": "uncertain"}, 1),
        ({"place": "没有这个地方"}, 0),
        ({"agency": "没有这个机关"}, 0),
    ],
)
def test_a_search_is_narrowed_by(clerk: Staff, query: dict[str, str], count: int) -> None:
    rows = json.loads(clerk.get("/desk/lookup", show="facts", format="json", **query).data)["rows"]
    assert (len(rows) >= 1) == bool(count)


def test_text_is_found_by_words(clerk: Staff) -> None:
    page = clerk.get("/desk/lookup", q="网站发布信息", show="text").text
    assert "text=1:0-" in page


def test_words_alone_show_the_text_that_has_them_and_not_every_cell(clerk: Staff) -> None:
    page = clerk.get("/desk/lookup", q="网站").text
    assert re.search(r'aria-current="page">(?:正文里的数字|正文) ', page)
    assert "请问您想了解哪个单位" not in page
    assert "没有查到" in clerk.get("/desk/lookup", q="网站", show="facts").text
    assert "没有查到" not in clerk.get("/desk/lookup").text, "nothing asked lists everything"


def test_the_search_is_handed_out_as_spreadsheet_csv_and_json(clerk: Staff) -> None:
    query = {"indicator": "requests.new", "year": "2024"}
    book = load_workbook(io.BytesIO(clerk.get("/desk/lookup", format="xlsx", **query).data))
    values = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert values[1][:5] == [AGENCY, 2024, "本年新收政府信息公开申请数量", "总计", 9] or values[1][4] == 9
    assert book.active["E2"].hyperlink.target.endswith("cell=requests:requests.new:total#cited")
    text = clerk.get("/desk/lookup", format="csv", **query).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["数值"] == "9" and rows[0]["数值（出处）"].startswith("http")
    found = json.loads(clerk.get("/desk/lookup", format="json", **query).data)
    assert found["rows"][0]["数值"] == 9


def test_an_unknown_format_or_a_wrong_value_is_refused(clerk: Staff) -> None:
    assert clerk.get("/desk/lookup", format="exe").status_code == 404
    assert clerk.get("/desk/lookup", indicator="nothing").status_code == 400


def test_a_person_who_is_not_logged_in_is_led_to_the_login(clerk: Staff) -> None:
    stranger = clerk.client.application.test_client()
    for path in ("/desk/lookup", "/desk/compare", "/desk/reports", "/desk/findings", "/desk/dashboard", "/desk/keys"):
        response = stranger.get(path)
        assert response.status_code == 302 and "/desk/login" in response.location


def test_a_clerk_may_not_upload_confirm_read_again_or_make_keys(clerk: Staff) -> None:
    assert clerk.get("/desk/upload").status_code == 403
    assert clerk.post("/desk/upload").status_code == 403
    assert clerk.post("/desk/reports/1-2024-1/confirm").status_code == 403
    assert clerk.post("/desk/reports/1-2024-1/reread").status_code == 403
    assert clerk.get("/desk/keys").status_code == 403
    assert clerk.post("/desk/keys", name="x").status_code == 403


def test_every_rule_status_gap_and_applicant_has_its_word() -> None:
    rules = {balance.rule for form in forms() for table in form.tables for balance in table.balances}
    assert rules | set(load("findings")["rules"]) <= set(words("rules"))
    assert {status.value for status in FactStatus} <= set(words("statuses"))
    assert {gap.value for gap in Gap} <= set(words("gaps"))
    assert set(applicants()) == set(APPLICANTS)


def test_no_word_stands_twice_in_a_group() -> None:
    data = tomllib.loads(resources.files("app.desk").joinpath("lookup_words.toml").read_text("utf-8"))
    for group, found in data.items():
        assert len(set(found.values())) == len(found), group


def test_an_administrator_makes_and_revokes_a_key_and_the_log_has_it(admin: Staff) -> None:
    page = admin.client.post(
        "/desk/keys", data={"csrf_token": admin.token(), "name": "市数据局"}, follow_redirects=True
    )
    token = page.text.split("密钥：")[1].split("（")[0]
    client = admin.client.application.test_client()
    assert client.get("/api/reports", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert (
        "停用"
        in admin.client.post("/desk/keys/1/revoke", data={"csrf_token": admin.token()}, follow_redirects=True).text
    )
    assert client.get("/api/reports", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert "发放接口密钥" in admin.get("/desk/audit").text and token not in admin.get("/desk/audit").text

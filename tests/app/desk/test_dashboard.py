"""The dashboard counts what is asked, and names the entries that nobody asks for."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from knowledge.accounts import Role
from knowledge.faq.maintained import Maintained
from knowledge.store import Store
from tests.app.desk.conftest import Staff
from tests.app.samples import AGENCY


@pytest.fixture
def clerk(staff: Callable[[Role], Staff]) -> Staff:
    return staff(Role.LOOKUP)


def table(clerk: Staff, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(clerk.get("/desk/dashboard", table=name, format="json").data)["rows"]
    return rows


def test_an_empty_dashboard_says_so(clerk: Staff) -> None:
    page = clerk.get("/desk/dashboard").text
    assert "这段时间还没有" in page


def test_questions_are_counted_by_day_kind_reason_and_speed(clerk: Staff, client: FlaskClient) -> None:
    for question in (f"{AGENCY}2024年新收申请多少件", f"{AGENCY}2024年新收申请多少件", f"{AGENCY}1999年新收申请多少件"):
        assert client.post("/api/chat", json={"question": question}).status_code == 200
    days = table(clerk, "days")
    assert days[-1]["提问"] == 3 and days[-1]["答上"] == 2
    assert {"项目": "数字", "次数": 2} in table(clerk, "kinds")
    assert table(clerk, "reasons") == [{"项目": "没有收录", "次数": 1}]
    assert table(clerk, "most")[0]["次数"] == 2
    assert sum(int(str(row["次数"])) for row in table(clerk, "seconds")) == 3


def test_an_entry_that_answered_is_counted_and_the_others_are_named(clerk: Staff, client: FlaskClient) -> None:
    never = len(table(clerk, "never"))
    client.post("/api/chat", json={"question": "申请信息公开几天能答复"})
    hits = table(clerk, "hits")
    assert [row["次数"] for row in hits] == [1]
    assert len(table(clerk, "never")) == never - 1


def test_a_hit_stays_with_the_entry_that_answered(
    clerk: Staff, client: FlaskClient, store: Store, published: Callable[..., Maintained]
) -> None:
    first = published("在哪里可以查阅纸质公报？", "请到档案馆。")
    client.post("/api/chat", json={"question": "在哪里可以查阅纸质公报？"})
    store.faq.retire(first.id)
    assert table(clerk, "hits") == [{"项目": "在哪里可以查阅纸质公报？", "次数": 1}]
    published("纸质公报在哪里查阅？", "请到图书馆。", similar=("在哪里可以查阅纸质公报？",))
    assert table(clerk, "hits") == [{"项目": "在哪里可以查阅纸质公报？", "次数": 1}]
    assert {"条目": "纸质公报在哪里查阅？"} in table(clerk, "never")


def test_ratings_are_counted(clerk: Staff, client: FlaskClient) -> None:
    answer = client.post("/api/chat", json={"question": f"{AGENCY}2024年新收申请多少件"}).json
    client.post("/api/feedback", json={"turn_id": answer["turn_id"], "verdict": "useless"})
    assert table(clerk, "verdicts") == [{"项目": "没用", "次数": 1}]


def test_an_unknown_table_is_not_found(clerk: Staff) -> None:
    assert clerk.get("/desk/dashboard", table="nothing", format="json").status_code == 404

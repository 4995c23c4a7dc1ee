"""Findings as a list to work through."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from knowledge.accounts import Role
from knowledge.store import Store
from tests.app.desk.conftest import Staff


@pytest.fixture
def clerk(staff: Callable[[Role], Staff]) -> Staff:
    return staff(Role.LOOKUP)


def test_a_finding_is_done_with_a_remark_and_open_again(clerk: Staff, store: Store) -> None:
    page = clerk.get("/desk/findings").text
    before = store.findings.count(state="open")
    path = re.search(r'action="(/desk/findings/[^"]+)"', page)
    assert before and path
    clerk.post(path[1], state="done", remark="已与机关核对")
    assert store.findings.count(state="open") == before - 1
    page = clerk.get("/desk/findings", state="done").text
    assert "已与机关核对" in page and clerk.name in page
    clerk.post(path[1], state="open")
    assert store.findings.count(state="open") == before


def test_findings_are_narrowed_and_handed_out(clerk: Staff, store: Store) -> None:
    rows = json.loads(clerk.get("/desk/findings", format="json", year=2024).data)["rows"]
    assert len(rows) == store.findings.count(year=2024) and {row["年份"] for row in rows} == {2024}
    assert "没有符合条件" in clerk.get("/desk/findings", agency="没有这个机关").text


def test_an_unknown_finding_or_state_is_refused(clerk: Staff, store: Store) -> None:
    held = store.findings.list()[0]
    assert clerk.post(f"/desk/findings/{held.report.id}/0000", state="done").status_code == 404
    assert clerk.post(f"/desk/findings/{held.report.id}/{held.key}", state="x").status_code == 400

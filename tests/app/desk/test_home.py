"""What waits for whom, on the page one lands on; and the way through the desk."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from knowledge.accounts import Role
from knowledge.faq.maintained import Content
from knowledge.store import Store
from tests.app.desk.conftest import Staff


def tasks(person: Staff) -> dict[str, int]:
    """Return what the home page says waits, and how much of it."""
    page = person.get("/desk/").text
    return {what: int(count) for count, what in re.findall(r'<span class="count">(\d+)</span> ([^<]+)</a>', page)}


def test_each_role_is_told_what_waits_for_it(staff: Callable[[Role], Staff], store: Store, client: FlaskClient) -> None:
    client.post("/api/chat", json={"question": "食堂几点开门"})
    store.faq.create(Content("几点开门？", "九点。"), "编辑乙")
    waiting = store.faq.create(Content("在哪里？", "在一楼。"), "编辑乙")
    store.faq.submit(waiting.id, "编辑乙")
    assert tasks(staff(Role.EDITOR)).items() >= {"您的草稿": 1, "问题没有答上或评为没用": 1}.items()
    assert tasks(staff(Role.REVIEWER))["条目待审核"] == 1
    assert "条目待审核" not in tasks(staff(Role.EDITOR))
    assert "您的草稿" not in tasks(staff(Role.LOOKUP))


def test_a_confirmed_cell_waits_no_longer(staff: Callable[[Role], Staff], store: Store) -> None:
    editor = staff(Role.EDITOR)
    before = tasks(editor)["数字存疑"]
    held = store.reports.get("1-2024-1")
    assert held
    fact = next(fact for fact in store.facts.of_version(held.version_id) if fact.status == "uncertain")
    cell = f"{fact.indicator}:{fact.applicant}"
    editor.post("/desk/reports/1-2024-1/confirm", cell=cell, value="22", ground="与机关核对", action="confirm")
    assert tasks(editor).get("数字存疑", 0) == before - 1


def test_the_navigation_marks_the_page_and_its_group(staff: Callable[[Role], Staff]) -> None:
    page = staff(Role.ADMIN).get("/desk/reports/1-2024-1").text
    assert re.search(r'aria-current="true">查数与报告<', page)
    assert re.search(r'aria-current="true">报告<', page)
    assert 'aria-current="page">报告<' not in page, "it is a page under that one"
    assert re.search(r'aria-current="page">问答条目<', staff(Role.ADMIN).get("/desk/faq").text)

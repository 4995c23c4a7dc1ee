"""The editor's and the reviewer's day in a real browser, with and without script, and their pages for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from knowledge.accounts import Role
from knowledge.faq.maintained import Content, Source, SourceKind
from knowledge.store import Store
from tests.app.browser.helpers import violations
from tests.app.conftest import build_app
from tests.app.desk.conftest import add_staff
from tests.app.samples import AGENCY, sample_report
from tests.app.serving import serving, signed_in

PATHS = (
    "/desk/",
    "/desk/queue?all=1",
    "/desk/faq",
    "/desk/faq/starters",
    "/desk/faq/new",
    "/desk/faq/1",
    "/desk/faq/1/review",
    "/desk/faq/1/versions?before=1&after=2",
    "/desk/faq/test?q=档案馆对外开放吗",
    "/desk/faq/updates",
    "/desk/faq/recall/1-2023-1",
    "/desk/faq/cases?run=1",
    "/desk/faq/transfer",
    "/desk/users",
    "/desk/audit",
    "/desk/password",
    "/desk/nothing",
)
WAITING = "档案馆去年公开率怎么样？"


@dataclass
class Desk:
    """A served application, and the knowledge base behind it."""

    address: str
    store: Store
    app: Flask

    def pass_days(self, days: int) -> None:
        """Let it be so many days after today, for those who ask and those who answer."""
        later = datetime.now(UTC).date() + timedelta(days=days)
        self.app.extensions["zhiqing"].answerer._today = lambda: later

    def enter(self, browser: Browser, role: Role, **settings: object) -> Page:
        """Let somebody of a role in."""
        return signed_in(browser, self.address, role, **settings).pages[0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with entries in several states, a re-issued report, and a question that waits."""
    path = tmp_path / "zhiqing.db"
    store = Store(path)
    add_staff(store)
    with store.transaction():
        for year in (2023, 2024):
            store.reports.keep(sample_report(AGENCY, year, digest=f"{year}"))
        store.reports.keep(sample_report(AGENCY, 2023, digest="again"))
    entry = store.faq.create(Content("档案馆对外开放吗？", "对外开放。", owner="编辑乙"), "编辑乙")
    store.faq.publish(entry.id)
    store.faq.write(entry.id, Content("档案馆对外开放吗？", "工作日对外开放。"), "编辑乙", after=1)
    store.faq.submit(entry.id, "编辑乙")
    store.faq.comment(entry.id, 2, "审核丙", "请写明时间。")
    app = build_app(path)
    for question in (WAITING, WAITING, "食堂几点开门"):
        app.test_client().post("/api/chat", json={"question": question})
    with serving(app) as address:
        yield Desk(address, store, app)


def publish_as_reviewer(desk: Desk, browser: Browser, question: str, **settings: object) -> None:
    tab = desk.enter(browser, Role.REVIEWER, **settings)
    tab.get_by_role("link", name="问答条目").first.click()
    tab.get_by_label("状态").select_option("review")
    tab.get_by_role("button", name="筛选").click()
    tab.get_by_role("link", name=question).click()
    tab.get_by_role("link", name="审核与发布").click()
    expect(tab.get_by_role("heading", name="发布后回答会变的问题")).to_be_visible()
    tab.get_by_label("意见", exact=True).fill("可以。")
    tab.get_by_role("button", name="发布", exact=True).click()
    expect(tab.get_by_role("status").first).to_contain_text("已发布")


def test_the_editors_and_the_reviewers_day(browser: Browser, desk: Desk) -> None:
    troubles: list[str] = []
    tab = desk.enter(browser, Role.EDITOR)
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("console", lambda message: troubles.append(message.text) if "Content Security" in message.text else None)

    # An editor finds the question that nobody answered, and writes an entry with a live figure.
    tab.get_by_role("link", name="待办问题").first.click()
    expect(tab.locator(".queue-group").first).to_contain_text("2 次")
    tab.get_by_role("button", name=f"写成草稿：{WAITING}").click()
    answer = tab.get_by_label("答案", exact=True)
    answer.fill("最新一年予以公开")
    tab.get_by_label("指标").select_option("outcomes.granted")
    tab.locator("#pick_agency").fill(AGENCY)
    tab.get_by_role("button", name="插入到答案").click()
    expect(answer).to_have_value(f"最新一年予以公开{{{{fact outcomes.granted agency={AGENCY} year=latest}}}}")
    expect(tab.locator("#checked .answer-text")).to_contain_text("予以公开7件")
    expect(tab.locator("#checked .citation-section")).to_be_visible()
    answer.press_sequentially("，共15人办理。")
    expect(tab.locator("#checked .notice")).to_contain_text("没有出处：15")
    answer.fill(f"最新一年予以公开{{{{fact outcomes.granted agency={AGENCY} year=latest}}}}。")
    tab.get_by_label("试题").fill(f"{WAITING} => 予以公开")
    tab.get_by_role("button", name="保存并提交审核").click()
    expect(tab.get_by_role("status").first).to_contain_text("已保存并提交审核")
    expect(tab.get_by_text("共 1 道，不通过 0 道")).to_be_visible()

    # A reviewer publishes; the chat answers it at once.
    publish_as_reviewer(desk, browser, WAITING)
    chat = browser.new_context(base_url=desk.address, locale="zh-CN").new_page()
    chat.goto("/")
    chat.get_by_label("您的问题").fill(WAITING)
    chat.get_by_role("button", name="提问").click()
    expect(chat.locator(".answer-text")).to_contain_text("最新一年予以公开7件")
    tab.goto("/desk/queue")
    expect(tab.get_by_text(WAITING)).to_have_count(0)

    # A new year's report arrives: the entry says the new number, and the desk shows the difference.
    report = sample_report(AGENCY, 2025, digest="new")
    facts = tuple(
        changed(fact, value=Decimal(12), printed="12")
        if (fact.indicator, fact.applicant) == ("outcomes.granted", "total")
        else fact
        for fact in report.facts
    )
    with desk.store.transaction():
        desk.store.reports.keep(changed(report, facts=facts))
    chat.goto(f"/ask?q={WAITING}")
    expect(chat.locator(".answer-text")).to_contain_text("最新一年予以公开12件")
    tab.goto("/desk/faq/updates")
    expect(tab.locator(".diff-text ins")).to_contain_text("12")
    tab.get_by_role("button", name=f"已核对：{WAITING}").click()
    expect(tab.locator(".diff-text")).to_have_count(0)
    assert not troubles


def test_an_entry_that_cites_a_corrected_report_stops_and_comes_back_citing_the_new_one(
    browser: Browser, desk: Desk
) -> None:
    question, words = "网站发了多少信息？", "网站发布信息912条"
    source = Source(SourceKind.REPORT, "年报", words, "1-2023-1", 1)
    entry = desk.store.faq.create(Content(question, f"{words}。", years=(2023,), sources=(source,)), "管理丁")
    desk.store.faq.publish(entry.id)
    chat = browser.new_context(base_url=desk.address, locale="zh-CN").new_page()

    # The report was published again: the entry waits to be looked at, and answers for two weeks.
    tab = desk.enter(browser, Role.EDITOR)
    tab.get_by_role("link", name="条目引用了旧报告").click()
    row = tab.get_by_role("row", name=question)
    expect(row).to_contain_text("之后不再回答")
    desk.pass_days(14)
    chat.goto(f"/ask?q={question}")
    expect(chat.locator(".answer-text")).to_contain_text(words)
    desk.pass_days(15)
    chat.goto(f"/ask?q={question}")
    expect(chat.locator(".answer-text")).not_to_contain_text(words)
    tab.reload()
    expect(row).to_contain_text("已过，不再回答")

    # The same words stand in the new version: one click, a second pair of eyes, and it answers again.
    row.get_by_role("button", name="改引新版").click()
    expect(tab.get_by_role("status").first).to_contain_text("已改引新版")
    tab.get_by_role("button", name="保存并提交审核").click()
    expect(tab.get_by_label("依据")).to_have_count(0)
    publish_as_reviewer(desk, browser, question)
    chat.goto(f"/ask?q={question}")
    expect(chat.locator(".answer-text")).to_contain_text(words)
    tab.goto("/desk/faq/updates")
    expect(tab.get_by_role("row", name=question)).to_have_count(0)


def test_the_same_day_without_script(browser: Browser, desk: Desk) -> None:
    tab = desk.enter(browser, Role.EDITOR, java_script_enabled=False)
    tab.goto("/desk/queue")
    tab.get_by_role("button", name=f"写成草稿：{WAITING}").click()
    tab.get_by_label("答案", exact=True).fill("最新一年予以公开")
    tab.get_by_label("指标").select_option("outcomes.granted")
    tab.locator("#pick_agency").fill(AGENCY)
    tab.get_by_role("button", name="插入到答案").click()
    expect(tab.locator("#checked .answer-text")).to_contain_text("予以公开7件")
    tab.get_by_role("button", name="保存并提交审核").click()
    publish_as_reviewer(desk, browser, WAITING, java_script_enabled=False)
    chat = browser.new_context(base_url=desk.address, java_script_enabled=False).new_page()
    chat.goto(f"/ask?q={WAITING}")
    expect(chat.locator(".answer-text")).to_contain_text("最新一年予以公开7件")


def test_an_entry_is_written_with_the_keyboard_alone(browser: Browser, desk: Desk) -> None:
    tab = desk.enter(browser, Role.EDITOR)
    tab.goto("/desk/faq/new")
    wanted = {"question": "大厅几点开门？", "answer": "请看大厅公告。"}
    for _ in range(60):
        tab.keyboard.press("Tab")
        name = tab.evaluate("document.activeElement.name || ''")
        if name in wanted:
            tab.keyboard.insert_text(wanted.pop(name))
        if tab.evaluate("document.activeElement.value") == "save":
            tab.keyboard.press("Enter")
            break
    expect(tab.get_by_role("status").first).to_contain_text("已保存为草稿")
    assert not wanted


def test_the_enter_key_inserts_nothing_into_the_answer(browser: Browser, desk: Desk) -> None:
    tab = desk.enter(browser, Role.EDITOR)
    tab.goto("/desk/faq/new")
    tab.get_by_label("答案", exact=True).fill("请看大厅公告。")
    tab.get_by_label("标准问题").fill("大厅几点开门？")
    tab.keyboard.press("Enter")
    expect(tab.locator("#checked .answer-text")).to_contain_text("请看大厅公告。")
    expect(tab.get_by_label("答案", exact=True)).to_have_value("请看大厅公告。")


@pytest.mark.parametrize("dress", ["light", "dark", "large"])
def test_axe_finds_no_violation_and_no_page_scrolls_sideways(browser: Browser, desk: Desk, dress: str) -> None:
    tab = desk.enter(browser, Role.ADMIN, color_scheme="dark" if dress == "dark" else "light", reduced_motion="reduce")
    if dress == "large":
        tab.context.add_cookies([{"name": "size", "value": "large", "url": desk.address}])
    for path in PATHS:
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.goto(path)
        assert not violations(tab), path
        tab.set_viewport_size({"width": 320, "height": 700})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, path
    tab.context.clear_cookies()
    tab.goto("/desk/login")
    assert not violations(tab)

"""A slow network, a language, colours that are forced: what a reader may come with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.app.browser.helpers import QUESTION, ask, violations


def test_on_a_slow_network_it_says_that_it_is_still_waiting(tab: Page) -> None:
    held: list[Route] = []
    tab.clock.install()
    tab.route("**/api/chat", lambda route: held.append(route))
    tab.goto("/")
    ask(tab)
    expect(tab.locator(".waiting")).to_have_text("正在查阅报告…")
    tab.clock.fast_forward(5_000)
    expect(tab.locator(".waiting")).to_have_text("网络较慢，还在等候回答…")
    expect(tab.get_by_role("button", name="提问")).to_be_disabled()
    held[0].continue_()
    expect(tab.locator(".answer-text")).to_contain_text("7件")


@pytest.mark.parametrize(
    ("language", "title", "send"), [("English", "Ask the reports", "Ask"), ("繁體中文", "問年報", "提問")]
)
def test_the_interface_changes_its_language_and_keeps_it(tab: Page, language: str, title: str, send: str) -> None:
    tab.goto("/")
    tab.get_by_label("语言 / Language").click()
    tab.get_by_role("button", name=language).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(title)
    tab.locator("#question").fill(QUESTION)
    tab.get_by_role("button", name=send, exact=True).click()
    expect(tab.locator(".answer-text")).to_contain_text("7件")
    # The answer is in Chinese and says so; what stands around it is in the reader's language.
    expect(tab.locator(".answer-text")).to_have_attribute("lang", "zh-Hans")
    expect(tab.locator(".tool").last).to_have_text({"English": "Not useful"}.get(language, "沒用"))
    assert not violations(tab)
    tab.goto("/reports")
    expect(tab.get_by_role("button", name=language, include_hidden=True)).to_have_attribute("aria-current", "true")


def test_without_script_the_language_and_the_verdict_are_chosen_with_forms(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="zh-CN")
    tab = context.new_page()
    tab.goto("/")
    tab.get_by_label("您的问题").fill(QUESTION)
    tab.get_by_role("button", name="提问").click()
    tab.get_by_role("button", name="没用").click()
    tab.get_by_label("没答到").check()
    tab.get_by_role("button", name="提交").click()
    expect(tab.locator("[data-said-here]")).to_have_text("谢谢，已记下。")
    expect(tab.get_by_label("接着问")).to_be_visible()
    tab.get_by_label("语言 / Language").click()
    tab.get_by_role("button", name="English").click()
    expect(tab.get_by_role("button", name="Not useful")).to_be_visible()
    context.close()


def test_with_forced_colours_and_less_motion_everything_is_there(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, forced_colors="active", reduced_motion="reduce", locale="zh-CN")
    tab = context.new_page()
    tab.goto("/")
    ask(tab)
    expect(tab.locator(".turn")).to_have_css("animation-name", "none")
    expect(tab.locator(".tool").first).to_have_css("border-top-style", "solid")
    tab.locator(".chip").first.click()
    expect(tab.locator("mark#cited")).to_be_in_viewport()
    expect(tab.locator("td.cited")).to_have_css("outline-style", "solid")
    assert not violations(tab)
    context.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_the_source_fits_the_screen(tab: Page, width: int) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.set_viewport_size({"width": width, "height": 720})
    tab.goto("/")
    ask(tab)
    tab.locator(".chip").first.click()
    panel = tab.get_by_role("dialog", name="出处 1")
    expect(panel.locator("mark#cited")).to_be_in_viewport(ratio=0.9)
    box = panel.bounding_box()
    assert box and box["x"] + box["width"] == width and box["height"] == 720
    assert (box["x"] == 0) is (width == 320)
    assert panel.locator(".panel-body").evaluate("(body) => body.scrollWidth <= body.clientWidth")
    assert not violations(tab)


def test_on_a_wide_screen_the_source_stands_beside_its_answer(tab: Page) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.set_viewport_size({"width": 1280, "height": 700})
    tab.goto("/")
    for question in (QUESTION, "那2023年呢？", "那2022年呢？"):
        ask(tab, question)
        expect(tab.get_by_role("button", name="提问")).to_be_enabled()
    chip = tab.locator(".chip").last
    before = chip.bounding_box()
    chip.click()
    panel = tab.get_by_role("dialog", name="出处 1")
    expect(panel.locator("mark#cited")).to_be_in_viewport()
    answer, beside, beside_chip = (
        each.bounding_box() for each in (tab.locator(".turn-answer").last, panel, tab.locator(".chip").last)
    )
    assert answer and beside and before and beside_chip
    assert answer["x"] + answer["width"] <= beside["x"]
    # The answer grows narrower; what was tapped stays at its height, and comes back into view afterwards.
    assert abs(beside_chip["y"] - before["y"]) < 40
    tab.keyboard.press("Escape")
    expect(chip).to_be_focused()
    expect(chip).to_be_in_viewport()


def test_after_a_reload_the_last_answer_is_in_view(tab: Page) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.goto("/")
    for question in (QUESTION, "那2023年呢？", "那2022年呢？"):
        ask(tab, question)
        expect(tab.get_by_role("button", name="提问")).to_be_enabled()
    tab.reload()
    expect(tab.locator(".answer")).to_have_count(3)
    expect(tab.locator(".turn-question").last).to_be_in_viewport()


def test_on_a_phone_the_contents_of_a_report_are_folded_until_they_are_asked_for(tab: Page) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto("/reports/1-2024-1")
    contents = tab.get_by_role("navigation", name="目录")
    expect(contents.get_by_role("link", name="核查结果")).to_be_hidden()
    contents.get_by_text("目录").click()
    contents.get_by_role("link", name="一、总体情况").click()
    expect(tab.get_by_role("heading", name="一、总体情况")).to_be_in_viewport()
    expect(contents.get_by_role("link", name="核查结果")).to_be_hidden()
    tab.set_viewport_size({"width": 1280, "height": 740})
    tab.reload()
    expect(contents.get_by_role("link", name="核查结果")).to_be_visible()


def test_on_paper_an_answer_has_its_sources_and_the_address_to_see_it_again(tab: Page, site: str) -> None:
    tab.goto("/")
    ask(tab, QUESTION.replace("2024年自然人新收申请多少件？", "历年新收申请数量的变化"))
    tab.goto(str(tab.locator(".permalink").get_attribute("href")))
    expect(tab.locator(".citation").first).to_be_hidden()
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(tab.locator(".citation")).to_have_count(3)
    expect(tab.locator(".citation").last).to_be_visible()
    expect(tab.locator(".printed-from")).to_contain_text(tab.url)
    expect(tab.locator(".answer-foot")).to_be_hidden()


def test_a_conversation_whose_answers_are_gone_is_said(tab: Page) -> None:
    tab.goto("/")
    tab.evaluate(
        "sessionStorage.setItem('zhiqing.conversation',"
        " JSON.stringify({ id: 'c', turns: [{ question: '问过的', turn: 'gone' }] }))"
    )
    tab.reload()
    expect(tab.get_by_role("alert")).to_contain_text("没有收到回答")


def test_what_storage_holds_of_an_older_kind_is_passed_over(tab: Page) -> None:
    tab.goto("/")
    for kept in ('{"id": "c", "turns": [{"question": "问过的", "body": {}}]}', "null", "{", "[]"):
        tab.evaluate("(kept) => sessionStorage.setItem('zhiqing.conversation', kept)", kept)
        tab.reload()
        ask(tab)
        expect(tab.locator(".answer")).to_have_count(1)


def test_a_network_that_wants_a_log_in_first_is_not_taken_for_an_answer(tab: Page) -> None:
    page = "<html><body><h1>请先登录</h1></body></html>"
    tab.route("**/api/chat", lambda route: route.fulfill(content_type="text/html", body=page))
    tab.goto("/")
    ask(tab)
    expect(tab.get_by_role("alert")).to_contain_text("服务暂时没有正常回应")

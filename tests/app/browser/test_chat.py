"""Asking in the browser: the answer comes, its citation opens the marked cell, and trouble is said in words."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.app.browser.helpers import QUESTION, ask
from tests.app.samples import AGENCY


def test_a_question_is_answered_and_its_citation_opens_the_marked_cell(tab: Page) -> None:
    tab.goto("/")
    ask(tab)
    expect(tab.locator(".answer-text")).to_contain_text("7件")
    tab.locator(".answer-text .chip").first.click()
    panel = tab.get_by_role("dialog", name="出处 1")
    expect(panel.locator("mark#cited")).to_have_text("7")
    expect(panel.locator("mark#cited")).to_be_in_viewport()
    expect(panel.locator("mark#cited")).to_be_focused()
    expect(panel.locator(".statutory-table")).to_have_count(1)
    panel.get_by_role("link", name="查看报告全文").click()
    expect(tab).to_have_url(re.compile(r"/reports/1-2024-1\?cell=requests:requests\.new:natural_person#cited$"))
    expect(tab.locator("mark#cited")).to_be_focused()
    expect(tab.locator("mark#cited")).to_be_in_viewport()


def test_the_panel_shows_the_text_as_published_and_leads_to_the_original(tab: Page) -> None:
    tab.goto("/")
    ask(tab, f"{AGENCY}2024年网站发布信息情况")
    tab.locator(".chip").first.click()
    panel = tab.get_by_role("dialog")
    expect(panel.locator("mark#cited")).to_contain_text("912条")
    panel.get_by_text("查看原样文本").click()
    expect(panel.locator(".published mark")).to_contain_text("發(fā)布信息912條")
    expect(panel.get_by_role("link", name="到原网站查看")).to_have_attribute("href", "https://example.com/report")


def test_the_panel_closes_with_escape_and_the_focus_returns_to_the_citation(tab: Page) -> None:
    tab.goto("/")
    ask(tab)
    chip = tab.locator(".chip").first
    chip.click()
    expect(tab.locator("mark#cited")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(chip).to_be_focused()


def test_a_source_that_does_not_come_is_said_and_asked_for_again(tab: Page, context: BrowserContext) -> None:
    tab.goto("/")
    ask(tab)
    expect(tab.locator(".chip")).to_have_count(1)
    context.set_offline(True)
    tab.locator(".chip").click()
    panel = tab.get_by_role("dialog")
    expect(panel.get_by_role("alert")).to_contain_text("网络似乎断开了")
    context.set_offline(False)
    panel.get_by_role("button", name="重试").click()
    expect(panel.locator("mark#cited")).to_have_text("7")


def test_the_conversation_goes_on_and_survives_a_reload(tab: Page) -> None:
    tab.goto("/")
    ask(tab)
    expect(tab.locator(".answer")).to_have_count(1)
    ask(tab, "那2023年呢？")
    expect(tab.locator(".answer")).to_have_count(2)
    expect(tab.locator(".answer-text").last).to_contain_text("2023年")
    before = tab.locator("#log").inner_text()
    tab.reload()
    expect(tab.locator(".answer")).to_have_count(2)
    expect(tab.locator(".waiting")).to_have_count(0)
    assert tab.locator("#log").inner_text() == before
    ask(tab, "那2022年呢？")
    expect(tab.locator(".answer-text").last).to_contain_text("2022年")
    tab.get_by_role("button", name="新的对话").click()
    expect(tab.locator(".answer")).to_have_count(0)
    expect(tab.get_by_label("您的问题")).to_be_focused()


def test_a_suggestion_is_asked_with_one_tap(tab: Page) -> None:
    tab.goto("/")
    tab.locator(".starters a").first.click()
    expect(tab.locator(".answer")).to_have_count(1)
    expect(tab.locator(".turn-answer").last).to_be_focused()
    tab.locator(".suggestions a").first.click()
    expect(tab.locator(".answer")).to_have_count(2)


def test_the_whole_way_is_walked_with_the_keyboard_alone(tab: Page) -> None:
    tab.goto("/")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="跳到正文")).to_be_focused()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.get_by_label("您的问题")).to_be_focused()
    tab.keyboard.type(QUESTION)
    tab.keyboard.press("Enter")
    expect(tab.locator(".answer-text")).to_contain_text("7件")
    expect(tab.get_by_label("您的问题")).to_be_focused()
    for _ in range(12):
        tab.keyboard.press("Shift+Tab")
        if tab.evaluate("document.activeElement.classList.contains('citation')"):
            break
    tab.keyboard.press("Enter")
    expect(tab.locator("mark#cited")).to_have_text("7")


def test_what_the_keyboard_walks_to_never_lies_under_the_box(tab: Page) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.set_viewport_size({"width": 375, "height": 640})
    tab.goto("/")
    for question in (QUESTION, f"{AGENCY}历年新收申请数量的变化"):
        ask(tab, question)
        expect(tab.get_by_role("button", name="提问")).to_be_enabled()
    links = tab.locator(".answer a:visible")
    for number in reversed(range(links.count())):
        link = links.nth(number)
        link.focus()
        box = link.bounding_box()
        top = tab.locator(".ask-box").bounding_box()
        assert box and top and box["y"] + box["height"] <= top["y"] + 1, link.inner_text()


def test_an_answer_is_announced_to_a_screen_reader(tab: Page) -> None:
    tab.goto("/")
    ask(tab)
    expect(tab.get_by_role("log", name="对话")).to_contain_text("7件")
    # The words alone: the log beside them would read out every citation and button too.
    expect(tab.locator("[data-status][role=status]")).to_have_text(re.compile(r"^回答：.*7件"))
    assert tab.locator("#log").get_attribute("aria-live") == "off"


def test_enter_while_an_input_method_composes_does_not_send(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_label("您的问题").fill("云溪")
    tab.evaluate(
        "document.getElementById('question').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    expect(tab.locator(".turn")).to_have_count(0)


def test_without_a_network_it_says_so_and_retries(tab: Page, context: BrowserContext) -> None:
    tab.goto("/")
    context.set_offline(True)
    ask(tab)
    expect(tab.get_by_role("alert")).to_contain_text("网络似乎断开了")
    context.set_offline(False)
    tab.get_by_role("button", name="重试").click()
    expect(tab.locator(".answer-text")).to_contain_text("7件")
    expect(tab.locator(".turn")).to_have_count(1)


def test_too_many_questions_are_said_with_the_time_to_wait(tab: Page) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=429, headers={"Retry-After": "42"}, json={"detail": "提问太频繁"})

    tab.route("**/api/chat", refuse)
    tab.goto("/")
    ask(tab)
    expect(tab.get_by_role("alert")).to_contain_text("请 42 秒后再试")


def test_a_server_that_answers_nonsense_is_said(tab: Page) -> None:
    tab.route("**/api/chat", lambda route: route.fulfill(status=502, body="<html>bad gateway</html>"))
    tab.goto("/")
    ask(tab)
    expect(tab.get_by_role("alert")).to_contain_text("服务暂时没有正常回应")


def test_a_server_that_does_not_answer_in_time_is_said(tab: Page) -> None:
    tab.clock.install()
    tab.route("**/api/chat", lambda route: None)
    tab.goto("/")
    ask(tab)
    expect(tab.locator(".waiting")).to_be_visible()
    tab.clock.fast_forward(21_000)
    expect(tab.get_by_role("alert")).to_contain_text("等候时间过长")


def test_script_in_a_question_stays_words(tab: Page) -> None:
    tab.goto("/")
    ask(tab, "<img src=x onerror=alert(1)><b>申请</b>")
    expect(tab.locator(".answer")).to_have_count(1)
    assert tab.locator("#log img, #log b").count() == 0
    expect(tab.locator(".turn-question")).to_contain_text("<img src=x")


def test_no_request_goes_to_another_site(tab: Page, site: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto("/")
    ask(tab)
    tab.locator(".citation").first.click()
    tab.wait_for_load_state()
    assert asked and all(url.startswith(site) for url in asked)

"""The chat in somebody else's page: one line brings it, and nothing leaks in or out."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.app.browser.conftest import Portal
from tests.app.browser.helpers import ask, violations
from tests.app.samples import AGENCY, OTHER_AGENCY

HOSTILE = """
html { font-size: 5px !important; letter-spacing: 9px; }
body { transform: rotate(4deg) scale(.5); overflow: hidden; height: 40px; }
* {
    color: lime !important; font: 50px/3 fantasy !important; background: black !important; direction: rtl !important;
    text-transform: uppercase !important; border: 9px solid red !important;
    --ink: lime !important; --rem: 90px !important; --paper: black !important;
}
zhiqing-chat, body > *, html > * {
    opacity: .1 !important; visibility: hidden !important; transform: rotate(90deg) !important;
    position: static !important; pointer-events: none !important; filter: blur(9px) !important;
    width: 1px !important; height: 1px !important;
}
zhiqing-chat, button, dialog, textarea, p, a, table { display: none !important; }
"""
LOOKS = """(element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const names = ['color', 'fontSize', 'fontFamily', 'lineHeight', 'letterSpacing', 'direction', 'textTransform',
                   'visibility', 'backgroundColor', 'display', 'opacity', 'filter'];
    return [...names.map((name) => style[name]), box.x, box.y, box.width, box.height].join(' | ');
}"""


def strict(site: str) -> str:
    """The policy of a portal that allows the chat's address and nothing else, not even a string that becomes HTML."""
    return (
        f"default-src 'none'; style-src 'self'; script-src {site}; connect-src {site}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def open_chat(tab: Page, portal: Portal) -> Locator:
    tab.goto(portal.address)
    tab.get_by_role("button", name="问年报").click()
    expect(tab.get_by_label("您的问题")).to_be_focused()
    return tab.get_by_role("dialog", name="政府信息公开年度报告问答")


def test_under_a_strict_policy_a_question_is_answered_and_its_cell_opened(tab: Page, portal: Portal, site: str) -> None:
    portal.policy = strict(site)
    chat = open_chat(tab, portal)
    ask(tab, "2024年自然人新收申请多少件？")
    expect(chat.locator(".answer-text")).to_contain_text("7件")
    chat.locator(".chip").first.click()
    panel = tab.get_by_role("dialog", name="出处 1")
    expect(panel.locator("mark#cited")).to_have_text("7")
    expect(panel.locator("mark#cited")).to_be_in_viewport()
    assert panel.get_by_role("link", name="查看报告全文").get_attribute("href").startswith(f"{site}/reports/")


def test_hostile_style_does_not_reach_in(tab: Page, portal: Portal) -> None:
    def looks() -> list[str]:
        tab.goto(portal.address)
        launcher = tab.locator("zhiqing-chat .launcher")
        seen = [launcher.evaluate(LOOKS)]
        launcher.click()
        expect(tab.get_by_label("您的问题")).to_be_focused()
        ask(tab, "2024年自然人新收申请多少件？")
        expect(tab.locator(".answer .chip").first).to_be_visible()
        parts = (".room-title", "textarea", ".turn-question", ".answer-text p", ".headline-number", ".tool")
        return seen + [tab.locator(f"zhiqing-chat {part}").first.evaluate(LOOKS) for part in parts]

    tab.emulate_media(reduced_motion="reduce")
    kind = looks()
    portal.style = HOSTILE
    tab.evaluate("sessionStorage.clear()")
    assert looks() == kind


def test_nothing_leaks_out(tab: Page, portal: Portal) -> None:
    portal.script, script = "", portal.script
    look = "() => [...document.querySelectorAll('html, body, main, h1, p')].map(" + LOOKS + ")"
    names = "() => Object.getOwnPropertyNames(window).sort()"
    tab.goto(portal.address)
    before = tab.evaluate(look), tab.evaluate(names)
    portal.script = script
    open_chat(tab, portal)
    assert (tab.evaluate(look), tab.evaluate(names)) == before


def test_the_keys_typed_here_are_not_the_portals(tab: Page, portal: Portal) -> None:
    open_chat(tab, portal)
    tab.evaluate("addEventListener('keydown', () => { document.title = 'pressed' })")
    tab.keyboard.type("/s")
    assert tab.title() == "某局门户" and tab.get_by_label("您的问题").input_value() == "/s"


def test_until_it_is_opened_one_file_is_all_that_is_loaded(tab: Page, portal: Portal, site: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(portal.address)
    expect(tab.get_by_role("button", name="问年报")).to_be_visible()
    tab.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(portal.address)] == [f"{site}/widget.js"]


def test_every_request_goes_to_the_chats_own_address(tab: Page, portal: Portal, site: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    open_chat(tab, portal)
    ask(tab, "2024年新收申请多少件？")
    tab.locator(".chip").first.click()
    expect(tab.locator("mark#cited")).to_be_visible()
    assert {url.split("/")[2] for url in asked} == {site.split("/")[2], portal.address.split("/")[2]}


def test_it_speaks_for_the_agency_of_the_portal(tab: Page, portal: Portal) -> None:
    chat = open_chat(tab, portal)
    expect(chat.locator(".room-title")).to_contain_text(AGENCY)
    assert all(AGENCY in text for text in chat.locator(".starters .pill").all_inner_texts())
    ask(tab, "2024年新收申请多少件？")
    expect(chat.locator(".answer-text")).to_contain_text(f"{AGENCY}2024年")
    portal.script = portal.script.replace(AGENCY, OTHER_AGENCY)
    chat = open_chat(tab, portal)
    ask(tab, "2024年新收申请多少件？")
    expect(chat.locator(".answer-text")).to_contain_text(f"{OTHER_AGENCY}2024年")


def test_an_agency_that_is_not_held_is_said(tab: Page, portal: Portal) -> None:
    portal.script = portal.script.replace(AGENCY, "没有的机关")
    expect(open_chat(tab, portal)).to_contain_text("还没有收录没有的机关的年度报告")


def test_the_conversation_survives_a_reload_of_the_portal(tab: Page, portal: Portal) -> None:
    chat = open_chat(tab, portal)
    ask(tab, "2024年新收申请多少件？")
    expect(chat.locator(".answer")).to_have_count(1)
    tab.reload()
    expect(chat.locator(".answer-text")).to_contain_text("9件")
    ask(tab, "那2023年呢？")
    expect(chat.locator(".answer-text").last).to_contain_text("2023年")


def test_it_is_walked_with_the_keyboard_alone(tab: Page, portal: Portal) -> None:
    tab.goto(portal.address)
    tab.locator("zhiqing-chat .launcher").wait_for()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="问年报")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_label("您的问题")).to_be_focused()
    tab.keyboard.type("2024年自然人新收申请多少件？")
    tab.keyboard.press("Enter")
    expect(tab.locator(".answer .chip")).to_be_visible()
    for _ in range(30):
        tab.keyboard.press("Shift+Tab")
        if tab.evaluate("document.querySelector('zhiqing-chat').shadowRoot.activeElement.className === 'chip'"):
            break
    tab.keyboard.press("Enter")
    expect(tab.locator("mark#cited")).to_have_text("7")
    tab.keyboard.press("Escape")
    expect(tab.locator(".answer .chip")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("button", name="问年报")).to_be_focused()


def test_a_portal_that_may_not_embed_it_says_that_it_is_out_of_reach(tab: Page, portal: Portal) -> None:
    tab.goto(portal.address.replace("127.0.0.1", "localhost"))
    tab.get_by_role("button", name="问年报").click()
    expect(tab.get_by_role("alert")).to_contain_text("暂时连接不上")


def test_a_room_that_does_not_come_is_asked_for_again(tab: Page, portal: Portal, context: BrowserContext) -> None:
    tab.goto(portal.address)
    launcher = tab.get_by_role("button", name="问年报")
    launcher.wait_for()
    context.set_offline(True)
    launcher.click()
    expect(tab.get_by_role("alert")).to_contain_text("暂时连接不上")
    assert not violations(tab)
    context.set_offline(False)
    tab.get_by_role("button", name="重试").click()
    expect(tab.get_by_label("您的问题")).to_be_focused()


def test_large_type_is_large_and_kept(tab: Page, portal: Portal) -> None:
    size = "(box) => parseFloat(getComputedStyle(box).fontSize)"
    chat = open_chat(tab, portal)
    small = tab.get_by_label("您的问题").evaluate(size)
    chat.get_by_role("button", name="长辈版").click()
    assert tab.get_by_label("您的问题").evaluate(size) > small * 1.25
    tab.reload()
    expect(chat.get_by_role("button", name="长辈版")).to_have_attribute("aria-pressed", "true")


def test_in_large_type_on_a_phone_head_and_box_stay_in_place(tab: Page, portal: Portal) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    chat = open_chat(tab, portal)
    chat.get_by_role("button", name="长辈版").click()
    for question in ("2024年自然人新收申请多少件？", "历年新收申请数量的变化"):
        ask(tab, question)
        expect(tab.get_by_role("button", name="提问")).to_be_enabled()
    tab.locator(".tool").last.focus()
    head, send = chat.locator(".room-head").bounding_box(), tab.get_by_role("button", name="提问").bounding_box()
    assert head and head["y"] == 0 and head["height"] < 90
    assert send and send["y"] + send["height"] <= 640
    expect(chat.get_by_role("button", name="关闭")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("lang", "button"), [("en", "Ask the reports"), ("zh-TW", "問年報"), ("fr", "问年报")])
def test_it_speaks_the_language_that_the_line_names(tab: Page, portal: Portal, lang: str, button: str) -> None:
    portal.script = portal.script.replace("defer", f'data-lang="{lang}" defer')
    tab.goto(portal.address)
    tab.get_by_role("button", name=button).click()
    expect(tab.locator("zhiqing-chat .room-title")).to_contain_text(button)


def test_on_a_phone_chat_and_source_take_the_whole_screen(tab: Page, portal: Portal) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    chat = open_chat(tab, portal)
    ask(tab, "2024年自然人新收申请多少件？")
    expect(chat.locator(".chip")).to_be_visible()
    assert chat.bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
    assert chat.locator(".room-scroll").evaluate("(box) => box.scrollWidth <= box.clientWidth")
    chat.locator(".chip").click()
    panel = tab.locator(".source-panel")
    expect(panel.locator("mark#cited")).to_be_in_viewport(ratio=0.9)
    tab.wait_for_timeout(400)
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_any_state(tab: Page, portal: Portal, width: int, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    tab.set_viewport_size({"width": width, "height": 760})
    tab.goto(portal.address)
    tab.get_by_role("button", name="问年报").wait_for()
    assert not violations(tab)
    chat = open_chat(tab, portal)
    assert not violations(tab)
    for question in ("2024年自然人新收申请多少件？", "历年新收申请数量的变化", "今天天气怎么样"):
        ask(tab, question)
        expect(tab.get_by_role("button", name="提问")).to_be_enabled()
    assert not violations(tab)
    chat.get_by_role("button", name="没用").first.click()
    expect(chat.get_by_label("不准确").first).to_be_visible()
    assert not violations(tab)
    chat.locator(".chip").first.click()
    expect(tab.locator("mark#cited")).to_be_visible()
    assert not violations(tab)

"""What can be done with an answer: judge it, copy it, share it, print it, hear it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from knowledge.records import FeedbackReason, Verdict
from knowledge.store import Store
from tests.app.browser.helpers import QUESTION, ask, violations
from tests.app.conftest import build_app
from tests.app.serving import serving

VOICES = """
window.spoken = [];
const voice = (name, lang, localService) => ({ name, lang, localService, default: false, voiceURI: name });
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => VOICES,
    speak: (words) => { window.spoken.push([words.text, words.voice.name]); window.last = words; },
    cancel: () => {}, addEventListener: () => {},
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
HEARING = """
window.SpeechRecognition = class {
    static available = async (wanted) => wanted.processLocally && wanted.langs[0] === "zh-CN" ? "available" : "no";
    get processLocally() { return this.local }
    set processLocally(local) { this.local = local }
    start() {
        window.heardAtHome = this.local;
        setTimeout(() => { this.onresult({ results: [[{ transcript: "新收申请多少件" }]] }); this.onend(); }, 10);
    }
    stop() {}
};
"""


@pytest.fixture
def answered(tab: Page) -> Page:
    """A tab in which a question was answered."""
    tab.goto("/")
    ask(tab)
    expect(tab.locator(".answer")).to_have_count(1)
    return tab


@pytest.fixture
def kept(site_database: Path) -> Iterator[Store]:
    """The knowledge base that the site serves."""
    store = Store(site_database)
    yield store
    store.close()


def test_a_useful_answer_is_said_so_with_one_tap(answered: Page, kept: Store) -> None:
    answered.get_by_role("button", name="有用", exact=True).click()
    expect(answered.locator("[data-said-here]")).to_have_text("谢谢，已记下。")
    expect(answered.get_by_role("button", name="有用", exact=True)).to_have_attribute("aria-pressed", "true")
    newest = kept.turns.feedback()[0]
    assert (newest.question, newest.verdict, newest.reasons) == (QUESTION, Verdict.USEFUL, ())


def test_an_answer_of_no_use_is_asked_why_and_the_reasons_are_kept(answered: Page, kept: Store) -> None:
    answered.get_by_role("button", name="没用").click()
    expect(answered.get_by_label("不准确")).to_be_focused()
    assert not violations(answered)
    answered.get_by_label("不准确").check()
    answered.get_by_label("过时").check()
    answered.get_by_role("button", name="提交").click()
    expect(answered.locator("[data-said-here]")).to_have_text("谢谢，已记下。")
    expect(answered.get_by_role("button", name="没用")).to_be_focused()
    newest = kept.turns.feedback(Verdict.USELESS)[0]
    assert set(newest.reasons) == {FeedbackReason.INACCURATE, FeedbackReason.OUTDATED}


def test_feedback_that_is_not_taken_is_said(answered: Page) -> None:
    answered.route("**/api/feedback", lambda route: route.abort())
    answered.get_by_role("button", name="有用", exact=True).click()
    expect(answered.get_by_role("alert")).to_contain_text("网络似乎断开了")
    answered.unroute("**/api/feedback")
    answered.get_by_role("button", name="重试").click()
    expect(answered.locator("[data-said-here]")).to_have_text("谢谢，已记下。")


def test_an_answer_is_copied_with_its_sources_and_its_link(answered: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered.get_by_role("button", name="复制").click()
    expect(answered.locator("[data-said-here]")).to_contain_text("已复制")
    copied = answered.evaluate("navigator.clipboard.readText()")
    assert "7件" in copied and "[1] " in copied and "自然人" in copied and re.search(r"http\S+/answers/\w+$", copied)


def test_where_a_portal_keeps_the_clipboard_to_itself_it_is_copied_all_the_same(answered: Page) -> None:
    answered.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    answered.get_by_role("button", name="复制").click()
    expect(answered.locator("[data-said-here]")).to_contain_text("已复制")


def test_a_shared_link_replays_the_answer(answered: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered.get_by_role("link", name="分享").click()
    expect(answered.locator("[data-said-here]")).to_contain_text("已复制链接")
    text = answered.locator(".answer-text").inner_text()
    other = context.new_page()
    other.goto(answered.evaluate("navigator.clipboard.readText()"))
    assert other.locator(".answer-text").inner_text() == text
    expect(other.locator("h1")).to_contain_text(QUESTION)
    other.locator(".chip").click()
    expect(other.get_by_role("dialog").locator("mark#cited")).to_have_text("7")


def test_printing_opens_the_answer_on_its_own_and_prints_it(answered: Page, context: BrowserContext) -> None:
    context.add_init_script("window.print = () => { document.title = 'printed'; }")
    with context.expect_page() as opened:
        answered.get_by_role("link", name="打印").click()
    expect(opened.value).to_have_title("printed")
    opened.value.emulate_media(media="print")
    expect(opened.value.locator(".answer-text")).to_be_visible()
    expect(opened.value.locator(".answer-foot")).to_be_hidden()


FAR = 'voice("far", "zh-CN", false)'
NEAR = 'voice("near", "zh-CN", true)'


@pytest.mark.parametrize(("voices", "said"), [(f"[{FAR}, {NEAR}]", "near"), (f"[{FAR}]", None)])
def test_only_a_voice_of_the_device_reads_aloud(context: BrowserContext, voices: str, said: str | None) -> None:
    context.add_init_script(VOICES.replace("VOICES", voices))
    tab = context.new_page()
    tab.goto("/")
    ask(tab)
    tab.get_by_role("button", name="朗读").click()
    if said is None:
        expect(tab.locator("[data-said-here]")).to_contain_text("没有中文朗读语音")
        return
    expect(tab.get_by_role("button", name="停止朗读")).to_have_attribute("aria-pressed", "true")
    text, voice = tab.evaluate("spoken[0]")
    assert voice == said and "7件" in text and "[1]" not in text
    tab.evaluate("last.onend()")
    expect(tab.get_by_role("button", name="朗读", exact=True)).to_have_attribute("aria-pressed", "false")


def test_what_is_spoken_stands_in_the_box(context: BrowserContext) -> None:
    context.add_init_script(HEARING)
    tab = context.new_page()
    tab.goto("/")
    tab.get_by_role("button", name="语音输入").click()
    expect(tab.get_by_label("您的问题")).to_have_value("新收申请多少件")
    expect(tab.get_by_label("您的问题")).to_be_focused()
    assert tab.evaluate("heardAtHome") is True


@pytest.mark.parametrize(
    "recogniser",
    [
        "window.SpeechRecognition = window.webkitSpeechRecognition = undefined",
        "window.SpeechRecognition = class { start() { throw new Error('must not listen') } }",
        HEARING.replace('"available"', '"downloadable"'),
        HEARING.replace("get processLocally", "get other").replace("set processLocally", "set other"),
        HEARING.replace("=> wanted.processLocally", "=> nobody.knows && wanted.processLocally"),
    ],
    ids=["none", "knows no device", "not on the device yet", "would not heed the wish", "does not say"],
)
def test_without_a_recogniser_on_the_device_there_is_no_voice_input(context: BrowserContext, recogniser: str) -> None:
    context.add_init_script(recogniser)
    tab = context.new_page()
    tab.goto("/")
    ask(tab)
    expect(tab.locator(".answer")).to_have_count(1)
    expect(tab.get_by_role("button", name="语音输入")).to_be_hidden()


def test_where_the_site_leaves_it_to_the_browser_the_box_says_so(context: BrowserContext, site_database: Path) -> None:
    context.add_init_script(HEARING.replace("static available", "static nothing"))
    tab = context.new_page()
    with serving(build_app(site_database, voice="browser")) as address:
        tab.goto(address)
        expect(tab.get_by_label("您的问题")).to_have_accessible_description(re.compile("可能会发给浏览器的厂商"))
        tab.get_by_role("button", name="语音输入").click()
        expect(tab.get_by_label("您的问题")).to_have_value("新收申请多少件")
        assert tab.evaluate("heardAtHome") is None


def test_without_a_microphone_it_is_said(context: BrowserContext) -> None:
    heard = 'this.onresult({ results: [[{ transcript: "新收申请多少件" }]] })'
    context.add_init_script(HEARING.replace(heard, 'this.onerror({ error: "not-allowed" })'))
    tab = context.new_page()
    tab.goto("/")
    tab.get_by_role("button", name="语音输入").click()
    expect(tab.locator("[data-status]")).to_contain_text("没有得到使用麦克风的许可")


def test_a_clarifying_question_offers_choices_to_tap(tab: Page) -> None:
    tab.goto("/")
    ask(tab, "2024年新收申请多少件")
    expect(tab.locator(".suggestions .small-heading")).to_have_text("请选择")
    tab.locator(".suggestions .pill").first.click()
    expect(tab.locator(".answer").last).to_have_attribute("data-kind", "figure")


def test_a_chart_has_its_numbers_as_a_table_too(tab: Page) -> None:
    tab.goto("/")
    ask(tab, QUESTION.replace("2024年自然人新收申请多少件？", "历年新收申请数量的变化"))
    chart = tab.get_by_role("img", name="新收申请（件）")
    expect(chart).to_be_visible()
    drawn = chart.locator(".chart-value").all_text_contents()
    listed = tab.locator(".figures td.number").all_inner_texts()
    assert [value.split()[0] for value in listed] == drawn and len(drawn) == 3

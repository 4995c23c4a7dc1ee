"""The pages are for everyone: accessible, narrow and wide, large, dark, and without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.app.browser.helpers import QUESTION, ask, violations
from tests.app.samples import AGENCY

CITED_CELL = "/reports/1-2024-1?cell=requests:outcomes.granted:natural_person#cited"
PATHS = (
    "/",
    f"/ask?q={QUESTION}",
    "/ask?q=你好",
    "/reports",
    "/reports?agency=没有的机关",
    "/reports/1-2024-1",
    "/reports/1-2022-1",
    CITED_CELL,
    "/reports/1-2024-1?text=1:13-21#cited",
    "/about",
    "/privacy",
    "/accessibility",
    "/nothing",
)

EVERY_KIND = (
    "2024年新收申请多少件",
    QUESTION,
    f"{AGENCY}历年新收申请数量的变化",
    f"{AGENCY}2024年公开率",
    "2024年新收申请最多的是哪个机关？",
    f"{AGENCY}2024年予以公开和部分公开分别多少件",
    "今天天气怎么样",
    "你好",
    "怎么申请政府信息公开",
)


@pytest.fixture(params=["light", "dark", "large"])
def dressed(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A tab in light, dark, or with large type."""
    context = browser.new_context(
        base_url=site, color_scheme="dark" if request.param == "dark" else "light", reduced_motion="reduce"
    )
    if request.param == "large":
        context.add_cookies([{"name": "size", "value": "large", "url": site}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_violation(dressed: Page, path: str) -> None:
    dressed.goto(path)
    assert not violations(dressed)


def test_axe_finds_no_violation_in_a_conversation(dressed: Page) -> None:
    dressed.goto("/")
    for question in EVERY_KIND:
        put(dressed, question)
    kinds = dressed.locator(".answer").evaluate_all("(answers) => answers.map((each) => each.dataset.kind)")
    assert {"figure", "trend", "ranking", "comparison", "clarify", "none", "greeting", "faq"} <= set(kinds)
    for fold in dressed.locator("summary:visible").all():
        fold.click()
    dressed.get_by_role("button", name="没用").last.click()
    expect(dressed.get_by_label("不准确").last).to_be_visible()
    assert not violations(dressed)


def test_axe_finds_no_violation_beside_the_source_of_a_cell_or_of_a_sentence(dressed: Page) -> None:
    dressed.goto("/")
    for question in (QUESTION, f"{AGENCY}2024年网站发布信息情况"):
        put(dressed, question)
        dressed.locator(".chip").last.click()
        expect(dressed.locator("mark#cited")).to_be_visible()
        dressed.get_by_text("查看原样文本").click()
        assert not violations(dressed)
        dressed.keyboard.press("Escape")


def test_axe_finds_no_violation_in_trouble(dressed: Page) -> None:
    dressed.goto("/")
    dressed.route("**/api/chat", lambda route: None)
    ask(dressed)
    expect(dressed.locator(".waiting")).to_be_visible()
    assert not violations(dressed)
    for status in (429, 500, None):
        dressed.goto("/")
        dressed.route("**/api/chat", failing(status))
        ask(dressed)
        expect(dressed.get_by_role("alert")).to_be_visible()
        assert not violations(dressed)


def failing(status: int | None) -> Callable[[Route], None]:
    """Return what answers every request with a status, or not at all."""
    return lambda route: route.abort() if status is None else route.fulfill(status=status)


def put(tab: Page, question: str) -> None:
    """Put a question and wait for its answer."""
    ask(tab, question)
    expect(tab.get_by_role("button", name="提问")).to_be_enabled()


@pytest.mark.parametrize(("width", "size"), [(320, "normal"), (320, "large"), (768, "large"), (1440, "normal")])
def test_no_page_scrolls_sideways(context: BrowserContext, site: str, width: int, size: str) -> None:
    context.add_cookies([{"name": "size", "value": size, "url": site}])
    tab = context.new_page()
    tab.set_viewport_size({"width": width, "height": 700})
    for path in PATHS:
        tab.goto(path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
    tab.goto("/")
    tab.get_by_label("您的问题").fill(QUESTION)
    tab.get_by_role("button", name="提问").click()
    expect(tab.locator(".answer")).to_have_count(1)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_cited_cell_is_in_view_on_a_phone(context: BrowserContext) -> None:
    tab = context.new_page()
    tab.set_viewport_size({"width": 320, "height": 640})
    for column in ("natural_person", "other_organisation", "total"):
        tab.goto(f"/reports/1-2024-1?cell=requests:outcomes.total:{column}#cited")
        expect(tab.locator("mark#cited")).to_be_in_viewport(ratio=0.9)
        covered = tab.evaluate(
            "(() => { const box = document.getElementById('cited').getBoundingClientRect();"
            " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).id })()"
        )
        assert covered == "cited"


def test_the_size_of_type_changes_at_once_and_stays(tab: Page) -> None:
    tab.goto("/")
    small = tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    tab.get_by_role("button", name="长辈版").click()
    assert tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > small * 1.25
    tab.goto("/reports")
    assert tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > small * 1.25
    tab.get_by_role("button", name="标准版").click()
    assert tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == small


def test_without_script_the_form_answers_and_the_cited_cell_is_marked_and_in_view(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/")
    tab.get_by_label("您的问题").fill(QUESTION)
    tab.get_by_role("button", name="提问").click()
    expect(tab.locator(".answer-text")).to_contain_text("7件")
    tab.get_by_label("接着问").fill("那2023年呢？")
    tab.get_by_role("button", name="提问").click()
    expect(tab.locator(".answer-text")).to_contain_text("2023年")
    tab.locator(".citation").first.click()
    expect(tab.locator("mark#cited")).to_have_text("7")
    expect(tab.locator("mark#cited")).to_be_in_viewport()
    tab.get_by_role("button", name="长辈版").click()
    expect(tab.locator("html")).to_have_attribute("data-size", "large")
    context.close()


def test_script_and_server_draw_the_same_answer(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_label("您的问题").fill(QUESTION)
    tab.get_by_role("button", name="提问").click()
    drawn = tab.locator(".answer")
    expect(drawn).to_have_count(1)
    by_script = drawn.evaluate(_SHAPE)
    tab.goto(f"/ask?q={QUESTION}")
    assert tab.locator(".answer").evaluate(_SHAPE) == by_script


_SHAPE = """(answer) => [...answer.querySelectorAll('*')].map((each) => [
    each.tagName, each.getAttribute('class'), each.getAttribute('aria-label'), each.getAttribute('data-ask'),
    [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('')])"""

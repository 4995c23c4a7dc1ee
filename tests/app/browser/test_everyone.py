"""The pages are for everyone: accessible, narrow and wide, large, dark, and without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.app.browser.helpers import QUESTION, violations

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
    for question in (QUESTION, "那2023年呢？", "今天天气怎么样"):
        dressed.get_by_label("您的问题").fill(question)
        dressed.get_by_role("button", name="提问").click()
        expect(dressed.get_by_role("button", name="提问")).to_be_enabled()
    assert not violations(dressed)
    dressed.route("**/api/chat", lambda route: route.abort())
    dressed.get_by_label("您的问题").fill(QUESTION)
    dressed.get_by_role("button", name="提问").click()
    expect(dressed.get_by_role("alert")).to_be_visible()
    assert not violations(dressed)


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

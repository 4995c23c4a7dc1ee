"""A lookup clerk's day in a real browser, and the lookup pages for everyone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from knowledge.accounts import Role
from knowledge.store import Store
from tests.app.conftest import build_app
from tests.app.desk.conftest import NAMES, add_staff
from tests.app.samples import sample_report
from tests.app.serving import serving, signed_in
from tests.knowledge.made import reports

PATHS = (
    "/desk/lookup",
    "/desk/lookup?indicator=outcomes.refused&year=2024",
    "/desk/lookup?q=2024年不予公开最多的是哪个机关",
    "/desk/lookup?q=网站&show=text",
    "/desk/lookup?agency=没有这个机关",
    "/desk/compare?agency=云溪市档案局&indicator=outcomes.refused",
    "/desk/compare?year=2024&indicator=requests.new",
    "/desk/reports",
    "/desk/reports/1-2023-1",
    "/desk/reports/1-2023-1?cell=disclosure:normative_documents:in_force",
    "/desk/reports/1-2024-1/form",
    "/desk/findings",
    "/desk/upload",
    "/desk/dashboard",
    "/desk/keys",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk over the invented agencies."""
    path = tmp_path_factory.mktemp("desk") / "zhiqing.db"
    store = Store(path)
    add_staff(store)
    with store.transaction():
        for report in reports():
            store.reports.keep(report)
        store.reports.keep(sample_report("云溪市民政局", 2024, digest="b"))
    app = build_app(path)
    for question in ("云溪市档案局2024年新收多少件申请", "明天天气怎么样"):
        app.test_client().post("/api/chat", json={"question": question})
    with serving(app) as address:
        yield address


@pytest.fixture
def clerk(browser: Browser, desk: str) -> Iterator[Page]:
    context = signed_in(browser, desk, Role.LOOKUP)
    yield context.pages[0]
    context.close()


@pytest.fixture
def editor(browser: Browser, desk: str) -> Iterator[Page]:
    context = signed_in(browser, desk, Role.EDITOR)
    yield context.pages[0]
    context.close()


def saved(tab: Page, name: str) -> dict[str, object]:
    with tab.expect_download() as download:
        tab.get_by_role("link", name=name, exact=True).click()
    path = download.value.path()
    found: dict[str, object] = json.loads(Path(path).read_text("utf-8"))
    return found


def test_who_refused_most_and_why_is_answered_and_exported_in_five_interactions(clerk: Page) -> None:
    clerk.get_by_role("navigation", name="工作台导航").get_by_role("link", name="查数").click()  # 1
    clerk.get_by_label("指标").select_option("outcomes.refused")  # 2
    clerk.get_by_label("年份").select_option("2024")  # 3
    clerk.get_by_role("button", name="筛选").click()  # 4
    first = clerk.locator("table.sheet tbody tr").first
    expect(first).to_contain_text("云溪市档案局")
    expect(first.locator("td.number").first).to_have_text("2")
    expect(clerk.locator("table.sheet thead")).to_contain_text("属于国家秘密")
    found = saved(clerk, "JSON")  # 5
    rows = found["rows"]
    assert isinstance(rows, list) and rows[0]["行政机关"] == "云溪市档案局" and rows[0]["数值"] == 2
    grounds = {
        label: value for label, value in rows[0].items() if f"{label}（出处）" in rows[0] and label != "行政机关"
    }
    assert sum(value for value in grounds.values() if isinstance(value, int)) == 2


def test_the_same_is_asked_in_words_in_four(clerk: Page) -> None:
    clerk.get_by_role("navigation", name="工作台导航").get_by_role("link", name="查数").click()  # 1
    clerk.get_by_label("问一句").fill("2024年不予公开最多的是哪个机关，理由是什么")  # 2
    clerk.keyboard.press("Enter")  # 3
    expect(clerk.get_by_role("region", name="回答")).to_contain_text("云溪市档案局2件")
    found = saved(clerk, "JSON")  # 4
    rows = found["rows"]
    assert isinstance(rows, list) and rows[0]["数值"] == 2


def test_a_number_of_the_table_opens_its_cell(clerk: Page) -> None:
    clerk.goto("/desk/lookup?indicator=requests.new&year=2024&agency=云溪市档案局")
    clerk.locator("table.sheet tbody td.number a").first.click()
    expect(clerk.locator("mark#cited")).to_be_in_viewport()


def test_a_search_is_kept_in_its_address(clerk: Page) -> None:
    clerk.goto("/desk/lookup")
    clerk.get_by_label("机关").fill("云溪市档案局、云溪市水务局")
    clerk.get_by_label("指标").select_option("requests.new")
    clerk.get_by_role("button", name="筛选").click()
    shown = clerk.locator("table.sheet tbody").inner_text()
    address = clerk.url
    clerk.goto("/desk/lookup")
    clerk.goto(address)
    assert clerk.locator("table.sheet tbody").inner_text() == shown


def test_a_sorted_column_says_so_and_turns_round(clerk: Page) -> None:
    clerk.goto("/desk/lookup?indicator=requests.new&year=2024")
    header = clerk.get_by_role("columnheader", name="数值")
    expect(header).to_have_attribute("aria-sort", "descending")
    header.get_by_role("link").click()
    expect(clerk.get_by_role("columnheader", name="数值")).to_have_attribute("aria-sort", "ascending")


def test_an_editor_confirms_an_uncertain_cell_and_the_chat_says_so(editor: Page) -> None:
    editor.goto("/desk/reports/1-2023-1")
    editor.get_by_label("确认为").first.fill("22")
    editor.get_by_label("的依据").first.fill("与机关核对")
    editor.get_by_role("button", name="确认", exact=True).first.click()
    expect(editor.get_by_role("status").first).to_contain_text("已确认为 22")
    answer = editor.request.post(
        "/api/chat", data={"question": "云溪市档案局2023年行政规范性文件现行有效多少件？"}
    ).json()
    assert answer["value"] == 22 and any(
        "与机关核对" in note and NAMES[Role.EDITOR] in note for note in answer["notes"]
    )


@pytest.mark.parametrize("script", [True, False])
def test_a_report_is_uploaded_with_script_and_without(browser: Browser, desk: str, script: bool) -> None:
    context = signed_in(browser, desk, Role.EDITOR, java_script_enabled=script)
    tab = context.pages[0]
    tab.goto("/desk/upload")
    name = "qiwu-shijianju-2023.html" if script else "qiwu-shijianju-2024.md"
    with resources.as_file(resources.files("ingest").joinpath(f"samples/{name}")) as sample:
        tab.get_by_label("选择文件").set_input_files(sample)
        tab.get_by_role("button", name="上传并读取").click()
        expect(tab.locator(".uploaded")).to_contain_text("新收录")
    assert tab.url.endswith("/desk/upload")
    tab.locator(".uploaded a").click()
    expect(tab.get_by_role("heading", name="原文与读出的内容")).to_be_visible()
    context.close()


def test_a_file_is_dropped_onto_the_page(editor: Page) -> None:
    editor.goto("/desk/upload")
    text = resources.files("ingest").joinpath("samples/qiwu-shijianju-2022.txt").read_text("utf-8")
    editor.evaluate(
        """(text) => {
            const files = new DataTransfer();
            files.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
            document.querySelector("[data-drop]").dispatchEvent(
                new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }""",
        text,
    )
    expect(editor.locator(".uploaded")).to_contain_text("新收录")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_lookup_page(browser: Browser, desk: str, scheme: str) -> None:
    context = signed_in(browser, desk, Role.ADMIN, color_scheme=scheme, reduced_motion="reduce")
    tab = context.pages[0]
    for path in PATHS:
        tab.goto(path)
        results = Axe().run(tab)
        assert not results.violations_count, f"{path}\n{results.generate_report()}"
    tab.goto("/api/docs")
    assert not Axe().run(tab).violations_count
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_no_lookup_page_scrolls_sideways(browser: Browser, desk: str, width: int) -> None:
    context = signed_in(browser, desk, Role.ADMIN, viewport={"width": width, "height": 800})
    tab = context.pages[0]
    for path in PATHS:
        tab.goto(path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()

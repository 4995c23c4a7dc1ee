"""Every page works without script: the same answer, the report readable, the cited place marked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from app.services import Services
from knowledge.answering.answer import CellLocator
from knowledge.store import Store
from tests.app.conftest import build_app
from tests.app.samples import AGENCY, OTHER_AGENCY, sample_report

QUESTION = f"{AGENCY}2024年新收政府信息公开申请多少件？"


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200, path
    return html.document_fromstring(response.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def test_home_says_what_is_held_and_suggests_questions_about_it(client: FlaskClient) -> None:
    home = page(client, "/")
    assert "已收录 3 份年度报告，涉及 2 个行政机关，2023—2024 年" in words(home)
    starters = [words(link) for link in home.cssselect(".starters a")]
    assert any(AGENCY in starter for starter in starters)


def test_each_starter_is_answered(client: FlaskClient) -> None:
    starters = [link.get("data-ask") for link in page(client, "/").cssselect(".starters a")]
    kinds = {client.post("/api/chat", json={"question": starter}).get_json()["kind"] for starter in starters}
    assert starters and not kinds & {"none", "clarify"}


def test_home_of_an_empty_base_says_what_to_do(tmp_path: Path) -> None:
    home = page(build_app(tmp_path / "empty.db").test_client(), "/")
    assert "还没有收录年度报告" in words(home) and not home.cssselect(".starters")


def test_the_form_leads_to_the_answer_under_an_address_without_the_question(client: FlaskClient) -> None:
    response = client.post("/ask", data={"q": QUESTION})
    assert response.status_code == 303 and response.location.startswith("/answers/") and "%" not in response.location
    answer = page(client, response.location)
    assert QUESTION in words(answer.cssselect("h1")[0])
    assert "9件" in words(answer.cssselect(".answer-text")[0])


def test_a_link_with_the_question_gives_the_same_answer_as_the_api(client: FlaskClient) -> None:
    body = client.post("/api/chat", json={"question": QUESTION}).get_json()
    answer = page(client, f"/ask?q={QUESTION}")
    assert words(answer.cssselect(".answer-text p")[0]).startswith(body["answer"])
    assert [link.get("href") for link in answer.cssselect(".citation")] == [c["url"] for c in body["citations"]]
    suggestions = answer.cssselect(".suggestions a")
    assert [link.get("data-ask") for link in suggestions] == body["suggestions"]
    # A pill lays its children out in a row: the words are one of them, numbers and all.
    assert all([each.tag for each in link] == ["span"] for link in suggestions)
    # The body that the answer is about is not named again in each.
    assert [words(link) for link in suggestions] == [each.removeprefix(AGENCY) for each in body["suggestions"]]


def test_a_figure_that_an_answer_uses_twice_has_one_row(client: FlaskClient) -> None:
    shown = page(client, f"/ask?q={AGENCY}2024年自然人和商业企业各占多少")
    rows = [words(row) for row in shown.cssselect(".figures tbody tr")]
    assert len(rows) == 3 == len(set(rows))


def test_a_conversation_goes_on_without_script(client: FlaskClient) -> None:
    first = page(client, client.post("/ask", data={"q": QUESTION}).location)
    conversation = first.cssselect("input[name=conversation]")[0].get("value")
    follow_up = client.post("/ask", data={"q": "那2023年呢？", "conversation": conversation}).location
    assert "2023" in words(page(client, follow_up).cssselect(".answer-text")[0])


def test_a_blank_or_over_long_question_is_told_so(client: FlaskClient) -> None:
    assert client.get("/ask").status_code == 302
    for blank in ("", "   "):
        response = client.post("/ask", data={"q": blank})
        assert response.status_code == 400 and "请输入问题" in response.text
    response = client.post("/ask", data={"q": "问" * 501})
    assert response.status_code == 400 and "现在 501 个字" in response.text


def test_a_permalink_replays_the_answer_after_the_report_has_changed(client: FlaskClient, services: Services) -> None:
    location = client.post("/ask", data={"q": QUESTION}).location
    before = client.get(location).text
    with services.store.transaction():
        services.store.reports.keep(sample_report(AGENCY, 2024, digest="corrected"))
    assert client.get(location).text == before
    cited = page(client, location).cssselect(".citation")[0].get("href")
    report = page(client, str(cited).split("#")[0])
    assert words(report.cssselect("#cited")[0]) == "9"
    assert "较早收录的版本" in words(report)
    assert report.cssselect(".notice.warn a")[0].get("href") == "/reports/1-2024-2"


def test_reports_are_filtered_by_agency_and_year(client: FlaskClient) -> None:
    def listed(path: str) -> list[str]:
        return [link.get("aria-label") or "" for link in page(client, path).cssselect("a.year")]

    assert listed("/reports") == [f"{AGENCY} 2024 年", f"{AGENCY} 2023 年", f"{OTHER_AGENCY} 2024 年"]
    assert listed("/reports?year=2023") == [f"{AGENCY} 2023 年"]
    assert listed(f"/reports?agency={OTHER_AGENCY[:3]}&year=2024") == [f"{AGENCY} 2024 年", f"{OTHER_AGENCY} 2024 年"]
    assert listed("/reports?agency=水务局&year=") == [f"{OTHER_AGENCY} 2024 年"]
    assert listed("/reports?agency=没有的&year=abc&page=-2") == []


@pytest.mark.parametrize("path", ["/reports/9-2024-1", "/reports/x", "/reports/1-2024", "/answers/none", "/nothing"])
def test_what_is_not_held_is_said_on_a_page(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404 and "没有这个页面" in response.text and "回到首页" in response.text


def test_a_report_has_contents_that_lead_to_its_sections(client: FlaskClient) -> None:
    report = page(client, "/reports/1-2024-1")
    targets = [str(link.get("href"))[1:] for link in report.cssselect(".contents a")]
    assert len(targets) == 6 and all(len(report.cssselect(f"[id='{target}']")) == 1 for target in targets)
    assert "正文称收到申请9件" in words(report.cssselect(".findings")[0])
    assert report.cssselect("a[rel~=external]")[0].get("href") == "https://example.com/report"


def test_a_report_shows_its_tables_in_the_statutory_layout(client: FlaskClient) -> None:
    tables = page(client, "/reports/1-2024-1").cssselect(".statutory-table")
    assert [words(table.cssselect("caption")[0]) for table in tables] == [
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    ]
    for table in tables:
        assert_rectangular(table)


def assert_rectangular(table: html.HtmlElement) -> None:
    """Every row covers the same number of columns once the spans are counted."""
    widths, hanging = [], {}
    for number, row in enumerate(table.cssselect("tr")):
        covered = sum(columns for until, columns in hanging.values() if until > number)
        for place, cell in enumerate(row):
            columns, rows = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            covered += columns
            if rows > 1:
                hanging[number, place] = (number + rows, columns)
        widths.append(covered)
    assert len(set(widths)) == 1, widths


def test_each_status_of_a_cell_is_told_apart(client: FlaskClient) -> None:
    report = page(client, "/reports/1-2024-1")

    def cell(name: str) -> str:
        return words(report.cssselect(f"[id='{name}']")[0])

    assert cell("requests:requests.new:natural_person") == "7"
    assert cell("requests:outcomes.other.fee_unpaid:total") == "空白"
    assert cell("disclosure:normative_documents:issued") == "1（读定）"
    assert "可能是 11或211" in cell("disclosure:normative_documents:in_force")
    assert "“1211”" in cell("disclosure:normative_documents:in_force")
    assert cell("disclosure:fees:amount") == "/不适用"
    assert cell("disclosure:coercion:decisions") == "未列"


def test_a_cell_that_a_person_confirmed_says_who_when_and_why_beside_what_is_printed(
    client: FlaskClient, services: Services
) -> None:
    store, place = services.store, "disclosure:normative_documents:in_force"
    held = store.reports.get("1-2024-1")
    assert held
    name = "normative_documents.in_force"
    found = store.confirmations.confirm(held.version_id, name, "total", Decimal(211), ground="次年<报告>", by="小李")
    report = page(client, "/reports/1-2024-1")
    cell = words(report.cssselect(f"[id='{place}']")[0])
    assert cell.startswith("211经确认") and f"小李于{found.day}确认，依据：次年<报告>。报告此处印作“1211”。" in cell
    assert "由工作人员核对后确认" in words(report)
    source = html.document_fromstring(client.get(f"/embed/source/1-2024-1?cell={place}").text)
    assert words(source.cssselect("mark#cited")[0]).startswith("211")
    assert "1211" in words(source.cssselect(".published mark")[0])
    store.confirmations.withdraw(held.version_id, name, "total", by="小李")
    assert "可能是 11或211" in words(page(client, "/reports/1-2024-1").cssselect(f"[id='{place}']")[0])


def test_a_cited_sentence_is_marked_in_the_cleaned_text_and_in_the_text_as_published(client: FlaskClient) -> None:
    report = page(client, "/reports/1-2024-1?text=1:13-21")
    cleaned, published = (words(mark) for mark in report.cssselect("mark"))
    assert cleaned == "发布信息912条"
    assert published.startswith("發(fā)布信息912條(tiáo)")


def test_a_cited_cell_is_marked_where_it_was_printed_too(client: FlaskClient) -> None:
    report = page(client, "/reports/1-2024-1?cell=requests:outcomes.granted:business")
    assert [words(mark) for mark in report.cssselect("mark")] == ["1", "1"]
    assert len(report.cssselect("#cited")) == 1
    assert "（一）予以公开 › 法人或其他组织 › 商业企业" in words(report.cssselect(".notice")[0])


@pytest.mark.parametrize("place", ["cell=requests:nothing:total", "text=99:0-4"])
def test_a_place_that_is_not_there_is_said(client: FlaskClient, place: str) -> None:
    report = page(client, f"/reports/1-2024-1?{place}")
    assert "没有在这份报告里找到" in words(report) and not report.cssselect("mark")


@pytest.mark.parametrize("place", ["cell=<script>", "text=1:2", "text=1:9999999-3", "cell=a:b", "cell=", "text=a:b-c"])
def test_a_place_in_no_known_form_leaves_the_report_readable(client: FlaskClient, place: str) -> None:
    assert "云溪市档案局" in words(page(client, f"/reports/1-2024-1?{place}"))


@pytest.mark.parametrize("name", ["about", "privacy", "accessibility"])
def test_each_statement_has_a_page(client: FlaskClient, name: str) -> None:
    assert len(words(page(client, f"/{name}").cssselect(".prose")[0])) > 100


def test_the_privacy_page_names_the_retention_that_is_set(database: Path) -> None:
    assert "保存 30 天" in words(page(build_app(database, retention_days=30).test_client(), "/privacy"))
    assert "不设保存期限" in words(page(build_app(database, retention_days=0).test_client(), "/privacy"))


@pytest.mark.parametrize(
    ("voice", "button", "says", "microphone"),
    [("device", 1, "声音不离开设备", True), ("browser", 1, "发给它的厂商", True), ("off", 0, "不提供语音输入", False)],
)
def test_who_may_hear_a_spoken_question_is_a_setting_and_is_said(
    database: Path, voice: str, button: int, says: str, microphone: bool
) -> None:
    client = build_app(database, voice=voice).test_client()
    for path in ("/", "/embed/room"):
        found = html.document_fromstring(client.get(path).text).cssselect("[data-do=dictate]")
        assert [each.get("data-voice") for each in found] == [voice] * button
    assert says in words(page(client, "/privacy"))
    assert ("microphone=()" in client.get("/").headers["Permissions-Policy"]) is not microphone


@pytest.mark.corpus
def test_every_cell_of_every_real_report_can_be_opened_and_is_marked_once(real_app: Flask, real_database: Path) -> None:
    client, store = real_app.test_client(), Store(real_database)
    for report in store.reports.all_current():
        facts = store.facts.of_version(report.version_id)
        # One page holds every cell; which one is marked depends on the address alone, so a few stand for all.
        shown = page(client, f"/reports/{report.id}")
        ids = {element.get("id") for element in shown.cssselect("td.cell")}
        for fact in facts:
            locator = CellLocator(fact.table, fact.row, fact.column)
            assert f"{locator.table}:{locator.row}:{locator.column}" in ids, (report.id, locator)
        for fact in facts[:: max(1, len(facts) // 5)]:
            marked = page(client, f"/reports/{report.id}?cell={fact.table}:{fact.row}:{fact.column}")
            assert len(marked.cssselect("#cited")) == 1


@pytest.mark.corpus
def test_every_number_of_the_prose_of_every_real_report_can_be_opened_and_is_marked(
    real_app: Flask, real_database: Path
) -> None:
    client, store = real_app.test_client(), Store(real_database)
    for report in store.reports.all_current():
        figures = store.facts.figures(report.version_id)
        for figure in figures[:: max(1, len(figures) // 5)]:
            passage = store.reports.passage(report.version_id, figure.passage)
            assert passage is not None
            shown = page(client, f"/reports/{report.id}?text={figure.passage}:{figure.start}-{figure.end}")
            assert shown.cssselect("#cited")[0].text_content() == passage.text[figure.start : figure.end]

"""When reports arrive: figures follow, stale entries stop, and a correction recalls what the old number was told in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from flask.testing import FlaskClient

from app.services import Services
from knowledge.faq.maintained import Content, Maintained, Source, SourceKind, State
from knowledge.recall import keep_said
from knowledge.records import ReadReport
from knowledge.store import Store
from tests.app.desk.conftest import Staff
from tests.app.desk.test_entries import ask
from tests.app.samples import AGENCY, sample_report

LIVE = f"最新一年予以公开{{{{fact outcomes.granted agency={AGENCY} year=latest}}}}。"


def reissue(store: Store, year: int, granted: int) -> None:
    """Take in a report with another number of granted requests."""
    report: ReadReport = sample_report(AGENCY, year, digest=f"again{year}{granted}")
    facts = tuple(
        replace(fact, value=Decimal(granted), printed=str(granted))
        if (fact.indicator, fact.applicant) == ("outcomes.granted", "total")
        else fact
        for fact in report.facts
    )
    with store.transaction():
        store.reports.keep(replace(report, facts=facts))


def test_a_live_figure_follows_a_new_report_and_the_desk_shows_the_difference(
    editor: Staff, client: FlaskClient, services: Services, published: Callable[..., Maintained]
) -> None:
    entry = published("公开率高吗？", LIVE)
    keep_said(services.answerer, entry)
    reissue(services.store, 2025, 12)
    assert ask(client, "公开率高吗")["answer"] == "最新一年予以公开12件。"
    page = editor.get("/desk/faq/updates").text
    assert "<del>" in page and "12" in page
    editor.post(f"/desk/faq/{entry.id}/looked-at")
    assert "<del>" not in editor.get("/desk/faq/updates").text


def test_an_entry_whose_figure_cannot_be_had_does_not_answer(
    client: FlaskClient, services: Services, published: Callable[..., Maintained]
) -> None:
    published("明年公开多少？", f"{{{{fact outcomes.granted agency={AGENCY} year=2031}}}}")
    assert ask(client, "明年公开多少")["kind"] != "faq"


def test_an_entry_that_cites_a_superseded_report_is_queued_and_stops_after_its_time(
    editor: Staff, admin: Staff, client: FlaskClient, services: Services, published: Callable[..., Maintained]
) -> None:
    source = Source(SourceKind.REPORT, "年报", "网站发布信息912条", "1-2024-1", 1)
    published("网站发了多少信息？", "网站发布信息912条。", sources=(source,))
    question = "网站发了多少信息"
    assert ask(client, question)["answer"].startswith("网站发布信息912条。")
    reissue(services.store, 2024, 8)
    assert "引用了旧报告的条目" in editor.get("/desk/faq/updates").text
    assert "网站发了多少信息？" in editor.get("/desk/faq/updates").text
    faq = services.store.faq
    newer = services.store.reports.current(1, 2024)
    assert newer
    last_day = datetime.fromisoformat(faq.arrived(newer.version_id)).date() + timedelta(days=faq.stale_days())
    set_clock(services, last_day)
    assert ask(client, question)["kind"] == "faq"
    set_clock(services, last_day + timedelta(days=1))
    assert ask(client, question)["kind"] != "faq"
    admin.post("/desk/faq/stale-days", days="30")
    assert ask(client, question)["kind"] == "faq"


def set_clock(services: Services, day: date) -> None:
    """Let the answerer believe that it is another day."""
    services.answerer._today = lambda: day


def test_a_correction_recalls_answers_and_entries_with_the_old_number(
    editor: Staff, client: FlaskClient, services: Services, published: Callable[..., Maintained]
) -> None:
    keep_said(services.answerer, published("公开率高吗？", LIVE))
    ask(client, f"{AGENCY}2024年予以公开多少件？")
    ask(client, f"{AGENCY}2024年新收多少件申请？")
    reissue(services.store, 2024, 8)
    assert "1-2024-1" in editor.get("/desk/faq/updates").text
    page = editor.get("/desk/faq/recall/1-2024-1").text
    assert "改了的数字（1）" in page
    assert "用旧数字给出的回答（1）" in page
    assert f"{AGENCY}2024年予以公开多少件？" in page
    assert f"{AGENCY}2024年新收多少件申请？" not in page
    assert "带过旧数字的条目（1）" in page
    assert editor.get("/desk/faq/recall/1-2024-2").status_code == 404


def test_a_stale_entry_cites_the_newer_version_with_one_click_where_its_words_stand_there(
    editor: Staff, client: FlaskClient, services: Services, published: Callable[..., Maintained]
) -> None:
    store = services.store
    source = Source(SourceKind.REPORT, "年报", "网站发布信息912条", "1-2024-1", 1)
    entry = published("网站发了多少信息？", "网站发布信息912条。", sources=(source,))
    reissue(store, 2024, 8)
    assert f"/desk/faq/{entry.id}/cite-anew" in editor.get("/desk/faq/updates").text
    editor.post(f"/desk/faq/{entry.id}/cite-anew")
    draft = store.faq.known(entry.id)
    assert draft.newest.content.sources == (replace(source, report="1-2024-2"),)
    assert draft.state is State.DRAFT and draft.live and draft.live.content.sources == (source,)
    assert "同一句话" in editor.get(f"/desk/faq/{entry.id}/versions").text
    store.faq.publish(entry.id)
    assert "没有重新发布过" not in editor.get("/desk/faq/updates").text
    assert f"/desk/faq/{entry.id}/cite-anew" not in editor.get("/desk/faq/updates").text
    editor.post(f"/desk/faq/{entry.id}/cite-anew")
    assert store.faq.known(entry.id).newest.number == 2, "there is nothing to cite anew"


def test_words_that_are_gone_from_the_newer_version_are_not_cited_from_it(
    editor: Staff, services: Services, published: Callable[..., Maintained]
) -> None:
    store = services.store
    source = Source(SourceKind.REPORT, "年报", "网站发布信息912条", "1-2024-1", 1)
    entry = published("网站发了多少信息？", "网站发布信息912条。", sources=(source,))
    report = sample_report(AGENCY, 2024, digest="silent")
    passages = tuple(replace(each, text=each.text.replace("912", "913")) for each in report.passages)
    with store.transaction():
        store.reports.keep(replace(report, passages=passages))
    editor.post(f"/desk/faq/{entry.id}/cite-anew")
    assert store.faq.known(entry.id).newest.number == 1
    assert "新版报告里没有“网站发布信息912条”" in editor.get(f"/desk/faq/{entry.id}").text


def test_a_recall_says_how_often_an_old_number_was_given(
    editor: Staff, client: FlaskClient, services: Services
) -> None:
    for _ in range(3):
        ask(client, f"{AGENCY}2024年予以公开多少件？")
    reissue(services.store, 2024, 8)
    assert "给出 3 次，最近 " in editor.get("/desk/faq/recall/1-2024-1").text


def test_who_publishes_an_entry_that_is_stale_already_is_told_that_it_does_not_answer(
    editor: Staff, reviewer: Staff, client: FlaskClient, services: Services
) -> None:
    store = services.store
    set_clock(services, date.today() + timedelta(days=60))
    source = Source(SourceKind.REPORT, "年报", "网站发布信息912条", "1-2023-1", 1)
    for years, answers in (((), False), ((2023,), True)):
        content = Content("网站发了多少信息？", "网站发布信息912条。", years=years, sources=(source,))
        entry = store.faq.create(content, "编辑乙")
        store.faq.submit(entry.id, "编辑乙")
        reviewer.post(f"/desk/faq/{entry.id}/publish", version="1")
        told = reviewer.get(f"/desk/faq/{entry.id}").text
        assert ("现在起按新内容回答" in told) is answers and ("还不会回答" in told) is not answers
        assert (ask(client, "网站发了多少信息")["kind"] == "faq") is answers
        store.faq.retire(entry.id)

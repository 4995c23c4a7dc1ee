"""From draft to published: the editor's and the reviewer's work without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from lxml import html

from app.services import Services
from knowledge.accounts import Role
from knowledge.faq.maintained import Content, Maintained, State
from knowledge.store import Store
from tests.app.desk.conftest import Staff
from tests.app.samples import AGENCY

QUESTION = "在哪里可以查阅纸质公报？"
ANSWER = "请到市档案馆的政府信息查阅点。"
LIVE = f"{{{{year agency={AGENCY} year=latest}}}}年予以公开{{{{fact outcomes.granted agency={AGENCY} year=latest}}}}。"


def entry_of(path: str, store: Store) -> Maintained:
    """Return the entry that an address names."""
    found = re.search(r"/faq/(\d+)", path)
    assert found, path
    return store.faq.known(int(found[1]))


def ask(client: FlaskClient, question: str) -> dict[str, Any]:
    """Ask as a citizen does."""
    body: dict[str, Any] = client.post("/api/chat", json={"question": question}).get_json()
    return body


def write(editor: Staff, store: Store, **fields: str) -> Maintained:
    """Write an entry and put it before a reviewer."""
    form = {"question": QUESTION, "answer": ANSWER, "action": "submit", **fields}
    response = editor.post("/desk/faq/new", **form)
    assert response.status_code == 302, response.text
    return entry_of(response.location, store)


def publish(reviewer: Staff, entry: Maintained, **fields: str) -> Any:
    """Publish an entry's newest version."""
    return reviewer.post(f"/desk/faq/{entry.id}/publish", version=entry.newest.number, **fields)


def test_an_entry_answers_once_it_is_published_and_not_before(
    editor: Staff, reviewer: Staff, client: FlaskClient, store: Store
) -> None:
    entry = write(editor, store)
    assert ask(client, QUESTION)["kind"] != "faq"
    assert publish(reviewer, entry).status_code == 302
    answered = ask(client, "纸质公报在哪儿可以查阅")
    assert answered["kind"] == "faq"
    assert ANSWER in answered["answer"]


def test_a_live_figure_is_answered_with_its_citation(
    editor: Staff, reviewer: Staff, client: FlaskClient, store: Store
) -> None:
    entry = write(editor, store, question="公开率高吗？", answer=LIVE)
    publish(reviewer, entry)
    answered = ask(client, "公开率高吗")
    assert answered["answer"] == "2024年予以公开7件。"
    assert answered["figures"][0]["value"] == 7
    assert answered["citations"][0]["url"].startswith("/reports/")


def test_a_bare_digit_is_refused_until_it_is_given_a_source(
    editor: Staff, reviewer: Staff, client: FlaskClient, store: Store
) -> None:
    entry = write(editor, store, answer="请在15个工作日内到查阅点。")
    refused = publish(reviewer, entry)
    assert refused.status_code == 422
    assert "没有出处：15" in refused.text
    fields = {"question": QUESTION, "answer": "请在15个工作日内到查阅点。", "action": "submit", "version": "1"}
    editor.post(f"/desk/faq/{entry.id}", **fields, sources="文件｜查阅须知｜15个工作日内有效")
    assert publish(reviewer, store.faq.known(entry.id)).status_code == 302
    answered = ask(client, QUESTION)
    assert "15个工作日" in answered["answer"]
    assert "依据：查阅须知" in answered["answer"]


def test_a_report_span_carries_a_digit_only_if_it_stands_in_the_report(editor: Staff) -> None:
    form = {"question": QUESTION, "answer": "网站发布信息912条。", "action": "preview"}
    right = editor.post("/desk/faq/new", **form, sources="报告｜年报｜网站发布信息912条｜1-2024-1｜1")
    assert "没有出处" not in right.text
    wrong = editor.post("/desk/faq/new", **form, sources="报告｜年报｜网站发布信息912条｜1-2024-1｜0")
    assert "没有出处：912" in wrong.text


def test_the_picker_works_without_script(editor: Staff) -> None:
    page = editor.post(
        "/desk/faq/new",
        question=QUESTION,
        answer="共",
        action="insert",
        pick_indicator="requests.new",
        pick_agency=AGENCY,
        pick_year="latest",
        pick_applicant="total",
    )
    assert f"共{{{{fact requests.new agency={AGENCY} year=latest}}}}" in page.text
    assert "共9件" in html.document_fromstring(page.text).text_content()


def test_a_share_is_picked_too(editor: Staff) -> None:
    page = editor.post(
        "/desk/faq/new",
        question=QUESTION,
        answer="占",
        action="insert",
        pick_indicator="outcomes.granted",
        pick_whole="outcomes.total",
        pick_agency=AGENCY,
    )
    assert f"占{{{{share outcomes.granted/outcomes.total agency={AGENCY}}}}}" in page.text
    assert "77.8%" in re.sub(r"<[^>]+>", "", page.text)


def test_the_words_of_a_report_are_found_in_it_when_they_are_picked_as_a_source(editor: Staff, store: Store) -> None:
    form = {"question": QUESTION, "answer": "网站发布信息912条。", "action": "cite", "source_kind": "report"}
    form |= {"source_agency": AGENCY, "source_year": "2024"}
    page = editor.post("/desk/faq/new", **form, source_quote="网站发布信息912条").text
    assert f"报告｜{AGENCY}2024年报告｜网站发布信息912条｜1-2024-1｜1" in page
    assert "没有出处" not in page
    refused = {"网站发布信息91": "正文里没有", "": "请填写引文"}
    for quote, why in refused.items():
        answered = editor.post("/desk/faq/new", **form, source_quote=quote)
        assert answered.status_code == 422 and why in answered.text, quote
    nobody = editor.post("/desk/faq/new", **{**form, "source_agency": "没有这个局"}, source_quote="912条")
    assert "没有收录“没有这个局”的报告" in nobody.text
    assert not store.faq.all()


def test_an_article_is_added_to_those_that_are_there(editor: Staff) -> None:
    page = editor.post(
        "/desk/faq/new",
        question=QUESTION,
        answer="15个工作日内。",
        sources="文件｜查阅须知｜随到随办",
        action="cite",
        source_kind="article",
        source_name="条例第三十三条",
        source_quote="15个工作日内予以答复",
    ).text
    assert "文件｜查阅须知｜随到随办\n条文｜条例第三十三条｜15个工作日内予以答复" in page.replace("\r", "")
    assert "没有出处" not in page


def test_whoever_wrote_a_version_does_not_publish_it(reviewer: Staff, admin: Staff, store: Store) -> None:
    entry = write(reviewer, store)
    assert publish(reviewer, entry).status_code == 422
    assert publish(admin, entry).status_code == 302


def test_a_published_entry_answers_on_while_a_new_version_is_drafted(
    editor: Staff, reviewer: Staff, client: FlaskClient, store: Store
) -> None:
    entry = write(editor, store)
    publish(reviewer, entry)
    editor.post(f"/desk/faq/{entry.id}", question=QUESTION, answer="改在图书馆。", action="save", version="1")
    assert ANSWER in ask(client, QUESTION)["answer"]
    assert store.faq.known(entry.id).state is State.DRAFT


def test_a_disabled_entry_never_answers_and_a_retired_one_neither(
    reviewer: Staff, client: FlaskClient, published: Callable[..., Maintained]
) -> None:
    entry = published(QUESTION, ANSWER)
    assert ask(client, QUESTION)["kind"] == "faq"
    for off, on in (("disable", "enable"), ("retire", None)):
        reviewer.post(f"/desk/faq/{entry.id}/state", action=off)
        assert ask(client, QUESTION)["kind"] != "faq", off
        if on:
            reviewer.post(f"/desk/faq/{entry.id}/state", action=on)
            assert ask(client, QUESTION)["kind"] == "faq"


def test_an_entry_answers_only_while_it_is_valid(
    client: FlaskClient, services: Services, published: Callable[..., Maintained]
) -> None:
    today = services.answerer.context("你好").today
    published(QUESTION, ANSWER, valid_until=date(today.year - 1, 1, 1))
    assert ask(client, QUESTION)["kind"] != "faq"
    published("食堂对外开放吗？", "对外开放。", valid_from=today, valid_until=today)
    assert ask(client, "食堂对外开放吗")["kind"] == "faq"


def test_two_people_do_not_write_over_each_other(editor: Staff, admin: Staff, store: Store) -> None:
    entry = write(editor, store)
    admin.post(f"/desk/faq/{entry.id}", question=QUESTION, answer="一。", action="save", version="1")
    late = editor.post(f"/desk/faq/{entry.id}", question=QUESTION, answer="二。", action="save", version="1")
    assert late.status_code == 422
    assert "刚刚保存了第 2 版" in late.text
    assert "二。" in late.text


def test_versions_are_compared_and_rolled_back(editor: Staff, store: Store) -> None:
    entry = write(editor, store)
    editor.post(f"/desk/faq/{entry.id}", question=QUESTION, answer="请到图书馆。", action="save", version="1")
    page = editor.get(f"/desk/faq/{entry.id}/versions", before=1, after=2).text
    assert "<del>" in page and "<ins>" in page
    editor.post(f"/desk/faq/{entry.id}/rollback", number="1")
    newest = store.faq.known(entry.id).newest
    assert (newest.number, newest.content.answer) == (3, ANSWER)
    assert len(store.faq.versions(entry.id)) == 3


def test_comments_stay_with_the_version_they_were_made_on(editor: Staff, reviewer: Staff, store: Store) -> None:
    entry = write(editor, store)
    reviewer.post(f"/desk/faq/{entry.id}/state", action="send_back", comment="请写明开放时间。")
    assert store.faq.known(entry.id).state is State.DRAFT
    assert "请写明开放时间。" in editor.get(f"/desk/faq/{entry.id}").text


def test_publishing_shows_what_would_change_and_runs_the_cases(editor: Staff, reviewer: Staff, store: Store) -> None:
    entry = write(editor, store, cases=f"{QUESTION} => 档案馆\n{QUESTION} => 图书馆")
    page = reviewer.get(f"/desk/faq/{entry.id}/review").text
    assert "共 2 道，不通过 1 道" in page
    assert "发布后回答会变的问题" in page and QUESTION in page
    assert publish(reviewer, entry).status_code == 422
    assert publish(reviewer, entry, accept="1").status_code == 302


def test_typing_shows_duplicates_near_and_of_the_same_sound(
    editor: Staff, published: Callable[..., Maintained]
) -> None:
    published("行政复议在哪里申请？", "向复议机关申请。")
    page = editor.post("/desk/faq/check", question="行政富议在哪里申请？", answer="好。").text
    assert "读音相同" in page
    page = editor.post("/desk/faq/check", question="在哪里申请行政复议？", answer="好。").text
    assert "会互相命中" in page or "相近" in page
    assert "行政复议在哪里申请？" in page


def test_a_starter_is_taken_over_and_then_stood_in_for(
    editor: Staff, reviewer: Staff, client: FlaskClient, store: Store
) -> None:
    taken = editor.post("/desk/faq/starters/fees")
    entry = entry_of(taken.location, store)
    assert entry.key == "fees"
    content = entry.newest.content
    assert ask(client, content.question)["kind"] == "faq"
    editor.post(
        f"/desk/faq/{entry.id}", question=content.question, answer="原则上不收费。", action="submit", version="1"
    )
    assert publish(reviewer, store.faq.known(entry.id)).status_code == 302
    assert ask(client, content.question)["answer"].startswith("原则上不收费。")


def test_every_change_is_in_the_log_with_before_and_after(
    editor: Staff, reviewer: Staff, admin: Staff, store: Store
) -> None:
    entry = write(editor, store)
    editor.post(f"/desk/faq/{entry.id}", question=QUESTION, answer="请到图书馆。", action="submit", version="1")
    publish(reviewer, store.faq.known(entry.id))
    log = store.audit.list(subject=f"条目 {entry.key}")
    assert [(each.who, each.what) for each in reversed(log)] == [
        ("编辑乙", "新增条目"),
        ("编辑乙", "提交审核"),
        ("编辑乙", "修改条目"),
        ("编辑乙", "提交审核"),
        ("审核丙", "发布条目"),
    ]
    changed = log[2]
    assert changed.before == {"答案": ANSWER} and changed.after == {"答案": "请到图书馆。"}
    assert "请到图书馆。" in admin.get("/desk/audit").text
    assert editor.get("/desk/audit").status_code == 403
    assert Role.EDITOR.includes(Role.LOOKUP)


def test_the_list_is_narrowed_by_state_tag_owner_author_and_text(editor: Staff, store: Store) -> None:
    one = store.faq.create(Content("甲问？", "“甲”答。", tags=("期限",), owner="审核丙"), "编辑乙")
    two = store.faq.create(Content("乙问？", "乙答。", tags=("收费",), owner="编辑乙"), "管理丁")
    store.faq.switch(two.id, disabled=True)
    narrowings: list[tuple[dict[str, str], Maintained]] = [
        ({"tag": "期限"}, one),
        ({"owner": "编辑乙"}, two),
        ({"author": "管理丁"}, two),
        ({"text": "“甲”"}, one),
        ({"text": two.key}, two),
        ({"state": "disabled"}, two),
    ]
    for narrowing, wanted in narrowings:
        page = editor.get("/desk/faq", **narrowing).text
        other = two if wanted is one else one
        assert f">{wanted.key}</td>" in page and f">{other.key}</td>" not in page, narrowing
        assert "共 1 条" in page, narrowing
    assert "共 0 条" in editor.get("/desk/faq", tag="期限", owner="编辑乙").text

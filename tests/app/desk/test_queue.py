"""The queue: what was not answered, asked back about or badly rated, grouped, and turned into drafts."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from knowledge.faq.maintained import Maintained
from knowledge.records import Verdict
from knowledge.store import Store
from tests.app.desk.conftest import Staff
from tests.app.desk.test_entries import ask

ALIKE = ("档案馆食堂对外开放吗", "档案馆的食堂对外开放吗？", "档案馆食堂对外开放吗？？")


def test_questions_alike_stand_in_one_group_with_their_count(editor: Staff, client: FlaskClient, store: Store) -> None:
    for question in (*ALIKE, ALIKE[0], "停车场收费标准是什么"):
        ask(client, question)
    page = editor.get("/desk/queue").text
    assert "共 2 组" in page
    assert re.search(r"档案馆食堂对外开放吗 <span class=\"badge\">4 次", page)


def test_one_click_makes_a_draft_of_a_group_and_an_answer_marks_it_covered(
    editor: Staff, client: FlaskClient, store: Store
) -> None:
    for question in ALIKE:
        ask(client, question)
    page = editor.get("/desk/queue").text
    questions = re.findall(r'name="question" value="([^"]+)"', page)
    assert len(questions) == 3
    response = editor.post("/desk/queue", action="draft", question=questions)
    assert response.status_code == 302
    entry = store.faq.all()[0]
    assert entry.newest.content.question == questions[0]
    assert set(entry.newest.content.similar) == set(questions[1:])
    store.faq.publish(entry.id)
    assert "共 0 组" in editor.get("/desk/queue").text
    assert f"已由 {entry.key} 回答" in editor.get("/desk/queue", all=1).text


def test_a_bad_answer_is_queued_and_covered_only_by_an_entry(
    editor: Staff, client: FlaskClient, store: Store, published: Callable[..., Maintained]
) -> None:
    given = ask(client, "申请公开信息要钱吗")
    store.turns.rate(given["turn_id"], given["conversation_id"], Verdict.USELESS)
    assert "没用 1" in editor.get("/desk/queue", kind="bad").text
    published("申请公开信息要钱吗？", "原则上不收费。")
    assert "共 0 组" in editor.get("/desk/queue", kind="bad").text


def test_a_question_can_be_taken_off(editor: Staff, client: FlaskClient) -> None:
    ask(client, ALIKE[0])
    editor.post("/desk/queue", action="dismiss", question=ALIKE[0])
    assert "共 0 组" in editor.get("/desk/queue").text


def test_the_hit_test_says_what_matches_and_why(editor: Staff, published: Callable[..., Maintained]) -> None:
    entry = published("食堂对外开放吗？", "对外开放。", negative=("食堂几点开门",))
    page = editor.get("/desk/faq/test", q="食堂现在对外开放吗").text
    assert f"命中条目 {entry.key}" in page
    assert "共有：" in page and "只在问题：" in page
    assert "排除" in editor.get("/desk/faq/test", q="食堂几点开门").text
    assert "没有命中条目" in editor.get("/desk/faq/test", q="食堂几点开门").text


def test_the_hit_test_runs_over_a_pasted_list_with_what_is_expected(
    editor: Staff, published: Callable[..., Maintained]
) -> None:
    entry = published("食堂对外开放吗？", "对外开放。")
    questions = f"食堂对外开放么\t{entry.key}\n停车收费吗\t{entry.key}\n你好"
    page = editor.post("/desk/faq/test", questions=questions).text
    assert "共 3 个，命中条目 1 个，与期望相符 1 / 2" in page


def test_cases_of_a_report_are_kept_and_run(reviewer: Staff, editor: Staff) -> None:
    import io

    paper = (
        '{"id": "1", "category": "cell", "turns": [{"q": "云溪市档案局2024年予以公开多少件", "expect": {"value": 8}}]}'
    )
    form = {"csrf_token": reviewer.token(), "subject": "1-2024-1", "file": (io.BytesIO(paper.encode()), "a.jsonl")}
    response = reviewer.client.post("/desk/faq/cases", data=form, content_type="multipart/form-data")
    assert response.status_code == 302
    page = editor.get("/desk/faq/cases", run=1).text
    assert "共 1 道，不通过 1 道" in page
    bad = {"csrf_token": reviewer.token(), "subject": "x", "file": (io.BytesIO(b"{}"), "a.jsonl")}
    response = reviewer.client.post("/desk/faq/cases", data=bad, content_type="multipart/form-data")
    assert response.status_code == 422
    assert "第 1 行不合约定" in response.text

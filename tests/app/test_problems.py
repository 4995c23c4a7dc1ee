"""Every error has one shape: problem+json under /api, a plain page elsewhere, both in words to act on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import MAX_BODY_BYTES
from app.problems import STATUSES
from app.texts import texts
from tests.app.conftest import build_app


def check_problem(response: TestResponse, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.content_type == "application/problem+json; charset=utf-8"
    body: dict[str, Any] = response.get_json(force=True)
    assert body["status"] == status and body["type"] == "about:blank" and body["title"]
    assert any("一" <= char <= "鿿" for char in body["detail"])
    assert "Traceback" not in response.text
    return body


BAD_BODIES = [
    (b"", "不是有效的 JSON"),
    (b"{", "不是有效的 JSON"),
    (b'{"question": "\xff"}', "不是有效的 JSON"),
    (b"[" * 60_000, "不是有效的 JSON"),
    (b'{"question": ' + b"9" * 5000 + b"}", "不是有效的 JSON"),
    (b"[]", "JSON 对象"),
    (b'"question"', "JSON 对象"),
    (b"{}", "question"),
    (b'{"question": null}', "question"),
    (b'{"question": 5}', "question"),
    (b'{"question": ["?"]}', "question"),
    (b'{"question": ""}', "请输入问题"),
    (b'{"question": " \\n\\u3000 "}', "请输入问题"),
    (b'{"question": "\\ud800"}', "question"),
    ('{"question": "%s"}' % ("问" * 501), "最多 500 个字，现在 501 个字"),
    (b'{"question": "?", "conversation_id": 7}', "conversation_id"),
    ('{"question": "?", "conversation_id": "%s"}' % ("c" * 101), "conversation_id"),
    (b'{"question": "?", "conversation_id": "\\udfff"}', "conversation_id"),
    (b'{"question": "?", "scope": "2024"}', "scope"),
    (b'{"question": "?", "scope": {"agency": 3}}', "scope.agency"),
    (b'{"question": "?", "scope": {"year": "2024"}}', "scope.year"),
    (b'{"question": "?", "scope": {"year": true}}', "scope.year"),
    (b'{"question": "?", "scope": {"year": 99999999999999999999}}', "scope.year"),
]


@pytest.mark.parametrize(("data", "said"), BAD_BODIES, ids=lambda value: str(value)[:40])
def test_a_request_that_cannot_be_read_is_told_what_to_change(
    client: FlaskClient, data: bytes | str, said: str
) -> None:
    response = client.post("/api/chat", data=data, content_type="application/json")
    assert said in check_problem(response, 400)["detail"]


def test_the_field_at_fault_is_named(client: FlaskClient) -> None:
    response = client.post("/api/chat", json={"question": "?", "scope": {"year": "x"}})
    assert [error["field"] for error in check_problem(response, 400)["errors"]] == ["scope.year"]


def test_what_is_not_json_is_refused_as_such(client: FlaskClient) -> None:
    check_problem(client.post("/api/chat", data={"question": "你好"}), 415)
    check_problem(client.post("/api/chat", data="{}"), 415)


def test_a_body_over_the_limit_is_refused(client: FlaskClient) -> None:
    data = b'{"question": "' + b"a" * MAX_BODY_BYTES + b'"}'
    check_problem(client.post("/api/chat", data=data, content_type="application/json"), 413)


def test_a_wrong_method_is_told_which_there_are(client: FlaskClient) -> None:
    response = client.get("/api/chat")
    check_problem(response, 405)
    assert "POST" in response.headers["Allow"]


def test_an_address_that_there_is_not_is_told_so(client: FlaskClient) -> None:
    assert check_problem(client.get("/api/nothing"), 404)["instance"] == "/api/nothing"


def test_every_route_of_the_api_gives_a_problem_for_a_method_it_has_not(app: Flask) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - (rule.methods or set()):
                check_problem(client.open(rule.rule, method=method), 405)


def test_every_other_route_gives_a_page_for_a_method_it_has_not(app: Flask) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(("/api/", "/embed/")) and not rule.arguments:
            response = client.open(rule.rule, method="PATCH")
            assert response.status_code == 405 and response.content_type.startswith("text/html")


def test_what_no_one_foresaw_is_told_without_its_inside(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = build_app(database)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(app.extensions["zhiqing"].answerer, "answer", fail)
    response = app.test_client().post("/api/chat", json={"question": "你好"})
    check_problem(response, 500)
    assert "secret" not in response.text
    page = app.test_client().get("/ask?q=你好")
    assert page.status_code == 500 and "secret" not in page.text and "回到首页" in page.text


def test_every_status_has_its_words() -> None:
    for status in STATUSES:
        words = texts("zh-Hans").part(f"problems.s{status}")
        assert words["title"] and words["detail"]

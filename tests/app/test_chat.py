"""The chat API keeps to the contract of design §6."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.services import Services
from tests.app.conftest import build_app
from tests.app.samples import AGENCY, OTHER_AGENCY

QUESTION = f"{AGENCY}2024年新收政府信息公开申请多少件？"


def test_health_says_how_many_reports_are_held(client: FlaskClient) -> None:
    assert client.get("/api/health").get_json() == {"status": "ok", "reports": 3}


def test_a_question_is_answered_with_value_unit_and_citation(client: FlaskClient) -> None:
    response = client.post("/api/chat", json={"question": QUESTION})
    body = response.get_json()
    assert response.status_code == 200
    assert (body["kind"], body["value"], body["unit"]) == ("figure", 9, "件")
    assert body["citations"][0]["agency"] == AGENCY
    assert body["conversation_id"] and body["turn_id"]


def test_the_cited_address_shows_the_source_with_the_place_marked(client: FlaskClient) -> None:
    body = client.post("/api/chat", json={"question": QUESTION}).get_json()
    page = client.get(body["citations"][0]["url"].split("#")[0])
    assert '<mark id="cited" tabindex="-1">9</mark>' in page.text


def test_the_same_question_on_the_same_base_gives_the_same_bytes(client: FlaskClient) -> None:
    first, second = (client.post("/api/chat", json={"question": QUESTION, "conversation_id": c}) for c in ("a", "b"))
    assert first.data.replace(b'"a"', b'"b"') == second.data


def test_a_conversation_goes_on_under_its_id(client: FlaskClient) -> None:
    client.post("/api/chat", json={"question": QUESTION, "conversation_id": "mine"})
    body = client.post("/api/chat", json={"question": "那2023年呢？", "conversation_id": "mine"}).get_json()
    assert body["conversation_id"] == "mine"
    assert [figure["year"] for figure in body["figures"]] == [2023]


def test_an_id_that_is_not_known_begins_a_conversation_under_it(client: FlaskClient) -> None:
    body = client.post("/api/chat", json={"question": QUESTION, "conversation_id": "x" * 100}).get_json()
    assert body["conversation_id"] == "x" * 100 and body["value"] == 9


@pytest.mark.parametrize("absent", [{}, {"conversation_id": None}, {"conversation_id": "  "}])
def test_without_an_id_a_new_one_is_given(client: FlaskClient, absent: dict[str, object]) -> None:
    ids = {client.post("/api/chat", json={"question": QUESTION, **absent}).get_json()["conversation_id"] for _ in "ab"}
    assert len(ids) == 2 and all(len(each) == 32 for each in ids)


def test_the_scope_says_whose_report_is_meant(client: FlaskClient) -> None:
    scope = {"agency": OTHER_AGENCY, "year": 2024}
    body = client.post("/api/chat", json={"question": "新收申请多少件？", "scope": scope}).get_json()
    assert [(figure["agency"], figure["year"]) for figure in body["figures"]] == [(OTHER_AGENCY, 2024)]


@pytest.mark.parametrize("extra", [{"lang": "en"}, {"scope": None}, {"scope": {}}, {"scope": {"page": 3}}])
def test_keys_that_are_not_known_are_passed_over(client: FlaskClient, extra: dict[str, object]) -> None:
    assert client.post("/api/chat", json={"question": QUESTION, **extra}).get_json()["value"] == 9


def test_a_question_of_500_characters_is_taken_and_its_edges_are_trimmed(client: FlaskClient) -> None:
    assert client.post("/api/chat", json={"question": f"  {'问' * 500}\n"}).status_code == 200


def test_a_turn_is_kept_and_its_permalink_replays_it(client: FlaskClient, services: Services) -> None:
    body = client.post("/api/chat", json={"question": QUESTION}).get_json()
    kept = services.store.turns.answer(body["turn_id"])
    assert kept == (QUESTION, {key: value for key, value in body.items() if key != "conversation_id"})


def test_no_limit_is_set_unless_asked_for(client: FlaskClient) -> None:
    assert {client.post("/api/chat", json={"question": "你好"}).status_code for _ in range(80)} == {200}


def test_too_many_questions_are_refused_with_the_time_to_wait(database: Path) -> None:
    client = build_app(database, rate_limit="3 per minute").test_client()
    answers = [client.post("/api/chat", json={"question": "你好"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].content_type.startswith("application/problem+json")
    assert client.get("/api/health").status_code == 200
    assert client.get("/ask?q=你好").status_code == 429


def test_a_limit_counts_each_address_behind_a_trusted_proxy(database: Path) -> None:
    client = build_app(database, rate_limit="1 per minute", proxies=1).test_client()
    statuses = [
        client.post("/api/chat", json={"question": "你好"}, headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in (1, 2, 2)
    ]
    assert statuses == [200, 200, 429]

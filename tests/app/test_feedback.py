"""What readers think of an answer is kept, with the reasons, for those who maintain the base."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from app.services import Services
from knowledge.records import FeedbackReason, Verdict
from tests.app.samples import AGENCY

QUESTION = f"{AGENCY}2024年新收政府信息公开申请多少件？"


@pytest.fixture
def answered(client: FlaskClient) -> dict[str, str]:
    """An answer that was given in a conversation."""
    body = client.post("/api/chat", json={"question": QUESTION}).get_json()
    return {"turn_id": body["turn_id"], "conversation_id": body["conversation_id"]}


def test_a_verdict_is_kept_with_its_reasons(client: FlaskClient, services: Services, answered: dict[str, str]) -> None:
    response = client.post("/api/feedback", json={**answered, "verdict": "useless", "reasons": ["unclear", "outdated"]})
    assert response.status_code == 201
    [kept] = services.store.turns.feedback()
    assert (kept.question, kept.verdict) == (QUESTION, Verdict.USELESS)
    assert kept.reasons == (FeedbackReason.UNCLEAR, FeedbackReason.OUTDATED)
    assert (kept.answer_id, kept.conversation_id) == (answered["turn_id"], answered["conversation_id"])


def test_whoever_thinks_again_replaces_the_verdict(
    client: FlaskClient, services: Services, answered: dict[str, str]
) -> None:
    for verdict in ("useless", "useful"):
        client.post("/api/feedback", json={**answered, "verdict": verdict, "reasons": ["unclear"]})
    [kept] = services.store.turns.feedback()
    assert kept.verdict is Verdict.USEFUL and kept.reasons == ()


def test_readers_of_a_permalink_do_not_replace_each_other(
    client: FlaskClient, services: Services, answered: dict[str, str]
) -> None:
    for _ in range(2):
        client.post("/api/feedback", json={"turn_id": answered["turn_id"], "verdict": "useful"})
    assert len(services.store.turns.feedback()) == 2


def test_the_desk_may_ask_for_one_verdict_and_page_by_page(
    client: FlaskClient, services: Services, answered: dict[str, str]
) -> None:
    for verdict in ("useful", "useless", "useless"):
        client.post("/api/feedback", json={"turn_id": answered["turn_id"], "verdict": verdict})
    turns = services.store.turns
    assert len(turns.feedback(Verdict.USELESS)) == 2
    assert len(turns.feedback(limit=2)) == 2 and len(turns.feedback(limit=2, offset=2)) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"verdict": "splendid"}, "verdict"),
        ({"verdict": "useless", "reasons": ["boring"]}, "reasons"),
        ({"verdict": "useless", "reasons": "unclear"}, "reasons"),
        ({"turn_id": 7, "verdict": "useful"}, "turn_id"),
        ({"conversation_id": "c" * 101, "verdict": "useful"}, "conversation_id"),
    ],
)
def test_what_is_no_verdict_is_told_so(
    client: FlaskClient, answered: dict[str, str], given: dict[str, object], field: str
) -> None:
    response = client.post("/api/feedback", json={**answered, **given})
    assert response.status_code == 400
    assert [error["field"] for error in response.get_json()["errors"]] == [field]


def test_an_answer_that_there_is_not_cannot_be_judged(client: FlaskClient) -> None:
    assert client.post("/api/feedback", json={"turn_id": "none", "verdict": "useful"}).status_code == 404
    assert client.post("/answers/none/feedback", data={"verdict": "useful"}).status_code == 404


def test_a_form_without_script_keeps_it_and_asks_why(
    client: FlaskClient, services: Services, answered: dict[str, str]
) -> None:
    path = f"/answers/{answered['turn_id']}/feedback"
    form = {"conversation": answered["conversation_id"], "verdict": "useless"}
    asked = client.get(client.post(path, data=form).location).text
    assert '<form class="reasons" method="post"' in asked and "data-reasons hidden" not in asked
    thanked = client.get(client.post(path, data={**form, "reasons": ["off_point"]}).location).text
    assert "谢谢，已记下。" in thanked
    [kept] = services.store.turns.feedback()
    assert kept.reasons == (FeedbackReason.OFF_POINT,)


@pytest.mark.parametrize("form", [{}, {"verdict": "?"}, {"verdict": "useless", "reasons": ["?"]}])
def test_a_form_with_nonsense_is_refused(
    client: FlaskClient, answered: dict[str, str], form: dict[str, object]
) -> None:
    assert client.post(f"/answers/{answered['turn_id']}/feedback", data=form).status_code == 400


def test_feedback_is_forgotten_with_the_conversation(
    client: FlaskClient, services: Services, answered: dict[str, str]
) -> None:
    client.post("/api/feedback", json={**answered, "verdict": "useful"})
    services.store.turns.forget(datetime.now(UTC) - timedelta(days=1))
    assert services.store.turns.feedback()
    services.store.turns.forget(datetime.now(UTC) + timedelta(days=1))
    assert not services.store.turns.feedback()

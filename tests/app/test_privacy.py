"""What identifies a person is masked before anything is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.privacy import mask
from app.services import Services
from tests.app.samples import AGENCY

CASES = Path(__file__).parents[1] / "cases" / "app" / "masking.txt"


def cases() -> list[tuple[str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(typed.strip(), (kept or typed).strip()) for typed, _, kept in (line.partition("→") for line in lines)]


@pytest.mark.parametrize(("typed", "kept"), cases())
def test_a_question_is_kept_masked(typed: str, kept: str) -> None:
    assert mask(typed) == kept


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.text(alphabet="年多少件申请？", max_size=20), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_mobile_number_survives(words: str, number: str) -> None:
    assert number not in mask(f"{words}{number}{words}")


def test_what_is_stored_of_a_turn_holds_no_number_of_the_asker(client: FlaskClient, services: Services) -> None:
    number = "13800138000"
    question = f"我的电话{number}，{AGENCY}2024年新收申请多少件？"
    answer = client.post("/api/chat", json={"question": question, "conversation_id": "c1"}).get_json()
    kept = services.store.turns.answer(answer["turn_id"])
    assert kept is not None
    assert kept[0] == question.replace(number, "***")
    assert number not in repr(kept) + repr(services.store.turns.memory("c1"))
    assert number not in client.get(f"/answers/{answer['turn_id']}").text

"""No answer ends in a wall: where a strategy offers nothing, questions lead on, and each of them is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.answering.answer import Kind
from knowledge.store import Store
from tests.knowledge.conftest import TODAY

ASKED = (
    ("你好", Kind.GREETING),
    ("谢谢", Kind.GREETING),
    ("今天天气怎么样", Kind.NONE),
    ("青岛市星象局2024年新收多少件申请", Kind.NONE),
    ("市档案局2008年新收多少件申请", Kind.NONE),
    ("市档案局2024年行政强制多少件", Kind.NONE),
    ("市档案局历年新收申请的变化", Kind.TREND),
    ("2024年新收申请最多的是哪个机关", Kind.RANKING),
    ("市档案局2024年比2023年新收申请增减多少", Kind.COMPARISON),
)


@pytest.mark.parametrize(("question", "kind"), ASKED)
def test_every_answer_leads_on_to_questions_that_are_answered(answerer: Answerer, question: str, kind: Kind) -> None:
    found = answerer.answer(question).answer
    assert found.kind is kind
    assert 2 <= len(found.suggestions) <= 4
    for suggestion in found.suggestions:
        assert answerer.answer(suggestion).answer.kind not in {Kind.NONE, Kind.CLARIFY}, suggestion


def test_what_was_asked_of_a_year_that_is_not_held_is_offered_of_the_newest(answerer: Answerer) -> None:
    first = answerer.answer("市档案局2008年部分公开多少件").answer.suggestions[0]
    assert "2024年部分公开" in first and answerer.answer(first).answer.value is not None


def test_what_an_answer_has_told_is_not_offered_again(answerer: Answerer) -> None:
    for question, _ in ASKED:
        told = answerer.answer(question).answer
        for suggestion in told.suggestions:
            again = answerer.answer(suggestion).answer
            if again.kind is Kind.FIGURE and again.figures:
                assert again.figures[0] not in told.figures, (question, suggestion)


def test_at_the_portal_of_one_agency_the_others_are_not_offered(answerer: Answerer) -> None:
    offered = answerer.answer("今天天气怎么样", agency="云溪市水务局").answer.suggestions
    assert offered and all("云溪市水务局" in each for each in offered)


@pytest.mark.parametrize("question", ["哈哈哈", "？？？", "2023年", "多少"])
def test_a_question_that_names_nothing_is_not_handed_back_as_a_choice(answerer: Answerer, question: str) -> None:
    found = answerer.answer(question).answer
    assert found.kind is Kind.CLARIFY and found.suggestions
    for choice in found.suggestions:
        assert answerer.answer(choice).answer.kind is Kind.FIGURE, choice
        assert "2023年" in choice or "2023年" not in question


def test_where_nothing_is_held_nothing_is_offered(tmp_path: Path) -> None:
    assert Answerer(Store(tmp_path / "empty.db"), lambda: TODAY).answer("你好").answer.suggestions == ()

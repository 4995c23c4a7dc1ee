"""Numbers of the prose that a talk asked for one after the other, taken together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.answering import Answerer
from knowledge.answering.answer import Answer, Kind

YEARS = ("云溪市档案局2024年门户网站发布信息多少条", "2023年呢")


def talk(answerer: Answerer, *questions: str) -> Answer:
    memory: dict[str, object] = {}
    for question in questions:
        reply = answerer.answer(question, memory=memory)
        memory = reply.memory
    return reply.answer


@pytest.mark.parametrize(
    ("asked", "value"), [("加起来呢", 1712), ("这两年差多少", 112), ("哪年多", 912), ("哪年少", 800)]
)
def test_two_years_are_taken_together(answerer: Answerer, asked: str, value: int) -> None:
    assert talk(answerer, *YEARS, asked).value == Decimal(value)


def test_the_numbers_are_those_that_were_given(answerer: Answerer) -> None:
    answer = talk(answerer, *YEARS, "哪年多")
    assert answer.kind is Kind.RANKING
    assert [(figure.year, figure.value) for figure in answer.figures] == [(2024, 912), (2023, 800)]


def test_numbers_in_different_units_are_not_set_in_order(answerer: Answerer) -> None:
    answer = talk(answerer, YEARS[0], "政策解读材料呢", "哪个少")
    assert (answer.kind, answer.figures) == (Kind.NONE, ())


def test_a_sum_is_not_counted_in_where_one_goes_on(answerer: Answerer) -> None:
    assert talk(answerer, *YEARS, "加起来呢", "哪年多").value == 912

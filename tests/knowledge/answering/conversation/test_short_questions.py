"""A short question that leans on the words of the one before it."""

from __future__ import annotations

from knowledge.answering import Answerer
from knowledge.answering.answer import Answer, Kind


def talk(answerer: Answerer, *questions: str) -> Answer:
    memory: dict[str, object] = {}
    for question in questions:
        reply = answerer.answer(question, memory=memory)
        memory = reply.memory
    return reply.answer


def test_another_year_is_asked_in_the_words_of_the_last_question(answerer: Answerer) -> None:
    assert talk(answerer, "云溪市档案局2024年存在哪些问题", "那2023年呢") == talk(
        answerer, "云溪市档案局2023年存在哪些问题"
    )


def test_a_short_question_is_about_what_was_just_said(answerer: Answerer) -> None:
    answer = talk(answerer, "云溪市档案局2024年谁牵头领导小组", "他是什么人")
    assert answer.kind in (Kind.STATEMENT, Kind.LIST)
    assert "局长任组长" in answer.text


def test_after_a_row_of_the_tables_no_number_is_given_again(answerer: Answerer) -> None:
    answer = talk(answerer, "云溪市档案局2024年新收多少件申请", "为什么")
    assert answer.figures == ()
    assert "9" not in answer.text.replace("2019", "")


def test_a_question_with_a_matter_of_its_own_is_not_put_in_the_words_of_the_last(answerer: Answerer) -> None:
    answer = talk(answerer, "云溪市档案局2024年存在哪些问题", "直升机呢")
    assert "渠道不够" not in answer.text


def test_thanks_in_between_lose_nothing(answerer: Answerer) -> None:
    answer = talk(answerer, "云溪市档案局2024年存在哪些问题", "谢谢", "打算怎么改")
    assert "拓宽公开渠道" in answer.text


def test_more_or_less_sets_the_last_two_years_side_by_side(answerer: Answerer) -> None:
    answer = talk(answerer, "云溪市档案局2024年新收多少件申请", "那2023年呢", "多了还是少了")
    assert {figure.year for figure in answer.figures} == {2023, 2024}

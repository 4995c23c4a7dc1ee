"""What an answer leaves for the next question to lean on."""

from __future__ import annotations

from knowledge.answering import Answerer


def test_that_year_is_the_one_that_came_first_in_the_order_before(answerer: Answerer) -> None:
    first = answerer.answer("市档案局哪一年新收申请最多")
    then = answerer.answer("那年予以公开几件", memory=first.memory).answer
    assert {figure.year for figure in then.figures} == {first.answer.figures[0].year}


def test_that_body_is_the_one_that_came_first_in_the_order_before(answerer: Answerer) -> None:
    first = answerer.answer("2024年云溪市档案局和云溪市水务局谁新收的申请多")
    then = answerer.answer("那家予以公开几件", memory=first.memory).answer
    assert {figure.agency for figure in then.figures} == {"云溪市水务局"}
    assert then.value == 35


def test_nothing_is_pointed_to_where_no_order_was_set(answerer: Answerer) -> None:
    first = answerer.answer("云溪市档案局2024年新收多少件申请")
    then = answerer.answer("那年予以公开几件", memory=first.memory).answer
    assert [(figure.agency, figure.year, figure.value) for figure in then.figures] == [("云溪市档案局", 2024, 5)]

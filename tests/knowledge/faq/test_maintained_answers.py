"""Which published entry answers: only for the bodies, years and rows it was written for, every digit carried."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.answering import Answerer
from knowledge.answering.answer import Kind
from knowledge.errors import BadLiveFigure
from knowledge.faq.live import pieces_of
from knowledge.faq.maintained import Content, Source, SourceKind
from knowledge.store import Store
from knowledge.trial import preview
from tests.app.samples import AGENCY, OTHER_AGENCY, sample_report

TODAY = date(2025, 6, 1)
OVER_NOTHING = Answerer(Store(":memory:"))


@pytest.fixture
def answerer() -> Answerer:
    store = Store(":memory:")
    with store.transaction():
        for agency, year in ((AGENCY, 2023), (AGENCY, 2024), (OTHER_AGENCY, 2024)):
            store.reports.keep(sample_report(agency, year, digest=f"{agency}{year}"))
    return Answerer(store, today=lambda: TODAY)


def publish(answerer: Answerer, content: Content) -> None:
    faq = answerer.store.faq
    faq.publish(faq.create(content, "编辑").id)


def kind(answerer: Answerer, question: str) -> Kind:
    return answerer.answer(question).answer.kind


def test_an_entry_for_an_agency_answers_for_it_and_for_no_other(answerer: Answerer) -> None:
    publish(answerer, Content("办公时间是几点？", "见公告。", agencies=(AGENCY,)))
    assert kind(answerer, f"{AGENCY}办公时间是几点") is Kind.FAQ
    for other in (f"{OTHER_AGENCY}办公时间是几点", "办公时间是几点", "北京市档案局办公时间是几点"):
        assert kind(answerer, other) is not Kind.FAQ, other


def test_an_entry_for_no_one_does_not_answer_for_a_body_that_is_named(answerer: Answerer) -> None:
    publish(answerer, Content("食堂对外开放吗？", "对外开放。"))
    assert kind(answerer, "食堂对外开放吗") is Kind.FAQ
    for named in (f"{AGENCY}食堂对外开放吗", "北京市档案局食堂对外开放吗"):
        assert kind(answerer, named) is not Kind.FAQ, named


def test_an_entry_for_an_agency_that_is_not_held_answers_nobody_else(answerer: Answerer) -> None:
    publish(answerer, Content("办公时间是几点？", "见公告。", agencies=("没有收录的机关",)))
    assert kind(answerer, "办公时间是几点") is not Kind.FAQ


def test_an_entry_about_a_year_does_not_answer_for_another(answerer: Answerer) -> None:
    publish(answerer, Content(f"{AGENCY}2024年有什么亮点？", "见报告。"))
    assert kind(answerer, f"{AGENCY}2024年有什么亮点") is Kind.FAQ
    assert kind(answerer, f"{AGENCY}2023年有什么亮点") is not Kind.FAQ


def test_an_entry_about_one_row_does_not_answer_for_another(answerer: Answerer) -> None:
    live = f"{{{{fact outcomes.granted agency={AGENCY} year=2024}}}}"
    publish(answerer, Content(f"{AGENCY}2024年予以公开的有多少件？", live))
    assert kind(answerer, f"{AGENCY}2024年予以公开的有多少件") is Kind.FAQ
    assert kind(answerer, f"{AGENCY}2024年部分公开的有多少件") is not Kind.FAQ


def test_a_live_figure_without_an_agency_is_that_of_the_body_asked(answerer: Answerer) -> None:
    persons = "{{fact requests.new year=latest applicant=natural_person}}"
    live = f"最新一年收到{{{{fact requests.new year=latest}}}}，其中自然人{persons}。"
    publish(answerer, Content("忙不忙？", live, agencies=(AGENCY, OTHER_AGENCY)))
    for agency in (AGENCY, OTHER_AGENCY):
        answer = answerer.answer(f"{agency}忙不忙").answer
        assert answer.text == "最新一年收到9件，其中自然人7件。"
        assert {citation.report.agency for citation in answer.citations} == {agency}


def test_a_share_and_a_year_are_live_too(answerer: Answerer) -> None:
    of = f"agency={AGENCY} year=latest-1"
    live = f"{{{{year {of}}}}}年{{{{share outcomes.granted/outcomes.total {of}}}}}。"
    publish(answerer, Content("公开率高吗？", live))
    answer = answerer.answer("公开率高吗").answer
    assert answer.text == "2023年77.8%。"
    assert [figure.value for figure in answer.figures] == [7, 9]


@pytest.mark.parametrize(
    "answer", ["{{fact}}", "{{fact nothing}}", "{{fact requests.new", "{{sum a}}", "{{fact requests.new year=去年}}"]
)
def test_a_live_figure_that_cannot_be_read_is_told(answer: str) -> None:
    with pytest.raises(BadLiveFigure):
        pieces_of(answer)


@pytest.mark.parametrize(
    "answer", ["{{year}}{{fact requests.new}}", "{{year}}0件", "共1{{fact requests.new}}", "{{year}}.5件", "0,{{year}}"]
)
def test_numbers_that_would_run_into_one_are_refused(answerer: Answerer, answer: str) -> None:
    source = Source(SourceKind.DOCUMENT, "须知", "0、1、5")
    content = Content("多少？", answer.replace("}}", f" agency={AGENCY}}}}}"), sources=(source,))
    (told,) = preview(answerer, content)
    assert told.answer is None and "连成" in told.problem


def test_a_digit_without_a_source_never_answers(answerer: Answerer) -> None:
    publish(answerer, Content("几天有结果？", "大约15天。"))
    assert kind(answerer, "几天有结果") is not Kind.FAQ
    source = Source(SourceKind.ARTICLE, "办法第三条", "应当在15天内答复")
    publish(answerer, Content("何时有结果？", "大约15天。", sources=(source,)))
    assert kind(answerer, "何时有结果") is Kind.FAQ


def test_a_negative_wording_never_hits(answerer: Answerer) -> None:
    publish(answerer, Content("食堂对外开放吗？", "对外开放。", negative=("食堂对外开放多久了",)))
    assert kind(answerer, "食堂对外开放多久了") is not Kind.FAQ
    assert kind(answerer, "食堂对外开放么") is Kind.FAQ


def test_the_same_question_has_another_permalink_once_an_entry_answers_it(answerer: Answerer) -> None:
    before = answerer.answer("食堂对外开放吗")
    publish(answerer, Content("食堂对外开放吗？", "对外开放。"))
    assert answerer.answer("食堂对外开放吗").id != before.id


def test_an_answer_that_depends_on_the_day_has_the_permalink_of_its_day(answerer: Answerer) -> None:
    publish(answerer, Content("食堂对外开放吗？", "对外开放。", valid_until=TODAY))
    first = answerer.answer("食堂对外开放吗")
    answerer._today = lambda: TODAY + timedelta(days=1)
    second = answerer.answer("食堂对外开放吗")
    assert (first.answer.kind, second.answer.kind) == (Kind.FAQ, Kind.CLARIFY)
    assert first.id != second.id


NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(1000, 10**7).map("{:,}".format),
    st.decimals(0, 1000, places=2).map(str),
    st.integers(0, 999).map(lambda n: str(n).translate({ord("0") + d: 0xFF10 + d for d in range(10)})),
)


def value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


@given(st.lists(NUMBERS, min_size=1, max_size=4), st.lists(NUMBERS, max_size=4))
@example(["1"], ["1,000"])
@example(["000"], ["1,000"])
@example(["1,000"], ["1", "000"])
@example(["12"], ["12.50"])
@example(["2"], ["12"])
@example(["１５"], [])
def test_no_number_written_by_hand_is_said_that_no_source_has(said: list[str], held: list[str]) -> None:
    source = Source(SourceKind.DOCUMENT, "须知", "、".join(f"{number}元" for number in held))
    content = Content("要多少？", "".join(f"共{number}件；" for number in said), sources=(source,))
    (told,) = preview(OVER_NOTHING, content)
    if {value(number) for number in said} - {value(number) for number in held}:
        assert told.answer is None and "没有出处" in told.problem
    if set(said) <= set(held):
        assert told.answer is not None


@given(st.text(alphabet=st.characters(categories=["Nd"]), min_size=1, max_size=6))
def test_digits_of_no_script_pass_without_a_source(digits: str) -> None:
    (told,) = preview(OVER_NOTHING, Content("要多少？", f"共{digits}件。"))
    assert told.answer is None

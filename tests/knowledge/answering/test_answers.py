"""Answers over the reports of invented agencies: the right kind, value, figures and words, each with its receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from ingest.tables.facts import open_doubts
from knowledge.answering import STRATEGIES, Answerer, Reply, Strategy
from knowledge.answering.answer import Answer, CellLocator, Kind, Reason, TextLocator
from knowledge.answering.context import Context
from knowledge.errors import BadQuestion
from knowledge.forms import label_of
from knowledge.records import FactStatus
from knowledge.store import Store
from tests.knowledge.conftest import TODAY
from tests.knowledge.made import lines_of, reports
from tests.knowledge.receipts import unfounded


@dataclass(frozen=True)
class Expected:
    """A line of the table: a question and what its answer is to be."""

    question: str
    kind: str
    value: str = ""
    figures: str = ""
    text: str = ""
    scope: str = ""


OPTIONAL = {"answer_by_meaning"}
"""Strategies that answer only where an extra is installed and set up."""

CASES = [Expected(*(part.strip() for part in line.split("|"))) for line in lines_of("answering/answers.txt")]
BY_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.question} {case.scope}".strip())


def ask(answerer: Answerer, case: Expected) -> Reply:
    agency, _, year = case.scope.partition(",")
    return answerer.answer(case.question, agency=agency or None, year=int(year) if year else None)


def answer(answerer: Answerer, question: str) -> Answer:
    return answerer.answer(question).answer


# ------------------------------------------------------------------ the table
@BY_CASE
def test_an_answer_is_as_the_table_says(answerer: Answerer, case: Expected) -> None:
    found = ask(answerer, case).answer
    assert found.kind == case.kind, found.text
    if case.kind in (Kind.NONE, Kind.CLARIFY):
        assert found.reason == Reason(case.value)
    else:
        assert found.reason is None
        assert found.value == (Decimal(case.value) if case.value else None)
        assert [figure.value for figure in found.figures] == [
            Decimal(n) for n in filter(None, case.figures.split("、"))
        ]
    for fragment in filter(None, case.text.split("；")):
        unwanted = fragment.removeprefix("不含 ")
        assert (fragment in found.text) if fragment == unwanted else (unwanted not in found.text), found.text


@BY_CASE
def test_every_number_of_an_answer_has_its_receipt(answerer: Answerer, store: Store, case: Expected) -> None:
    assert unfounded(ask(answerer, case).answer, store) == []


@BY_CASE
def test_the_same_question_has_the_same_answer_and_id(answerer: Answerer, store: Store, case: Expected) -> None:
    first, second = ask(answerer, case), ask(Answerer(store, today=answerer._today), case)
    assert first == second
    assert first.id


@BY_CASE
def test_an_answer_without_a_number_carries_no_figure(answerer: Answerer, case: Expected) -> None:
    found = ask(answerer, case).answer
    if found.kind in (Kind.NONE, Kind.CLARIFY):
        assert (found.value, found.figures, found.formula) == (None, (), None)
        assert found.reason is not None


@BY_CASE
def test_every_figure_is_cited_and_every_citation_shows_what_is_printed(
    answerer: Answerer, store: Store, case: Expected
) -> None:
    found = ask(answerer, case).answer
    cited = {citation.id: citation for citation in found.citations}
    assert list(cited) == list(range(1, len(cited) + 1))
    for figure in found.figures:
        citation = cited[figure.citation]
        assert (citation.report.agency, citation.report.year) == (figure.agency, figure.year)
    for citation in found.citations:
        version, locator = citation.report.version_id, citation.locator
        assert citation.section
        if isinstance(locator, CellLocator):
            facts = store.facts.of_version(version)
            printed = {
                f.printed for f in facts if (f.table, f.row, f.column) == (locator.table, locator.row, locator.column)
            }
            assert citation.quote in printed
        else:
            passage = store.reports.passage(version, locator.passage)
            assert passage is not None
            assert citation.quote == passage.text[locator.start : locator.end]


@BY_CASE
def test_a_suggestion_is_answered(answerer: Answerer, case: Expected) -> None:
    for suggestion in ask(answerer, case).answer.suggestions:
        if suggestion.endswith("是多少？"):
            assert answer(answerer, suggestion).kind is Kind.FIGURE, suggestion


@BY_CASE
def test_notes_and_suggestions_are_said_once(answerer: Answerer, case: Expected) -> None:
    found = ask(answerer, case).answer
    assert len(set(found.notes)) == len(found.notes)
    assert len(set(found.suggestions)) == len(found.suggestions) <= 4


def test_every_kind_of_answer_stands_in_the_table() -> None:
    assert {case.kind for case in CASES} == set(Kind)
    assert {case.value for case in CASES if case.kind in ("none", "clarify")} == set(Reason)


def test_every_strategy_gives_some_answer_of_the_table(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()

    def watched(strategy: Strategy) -> Strategy:
        def watch(context: Context) -> Answer | None:
            found = strategy(context)
            if found is not None:
                used.add(strategy.__name__)
            return found

        return watch

    monkeypatch.setattr("knowledge.answering.STRATEGIES", tuple(map(watched, STRATEGIES)))
    for case in CASES:
        ask(answerer, case)
    talk = answerer.answer("云溪市档案局2024年政策解读材料多少篇").memory
    assert answerer.answer("一共多少条", memory=talk).answer.value == 912
    talk = answerer.answer("云溪市档案局2024年门户网站发布信息多少条").memory
    talk = answerer.answer("政策解读材料呢", memory=talk).memory
    assert answerer.answer("哪个少", memory=talk).answer.value is None
    assert [strategy.__name__ for strategy in STRATEGIES if strategy.__name__ not in used | OPTIONAL] == []


# ------------------------------------------------------------------ receipts
def test_a_cell_is_cited_with_its_section_and_place(answerer: Answerer) -> None:
    citation = answer(answerer, "市档案局2024年新收多少件申请").citations[0]
    assert citation.section == "三、收到和处理政府信息公开申请情况"
    assert citation.locator == CellLocator("requests", "requests.new", "total")
    assert (citation.quote, citation.report.agency, citation.report.year) == ("9", "云溪市档案局", 2024)


def test_a_number_of_the_text_is_cited_with_its_sentence_and_headings(answerer: Answerer) -> None:
    found = answer(answerer, "市档案局2024年门户网站发布了多少条信息")
    citation = found.citations[0]
    assert citation.section == "一、总体情况 / （一）主动公开情况"
    assert isinstance(citation.locator, TextLocator)
    assert "912条" in citation.quote
    assert found.figures[0].indicator is None


def test_a_computed_number_shows_every_operand_and_the_formula(answerer: Answerer) -> None:
    found = answer(answerer, "市档案局2024年公开率")
    assert found.formula == "(5 + 1) ÷ 9 × 100% = 66.7%"
    assert [citation.quote for citation in found.citations] == ["5", "1", "9"]
    assert found.unit == "%"


def test_a_trend_has_a_line_and_a_ranking_bars(answerer: Answerer) -> None:
    trend = answer(answerer, "市档案局历年新收申请的变化趋势").chart
    ranking = answer(answerer, "2024年各单位新收申请排名").chart
    assert trend is not None
    assert ranking is not None
    assert [point.label for point in trend.points] == ["2019", "2020", "2021", "2023", "2024"]
    assert (trend.type, ranking.type) == ("line", "bar")


# ------------------------------------------------------------------ what one must know beside the number
def test_a_settled_cell_says_what_is_printed_and_on_what_ground_it_was_read(answerer: Answerer) -> None:
    found = answer(answerer, "市档案局2023年制发了几件规范性文件")
    assert found.value == 2
    assert any("2022" in note and "正文写明本年制发2件" in note for note in found.notes)


def test_the_partly_granted_stand_beside_the_granted(answerer: Answerer) -> None:
    found = answer(answerer, "市档案局2024年予以公开多少件")
    assert found.value == 5
    assert any("部分公开" in note and "1件" in note for note in found.notes)


def test_a_failed_check_is_said_where_its_cell_is_answered_and_nowhere_else(answerer: Answerer) -> None:
    touched = answer(answerer, "市水务局2024年新收多少件申请")
    assert touched.value == 45
    assert "50件" in touched.text
    assert not any("50件" in note for note in touched.notes)
    beside = answer(answerer, "市水务局2024年予以公开多少件")
    assert "50件" not in " ".join([beside.text, *beside.notes])


def test_a_failed_check_is_noted_where_its_cell_is_one_of_several(answerer: Answerer) -> None:
    share = answer(answerer, "市水务局2024年自然人占新收申请的比例")
    assert any("50件" in note for note in share.notes)


def test_forms_of_different_years_are_said_to_differ(answerer: Answerer) -> None:
    across = answer(answerer, "市档案局2020年和2021年新收各多少")
    within = answer(answerer, "市档案局2023年和2024年新收各多少")
    assert any("表样不同" in note for note in across.notes)
    assert not any("表样不同" in note for note in within.notes)


def test_a_number_said_with_more_than_is_noted(answerer: Answerer) -> None:
    assert any("不少于" in note for note in answer(answerer, "市档案局2024年公众号推送了多少篇文章").notes)


def test_each_kind_of_emptiness_is_a_sentence_of_its_own(answerer: Answerer) -> None:
    questions = {
        "zero": "市档案局2024年重复申请几件",
        "blank": "市档案局2024年废止了几件规范性文件",
        "not_applicable": "市档案局2024年行政强制多少件",
        "uncertain": "市档案局2023年现行有效的规范性文件多少件",
        "not_on_form": "市档案局2024年政府集中采购项目数量",
        "no_cell": "岚亭县教育局2024年上年结转几件",
        "not_held": "市档案局2022年新收多少件申请",
        "no_such_agency": "青岛市星象局2024年新收多少件申请",
    }
    said = {kind: _bare(answer(answerer, question).text) for kind, question in questions.items()}
    for one, other in combinations(said, 2):
        assert said[one] != said[other], (one, other)


def _bare(text: str) -> str:
    """Return a sentence with names, labels and numbers taken out."""
    return re.sub(r"“[^”]*”|\d+|云溪市档案局|岚亭县教育局|[^，。]*为", "", text)


def test_an_answer_names_the_row_that_it_read(answerer: Answerer) -> None:
    assert label_of("requests.new") in answer(answerer, "市档案局2024年受理多少件").text


def test_what_was_read_where_received_is_asked_is_stated_and_the_other_readings_offered(answerer: Answerer) -> None:
    # 受理 may mean 本年新收, or 新收 and 上年结转 together: the answer says which, and the other is one tap away.
    found = answer(answerer, "市档案局2024年受理了多少件申请")
    assert found.value == 9
    assert any("不含上年结转" in note for note in found.notes)
    assert any("上年结转" in suggestion for suggestion in found.suggestions)


# ------------------------------------------------------------------ asking back
def test_a_name_of_two_agencies_is_asked_back_with_both(answerer: Answerer) -> None:
    found = answer(answerer, "教育局2024年新收多少件申请")
    assert any("云溪市教育局" in suggestion for suggestion in found.suggestions)
    assert any("岚亭县教育局" in suggestion for suggestion in found.suggestions)


def test_a_choice_that_is_tapped_is_answered(answerer: Answerer) -> None:
    choice = next(s for s in answer(answerer, "教育局2024年新收多少件申请").suggestions if "云溪市教育局" in s)
    assert answer(answerer, choice).value == 45


def test_how_many_cells_stay_open_is_not_told_of_a_cell_that_was_read(fresh: Store) -> None:
    read = next(each for each in reports() if (each.identity.agency, each.identity.year) == ("云溪市档案局", 2024))
    asked = next(fact for fact in read.facts if fact.indicator == "licensing.decisions")
    doubts = open_doubts([replace(asked, value=None, status=FactStatus.UNCERTAIN)] * 2, 2024)
    fresh.reports.keep(replace(read, review=(*doubts, "《主动公开政府信息情况》表没有找到这些行：规章")))
    notes = "".join(answer(Answerer(fresh, lambda: TODAY), "市档案局2024年行政许可多少件").notes)
    assert "没有找到这些行" in notes and "不能确定" not in notes


# ------------------------------------------------------------------ conversations
def test_a_conversation_goes_on_from_where_it_was(answerer: Answerer) -> None:
    memory: dict[str, object] = {}
    values = []
    for question in ("市档案局2024年新收多少件申请", "那2023年呢", "予以公开的呢", "水务局呢", "谢谢", "2024年呢"):
        reply = answerer.answer(question, memory=memory)
        memory = reply.memory
        values.append(reply.answer.value)
    assert values == [9, 15, 10, 20, None, 35]


def test_the_id_of_an_answer_tells_conversations_apart(answerer: Answerer) -> None:
    memory = answerer.answer("市档案局2023年新收多少件申请").memory
    alone = answerer.answer("市档案局新收多少件申请")
    within = answerer.answer("市档案局新收多少件申请", memory=memory)
    assert alone.id != within.id


# ------------------------------------------------------------------ questions that are none
@pytest.mark.parametrize("blank", ["", " ", "\n\t", "　"])
def test_a_blank_question_is_refused(answerer: Answerer, blank: str) -> None:
    with pytest.raises(BadQuestion):
        answerer.answer(blank)


def test_a_question_of_five_hundred_characters_is_taken_and_a_longer_one_is_not(answerer: Answerer) -> None:
    question = "市档案局2024年新收多少件申请" + "？" * 482
    assert answerer.answer(question[:500]).answer.value == 9
    with pytest.raises(BadQuestion, match="500"):
        answerer.answer(question + "？" * 20)


def test_an_empty_base_says_that_nothing_is_held(fresh: Store) -> None:
    found = Answerer(fresh).answer("市档案局2024年新收多少件申请").answer
    assert found.kind in (Kind.NONE, Kind.CLARIFY)
    assert found.figures == ()


def test_the_only_agency_held_is_meant_where_none_is_named_and_not_where_another_is(fresh: Store) -> None:
    from tests.knowledge.made import reports

    with fresh.transaction():
        fresh.reports.keep(reports()[0])
    answerer = Answerer(fresh)
    assert answer(answerer, "2024年新收多少件申请").value == 9
    for stranger in ("财政部", "青岛市水务局", "火星局", "商务部", "隔壁县"):
        for asked in ("新收多少件申请", "门户网站发布了多少条信息", "公众号有多少人关注"):
            found = answer(answerer, f"{stranger}2024年{asked}")
            assert (found.value, found.figures) == (None, ()), f"{stranger} {asked}: {found.text}"


def test_what_comes_in_is_answered_at_once(fresh: Store) -> None:
    from tests.knowledge.made import reports

    answerer = Answerer(fresh)
    assert answer(answerer, "市档案局2024年新收多少件申请").value is None
    with fresh.transaction():
        fresh.reports.keep(reports()[0])
    assert answer(answerer, "市档案局2024年新收多少件申请").value == 9


def test_a_general_question_in_the_midst_of_a_talk_is_answered_in_general(answerer: Answerer) -> None:
    talk = answerer.answer("市档案局2024年部分公开多少件").memory
    for question in ("怎么申请政府信息公开", "什么是部分公开"):
        found = answerer.answer(question, memory=talk)
        assert found.answer.kind is Kind.FAQ, question
    assert answerer.answer("予以公开的呢", memory=talk).answer.value == 5


def test_a_ranking_of_applicants_goes_on_though_another_body_was_spoken_of(answerer: Answerer) -> None:
    talk: dict[str, Any] = {}
    for question in ("市水务局2024年新收申请多少件", "市档案局2024年新收申请多少件", "哪种申请人最多", "第二呢"):
        reply = answerer.answer(question, memory=talk)
        talk = reply.memory
    assert {figure.agency for figure in reply.answer.figures} == {"云溪市档案局"}
    assert len({figure.applicant for figure in reply.answer.figures}) > 1


def test_a_question_near_a_maintained_one_is_met_with_that_one(answerer: Answerer) -> None:
    found = answerer.answer("结果不满意找谁").answer
    assert found.suggestions == ("对答复结果不满意怎么办",)
    assert answerer.answer(found.suggestions[0]).answer.kind is Kind.FAQ

"""Exam papers: what may stand in them, and how answers are marked by the contract."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from knowledge.answering import Answerer
from knowledge.answering.answer import Answer, AnswerFigure, CellLocator, Citation, Kind, Reason
from knowledge.errors import BadPaper
from knowledge.exam import Case, Turn, faults_of, is_wrong_number, load_paper, sit
from knowledge.records import HeldReport

REPORT = HeldReport(1, "1-2024-1", 1, "云溪市档案局", 2024, 1, True, "云溪市档案局2024年报告", "2021", None, None, None)
OTHER = replace(REPORT, agency="云溪市水务局", title="云溪市水务局2024年报告")
PLACE = CellLocator("requests", "requests.new", "total")
CITATION = Citation(1, REPORT, "三、收到和处理政府信息公开申请情况", PLACE, "1,234")


def figure(value: str, agency: str = "云溪市档案局") -> AnswerFigure:
    return AnswerFigure(agency, 2024, "requests.new", "新收申请", "total", Decimal(value), "件", value, 1)


ANSWER = Answer(
    Kind.FIGURE,
    "云溪市档案局2024年新收申请为1,234 件。",
    value=Decimal(1234),
    unit="件",
    figures=(figure("1234"), figure("5")),
    citations=(CITATION,),
)
RANKING = Answer(
    Kind.RANKING, "从多到少", value=Decimal(9), figures=(figure("9", "甲市"), figure("5", "乙市"), figure("1", "丙市"))
)
DECLINED = Answer(Kind.NONE, "没有收录。", Reason.NO_SUCH_REPORT)


def faults(answer: Answer, **expect: Any) -> list[str]:
    return list(faults_of(answer, expect))


# ------------------------------------------------------------------ papers
def paper(folder: Path, *lines: str) -> Path:
    path = folder / "paper.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


GOOD = json.dumps({"id": "a", "category": "cell", "turns": [{"q": "问", "expect": {"value": 1}}]}, ensure_ascii=False)


def test_a_paper_is_read_case_by_case_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    scoped = json.dumps({"id": 2, "category": "cell", "scope": {"year": 2024}, "turns": []})
    cases = load_paper(paper(tmp_path, GOOD, "", scoped))
    assert cases[0] == Case("a", "cell", (Turn("问", {"value": 1}),))
    assert (cases[1].id, cases[1].scope) == ("2", {"year": 2024})


def test_a_paper_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "paper.jsonl"
    path.write_text("\ufeff" + GOOD, "utf-8")
    assert len(load_paper(path)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "3",
        '"text"',
        '{"id": "a"}',
        '{"id": "a", "category": "c"}',
        '{"id": "a", "category": "c", "turns": [{"q": "问"}]}',
        '{"id": "a", "category": "c", "turns": [{"expect": {}}]}',
        '{"id": "a", "category": "c", "turns": 3}',
        '{"id": "a", "category": "c", "turns": ["问"]}',
    ],
)
def test_a_line_that_breaks_the_contract_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadPaper, match="第 3 行"):
        load_paper(paper(tmp_path, GOOD, "", line, GOOD))


def test_a_paper_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPaper, match="没有题目"):
        load_paper(paper(tmp_path, "", " "))


def test_a_paper_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPaper, match="读不出来"):
        load_paper(tmp_path / "missing.jsonl")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(BadPaper, match="读不出来"):
        load_paper(tmp_path / "binary.jsonl")


def test_a_key_that_the_contract_does_not_know_is_refused_by_name() -> None:
    with pytest.raises(BadPaper, match="valeu"):
        faults(ANSWER, valeu=3)


# ------------------------------------------------------------------ marking
def test_the_value_is_the_answer_s_else_its_first_figure_s() -> None:
    assert faults(ANSWER, value=1234) == []
    assert faults(replace(ANSWER, value=None), value=1234) == []
    assert faults(ANSWER, value=5)
    assert faults(DECLINED, value=0)


@pytest.mark.parametrize(
    ("given", "wanted", "same"), [("88.9", 88.9, True), ("88.9", 88.8, False), ("89", 88.96, True)]
)
def test_a_share_is_the_same_to_one_decimal(given: str, wanted: float, same: bool) -> None:
    assert (faults(replace(ANSWER, value=Decimal(given)), value=wanted) == []) == same


def test_a_whole_number_is_the_same_only_exactly() -> None:
    assert faults(replace(ANSWER, value=Decimal("9.01")), value=9)


def test_each_of_the_values_stands_among_the_figures() -> None:
    assert faults(ANSWER, values=[5, 1234]) == []
    assert faults(ANSWER, values=[5, 6])
    assert faults(DECLINED, values=[0])


def test_a_ranking_names_the_agencies_in_order() -> None:
    assert faults(RANKING, ranked=["甲市", "丙市"]) == []
    assert faults(RANKING, ranked=["丙市", "甲市"])
    assert faults(RANKING, ranked=["甲市", "丁市"])


def test_text_stands_in_the_answer_spaces_and_commas_ignored() -> None:
    assert faults(ANSWER, text=["1234件", "新收 申请"]) == []
    assert faults(ANSWER, text=[["结转", "新收"]]) == []
    assert faults(ANSWER, text=[["结转", "受理"]])
    assert faults(ANSWER, text=["新收", "结转"])


def test_what_is_to_be_absent_does_not_stand_in_it() -> None:
    assert faults(ANSWER, absent=["结转"]) == []
    assert faults(ANSWER, absent=["1234"])


def test_the_kind_is_one_of_those_named() -> None:
    assert faults(ANSWER, kind=["figure", "comparison"]) == []
    assert faults(ANSWER, kind="figure") == []
    assert faults(ANSWER, kind=["none"])


def test_none_means_declined_or_asked_back_without_a_number() -> None:
    assert faults(DECLINED, none=True) == []
    assert faults(replace(DECLINED, kind=Kind.CLARIFY), none=True) == []
    assert faults(ANSWER, none=True)
    assert faults(replace(DECLINED, figures=(figure("0"),)), none=True)
    assert faults(replace(ANSWER, kind=Kind.STATEMENT, value=None, figures=()), none=True)


@pytest.mark.parametrize(
    ("cite", "holds"),
    [
        ({}, True),
        ({"section": "收到和处理政府信息公开申请情况", "agency": "档案局", "year": 2024, "quote": "1234"}, True),
        ({"agency": "云溪市档案局2024年报告"}, True),
        ({"year": 2023}, False),
        ({"agency": "水务局"}, False),
        ({"section": "总体情况"}, False),
        ({"quote": "1235"}, False),
    ],
)
def test_one_citation_holds_all_that_is_named(cite: dict[str, Any], holds: bool) -> None:
    assert (faults(ANSWER, cite=cite) == []) == holds


def test_what_is_named_may_not_be_shared_out_over_citations() -> None:
    both = replace(ANSWER, citations=(CITATION, replace(CITATION, report=OTHER, quote="7")))
    assert faults(both, cite={"agency": "水务局", "quote": "7"}) == []
    assert faults(both, cite={"agency": "水务局", "quote": "1234"})


def test_all_keys_must_hold_and_each_that_does_not_is_named() -> None:
    assert len(faults(ANSWER, value=1, kind=["none"], text=["新收"])) == 2


# ------------------------------------------------------------------ wrong numbers
def test_a_wrong_value_is_a_wrong_number() -> None:
    assert is_wrong_number(ANSWER, {"value": 1})
    assert not is_wrong_number(ANSWER, {"value": 1234})


def test_a_number_where_none_is_due_is_a_wrong_number() -> None:
    assert is_wrong_number(ANSWER, {"none": True})
    assert is_wrong_number(replace(ANSWER, value=None), {"none": True})
    assert not is_wrong_number(DECLINED, {"none": True})


def test_no_number_is_no_wrong_number() -> None:
    assert not is_wrong_number(DECLINED, {"value": 3})
    assert not is_wrong_number(replace(ANSWER, kind=Kind.STATEMENT, value=None, figures=()), {"value": 3})


# ------------------------------------------------------------------ sitting
def test_a_paper_is_sat_turn_by_turn_in_conversations_of_their_own(answerer: Answerer) -> None:
    talk = (Turn("市档案局2024年新收多少件申请", {"value": 9}), Turn("那2023年呢", {"value": 15}))
    alone = (Turn("那2023年呢", {"none": True}),)
    scoped = Case("c", "cell", (Turn("新收多少件申请", {"value": 20}),), {"agency": "云溪市水务局", "year": 2023})
    marks = list(sit(answerer, (Case("a", "dialogue", talk), Case("b", "dialogue", alone), scoped)))
    assert [mark.right for mark in marks] == [True, True, True]
    assert [len(mark.seconds) for mark in marks] == [2, 1, 1]


def test_a_wrong_number_is_marked_apart_from_a_wrong_answer(answerer: Answerer) -> None:
    wrong = Case("a", "cell", (Turn("市档案局2024年新收多少件申请", {"value": 10}),))
    silent = Case("b", "cell", (Turn("市档案局2022年新收多少件申请", {"value": 10}),))
    marks = list(sit(answerer, (wrong, silent)))
    assert [(mark.right, mark.wrong_number) for mark in marks] == [(False, True), (False, False)]
    assert "市档案局2024年新收多少件申请" in marks[0].faults[0]

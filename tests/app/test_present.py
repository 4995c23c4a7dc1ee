"""The serialiser shapes every kind of answer as the contract has it."""

from __future__ import annotations

import json
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charts import draw
from app.links import place_of, place_url
from app.present import answer_json, number
from knowledge.answering.answer import (
    Answer,
    AnswerFigure,
    CellLocator,
    Chart,
    ChartPoint,
    Citation,
    Kind,
    Reason,
    TextLocator,
)
from knowledge.records import HeldReport

REPORT = HeldReport(5, "2-2024-1", 2, "云溪市档案局", 2024, 1, True, "年度报告", "2021", None, None, None)
CELL = Citation(1, REPORT, "三、申请情况", CellLocator("requests", "outcomes.granted", "natural_person"), "6")
TEXT = Citation(2, REPORT, "一、总体情况", TextLocator(4, 7, 12), "912条")


def body(answer: Answer) -> dict[str, object]:
    shaped = answer_json(answer, conversation_id="c", turn_id="t")
    return json.loads(json.dumps(shaped, ensure_ascii=False))  # type: ignore[no-any-return]


def test_a_figure_has_the_keys_of_the_contract_in_its_order() -> None:
    figure = AnswerFigure(
        "云溪市档案局", 2024, "outcomes.granted", "予以公开", "natural_person", Decimal(6), "件", "6", 1
    )
    shaped = body(Answer(Kind.FIGURE, "6件", None, Decimal(6), "件", (figure,), "6=6", (CELL,), ("注",), ("再问",)))
    assert list(shaped) == [
        "conversation_id",
        "turn_id",
        "kind",
        "answer",
        "value",
        "unit",
        "figures",
        "formula",
        "citations",
        "notes",
        "suggestions",
    ]
    assert shaped["figures"] == [
        {
            "agency": "云溪市档案局",
            "year": 2024,
            "indicator": "outcomes.granted",
            "label": "予以公开",
            "applicant": "natural_person",
            "value": 6,
            "unit": "件",
            "printed": "6",
            "citation": 1,
        }
    ]


def test_a_cell_and_a_text_are_cited_with_their_locators_and_addresses() -> None:
    cell, text = body(Answer(Kind.FIGURE, "6件", citations=(CELL, TEXT)))["citations"]  # type: ignore[misc]
    assert cell == {
        "id": 1,
        "report_id": "2-2024-1",
        "agency": "云溪市档案局",
        "year": 2024,
        "title": "年度报告",
        "section": "三、申请情况",
        "locator": {"type": "cell", "table": "requests", "row": "outcomes.granted", "column": "natural_person"},
        "quote": "6",
        "url": "/reports/2-2024-1?cell=requests:outcomes.granted:natural_person#cited",
        "place": "予以公开 · 自然人",
    }
    assert text["locator"] == {"type": "text", "passage": 4, "start": 7, "end": 12}
    assert text["url"] == "/reports/2-2024-1?text=4:7-12#cited"


def test_what_there_is_not_is_left_out_but_value_is_always_there() -> None:
    shaped = body(Answer(Kind.NONE, "没有收录。", Reason.NO_SUCH_REPORT))
    assert shaped["reason"] == "no_such_report"
    assert shaped["value"] is None and shaped["unit"] is None
    assert not {"formula", "chart"} & set(shaped)


@pytest.mark.parametrize(
    ("value", "expected"), [("0", 0), ("6.00", 6), ("88.9", 88.9), ("5949.088667", 5949.088667), ("-3", -3)]
)
def test_a_value_becomes_a_plain_json_number(value: str, expected: float) -> None:
    shaped = number(Decimal(value))
    assert shaped == expected and type(shaped) is type(expected)


@given(st.builds(CellLocator, *[st.from_regex(r"[a-z_.]{1,30}", fullmatch=True)] * 3))
def test_the_address_of_a_cell_leads_back_to_it(locator: CellLocator) -> None:
    query = place_url("1-2024-1", locator).split("?")[1].split("#")[0].removeprefix("cell=")
    assert place_of(query, None) == locator


@given(st.builds(TextLocator, *[st.integers(0, 999_999)] * 3))
def test_the_address_of_a_text_leads_back_to_it(locator: TextLocator) -> None:
    query = place_url("1-2024-1", locator).split("?")[1].split("#")[0].removeprefix("text=")
    assert place_of(None, query) == locator


points = st.lists(
    st.builds(
        ChartPoint, st.text(st.characters(exclude_categories=["C"]), max_size=40), st.decimals(-1e6, 1e9, places=2)
    ),
    min_size=1,
    max_size=15,
)


@given(st.sampled_from(["line", "bar", "share"]), points)
def test_a_chart_is_well_formed_whatever_its_labels_and_holds_no_style_or_script(
    kind: str, given_points: list[ChartPoint]
) -> None:
    drawing = ElementTree.fromstring(draw(Chart(kind, "走势<&>", "件", tuple(given_points))))
    assert drawing.get("aria-label") == "走势<&>（件）"
    assert not [each for each in drawing.iter() if each.tag.endswith(("style", "script")) or each.get("style")]


def test_a_share_is_drawn_as_parts_that_fill_their_share_of_the_whole() -> None:
    shown = (ChartPoint("予以公开", Decimal(30)), ChartPoint("部分公开", Decimal(10)), ChartPoint("总计", Decimal(80)))
    drawing = ElementTree.fromstring(draw(Chart("share", "公开率", "件", shown)))
    boxes = [each for each in drawing if each.get("class") in ("chart-whole", "chart-part")]
    whole, first, second = boxes[:3]
    width = float(whole.get("width", 0)) + 1
    assert [float(part.get("width", 0)) / width for part in (first, second)] == pytest.approx([3 / 8, 1 / 8], abs=0.01)
    assert float(second.get("x", 0)) == pytest.approx(float(first.get("width", 0)), abs=0.2)
    assert [each.text for each in drawing if each.tag.endswith("text")] == [
        "予以公开",
        "30",
        "部分公开",
        "10",
        "总计",
        "80",
    ]


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=9))
def test_no_value_of_a_line_is_written_where_the_line_runs_through_it(values: list[int]) -> None:
    shown = tuple(ChartPoint(str(2010 + place), Decimal(value)) for place, value in enumerate(values))
    drawing = ElementTree.fromstring(draw(Chart("line", "走势", "件", shown)))
    spots = [tuple(map(float, pair.split(","))) for pair in drawing[1].get("points", "").split()]
    written = [each for each in drawing if each.get("class") == "chart-value"]
    assert len(written) == len(spots)
    for place, (text, (x, y)) in enumerate(zip(written, spots, strict=True)):
        neighbours = spots[max(0, place - 1) : place] + spots[place + 1 : place + 2]
        steepest = max((y - near_y) / abs(near_x - x) for near_x, near_y in neighbours)
        above = text.get("text-anchor") == "middle" and float(text.get("y", 0)) < y
        assert not (above and steepest > 0.7)

"""The outline: which lines are headings, what they are about, and where every character lies."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Document
from ingest.heading_words import vocabulary
from ingest.sections import outline_of, passages_of
from ingest.splitting import LONG
from knowledge.records import Block, Place, Section

CASES = Path(__file__).parent.parent / "cases" / "sections"
STATUTORY = ("overview", "disclosure", "requests", "review", "problems", "other")
TABLE = Block(rows=(("规章", "0", "0", "0"),))


def document(*blocks: Block | str) -> Document:
    made = tuple(Block(block, block) if isinstance(block, str) else block for block in blocks)
    return Document("示例.txt", "0" * 64, made)


def described(section: Section) -> str:
    return f"{section.level} | {section.topic or '-'} | {section.heading}"


def heading_cases() -> Iterator[tuple[str, str]]:
    for line in (CASES / "headings.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, _, expected = line.partition(" => ")
            yield text, expected.strip()


def outline_cases() -> Iterator[tuple[str, str, str]]:
    for case in (CASES / "outlines.txt").read_text("utf-8").split("\n=== ")[1:]:
        name, _, rest = case.partition("\n")
        text, _, expected = rest.partition("\n---\n")
        yield name, text, expected.strip()


def block_of(line: str) -> Block:
    if line == "[表]":
        return TABLE
    mark = re.match(r"(#+) (.*)", line)
    return Block(mark[2], mark[2], heading=len(mark[1])) if mark else Block(line, line)


@pytest.mark.parametrize(("text", "expected"), list(heading_cases()))
def test_a_line_is_told_to_be_a_heading_or_not(text: str, expected: str) -> None:
    sections = outline_of(document(text)).sections[1:]
    assert "；；".join(described(section) for section in sections) == (expected if expected != "无" else "")


@pytest.mark.parametrize(("name", "text", "expected"), list(outline_cases()))
def test_a_document_has_the_outline_that_a_reader_sees(name: str, text: str, expected: str) -> None:
    sections = outline_of(document(*map(block_of, text.splitlines()))).sections[1:]
    assert "\n".join(described(section).replace(" | ", " ") for section in sections) == expected


def test_the_text_before_the_first_heading_is_section_zero() -> None:
    outline = outline_of(document("根据规定，编制本报告。", "一、总体情况", "全年平稳。"))
    assert outline.sections[0] == Section(ordinal=0, level=0, heading="")
    assert [segment.section for segment in outline.segments] == [0, 1]


def test_a_subsection_has_its_path_and_the_topic_above_it() -> None:
    sections = outline_of(
        document("三、收到和处理政府信息公开申请情况", "(一) 收到申请情况", "1.渠道", "全年2件。")
    ).sections
    assert [section.path for section in sections] == [(), ("三",), ("三", "（一）"), ("三", "（一）", "1")]
    assert sections[-1].topic == "requests"


def test_consumed_tables_and_page_furniture_are_no_passages() -> None:
    text = "本年情况如下。第二十条第（一）项规章000"
    outline = outline_of(document("二、主动公开政府信息情况", text, TABLE, "分享到：微信", "附件下载", "— 3 —"))
    passages = passages_of(outline, [Place(1, start=7, end=len(text)), Place(2)])
    assert [passage.text for passage in passages] == ["本年情况如下。"]


def test_site_chrome_and_title_before_the_first_sentence_are_left_out() -> None:
    text = "首页 政务公开 栖梧县2023年政府信息公开工作年度报告 来源：县政府 时间：2024-01-02 根据规定，编制本报告。"
    passages = passages_of(outline_of(document(text + "一、总体情况全年平稳。")), [])
    assert passages[0].text == "根据规定，编制本报告。"
    assert passages[0].place.start == text.index("根据")


def test_debris_of_a_table_is_no_passage_but_the_note_under_it_is() -> None:
    outline = outline_of(
        document("四、政府信息公开行政复议、行政诉讼情况", TABLE, "结果结果其他尚未", "注：含上年结转。")
    )
    assert [passage.text for passage in passages_of(outline, [Place(1)])] == ["注：含上年结转。"]


def test_a_long_paragraph_is_cut_where_new_points_start() -> None:
    points = [f"{number}是" + "把该公开的都公开出来，" * 20 + "让群众看得懂。" for number in "一二三四"]
    outline = outline_of(document("一、总体情况", "".join(points)))
    assert [passage.text for passage in passages_of(outline, [])] == points


def test_a_long_paragraph_without_points_is_cut_at_sentence_ends() -> None:
    passages = passages_of(outline_of(document("一、总体情况", "把该公开的都公开出来，让群众看得懂。" * 80)), [])
    assert len(passages) > 3
    assert all(passage.text.endswith("。") and len(passage.text) <= LONG for passage in passages)


def test_the_vocabulary_names_the_six_statutory_topics_with_their_titles() -> None:
    topics = {topic["id"]: topic for topic in vocabulary()["topics"]}
    assert tuple(topics) == STATUTORY
    for topic in topics.values():
        (section,) = outline_of(document(f"一、{topic['title']}")).sections[1:]
        assert section.topic == topic["id"]


PIECES = st.sampled_from([*(CASES / "pieces.txt").read_text("utf-8").splitlines(), "\n", " "])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map("".join))


@given(st.lists(st.one_of(TEXTS.map(lambda text: Block(text, text)), st.just(TABLE)), max_size=6))
def test_every_character_lies_in_exactly_one_heading_or_segment(blocks: list[Block]) -> None:
    outline = outline_of(document(*blocks))
    left_over = []
    for number, block in enumerate(blocks):
        places = [segment.place for segment in outline.segments if segment.place.block == number]
        if block.is_table:
            assert [(place.start, place.end) for place in places] == [(None, None)]
            continue
        position = 0
        for place in places:
            assert place.start is not None and place.end is not None and position <= place.start < place.end
            left_over.append(block.text[position : place.start])
            position = place.end
        left_over.append(block.text[position:])
    headings = [section.heading for section in outline.sections[1:]]
    assert bare("".join(left_over)) == bare("".join(headings))


def bare(text: str) -> str:
    """A text without what cleaning may take off a heading: blanks, brackets' width, marks after number and end."""
    return re.sub(r"[\W_]", "", text)


@given(st.lists(TEXTS, max_size=6))
def test_a_passage_is_what_stands_at_its_place(texts: list[str]) -> None:
    outline = outline_of(document(*texts))
    passages = passages_of(outline, [])
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    for passage in passages:
        assert passage.text == texts[passage.place.block][passage.place.start : passage.place.end]
        assert passage.text == passage.text.strip() != ""


@pytest.mark.parametrize(
    "piece", ["（一）", "1.", "一、", "（1）主动公开", "一、总体情况", "（", "情况 ", "第二十条第（一）项"]
)
def test_a_line_of_nothing_but_numbers_is_read_in_no_time(piece: str) -> None:
    started = time.perf_counter()
    passages_of(outline_of(document(piece * 10_000)), [])
    assert time.perf_counter() - started < 5

"""Cleaning undoes what mirrors and converters did, by rule, and leaves alone what was published so."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import readers
from ingest.blocks import Document
from ingest.clean import clean, clean_text
from knowledge.records import Block

CASES = Path(__file__).parents[1] / "cases"

HANZI = "政府信息公开工作年度报告办理申请结果发布网站审核条例规定机关组织数据情况群众监督改进处网电话应对标准"
READINGS = {"关": "guān", "数": "shù", "据": "jù", "规": "guī", "结": "jié", "况": "kuàng", "织": "zhī", "应": "yìng"}
TRADITIONAL = str.maketrans(
    "开报办请结发网审条规机关组织数据众监督进处电话应对标准", "開報辦請結發網審條規機關組織數據眾監督進處電話應對標準"
)


def cases() -> Iterator[tuple[str, str]]:
    for line in (CASES / "cleaning.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            published, cleaned = line.split("\t")
            yield published, cleaned


def untouched() -> list[str]:
    lines = (CASES / "cleaning_untouched.txt").read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def mangled(text: str) -> str:
    """Do to a text what the mirrors do: traditional script, readings in brackets, marks doubled."""
    parts = []
    for character in text:
        parts.append(character.translate(TRADITIONAL))
        if character in READINGS:
            parts.append(f"({READINGS[character]})")
    return "".join(parts).replace("，", ",,").replace("。", ",。").replace("、", ",、").replace("；", ",；")


sentences = st.lists(st.text(HANZI, min_size=3, max_size=12), min_size=3, max_size=8)
numbers = st.lists(st.integers(0, 10**7).map(lambda number: f"{number:,}"), min_size=2, max_size=8)
marks = st.lists(st.sampled_from("，。、；"), min_size=8, max_size=8)


@st.composite
def clean_texts(draw: st.DrawFn) -> str:
    pieces, figures, ends = draw(sentences), draw(numbers), draw(marks)
    return (
        "".join(f"{piece}{figure}件{end}" for piece, figure, end in zip(pieces, figures * 4, ends, strict=False))
        + "关于，数据。"
    )


@pytest.mark.parametrize(("published", "cleaned"), list(cases()))
def test_damage_is_undone(published: str, cleaned: str) -> None:
    assert clean_text(published) == cleaned


@pytest.mark.parametrize("text", untouched())
def test_clean_text_stands(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize("text", [*dict(cases()), *untouched()])
def test_what_is_cleaned_stays_clean(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(clean_texts())
@settings(max_examples=200, deadline=None)
def test_mangling_is_undone_whatever_the_text(text: str) -> None:
    assert clean_text(mangled(text)) == text


@given(clean_texts())
@settings(max_examples=200, deadline=None)
def test_a_clean_text_comes_back_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@given(
    st.text(
        st.sampled_from([*HANZI, *"關發辦據數乾著瞭於(jù)(guān)()（）,，。、；;&amp;<>/span 12０９．.\u3000\xa0⼀⻓"]),
        max_size=60,
    )
)
@settings(max_examples=500, deadline=None)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(
    st.text(st.sampled_from([*HANZI, *"關發辦據 ,，。、；()（）0123456789０１２３９．.%/-—\xa0\u3000"]), max_size=80)
)
@settings(max_examples=500, deadline=None)
def test_the_digits_stay_in_their_order(text: str) -> None:
    assert _digits(clean_text(text)) == _digits(text)


@given(st.lists(st.integers(0, 999).map(str), min_size=1, max_size=12), st.sampled_from([" ", "  ", "\u3000", "\xa0"]))
def test_numbers_set_apart_stay_apart(figures: list[str], space: str) -> None:
    assert clean_text(space.join(figures)).split(" ") == figures


def _digits(text: str) -> str:
    return "".join(str(int(character)) for character in text if character.isdigit())


def test_cells_are_cleaned_and_what_was_published_is_kept() -> None:
    rows = (("(本列數(shù)據(jù)的勾稽關(guān)系為)", None), ("社会 公益 组织", "１２"), ("", "1 2"))
    document = Document(
        "a.txt",
        "0",
        (Block(text="二,、主動公開", raw="二,、主動公開"), Block(raw="表", rows=rows)),
        titles=("某某縣　報告",),
        metadata={"agency": "某某縣政府"},
    )
    cleaned = clean(document)
    assert cleaned.blocks[0] == Block(text="二、主动公开", raw="二,、主動公開")
    assert cleaned.blocks[1].rows == (("(本列数据的勾稽关系为)", None), ("社会公益组织", "12"), ("", "1 2"))
    assert cleaned.blocks[1].raw == "表"
    assert cleaned.titles == ("某某县 报告",)
    assert cleaned.metadata == {"agency": "某某县政府"}


def test_two_traditional_letters_of_a_name_do_not_make_a_text_traditional() -> None:
    assert clean_text("省国動辦在乾县调研") == "省国动办在乾县调研"


def test_an_empty_document_stays_empty() -> None:
    document = Document("a.txt", "0", ())
    assert clean(document) == document


def test_the_mangled_report_of_the_corpus_reads_like_its_form(corpus: Path) -> None:
    document = clean(readers.read(corpus / "reports" / "shandong-guodongban-2024.txt"))
    lines = [block.text for block in document.blocks if not block.is_table]
    headings = [line for line in lines if len(line) < 40 and line[1:2] == "、"]
    assert [heading[:2] for heading in headings] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert headings[0] == "一、总体情况"
    assert headings[-1] == "六、其他需要报告的事项"
    cells = [cell for block in document.blocks for row in block.rows for cell in row if cell]
    assert "(本列数据的勾稽关系为:第一项加第二项之和，等于第三项加第四项之和)" in cells
    assert any("省国动办" in line for line in lines)
    assert not any(mark in line for line in lines for mark in (",,", ",。", "(jù)", "span"))
    assert clean(document) == document


def test_every_report_of_the_corpus_keeps_its_digits(corpus: Path) -> None:
    for path in sorted((corpus / "reports").iterdir()):
        document = readers.read(path)
        for before, after in zip(document.blocks, clean(document).blocks, strict=True):
            assert _digits(after.text) == _digits(before.text), path.name
            assert after.raw == before.raw


def test_a_clean_text_costs_next_to_nothing() -> None:
    text = "全县主动公开政府信息1136条，办理依申请公开21件，均在法定期限内答复。" * 200
    document = Document("a.txt", "0", (Block(text=text, raw=text),))
    clean(document)
    started = time.process_time()
    for _ in range(10):
        clean(document)
    assert (time.process_time() - started) / 10 < 0.01  # ten times what it takes: a slow machine is no failure


@pytest.mark.parametrize(
    "text", ["&" + "amp;" * 50_000, "(" * 50_000, "據(jù" * 20_000, "<" * 50_000, ",，" * 30_000, " 政" * 30_000]
)
def test_hostile_text_is_cleaned_in_time(text: str) -> None:
    started = time.process_time()
    clean_text(text)
    assert time.process_time() - started < 3

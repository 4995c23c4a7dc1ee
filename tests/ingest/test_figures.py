"""Every number of the narrative is read with who it is about and what it counts."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import read_figures
from knowledge.numerals import format_number
from knowledge.records import Figure, Passage, Place, Section

CASES = Path(__file__).parents[1] / "cases" / "figures.txt"
VOCABULARY = Path(__file__).parents[2] / "knowledge" / "vocabulary" / "figures.toml"


def figures_of(*texts: str) -> tuple[Figure, ...]:
    passages = [Passage(ordinal, 0, text, Place(ordinal)) for ordinal, text in enumerate(texts)]
    return read_figures(passages, [Section(0, 1, "一、总体情况", ("一",), "overview")])


def cases() -> Iterator[tuple[str, list[str]]]:
    text, expected = "", []
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith(">"):
            if text:
                yield text, expected
            text, expected = line[1:].strip(), []
        elif line and not line.startswith("#"):
            expected.append(line)
    yield text, expected


def written(figure: Figure) -> str:
    value = format_number(figure.value).replace(",", "")
    fields = (figure.subject, figure.measure, value, figure.unit, figure.qualifier, " ".join(figure.scope))
    return " | ".join(field or "-" for field in fields)


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_a_paragraph_states_its_figures(text: str, expected: list[str]) -> None:
    assert [written(figure) for figure in figures_of(text)] == expected


def test_no_word_stands_twice_in_a_list_and_every_guard_guards_a_word() -> None:
    data = tomllib.loads(VOCABULARY.read_text("utf-8"))
    lists = [words for group in data.values() for words in group.values() if isinstance(words, list)]
    assert [word for words in lists for word in set(words) if words.count(word) > 1] == []
    assert set(data["not_before"]) <= {word for words in lists for word in words}


def test_nothing_is_carried_from_one_paragraph_to_the_next() -> None:
    first, second = figures_of("门户网站发布信息5条", "召开会议2次")
    assert (first.subject, second.subject) == ("门户网站", "")
    assert (first.passage, second.passage) == (0, 1)


def test_a_heading_that_names_a_medium_is_the_subject_of_last_resort() -> None:
    section = Section(0, 3, "1.政务微博", ("三", "1"), "disclosure")
    (figure,) = read_figures([Passage(0, 0, "全年发布信息5条", Place(0))], [section])
    assert (figure.subject, figure.measure) == ("政务微博", "发布信息")


@given(
    st.text(
        alphabet="网站公众号县局发布信息共其中占比件条次％%0123456789一二十万余年“”《》（），。；：、 ", max_size=80
    )
)
def test_a_span_is_what_the_passage_prints(text: str) -> None:
    for figure in figures_of(text):
        assert text[figure.start : figure.end] == figure.printed


@pytest.mark.corpus
def test_reading_figures_is_faster_than_segmenting_the_text(corpus: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((corpus / "reports").glob("pingtan-*.txt"))]
    jieba.lcut("热身")
    figures_of("热身1次")
    began = time.perf_counter()
    for text in texts:
        jieba.lcut(text)
    segmented = time.perf_counter()
    for text in texts:
        figures_of(text)
    assert time.perf_counter() - segmented < 1.5 * (segmented - began)


def test_a_number_alone_under_a_heading_is_what_the_heading_counts() -> None:
    passage = Passage(0, 1, "3件；", Place(0))
    (figure,) = read_figures([passage], [Section(1, 2, "（一）主动公开的文件数量", ("二", "（一）"), "disclosure")])
    assert (figure.measure, figure.value) == ("主动公开的文件数量", 3)

"""A stretch of the cleaned text is found again in the text as published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.published import marked, raw_grid, raw_span
from knowledge.records import Block

MANGLED = Block(
    "网站发布信息912条，关注人数87702人。", "網(wǎng)站發(fā)布信息912條(tiáo)，，關(guān)注人數(shù)87702人。。"
)


@pytest.mark.parametrize(
    ("wanted", "published"),
    [("912", "912"), ("87702人", "87702人"), ("网站", "網(wǎng)站"), ("发布", "發(fā)布"), ("人数", "人數(shù)")],
)
def test_a_stretch_is_found_with_the_pinyin_of_its_characters(wanted: str, published: str) -> None:
    start = MANGLED.text.index(wanted)
    begin, end = raw_span(MANGLED, start, start + len(wanted))
    assert MANGLED.raw[begin:end] == published


def test_a_text_published_clean_is_its_own() -> None:
    assert raw_span(Block("共9件", "共9件"), 1, 3) == (1, 3)


@given(st.text("一二三12,，(guan)", max_size=40), st.text("一二三12,，(guan)", max_size=60), st.data())
def test_a_stretch_always_lies_within_the_text_as_published(text: str, raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, stop = raw_span(Block(text, raw), start, end)
    assert 0 <= begin <= stop <= len(raw)


@given(st.text(max_size=40), st.integers(-5, 50), st.integers(-5, 50))
def test_marking_loses_no_character(text: str, start: int, end: int) -> None:
    pieces = marked(text, start, end)
    assert "".join(piece.text for piece in pieces) == text
    assert sum(piece.cited for piece in pieces) == 1


def test_a_grid_that_does_not_fit_its_lines_shows_the_cleaned_cells() -> None:
    assert raw_grid(Block(raw="a|b|c", rows=(("a", "b"),))) == (("a", "b"),)

"""Cutting gives the words that jieba gives without its model for unknown words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.segment import cut, tokenizer

SAMPLES = sorted((Path(__file__).parents[2] / "ingest" / "samples").glob("lanting-*"))
ALPHABET = "政府信息公开工作年度报告市本级依申请的和12.5%-_&#+abC，。、 \t\r\n\u3000ａ１龥鿿한ー𠀀"


def by_jieba(text: str) -> list[str]:
    return list(tokenizer().cut(text, HMM=False))


@given(st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=30))
def test_any_text_is_cut_as_jieba_cuts_it(text: str) -> None:
    assert cut(text) == by_jieba(text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_report_is_cut_as_jieba_cuts_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert cut(text) == by_jieba(text)


def test_words_are_cut_alike_however_many_were_cut_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.cutting._REMEMBERED", 3)
    assert cut("政府信息公开工作年度报告") == by_jieba("政府信息公开工作年度报告")

"""What a sentence shares with a question character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.characters import shares

TEXTS = st.lists(st.text(alphabet="公开申请网站考核，。", min_size=1, max_size=30), max_size=8)


@given(st.text(alphabet="公开申网打评，", max_size=12), TEXTS)
def test_every_text_has_a_share_and_one_without_a_character_in_common_has_none(question: str, texts: list[str]) -> None:
    found = shares(question, texts)
    assert len(found) == len(texts)
    for share, text in zip(found, texts, strict=True):
        asked = {each for each in question if each.isalnum()}
        assert (share > 0) == bool(asked & set(text))


def test_a_rare_character_counts_for_more_than_a_common_one() -> None:
    rare, common = shares("评公", ["评优评先", "公开栏目", "公开指南", "公开平台"])[:2]
    assert rare > common


def test_of_two_that_share_as_much_the_shorter_says_less_beside_it() -> None:
    short, long = shares("评", ["考核评分", "建立健全工作机制并对各单位进行考核评分"])
    assert short > long

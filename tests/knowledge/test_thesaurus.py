"""The words of citizens beside those of reports: well-formed as data, and found in a question."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from knowledge.thesaurus import GAP, lines, nearly, rewordings_in

MANY = 270
"""Lines that there are at least."""


def test_there_are_words_of_both_on_every_line() -> None:
    assert len(lines()) >= MANY
    assert [line for line in lines() if not all(line)] == []


def test_no_line_names_a_word_twice() -> None:
    for words, phrases in lines():
        assert [word for word, count in Counter(words).items() if count > 1] == []
        assert [phrase for phrase, count in Counter(phrases).items() if count > 1] == []


def test_no_phrase_is_a_single_character() -> None:
    # 晒 alone is in too many words to mean making public.
    short = {phrase for _, phrases in lines() for phrase in phrases if len(phrase.replace(GAP, "")) < 2}
    assert not short


def test_every_phrase_is_found_by_itself() -> None:
    for _, phrases in lines():
        for phrase in phrases:
            found, _ = rewordings_in(phrase.replace(GAP, "了"))
            assert found, phrase


def test_a_phrase_leads_to_the_words_of_its_line() -> None:
    found, rest = rewordings_in("发稿之前谁签字")
    assert [item.phrase for item in found if "三审三校" in item.words]
    assert "签字" not in rest


def test_a_phrase_may_have_other_words_in_its_gap() -> None:
    found, rest = rewordings_in("有没有收他们的钱")
    assert [item.phrase for item in found] == ["收…钱"]
    assert "他们的" in rest


def test_a_word_of_reports_leads_to_the_others_of_its_line() -> None:
    assert "三审三校" in nearly("审核")
    assert nearly("食堂") == ()


@given(st.text("谁把关收钱的稿子，网站老百姓。abc1", max_size=40))
def test_what_is_not_a_phrase_is_left_as_it_was(text: str) -> None:
    found, rest = rewordings_in(text)
    assert len(rest) <= len(text) + 2 * len(found)
    assert not found or rest != text

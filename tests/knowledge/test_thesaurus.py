"""The words of citizens beside those of reports: well-formed as data, and found in a question."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from knowledge.segment import cut
from knowledge.thesaurus import GAP, acts_in, lines, nearly, rewordings_in, stands_alone
from knowledge.vocabulary import load

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


def test_a_word_of_reports_is_heard_whole_where_cutting_keeps_but_a_part_of_it() -> None:
    found, rest = rewordings_in("为什么公开不及时")
    assert [item.phrase for item in found] == ["不及时"]
    assert "及时" not in rest
    assert [item.words for item in rewordings_in("有没有查阅点")[0]] == [("查阅点",)]


def test_for_a_medium_or_a_place_of_publication_no_other_stands() -> None:
    assert stands_alone("广播") and stands_alone("抖音")
    assert nearly("广播") == nearly("抖音") == ()


def test_a_verb_of_one_character_leads_to_what_reports_do() -> None:
    assert "巡查" in acts_in("多久查一遍网站")["查"]
    assert acts_in("网站检查了没有") == {}


def test_acts_are_single_characters_that_lead_to_words() -> None:
    for act, words in load("synonyms")["acts"].items():
        assert len(act) == 1 and cut(act) == [act]
        assert words and all(len(word) > 1 for word in words) and len(set(words)) == len(words)


@given(st.text("谁把关收钱的稿子，网站老百姓。abc1", max_size=40))
def test_what_is_not_a_phrase_is_left_as_it_was(text: str) -> None:
    found, rest = rewordings_in(text)
    assert len(rest) <= len(text) + 2 * len(found)
    assert not found or rest != text

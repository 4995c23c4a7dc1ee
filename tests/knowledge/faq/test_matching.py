"""Matching wordings: what counts as the same, what keeps two questions apart, and what the index finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.faq import entries, match
from knowledge.faq.grouping import duplicates, groups_of
from knowledge.faq.matching import SURE, Index, Overlay, Wording

BASE = Index(
    [
        Wording("行政复议在哪里申请", "review"),
        Wording("申请信息公开要交钱吗", "fees"),
        Wording("条例第三十三条说了什么", "article"),
        Wording("去年收了多少钱", "fees", wanted=False),
    ]
)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("在哪儿申请行政复议？", "review"),
        ("行政富议在哪里申请", "review"),
        ("請問申請資訊公開要交錢嗎", None),
        ("請問申請信息公開要交錢嗎", "fees"),
        ("条例第三十四条说了什么", None),
        ("去年收了多少钱？", None),
        ("今天天气怎么样", None),
    ],
)
def test_a_question_is_taken_for_its_wording_and_no_other(question: str, key: str | None) -> None:
    hit = BASE.best(question)
    assert (hit.wording.key if hit else None) == key


def test_every_wording_of_the_starters_hits_its_entry_and_no_negative_hits() -> None:
    for entry in entries():
        for text in (entry.question, *entry.similar):
            found = match(text)
            assert found and found.id == entry.id, text
        for text in entry.negative:
            assert match(text) is None, text


@given(st.text(max_size=80))
def test_anything_may_be_asked(question: str) -> None:
    for hit in BASE.nearest(question):
        assert 0 <= hit.likeness <= 1


@given(st.lists(st.sampled_from([wording.text for wording in BASE.wordings]), min_size=1, unique=True))
def test_a_wording_is_nearest_to_itself(texts: list[str]) -> None:
    index = Index([Wording(text, text) for text in texts])
    for text in texts:
        assert index.nearest(text)[0].wording.text == text
        assert index.nearest(text)[0].likeness == 1.0


def test_an_overlay_answers_with_the_new_wordings_and_without_the_old() -> None:
    overlay = Overlay(BASE, "fees", (Wording("复印要交钱吗", "fees"),))
    assert overlay.nearest("复印要交钱吗")[0].likeness == 1.0
    assert all(hit.wording.text != "申请信息公开要交钱吗" for hit in overlay.nearest("申请信息公开要交钱吗"))


@given(st.lists(st.text(alphabet="食堂几点开门停车收费吗", min_size=1, max_size=12), max_size=12, unique=True))
def test_every_question_stands_in_one_group(questions: list[str]) -> None:
    groups = groups_of(questions)
    assert sorted(number for group in groups for number in group) == list(range(len(questions)))


def test_duplicates_are_told_by_kind() -> None:
    kinds = {found.kind for found in duplicates(["行政复议在哪里申请", "申请信息公开要交前吗"], BASE)}
    assert kinds >= {"相同", "读音相同"}
    assert not duplicates(["行政复议在哪里申请"], BASE, "review")
    assert 0 < SURE < 1


ENTRIES_TEXTS = [text for entry in entries() for text in (entry.question, *entry.similar)]
ASKED = ("申请公开要多少钱", "多少天能答复", "在哪里提出申请", "不服答复怎么办", "报告什么时候公布")


@given(st.lists(st.sampled_from(ENTRIES_TEXTS), min_size=20, max_size=60), st.data())
def test_a_renewed_index_finds_what_one_made_anew_does(texts: list[str], data: st.DataObject) -> None:
    wordings = [Wording(text, str(number % 7), wanted=number % 5 > 0) for number, text in enumerate(texts)]
    index = Index(wordings)
    for _ in range(3):
        place = data.draw(st.integers(0, len(wordings)))
        gone = data.draw(st.integers(0, 1))
        come = data.draw(st.lists(st.sampled_from([*ASKED, *texts[:3]]), max_size=1))
        wordings = [*wordings[:place], *(Wording(text, "new") for text in come), *wordings[place + gone :]]
        index = index.renewed(wordings)
        anew = Index(wordings)
        for question in (*ASKED, *texts[:2]):
            assert index.nearest(question, 10) == anew.nearest(question, 10)

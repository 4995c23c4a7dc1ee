"""A pattern that is written as a tree finds what the plain list of words finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from knowledge.alternatives import any_of

WORDS = st.lists(st.text("公开主动.(", min_size=1, max_size=4), min_size=1, max_size=12, unique=True)
TEXTS = st.text("公开主动.( ", max_size=30)


@given(WORDS, TEXTS, st.sampled_from(["", "公", "开 "]))
def test_the_tree_finds_what_the_longest_first_list_finds(words: list[str], text: str, after: str) -> None:
    guards = {words[0]: after} if after else {}
    listed = "|".join(
        re.escape(word) + (f"(?![{guards[word]}])" if word in guards else "")
        for word in sorted(words, key=len, reverse=True)
    )
    assert _found(any_of(words, guards), text) == _found(f"(?:{listed})", text)


@given(WORDS, TEXTS)
def test_it_gives_way_as_the_list_does_where_more_must_follow(words: list[str], text: str) -> None:
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    assert _found(any_of(words) + "动", text) == _found(f"(?:{listed})动", text)


@given(WORDS, TEXTS)
def test_blanks_may_stand_between_the_characters_where_it_is_said(words: list[str], text: str) -> None:
    listed = "|".join(r"\s?".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
    assert _found(any_of(words, between=r"\s?"), text) == _found(f"(?:{listed})", text)


def test_without_words_nothing_is_found() -> None:
    assert not re.search(any_of([]), "公开")


def _found(pattern: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text)]

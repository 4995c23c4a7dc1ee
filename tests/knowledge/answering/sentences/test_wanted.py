"""Whether a sentence has what a question in words wants, case by case from a table."""

from __future__ import annotations

import pytest

from knowledge.answering.sentences.wanted import has_wanted
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from tests.knowledge.made import lines_of

CASES = [tuple(part.strip() for part in line.split("|")) for line in lines_of("answering/wanted.txt")]


@pytest.mark.parametrize(("question", "sentence", "has"), CASES)
def test_a_sentence_has_what_is_wanted_or_not(question: str, sentence: str, has: str) -> None:
    assert has in ("有", "无")
    assert has_wanted(Query(question, rest=question), sentence) is (has == "有")


def test_every_kind_that_has_endings_can_be_asked_for() -> None:
    kinds = load("kinds")
    assert set(kinds["endings"]) <= set(kinds["named"])
    assert set(kinds["loose_offices"]) <= set(kinds["offices"])

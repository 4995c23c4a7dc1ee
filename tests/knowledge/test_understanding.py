"""What questions are understood as, by the tables in ``tests/cases``."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.understanding import Query, understand
from knowledge.understanding.index import AgencyIndex
from knowledge.understanding.normalise import normalise
from knowledge.understanding.remembering import Told, remember
from knowledge.understanding.talk import Talk
from tests.knowledge.conftest import TODAY
from tests.knowledge.made import CASES, agencies, lines_of

NAMES = {agency.name: agency.id for agency in agencies()}


@dataclass(frozen=True)
class Expected:
    """A line of a table: a question and what it is to be understood as."""

    question: str
    agency: str = ""
    years: str = ""
    indicators: str = ""
    applicants: str = ""
    asks: str = ""


def expected(line: str) -> Expected:
    return Expected(*(part.strip() for part in line.split("|")))


def conversations() -> list[list[Expected]]:
    text = (CASES / "conversations.txt").read_text("utf-8")
    talks = [[expected(line) for line in part.splitlines() if line[:1] != "#"] for part in text.split("\n\n")]
    return [talk for talk in talks if talk]


QUESTIONS = [expected(line) for line in lines_of("understanding.txt")]


def check(query: Query, wanted: Expected) -> None:
    assert query.years == years(wanted.years)
    assert query.indicators == tuple(filter(None, wanted.indicators.split("、")))
    assert query.applicants == tuple(filter(None, wanted.applicants.split("、")))
    assert query.asks >= set(filter(None, wanted.asks.split("、")))
    check_agency(query, wanted.agency)


def years(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in filter(None, text.split("、")):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def check_agency(query: Query, wanted: str) -> None:
    kind, _, name = wanted.partition(":")
    near = tuple(NAMES[name] for name in name.split("、")) if kind == "附近" else ()
    rivals = tuple(NAMES[name] for name in wanted.split("或")) if "或" in wanted else ()
    every = wanted == "所有"
    plain = not (near or rivals or every or kind == "未收录")
    assert query.agencies == (tuple(NAMES[name] for name in filter(None, wanted.split("、"))) if plain else ())
    assert query.foreign == (name if kind == "未收录" else None)
    assert kind == "未收录" or query.near == near
    assert query.rivals == rivals
    assert query.every_agency == every


@pytest.mark.parametrize("wanted", QUESTIONS, ids=lambda wanted: wanted.question)
def test_a_question_is_understood(index: AgencyIndex, wanted: Expected) -> None:
    check(understand(wanted.question, index, today=TODAY), wanted)


@pytest.mark.parametrize("talk", conversations(), ids=lambda talk: " → ".join(turn.question for turn in talk))
def test_a_conversation_is_followed(index: AgencyIndex, talk: list[Expected]) -> None:
    memory: Mapping[str, Any] = {}
    for turn in talk:
        query = understand(turn.question, index, today=TODAY, memory=memory)
        if query.refusal is None:
            check(query, turn)
        memory = remember(query, Talk.of(memory), Told()).stored()


@pytest.mark.parametrize("wanted", QUESTIONS, ids=lambda wanted: wanted.question)
def test_a_year_is_said_only_where_the_question_says_one(index: AgencyIndex, wanted: Expected) -> None:
    assert understand(wanted.question, index, today=TODAY).year_said == bool(wanted.years)


@given(st.text(st.characters(codec="gb18030", categories=["Lo", "Ll", "Lu", "Nd", "P", "Zs"]), max_size=200))
def test_a_text_brought_to_one_shape_keeps_it(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(question=st.text(max_size=200))
def test_anything_at_all_is_understood_as_something(index: AgencyIndex, question: str) -> None:
    first = understand(question, index, today=TODAY)
    assert first == understand(question, index, today=TODAY)
    assert all(indicator for indicator in first.indicators)


@given(noise=st.text(string.punctuation + "，。？！、 　", max_size=6), wanted=st.sampled_from(QUESTIONS[:12]))
def test_marks_before_and_after_a_question_change_nothing(index: AgencyIndex, noise: str, wanted: Expected) -> None:
    noise = noise.replace("-", "").replace("~", "")
    check(understand(f"{noise}{wanted.question}{noise}", index, today=TODAY), wanted)

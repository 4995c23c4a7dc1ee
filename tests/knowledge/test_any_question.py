"""Whatever is asked, an answer comes, and none of its numbers is without a source."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.answering import Answerer
from knowledge.answering.answer import Kind
from knowledge.store import Store
from knowledge.vocabulary import load
from tests.knowledge.made import agencies, lines_of
from tests.knowledge.receipts import unfounded

TERMS = [
    phrase
    for role in ("indicators", "subjects", "measures", "applicants")
    for phrases in load("terms")[role].values()
    for phrase in phrases
]
ASKS = [word for found in load("asks")["asks"].values() for word in found]
NAMES = [name for agency in agencies() for name in agency.aliases]
QUESTIONS = [line.split("|")[0].strip() for line in lines_of("answering/answers.txt")]
HOSTILE = [
    "'; DROP TABLE facts; --",
    '" OR ""="',
    "%' UNION SELECT * FROM answers--",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{agency}{year}{value}",
    "%s%d%n",
    "../../etc/passwd",
    "\\1\\2\\9",
    "(?:a+)+$",
    "\u202e\u200b\ufeff",
    "￥$€",
    "null",
    "NaN",
    "1e999",
    "-0",
]
YEARS = ["2024年", "2023", "去年", "24年", "2019到2024年", "近三年", "2099年", "1999年", "二〇二四年", "今年"]

words = st.one_of(
    st.sampled_from(TERMS),
    st.sampled_from(ASKS),
    st.sampled_from(NAMES),
    st.sampled_from(YEARS),
    st.sampled_from(HOSTILE),
    st.integers(0, 10**12).map(str),
    st.text(max_size=8),
    st.sampled_from(["和", "比", "的", "，", "？", " ", "占", "与", "各", "哪个单位", "北京市", "青岛市"]),
)
mixtures = st.lists(words, min_size=1, max_size=14).map("".join)
mutated = st.tuples(st.sampled_from(QUESTIONS), st.integers(0, 40), words).map(
    lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] :]
)
questions = st.one_of(mixtures, mutated, st.text(max_size=500)).map(lambda text: text[:500]).filter(str.strip)
scopes = st.tuples(
    st.none() | st.sampled_from(NAMES) | st.text(max_size=6), st.none() | st.integers(2000, 2100) | st.just(2024)
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(question=questions, scope=scopes)
def test_any_question_is_answered_with_a_source_for_every_number(
    answerer: Answerer, store: Store, question: str, scope: tuple[str | None, int | None]
) -> None:
    reply = answerer.answer(question, agency=scope[0], year=scope[1])
    found = reply.answer
    assert found.text
    assert "{" not in found.text.replace("{agency}", "")
    assert unfounded(found, store) == []
    if found.kind in (Kind.NONE, Kind.CLARIFY, Kind.GREETING):
        assert (found.value, found.figures) == (None, ())
    if found.figures and found.kind is Kind.FIGURE:
        assert found.citations


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(talk=st.lists(questions, min_size=2, max_size=4))
def test_any_conversation_goes_on(answerer: Answerer, store: Store, talk: list[str]) -> None:
    memory: dict[str, object] = {}
    for question in talk:
        reply = answerer.answer(question, memory=memory)
        memory = reply.memory
        assert unfounded(reply.answer, store) == []


@settings(deadline=None, max_examples=100)
@given(question=mixtures.filter(str.strip))
def test_a_number_of_the_question_is_never_given_back_as_an_answer(answerer: Answerer, question: str) -> None:
    found = answerer.answer(f"{question[:400]}314159件").answer
    assert "314159" not in found.text
    assert found.value != 314159


@pytest.mark.parametrize("question", HOSTILE + [f"市档案局2024年{text}多少件" for text in HOSTILE])
def test_orders_and_markup_are_questions_like_any_other(answerer: Answerer, store: Store, question: str) -> None:
    found = answerer.answer(question).answer
    assert found.text
    assert unfounded(found, store) == []
    assert store.reports.count() == 11

"""The sieve lets every pattern pass that can be found in a text; what it keeps back cannot."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sieve import Sieve, needs_of
from knowledge.vocabulary import load

PATTERNS = [
    *(rule["pattern"] for rule in load("rewrites")["rewrite"]),
    *(pattern for rule in load("scope").values() for pattern in rule["patterns"]),
    *(pattern for patterns in load("asks")["patterns"].values() for pattern in patterns),
]
COMPILED = [re.compile(pattern) for pattern in PATTERNS]
SIEVE = Sieve(COMPILED)


@given(st.data())
def test_what_a_pattern_is_found_in_passes(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(COMPILED) - 1))
    text = data.draw(st.from_regex(COMPILED[place]))
    assert place in SIEVE.passing(text)


@given(st.text(alphabet=sorted({char for need in map(needs_of, COMPILED) for chars in need for char in chars})))
def test_what_does_not_pass_is_not_found(text: str) -> None:
    found = {place for place, pattern in enumerate(COMPILED) if pattern.search(text)}
    assert found <= set(SIEVE.passing(text))


def test_hardly_any_pattern_passes_for_a_plain_question() -> None:
    assert len(SIEVE.passing("云溪市档案局2024年新收政府信息公开申请多少件，")) < len(PATTERNS) / 20


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("公开", [{"公"}, {"开"}]),
        ("公?开*报+", [{"报"}]),
        ("(?:上|下)年", [{"上", "下"}, {"年"}]),
        ("(?:上年|去)(?=度)", [{"上", "去"}, {"度"}]),
        ("(?:上年|)", []),
        ("[^公]|开", []),
        (r"\d+件", [{"件"}]),
        ("(?<!不)(?!没)(?<=已)公", [{"已"}, {"公"}]),
        ("(?P<n>几|多少)和(?P=n)", [{"几", "多"}, {"和"}]),
        ("(?i)a", []),
    ],
)
def test_needs_are_read_from_a_pattern(pattern: str, needs: list[set[str]]) -> None:
    found = needs_of(re.compile(pattern))
    assert sorted(map(sorted, found)) == sorted(map(sorted, needs))


def test_only_patterns_from_a_place_on_are_told() -> None:
    sieve = Sieve([re.compile(pattern) for pattern in ("公", "开", "公开")])
    assert sieve.passing("公开") == [0, 1, 2]
    assert sieve.passing("公开", 1) == [1, 2]
    assert sieve.passing("公", 1) == []

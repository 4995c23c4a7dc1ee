"""Words and meaning made one: what stands out is chosen, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.semantic.fusion import AHEAD, EVIDENCE, choose, fuse

SCORES = st.floats(0, 1, allow_nan=False, width=32)


def paired(least: int = 0) -> st.SearchStrategy[tuple[list[float], list[float]]]:
    return st.lists(st.tuples(SCORES, SCORES), min_size=least, max_size=60).map(
        lambda pairs: ([words for words, _ in pairs], [meaning for _, meaning in pairs])
    )


@given(paired())
def test_what_is_chosen_is_best_and_stands_out(rankings: tuple[list[float], list[float]]) -> None:
    lexical, dense = rankings
    hit = choose(lexical, dense)
    if hit is not None:
        first, second = sorted(fuse(lexical, dense), reverse=True)[:2]
        assert fuse(lexical, dense)[hit.index] == first
        assert hit.evidence == first + AHEAD * (first - second) >= EVIDENCE
        assert hit.cosine == dense[hit.index]


@given(paired(least=2))
def test_without_words_in_common_the_nearest_in_meaning_is_chosen(rankings: tuple[list[float], list[float]]) -> None:
    _, dense = rankings
    hit = choose([0.0] * len(dense), dense, enough=0)
    assert hit is None or hit.cosine == max(dense)


def test_words_decide_between_two_that_are_near() -> None:
    dense = [0.1] * 30 + [0.91, 0.9]
    assert (hit := choose([0.0] * 32, dense)) is not None and hit.index == 30
    assert (hit := choose([0.0] * 31 + [0.4], dense)) is not None and hit.index == 31


def test_two_that_are_as_near_leave_less_than_one_alone() -> None:
    alone, beside = [0.1] * 12 + [0.9, 0.1], [0.1] * 12 + [0.9, 0.9]
    assert choose([0.0] * 14, alone) is not None
    assert choose([0.0] * 14, beside) is None


def test_a_report_too_short_for_anything_to_stand_out_gives_nothing() -> None:
    assert choose([0.0] * 4, [0.1] * 3 + [0.9]) is None


def test_sentences_that_are_all_alike_give_nothing() -> None:
    assert choose([0.5, 0.5], [0.7, 0.7], enough=0) is None

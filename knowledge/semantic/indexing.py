"""Giving vectors to the sentences of a base: what ``zhiqing embed`` does.

A command of its own and no step of the ingest: reading a report takes a tenth of a second, its vectors take seconds,
and an endpoint that is down must not keep a report out. What has vectors already is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.records import HeldReport
from knowledge.search import Sentence, sentences_of
from knowledge.semantic.clauses import clauses_of, said
from knowledge.semantic.embedder import Embedder
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Indexed:
    """A report with the number of sentences that were given vectors; 0 where it had them all."""

    report: HeldReport
    sentences: int


def embed_reports(store: Store, embedder: Embedder, *, again: bool = False) -> Iterator[Indexed]:
    """Give vectors to the reports held that lack some, or to all; yield each report as it is done.

    Each report is kept whole or not at all. Raises EmbeddingFailed, with what was done before kept.
    """
    for report in store.reports.all_current():
        sentences = sentences_of(store, report)
        if not again and not _lacks(store, embedder, report, sentences):
            yield Indexed(report, 0)
            continue
        clauses = [(sentence, *span) for sentence in sentences for span in clauses_of(sentence)]
        vectors = embedder.embed([said(*clause) for clause in clauses], "passage") if clauses else []
        spans = [(sentence.passage.ordinal, start, end) for sentence, start, end in clauses]
        store.vectors.keep(report.version_id, embedder.name, zip(spans, vectors, strict=True))
        yield Indexed(report, len(sentences))


def _lacks(store: Store, embedder: Embedder, report: HeldReport, sentences: Sequence[Sentence]) -> bool:
    held = store.vectors.of(report.version_id, embedder.name)
    return any((item.passage.ordinal, *span) not in held for item in sentences for span in clauses_of(item))

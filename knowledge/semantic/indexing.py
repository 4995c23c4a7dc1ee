"""Giving vectors to the sentences of a base: what ``zhiqing embed`` does, and what an ingest keeps up.

The first vectors come by a command of their own: reading a report takes a tenth of a second, its vectors take seconds,
and who wants them says so once. From then on a report that is read in gets its vectors at once (``keep_up``), after it
is kept, so that an embedder that fails keeps no report out. What has vectors already is passed over.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.records import HeldReport
from knowledge.search import Sentence, sentences_of
from knowledge.semantic.clauses import clauses_of, said
from knowledge.semantic.embedder import Embedder, current
from knowledge.semantic.errors import EmbeddingFailed
from knowledge.store import Store

_log = logging.getLogger(__name__)


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
        _embed(store, embedder, report, sentences)
        yield Indexed(report, len(sentences))


def keep_up(store: Store, report: HeldReport) -> None:
    """Give vectors to a report just read in, where the base has vectors of the embedder in use; else do nothing.

    A failure is logged and leaves the report without vectors: it is answered from by its words, and ``zhiqing embed``
    catches up.
    """
    try:
        embedder = current()
        if embedder and store.vectors.holds(embedder.name):
            _embed(store, embedder, report, sentences_of(store, report))
    except EmbeddingFailed as error:
        _log.warning("%s%s年的报告没有得到向量，可用 zhiqing embed 补上：%s", report.agency, report.year, error)


def _embed(store: Store, embedder: Embedder, report: HeldReport, sentences: Sequence[Sentence]) -> None:
    clauses = [(sentence, *span) for sentence in sentences for span in clauses_of(sentence)]
    vectors = embedder.embed([said(*clause) for clause in clauses], "passage") if clauses else []
    spans = [(sentence.passage.ordinal, start, end) for sentence, start, end in clauses]
    store.vectors.keep(report.version_id, embedder.name, zip(spans, vectors, strict=True))


def _lacks(store: Store, embedder: Embedder, report: HeldReport, sentences: Sequence[Sentence]) -> bool:
    held = store.vectors.of(report.version_id, embedder.name)
    return any((item.passage.ordinal, *span) not in held for item in sentences for span in clauses_of(item))

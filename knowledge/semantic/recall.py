"""How near in meaning the sentences of a report are to a question."""

from __future__ import annotations

import logging
import math
import re
from array import array
from collections.abc import Sequence
from functools import lru_cache
from operator import mul

from knowledge.records import HeldReport
from knowledge.search import Sentence
from knowledge.semantic.clauses import clauses_of
from knowledge.semantic.embedder import Embedder, Vector, current
from knowledge.semantic.errors import EmbeddingFailed
from knowledge.semantic.fusion import fuse, is_far
from knowledge.store import Store
from knowledge.store.vectors import Span
from knowledge.understanding.query import Query

CACHED_REPORTS = 256
"""Reports whose vectors are kept at hand: about 60 kilobytes each."""
CACHED_QUESTIONS = 256

_log = logging.getLogger(__name__)
_BREAKS = re.compile("，+")


def wording_of(query: Query) -> str:
    """Return a question without the names and years that say which report is meant: every sentence is of that report.

    Left in, they halve how often the right sentence comes first.
    """
    return _BREAKS.sub("，", query.rest).strip("，")


def ranking(
    store: Store, report: HeldReport, wording: str, sentences: Sequence[Sentence], lexical: Sequence[float]
) -> list[float] | None:
    """Return the scores by which ``choose`` does, None where nothing is known of their meaning."""
    dense = nearness(store, report, wording, sentences)
    return fuse(lexical, dense) or None if dense else None


def is_doubtful(store: Store, report: HeldReport, wording: str, sentences: Sequence[Sentence], index: int) -> bool:
    """Tell whether a sentence found by its words is far in meaning from what is asked.

    False where there is no embedder or no vectors: nothing is known against it then.
    """
    return is_far(nearness(store, report, wording, sentences) or [], index) if wording else False


def nearness(store: Store, report: HeldReport, wording: str, sentences: Sequence[Sentence]) -> list[float] | None:
    """Return how near each sentence is in meaning to a question.

    None where there is no embedder, where the base holds no vectors of it for every clause, or where it fails (which is
    logged).
    """
    try:
        embedder = current()
    except EmbeddingFailed as error:
        _log.warning("按含义查找没有启用：%s", error)
        return None
    if embedder is None:
        return None
    vectors = _vectors(store, report.version_id, embedder.name, store.revision())
    clauses = [[(item.passage.ordinal, *span) for span in clauses_of(item)] for item in sentences]
    if not clauses or not all(span in vectors for spans in clauses for span in spans):
        return None
    try:
        question = _question(embedder, wording)
    except EmbeddingFailed as error:
        _log.warning("按含义查找暂不可用：%s", error)
        return None
    if len(question) != len(vectors[clauses[0][0]][0]):
        _log.warning("模型 %s 的向量长度变了（%d），请运行 zhiqing embed --again。", embedder.name, len(question))
        return None
    length = math.sqrt(sum(map(mul, question, question))) or 1.0
    return [max(_cosine(question, length, *vectors[span]) for span in spans) for spans in clauses]


@lru_cache(CACHED_QUESTIONS)
def _question(embedder: Embedder, wording: str) -> Vector:
    # Asked about several reports, or asked again, a question is embedded once.
    return embedder.embed([wording], "query")[0]


@lru_cache(CACHED_REPORTS)
def _vectors(store: Store, version_id: int, model: str, revision: int) -> dict[Span, tuple[array[int], float]]:
    """Return vectors with their lengths. The revision is asked for so that a base embedded anew is read anew."""
    found = store.vectors.of(version_id, model)
    return {span: (vector, math.sqrt(sum(map(mul, vector, vector))) or 1.0) for span, vector in found.items()}


def _cosine(question: Vector, length: float, vector: array[int], norm: float) -> float:
    product: float = sum(map(mul, question, vector))
    return product / (length * norm)

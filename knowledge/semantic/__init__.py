"""The optional ``semantic`` extra: sentences found by meaning where no word of the question stands in them.

``zhiqing embed`` puts vectors of the sentences into the base; where it holds some of the embedder in use, questions
that nothing else answers are compared with them. Without an embedder, or without vectors, nothing of it runs.
"""

from __future__ import annotations

from knowledge.semantic.embedder import Embedder, current, embedder_of
from knowledge.semantic.errors import EmbeddingFailed
from knowledge.semantic.fusion import EVIDENCE, SILENT, Hit, choose
from knowledge.semantic.indexing import Indexed, embed_reports, keep_up
from knowledge.semantic.recall import is_doubtful, nearness, ranking, wording_of

__all__ = [
    "EVIDENCE",
    "SILENT",
    "Embedder",
    "EmbeddingFailed",
    "Hit",
    "Indexed",
    "choose",
    "current",
    "embed_reports",
    "embedder_of",
    "is_doubtful",
    "keep_up",
    "nearness",
    "ranking",
    "wording_of",
]

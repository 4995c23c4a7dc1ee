"""What can go wrong with an embedder; it never reaches the person who asks."""

from __future__ import annotations

from knowledge.errors import ZhiqingError


class EmbeddingFailed(ZhiqingError):
    """The embedder gave no vectors; the message says why."""

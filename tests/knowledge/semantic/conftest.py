"""The sample reports in a base, an embeddings server, and an environment that asks for no embedder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import files_in, ingest_paths
from knowledge.semantic.embedder import _embedder
from knowledge.store import Store
from tests.knowledge.semantic.server import Server, serving

SAMPLES = Path(__file__).parents[3] / "ingest" / "samples"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    _embedder.cache_clear()
    for name in [name for name in os.environ if name.startswith("ZHIQING_EMBEDDINGS")]:
        monkeypatch.delenv(name)
    yield
    _embedder.cache_clear()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "zhiqing.db"
    store = Store(path)
    list(ingest_paths(store, files_in([SAMPLES])[0]))
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


@pytest.fixture
def samples(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A base of the sample reports, the test's own, without vectors."""
    path = tmp_path / "zhiqing.db"
    path.write_bytes(sample_file.read_bytes())
    store = Store(path)
    yield store
    store.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(Server()) as running:
        yield running


@pytest.fixture
def endpoint(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, named in the environment."""
    monkeypatch.setenv("ZHIQING_EMBEDDINGS_URL", server.url)
    monkeypatch.setenv("ZHIQING_EMBEDDINGS_MODEL", "by-heart")
    return server

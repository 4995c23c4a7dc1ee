"""Which reports have vectors: those that were embedded, and from then on every one that is read in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import ingest_paths
from knowledge.records import HeldReport
from knowledge.semantic import current, embed_reports
from knowledge.store import Store
from tests.ingest.written import report_text
from tests.knowledge.semantic.server import Server

MODEL = "by-heart"


def embed(store: Store) -> list[int]:
    embedder = current()
    assert embedder is not None
    return [indexed.sentences for indexed in embed_reports(store, embedder)]


def read_in(store: Store, folder: Path) -> HeldReport:
    path = folder / "new.txt"
    path.write_text(report_text(), "utf-8")
    (outcome,) = ingest_paths(store, [path])
    assert (outcome.status, outcome.report is not None) == ("created", True)
    assert outcome.report is not None
    return outcome.report


def test_a_report_read_into_a_base_with_vectors_gets_its_own_at_once(
    samples: Store, endpoint: Server, tmp_path: Path
) -> None:
    embed(samples)
    held = read_in(samples, tmp_path)
    assert samples.vectors.of(held.version_id, MODEL)
    assert not any(embed(samples)), "nothing is left to do for the command"


def test_a_base_that_nobody_embedded_gets_no_vectors_by_an_ingest(
    samples: Store, endpoint: Server, tmp_path: Path
) -> None:
    read_in(samples, tmp_path)
    assert not samples.vectors.holds(MODEL)
    assert not endpoint.asked


def test_an_embedder_that_fails_keeps_no_report_out_and_the_command_catches_up(
    samples: Store, endpoint: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    embed(samples)
    endpoint.body = b"no json"
    held = read_in(samples, tmp_path)
    assert not samples.vectors.of(held.version_id, MODEL)
    assert "zhiqing embed" in caplog.text
    endpoint.body = None
    assert sum(1 for sentences in embed(samples) if sentences) == 1
    assert samples.vectors.of(held.version_id, MODEL)


def test_vectors_are_not_asked_for_where_the_extra_is_turned_off(
    samples: Store, endpoint: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed(samples)
    monkeypatch.setenv("ZHIQING_EMBEDDINGS", "off")
    held = read_in(samples, tmp_path)
    assert not samples.vectors.of(held.version_id, MODEL)

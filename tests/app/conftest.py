"""An application over a knowledge base with reports of invented agencies, and one over the corpus of real reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Config
from app.services import Services
from ingest.pipeline import ingest_paths
from knowledge.answering import Answerer
from knowledge.store import Store
from tests.app.samples import AGENCY, OTHER_AGENCY, sample_report

TODAY = date(2025, 6, 1)


def build_app(database: Path, **settings: object) -> Flask:
    """Return an application over a knowledge base, without a rate limit unless one is set."""
    config = Config(**{"database": database, "rate_limit": None, **settings})  # type: ignore[arg-type]
    return create_app(config, answerer=Answerer(Store(database), today=lambda: TODAY))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A knowledge base with three reports of two agencies."""
    path = tmp_path / "zhiqing.db"
    store = Store(path)
    with store.transaction():
        for agency, year in ((AGENCY, 2023), (AGENCY, 2024), (OTHER_AGENCY, 2024)):
            store.reports.keep(
                sample_report(agency, year, digest=f"{agency}{year}", source="https://example.com/report")
            )
    store.close()
    return path


@pytest.fixture
def app(database: Path) -> Flask:
    """The application over the invented agencies."""
    return build_app(database)


@pytest.fixture
def services(app: Flask) -> Services:
    """What the views of the application work with."""
    found: Services = app.extensions["zhiqing"]
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without script."""
    return app.test_client()


@pytest.fixture(scope="session")
def real_database(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A knowledge base of every real report of the corpus."""
    path = tmp_path_factory.mktemp("corpus") / "zhiqing.db"
    outcomes = list(ingest_paths(Store(path), sorted((corpus / "reports").iterdir())))
    failed = [f"{outcome.path}: {outcome.message}" for outcome in outcomes if outcome.status == "failed"]
    assert outcomes and not failed, failed
    yield path


@pytest.fixture(scope="session")
def real_app(real_database: Path) -> Flask:
    """The application over the corpus."""
    return build_app(real_database)

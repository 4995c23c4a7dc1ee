"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def _shared(name: str) -> Path:
    folder = Path(os.environ.get("ZHIQING_SHARED", SHARED)) / name
    if not folder.is_dir():
        message = f"{name} of the shared data is not here; set ZHIQING_SHARED to the folder that holds it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real reports (``reports/`` and ``gold/``)."""
    return _shared("corpus")


@pytest.fixture(scope="session")
def exam_papers() -> Path:
    """The folder of exam papers."""
    return _shared("exam")


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder of paraphrase data and real FAQ bases."""
    return _shared("datasets")

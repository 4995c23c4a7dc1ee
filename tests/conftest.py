"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

SHARED = Path(__file__).resolve().parents[2] / "shared"

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _missing(message: str) -> None:
    """Fail the test under CI, where nothing may be missing; elsewhere skip it."""
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless; one for all tests of a run, since Playwright runs once a thread."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        _missing(f"none of {', '.join(BROWSERS)} is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _shared(name: str) -> Path:
    folder = Path(os.environ.get("ZHIQING_SHARED", SHARED)) / name
    if not folder.is_dir():
        message = f"{name} of the shared data is not here; set ZHIQING_SHARED to the folder that holds it"
        _missing(message)
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

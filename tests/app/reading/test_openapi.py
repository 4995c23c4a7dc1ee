"""Schemathesis reads the OpenAPI document of a served application and tries all that it allows and forbids."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.store import Store
from tests.app.conftest import build_app
from tests.app.samples import AGENCY, OTHER_AGENCY, sample_report
from tests.app.serving import serving


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("reading") / "zhiqing.db"
    store = Store(path)
    with store.transaction():
        for agency, year in ((AGENCY, 2023), (AGENCY, 2024), (OTHER_AGENCY, 2024)):
            store.reports.keep(sample_report(agency, year, digest=f"{agency}{year}"))
    with serving(build_app(path)) as address:
        yield address


def test_every_answer_is_as_described(address: str, tmp_path: Path) -> None:
    beside = Path(sys.executable).with_name("schemathesis")
    command = str(beside) if beside.exists() else shutil.which("schemathesis")
    assert command, "schemathesis is not installed"
    run = subprocess.run(
        [command, "run", f"{address}/api/openapi.json", "--max-examples", "40", "--seed", "1", "--no-color"],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=tmp_path,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]

"""Every real report is read again, without its file, just as it was read from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.reread import reread
from knowledge.store import Store


@pytest.mark.corpus
def test_every_real_report_is_read_again_as_before(real_database: Path, tmp_path: Path) -> None:
    store = Store(shutil.copy(real_database, tmp_path / "zhiqing.db"))
    outcomes = {held.id: reread(store, held).status for held in store.reports.all_current()}
    assert set(outcomes.values()) == {"unchanged"}, outcomes

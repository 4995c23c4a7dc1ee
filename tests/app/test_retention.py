"""Conversations are kept as long as the setting says, answers for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.store import Store
from tests.app.conftest import build_app


def talk(database: Path, days_ago: int) -> str:
    """Hold a conversation and make it look so many days old; return the answer's id."""
    client = build_app(database, retention_days=0).test_client()
    body = client.post("/api/chat", json={"question": "你好", "conversation_id": f"c{days_ago}"}).get_json()
    store = Store(database)
    with store.transaction() as db:
        for table, column in (("turns", "asked_at"), ("conversations", "updated_at")):
            db.execute(
                f"UPDATE {table} SET {column} = datetime({column}, ?) WHERE "  # noqa: S608
                f"{'conversation_id' if table == 'turns' else 'id'} = ?",
                [f"-{days_ago} days", f"c{days_ago}"],
            )
    return str(body["turn_id"])


@pytest.mark.parametrize(("days", "remembered"), [(30, {"c3"}), (0, {"c3", "c40"})])
def test_what_is_older_than_the_setting_is_forgotten(database: Path, days: int, remembered: set[str]) -> None:
    answers = {talk(database, 3), talk(database, 40)}
    client = build_app(database, retention_days=days).test_client()
    client.get("/api/health")
    turns = Store(database).turns
    assert {name for name in ("c3", "c40") if turns.memory(name) is not None} == remembered
    assert all(client.get(f"/answers/{answer}").status_code == 200 for answer in answers)

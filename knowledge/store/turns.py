"""Conversations, and the answers given in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from knowledge.store.rooms import Room, dump


class Turns(Room):
    """What was asked and what was answered."""

    def memory(self, conversation_id: str) -> dict[str, Any] | None:
        """Return what a conversation is about so far, or None where there is no such conversation."""
        row = self.row("SELECT memory FROM conversations WHERE id = ?", conversation_id)
        return None if row is None else json.loads(row[0])

    def answer(self, answer_id: str) -> tuple[str, dict[str, Any]] | None:
        """Return a question with the answer that was given, for its permalink; None where there is none."""
        row = self.row("SELECT question, body FROM answers WHERE id = ?", answer_id)
        return None if row is None else (row[0], json.loads(row[1]))

    def record(
        self, conversation_id: str, memory: dict[str, Any], answer_id: str, question: str, body: dict[str, Any]
    ) -> None:
        """Keep a turn: the answer under its id, and what the conversation is about now.

        The same question on the same base has the same id, so its answer is written once.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.transaction() as db:
            db.execute("INSERT OR IGNORE INTO answers VALUES (?, ?, ?)", [answer_id, question, dump(body)])
            db.execute("INSERT OR REPLACE INTO conversations VALUES (?, ?, ?)", [conversation_id, dump(memory), now])
            db.execute(
                "INSERT INTO turns (conversation_id, answer_id, asked_at) VALUES (?, ?, ?)",
                [conversation_id, answer_id, now],
            )

    def forget(self, before: datetime) -> None:
        """Remove conversations that have rested, and turns taken, since before a moment.

        Answers stay: they name nobody, and their permalinks are to replay.
        """
        moment = before.astimezone(UTC).isoformat(timespec="seconds")
        with self._store.transaction() as db:
            db.execute("DELETE FROM turns WHERE asked_at < ?", [moment])
            db.execute("DELETE FROM conversations WHERE updated_at < ?", [moment])

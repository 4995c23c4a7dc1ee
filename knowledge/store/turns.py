"""Conversations, the answers given in them, and what readers thought of those."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from knowledge.records import Feedback, FeedbackReason, Verdict
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
        self,
        conversation_id: str,
        memory: dict[str, Any],
        answer_id: str,
        question: str,
        body: dict[str, Any],
        seconds: float | None = None,
        *,
        entry: str = "",
    ) -> None:
        """Keep a turn: the answer under its id, what the conversation is about now, how long it took, and the key of
        the maintained entry that answered, where one did.

        The same question on the same base has the same id, so its answer is written once.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.transaction() as db:
            db.execute("INSERT OR IGNORE INTO answers VALUES (?, ?, ?)", [answer_id, question, dump(body)])
            db.execute("INSERT OR REPLACE INTO conversations VALUES (?, ?, ?)", [conversation_id, dump(memory), now])
            db.execute(
                "INSERT INTO turns (conversation_id, answer_id, asked_at, seconds, entry) VALUES (?, ?, ?, ?, ?)",
                [conversation_id, answer_id, now, seconds, entry],
            )

    def forget(self, before: datetime) -> None:
        """Remove conversations that have rested, and turns taken, since before a moment.

        Answers stay: they name nobody, and their permalinks are to replay.
        """
        moment = before.astimezone(UTC).isoformat(timespec="seconds")
        with self._store.transaction() as db:
            db.execute("DELETE FROM turns WHERE asked_at < ?", [moment])
            db.execute("DELETE FROM conversations WHERE updated_at < ?", [moment])
            db.execute("DELETE FROM feedback WHERE given_at < ?", [moment])

    def rate(
        self, answer_id: str, conversation_id: str, verdict: Verdict, reasons: tuple[FeedbackReason, ...] = ()
    ) -> bool:
        """Keep what a reader thought of an answer; whoever thinks again in the same conversation replaces it.

        Returns False where there is no such answer.
        """
        if self.answer(answer_id) is None:
            return False
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
                [answer_id, conversation_id, verdict.value, dump([reason.value for reason in reasons]), now],
            )
        return True

    def feedback(self, verdict: Verdict | None = None, *, limit: int = 100, offset: int = 0) -> list[Feedback]:
        """Return what readers thought of answers, latest first, for the desk: of one verdict, or of both."""
        rows = self.rows(
            "SELECT answer_id, question, verdict, reasons, given_at, conversation_id FROM feedback"
            " JOIN answers ON answers.id = feedback.answer_id WHERE verdict = coalesce(?, verdict)"
            " ORDER BY given_at DESC, answer_id LIMIT ? OFFSET ?",
            None if verdict is None else verdict.value,
            limit,
            offset,
        )
        return [
            Feedback(answer_id, question, Verdict(verdict), tuple(map(FeedbackReason, json.loads(reasons))), at, talk)
            for answer_id, question, verdict, reasons, at, talk in rows
        ]

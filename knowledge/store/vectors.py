"""Vectors of clauses, for the optional ``semantic`` extra.

A vector is kept as signed bytes, scaled so that its largest part is 127: a quarter of the size, and cosines change by
less than 0.001. Its length is not kept, since a cosine does not ask for it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from knowledge.store.rooms import Room

Span = tuple[int, int, int]
"""A clause: passage, start, end."""

LARGEST = 127


class Vectors(Room):
    """Vectors by version of a report, model and clause."""

    def of(self, version_id: int, model: str) -> dict[Span, array[int]]:
        """Return the vectors that a model gave the clauses of a version; empty where there are none."""
        rows = self.rows(
            'SELECT passage, start, "end", vector FROM sentence_vectors WHERE version_id = ? AND model = ?',
            version_id,
            model,
        )
        return {(passage, start, end): array("b", vector) for passage, start, end, vector in rows}

    def holds(self, model: str) -> bool:
        """Tell whether any vectors of a model are held."""
        return bool(self.rows("SELECT 1 FROM sentence_vectors WHERE model = ? LIMIT 1", model))

    def keep(self, version_id: int, model: str, vectors: Iterable[tuple[Span, Sequence[float]]]) -> None:
        """Keep the vectors of a version in place of what that model gave it before.

        Answers may be others from now on, so the base's revision grows.
        """
        rows = [(version_id, model, *span, _packed(vector)) for span, vector in vectors]
        with self._store.transaction() as db:
            db.execute("DELETE FROM sentence_vectors WHERE version_id = ? AND model = ?", [version_id, model])
            db.conn.executemany("INSERT INTO sentence_vectors VALUES (?, ?, ?, ?, ?, ?)", rows)
            db.execute("UPDATE revision SET number = number + 1")

    def forget(self, model: str | None = None) -> None:
        """Remove the vectors of a model, or of all."""
        with self._store.transaction() as db:
            db.execute("DELETE FROM sentence_vectors WHERE model = coalesce(?, model)", [model])
            db.execute("UPDATE revision SET number = number + 1")


def _packed(vector: Sequence[float]) -> bytes:
    largest = max(map(abs, vector), default=0.0) or 1.0
    return array("b", [round(part / largest * LARGEST) for part in vector]).tobytes()

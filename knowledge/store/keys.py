"""Keys of the read API. Only a digest is kept: a key is shown once, when it is made."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from knowledge.store.rooms import Room

PREFIX = "zq_"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key: who it was made for, by whom and when; ``revoked_at`` is None while it holds."""

    id: int
    name: str
    by: str
    at: str
    revoked_at: str | None = None


class Keys(Room):
    """Who may read more than an unknown caller."""

    def make(self, name: str, by: str) -> str:
        """Make a key and return it; it cannot be shown again."""
        token = PREFIX + secrets.token_urlsafe(24)
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO api_keys (name, digest, by, at) VALUES (?, ?, ?, ?)", [name, _digest(token), by, _now()]
            )
        return token

    def holder(self, token: str) -> ApiKey | None:
        """Return the key that a token is, None where there is none or it was revoked."""
        row = self.row(
            "SELECT id, name, by, at, revoked_at FROM api_keys WHERE digest = ? AND revoked_at IS NULL", _digest(token)
        )
        return None if row is None else ApiKey(*row)

    def all(self) -> tuple[ApiKey, ...]:
        """Return every key made, newest first."""
        return tuple(
            ApiKey(*row) for row in self.rows("SELECT id, name, by, at, revoked_at FROM api_keys ORDER BY id DESC")
        )

    def revoke(self, key_id: int) -> None:
        """Let a key hold no longer."""
        with self._store.transaction() as db:
            db.execute("UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", [_now(), key_id])


def _digest(token: str) -> str:
    # A token is long and random: a plain digest cannot be guessed back, and is found by an index.
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

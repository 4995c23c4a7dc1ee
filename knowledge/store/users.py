"""Accounts of the desk, failed logins, and the log of every change."""

from __future__ import annotations

import json
import secrets
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

from knowledge.accounts import AuditEntry, Role, User
from knowledge.errors import NameTaken
from knowledge.store.rooms import Room, dump

_USER = "id, name, role, active, password_hash, stamp, created_at, last_login"


class Users(Room):
    """Who may work at the desk."""

    def add(self, name: str, role: Role, password_hash: str) -> User:
        """Add an account. Raises NameTaken where there is one of that name."""
        try:
            with self._store.transaction() as db:
                db.execute(
                    "INSERT INTO users (name, role, active, password_hash, stamp, created_at)"
                    " VALUES (?, ?, 1, ?, ?, ?)",
                    [name, role.value, password_hash, _stamp(), _now()],
                )
        except sqlite3.IntegrityError as error:
            raise NameTaken(f"已有名为“{name}”的账号，请换一个名字。") from error
        added = self.named(name)
        assert added is not None
        return added

    def all(self) -> tuple[User, ...]:
        """Return every account, by name."""
        return tuple(map(_user, self.rows(f"SELECT {_USER} FROM users ORDER BY name")))  # noqa: S608

    def get(self, user_id: int) -> User | None:
        """Return an account by its id, None where there is none."""
        row = self.row(f"SELECT {_USER} FROM users WHERE id = ?", user_id)  # noqa: S608
        return None if row is None else _user(row)

    def named(self, name: str) -> User | None:
        """Return an account by its name, None where there is none."""
        row = self.row(f"SELECT {_USER} FROM users WHERE name = ?", name)  # noqa: S608
        return None if row is None else _user(row)

    def change(self, user_id: int, *, role: Role, active: bool) -> None:
        """Give an account another role, or close or open it; either ends its sessions."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE users SET role = ?, active = ?, stamp = ? WHERE id = ?",
                [role.value, int(active), _stamp(), user_id],
            )

    def set_password(self, user_id: int, password_hash: str) -> None:
        """Give an account another password; sessions begun with the old one end."""
        with self._store.transaction() as db:
            db.execute("UPDATE users SET password_hash = ?, stamp = ? WHERE id = ?", [password_hash, _stamp(), user_id])

    def rehash(self, user_id: int, password_hash: str) -> None:
        """Write the same password's hash anew, by newer parameters; sessions go on."""
        with self._store.transaction() as db:
            db.execute("UPDATE users SET password_hash = ? WHERE id = ?", [password_hash, user_id])

    def logged_in(self, user_id: int, name: str) -> None:
        """Keep the moment of a login and forget the failures before it."""
        with self._store.transaction() as db:
            db.execute("UPDATE users SET last_login = ? WHERE id = ?", [_now(), user_id])
            db.execute("DELETE FROM failed_logins WHERE name = ?", [name])

    def failed(self, name: str) -> None:
        """Keep a failed login under the name that was typed, whether or not there is such an account."""
        with self._store.transaction() as db:
            db.execute("INSERT INTO failed_logins (name, at) VALUES (?, ?)", [name, _now()])

    def failures_since(self, name: str, age: timedelta) -> int:
        """Count the failed logins under a name within the last while."""
        moment = (datetime.now(UTC) - age).isoformat(timespec="seconds")
        row = self.row("SELECT count(*) FROM failed_logins WHERE name = ? AND at > ?", name, moment)
        return int(row[0]) if row else 0

    def unlock(self, name: str) -> None:
        """Forget the failed logins under a name."""
        with self._store.transaction() as db:
            db.execute("DELETE FROM failed_logins WHERE name = ?", [name])

    def session_key(self) -> str:
        """Return the key that signs sessions: made once, kept with the base, so that all its servers share it."""
        with self._store.transaction() as db:
            db.execute("INSERT OR IGNORE INTO session_key VALUES (1, ?)", [secrets.token_hex(32)])
        row = self.row("SELECT key FROM session_key")
        assert row is not None
        return str(row[0])


class Audit(Room):
    """The log of every change made at the desk; it is only ever added to."""

    def record(self, who: str, what: str, subject: str, before: object = None, after: object = None) -> None:
        """Add a change."""
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO audit (at, who, what, subject, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                [_now(), who, what, subject, dump(before), dump(after)],
            )

    def list(
        self, *, who: str = "", what: str = "", subject: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[AuditEntry, ...]:
        """Return changes, newest first, by who, what kind and a part of the thing's name where given."""
        rows = self.rows(
            "SELECT id, at, who, what, subject, before, after FROM audit WHERE (? = '' OR who = ?)"
            " AND (? = '' OR what = ?) AND (? = '' OR instr(subject, ?)) ORDER BY id DESC LIMIT ? OFFSET ?",
            who,
            who,
            what,
            what,
            subject,
            subject,
            limit,
            offset,
        )
        return tuple(
            AuditEntry(key, at, by, kind, about, json.loads(before), json.loads(after))
            for key, at, by, kind, about, before, after in rows
        )

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of changes that the log holds."""
        return tuple(row[0] for row in self.rows("SELECT DISTINCT what FROM audit ORDER BY what"))


def _user(row: tuple[Any, ...]) -> User:
    key, name, role, active, password_hash, stamp, created_at, last_login = row
    return User(key, name, Role(role), bool(active), password_hash, stamp, created_at, last_login)


def _stamp() -> str:
    return secrets.token_hex(8)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

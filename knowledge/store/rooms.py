"""What the rooms of the store share."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

if TYPE_CHECKING:
    from knowledge.store import Store


class Room:
    """A part of the store, with its connection."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def db(self) -> Database:
        """This thread's connection."""
        return self._store.db

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Run a query and return all of its rows, which are not to be changed."""
        return self._store.fetch(sql, parameters)

    def row(self, sql: str, *parameters: Any) -> tuple[Any, ...] | None:
        """Run a query and return its first row, or None."""
        found = self._store.fetch(sql, parameters)
        return found[0] if found else None


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


def dump(value: object) -> str:
    """Write a value as JSON, Chinese left as it is."""
    return _JSON.encode(value)


def number(text: str | None) -> Decimal | None:
    """Read a stored value. Values are stored as text: a sum of money must come back to the last digit."""
    return None if text is None else Decimal(text)

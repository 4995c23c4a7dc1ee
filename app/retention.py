"""How long conversations are kept: as long as the setting says, looked after once a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Lock

from flask import Flask

from knowledge.store import Store


def register(app: Flask, store: Store, days: int) -> None:
    """Forget what is older than so many days with the first request of each day; 0 keeps everything."""
    if not days:
        return
    last: date | None = None
    once = Lock()

    @app.before_request
    def forget() -> None:
        nonlocal last
        now = datetime.now(UTC)
        with once:
            due, last = last != now.date(), now.date()
        if due:
            store.turns.forget(now - timedelta(days=days))

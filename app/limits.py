"""How often one address may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

LIMITED = ("api.chat", "pages.ask")
"""The views that work for an answer; they share one allowance."""


def register(app: Flask, rate_limit: str | None) -> None:
    """Limit the views that answer; None leaves them free."""
    if rate_limit is None:
        return
    limiter = Limiter(
        get_remote_address, app=app, storage_uri="memory://", strategy="moving-window", headers_enabled=True
    )
    allow: Callable[[Any], Any] = limiter.shared_limit(rate_limit, scope="answers")
    for name in LIMITED:
        app.view_functions[name] = allow(app.view_functions[name])

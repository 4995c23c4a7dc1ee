"""How often one address may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

LIMITED = ("api.chat", "pages.ask", "feedback.rate", "feedback.rate_by_form")
"""The views that work for an answer, or keep something; they share one allowance."""

LOGIN = "desk.login"
LOGIN_LIMIT = "20 per minute; 200 per hour"
"""Guessing many names from one address is slowed here; guessing at one name locks it (``app.desk.accounts``)."""


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
    allow_login: Callable[[Any], Any] = limiter.limit(LOGIN_LIMIT, methods=["POST"])
    app.view_functions[LOGIN] = allow_login(app.view_functions[LOGIN])

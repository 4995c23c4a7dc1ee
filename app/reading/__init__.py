"""The read API: cells, reports and text as JSON, for programs that look figures up.

``GET /api/facts``, ``/api/reports`` and ``/api/search`` answer from the same searches as the desk.
``/api/openapi.json`` describes them (OpenAPI 3.1), ``/api/docs`` shows that description as a page.
"""

from __future__ import annotations

from flask import Flask

from app.reading import documentation, keys, views
from app.reading.blueprint import reading

__all__ = ["documentation", "register", "views"]


def register(app: Flask, *, limited: bool) -> None:
    """Give an application the read API. ``limited`` is False where no rate limit is wanted (exams, load tests)."""
    keys.register(app, limited=limited)
    app.register_blueprint(reading)

"""The one shape of every error: problem+json (RFC 9457) under ``/api``, a plain page elsewhere.

The wording is in the interface texts under ``problems``, by status.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from app.negotiation import wants_fragment
from app.services import services

STATUSES = (400, 404, 405, 413, 415, 429, 500)
"""Those that have a wording of their own; any other is told in general words."""


class InvalidInput(HTTPException):
    """A request that a person can put right; ``errors`` lists (field, message)."""

    code = 400

    def __init__(self, detail: str, errors: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(detail)
        self.errors = tuple(errors)


def register(app: Flask) -> None:
    """Give every error of an application its shape."""
    app.register_error_handler(HTTPException, _told)
    app.register_error_handler(Exception, _unexpected)


def _told(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return current_app.make_response(error.get_response(request.environ))
    if request.path.startswith(("/api/", "/embed/")):
        response = _fragment(error) if wants_fragment() else _problem(error)
    else:
        response = _page(error)
    # What the protocol itself asks for stays: Allow with 405, Retry-After with 429.
    for name, value in error.get_headers(request.environ):
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("unexpected error at %s %s", request.method, request.path)
    return _told(InternalServerError(original_exception=error))


def _problem(error: HTTPException) -> Response:
    status = error.code or 500
    words = _words(status)
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": words["title"],
        "status": status,
        "detail": _detail(error, words),
        "instance": request.path,
    }
    if isinstance(error, InvalidInput) and error.errors:
        body["errors"] = [{"field": field, "message": message} for field, message in error.errors]
    return Response(json.dumps(body), status, content_type="application/problem+json; charset=utf-8")


def _fragment(error: HTTPException) -> Response:
    status = error.code or 500
    page = render_template("embed/problem.html", detail=_detail(error, _words(status)))
    return Response(page, status, content_type="text/html; charset=utf-8")


def _page(error: HTTPException) -> Response:
    status = error.code or 500
    words = _words(status)
    page = render_template("error.html", status=status, title=words["title"], detail=_detail(error, words))
    return Response(page, status, content_type="text/html; charset=utf-8")


def _detail(error: HTTPException, words: dict[str, str]) -> str:
    return str(error.description) if isinstance(error, InvalidInput) else words["detail"]


def _words(status: int) -> dict[str, str]:
    name = f"s{status}" if status in STATUSES else "other"
    words: dict[str, str] = services().texts.part(f"problems.{name}")
    return words

"""Keys and limits of the read API: without a key little, with one more."""

from __future__ import annotations

import time

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import TooManyRequests, Unauthorized

from app.reading.blueprint import reading
from app.services import services
from knowledge.store.keys import ApiKey

WITHOUT_KEY = parse("60/minute")
WITH_KEY = parse("1200/minute")
OPEN_VIEWS = frozenset({"reading.openapi", "reading.docs"})
"""The description is free."""

_EXTENSION = "zhiqing_reading"


def register(app: Flask, *, limited: bool) -> None:
    """Count the calls of an application."""
    app.extensions[_EXTENSION] = MovingWindowRateLimiter(MemoryStorage()) if limited else None


@reading.before_request
def check_key() -> None:
    """Know the key and count the call. Raises 401 for a key that does not hold, 429 for too many calls."""
    if request.endpoint in OPEN_VIEWS or request.method == "OPTIONS":
        return
    key = _key()
    limiter: MovingWindowRateLimiter | None = current_app.extensions[_EXTENSION]
    if limiter is None:
        return
    limit, caller = (WITH_KEY, f"key:{key.id}") if key else (WITHOUT_KEY, f"address:{request.remote_addr}")
    allowed = limiter.hit(limit, caller)
    g.reading_limit = (limit, caller)
    if not allowed:
        reset = limiter.get_window_stats(limit, caller).reset_time
        raise TooManyRequests(retry_after=max(1, round(reset - time.time())))


@reading.after_request
def say_limit(response: Response) -> Response:
    """Say how many calls are left."""
    limiter: MovingWindowRateLimiter | None = current_app.extensions[_EXTENSION]
    counted: tuple[RateLimitItem, str] | None = g.get("reading_limit")
    if limiter and counted:
        response.headers["X-RateLimit-Limit"] = str(counted[0].amount)
        response.headers["X-RateLimit-Remaining"] = str(limiter.get_window_stats(*counted).remaining)
    return response


def _key() -> ApiKey | None:
    given = request.headers.get("Authorization", "")
    if not given:
        return None
    scheme, _, token = given.partition(" ")
    key = services().store.keys.holder(token.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        raise Unauthorized("接口密钥无效或已停用。", www_authenticate=WWWAuthenticate("bearer"))
    return key

"""Refusing a request by its size before it is read: waitress would take a gigabyte first, whoever sends it."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from app.desk.guard import MAX_UPLOAD_BYTES
from app.desk.wording import say

MEGABYTE = 1024 * 1024
LARGEST_BODY = MAX_UPLOAD_BYTES + MEGABYTE
"""Bytes that are read of any request; up to here the application itself says what is too large."""

PAGE = """<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><title>{title}</title><h1>{title}</h1><p>{detail}</p></html>
"""


def refuse_early(server: Any) -> None:
    """Let a server of waitress's, or each of several, refuse in our words."""
    for one in (server, *getattr(server, "map", {}).values()):
        if hasattr(one, "channel_class"):
            one.channel_class = _Channel


class _TooLarge(RequestEntityTooLarge):  # type: ignore[misc]
    """The refusal as a page, or under /api/ as a problem (RFC 9457)."""

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        title = say("guard.large_title")
        detail = say("guard.large_detail", megabytes=MAX_UPLOAD_BYTES // MEGABYTE)
        if self.body.startswith("/api/"):
            problem = {
                "type": "about:blank",
                "title": title,
                "status": self.code,
                "detail": detail,
                "instance": self.body,
            }
            kind, text = "application/problem+json", json.dumps(problem, ensure_ascii=False)
        else:
            kind, text = "text/html", PAGE.format(title=escape(title), detail=escape(detail))
        return f"{self.code} {self.reason}", [("Content-Type", f"{kind}; charset=utf-8")], text.encode()


class _Refusal(ErrorTask):  # type: ignore[misc]
    def execute(self) -> None:
        if isinstance(self.request.error, RequestEntityTooLarge):
            self.request.error = _TooLarge(getattr(self.request, "path", ""))
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _Refusal

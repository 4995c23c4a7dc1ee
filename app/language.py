"""Which language the interface speaks to whom."""

from __future__ import annotations

from flask import has_request_context, request

from app.negotiation import wants_fragment
from app.texts import languages

COOKIE = "lang"
PARAMETER = "lang"


def language_of_request(usual: str) -> str:
    """Return the language that the address asks for, else the one that the reader chose before, else the usual one.

    The chat's script says in ``Accept-Language`` which one it speaks. What a browser lists there of itself does not
    count: the reports are in Chinese, and a page should not change its language unasked.
    """
    if has_request_context():
        named = request.headers.get("Accept-Language") if wants_fragment() else None
        for wish in (request.args.get(PARAMETER), named, request.cookies.get(COOKIE)):
            if wish in languages():
                return wish
    return usual

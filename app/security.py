"""The headers that every response carries, and who may embed the chat or call its API from another site."""

from __future__ import annotations

from flask import Flask, Response, request

_MAX_AGE = 600
"""Seconds for which a browser may remember the answer to a preflight."""


SHARED = ("/api/", "/embed/")
"""What a site that embeds the chat may call; everything else is for this site's own pages."""


def register(app: Flask, allowed_origins: tuple[str, ...], *, microphone: bool = True) -> None:
    """Send the headers with every response of an application; ``microphone`` says whether its pages may ask for it."""
    policy = content_security_policy(allowed_origins)
    denied = ("camera", "geolocation", "payment") if microphone else ("camera", "geolocation", "microphone", "payment")
    permissions = ", ".join(f"{name}=()" for name in denied)

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = permissions
        if not allowed_origins:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        if request.path.startswith(SHARED):
            _share(response, allowed_origins)
        return response


def content_security_policy(allowed_origins: tuple[str, ...]) -> str:
    """Return the policy: nothing from elsewhere, nothing inline; only the allowed sites may frame a page.

    >>> "unsafe" in content_security_policy(())
    False
    """
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": " ".join(("'self'", *allowed_origins)),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _share(response: Response, allowed_origins: tuple[str, ...]) -> None:
    response.headers.setdefault("Cache-Control", "no-store")
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin not in allowed_origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Access-Control-Max-Age"] = str(_MAX_AGE)

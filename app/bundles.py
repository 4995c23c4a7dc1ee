"""The scripts and the style sheet that a browser loads: each one file, put together here from ``static``.

There is no build step: the parts are plain scripts that share one function's scope, joined when they are first asked
for, kept compressed, and named by their content so that a browser may keep them.

``widget.js`` carries its style sheet and its first words, so a portal loads one file; the sheet is applied through
the CSSOM, which no Content-Security-Policy of a portal forbids.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request

from app.texts import languages, texts

_STATIC = Path(__file__).parent / "static"
_SHARED_SCRIPTS = ("words", "net", "speech", "source", "tools", "chat")
_MONTH = 30 * 24 * 3600
_FIVE_MINUTES = 300
_ROOT_EM = re.compile(r"(-?[0-9]*\.?[0-9]+)rem\b")
_SPACE = re.compile(r"\s*\n\s*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file as it is sent."""

    content: bytes
    compressed: bytes
    digest: str
    mimetype: str


def register(app: Flask) -> None:
    """Serve the bundles at the root of the site."""
    for name in BUNDLES:
        app.add_url_rule(f"/{name}", f"bundle_{name}", lambda name=name: _send(bundle(name)))


@cache
def bundle(name: str) -> Bundle:
    """Return a bundle. Raises KeyError where there is none of this name."""
    make, mimetype = BUNDLES[name]
    content = make().encode()
    return Bundle(content, gzip.compress(content, 9, mtime=0), sha256(content).hexdigest()[:12], mimetype)


def _send(wanted: Bundle) -> Response:
    takes_gzip = request.accept_encodings.quality("gzip") > 0
    response = Response(wanted.compressed if takes_gzip else wanted.content, mimetype=wanted.mimetype)
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{wanted.digest}{'-gzip' if takes_gzip else ''}")
    versioned = request.args.get("v") == wanted.digest
    # A portal names no version: it has the newest after five minutes.
    response.headers["Cache-Control"] = (
        f"public, max-age={_MONTH}, immutable" if versioned else (f"public, max-age={_FIVE_MINUTES}")
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.make_conditional(request)
    return response


def _site_css() -> str:
    return _read("parts.css") + _read("pages.css")


def _site_js() -> str:
    return _joined(*_SHARED_SCRIPTS, "report", "preferences", "pages")


def _widget_js() -> str:
    first_words = {language: texts(language).part("widget") for language in languages()}
    given = {"css": _widget_css(), "words": first_words}
    return _joined(*_SHARED_SCRIPTS, "widget", first=f"const GIVEN = {json.dumps(given, ensure_ascii=False)};")


def _widget_css() -> str:
    # In a shadow root ``rem`` is the portal's size of type, whatever that may be: here it is the widget's own.
    sheet = _ROOT_EM.sub(r"calc(\1*var(--rem))", _read("parts.css") + _read("widget.css"))
    return _SPACE.sub("\n", _COMMENT.sub("", sheet)).strip()


def _joined(*names: str, first: str = "") -> str:
    parts = [_read(f"client/{name}.js") for name in names]
    return "\n".join(["(() => {", '"use strict";', first, *parts, "})();\n"])


def _read(name: str) -> str:
    return (_STATIC / name).read_text("utf-8")


BUNDLES = {
    "site.css": (_site_css, "text/css"),
    "site.js": (_site_js, "text/javascript"),
    "widget.js": (_widget_js, "text/javascript"),
}

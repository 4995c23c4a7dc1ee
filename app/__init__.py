"""The web side: chat API, public pages, and the serialiser that shapes every answer."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import bundles, desk, drawing, limits, problems, reading, retention, security
from app.chat import api
from app.config import Config
from app.embed import embed
from app.feedback import feedback
from app.pages import pages
from app.services import Services
from app.starters import Starters
from knowledge.answering import Answerer
from knowledge.store import Store

MAX_BODY_BYTES = 64 * 1024
"""A question is at most 500 characters; nothing that is sent here needs more room."""


def create_app(config: Config, *, answerer: Answerer | None = None) -> Flask:
    """Build the application for a knowledge base. Raises BadDatabase where the file is none.

    ``answerer`` stands in for the one over the knowledge base (tests).
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]

    store = Store(config.database)
    answerer = answerer or Answerer(store)
    Services(config, store, answerer, Starters(store, answerer)).attach(app)

    app.register_blueprint(api)
    app.register_blueprint(feedback)
    app.register_blueprint(embed)
    app.register_blueprint(pages)
    reading.register(app, limited=config.rate_limit is not None)
    desk.register(app, store)
    bundles.register(app)
    drawing.register(app)
    problems.register(app)
    security.register(app, config.allowed_origins, microphone=config.voice != "off")
    limits.register(app, config.rate_limit)
    retention.register(app, store, config.retention_days)
    if config.proxies:
        trusted = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
    return app

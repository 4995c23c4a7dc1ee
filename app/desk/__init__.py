"""The desk: where staff keep the maintained answers and look figures up. Everything under it needs a login.

A page is a view on ``app.desk.blueprint.desk``, in a module that is imported here, with a line in
``app.desk.navigation``; ``@needs(Role.…)`` says who may open it (``app.desk.guard``). Its template extends
``desk/base.html``. Every POST form holds a hidden
``csrf_token`` with ``{{ csrf_token() }}``.
"""

from __future__ import annotations

from flask import Flask

from app.desk import (
    accounts,
    audit,
    compare,
    dashboard,
    drawing,
    faq,
    faq_cases,
    faq_review,
    faq_test,
    faq_transfer,
    faq_updates,
    findings,
    guard,
    home,
    lookup,
    lookup_keys,
    queue,
    workbench,
    workbench_upload,
)
from app.desk.blueprint import desk
from knowledge.store import Store

__all__ = [
    "accounts",
    "audit",
    "compare",
    "dashboard",
    "drawing",
    "faq",
    "faq_cases",
    "faq_review",
    "faq_test",
    "faq_transfer",
    "faq_updates",
    "findings",
    "home",
    "lookup",
    "lookup_keys",
    "queue",
    "register",
    "workbench",
    "workbench_upload",
]


def register(app: Flask, store: Store) -> None:
    """Give an application the desk."""
    guard.register(app, store)
    app.register_blueprint(desk)

"""Staff at the desk: an account of every role, and a browser without script for each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.desk.passwords import hashed
from app.services import Services
from knowledge.accounts import Role
from knowledge.faq.maintained import Content, Maintained
from knowledge.store import Store

PASSWORD = "a long enough word"
NAMES = {Role.LOOKUP: "查询甲", Role.EDITOR: "编辑乙", Role.REVIEWER: "审核丙", Role.ADMIN: "管理丁"}
HASHED = hashed(PASSWORD)
"""Hashing takes a tenth of a second, on purpose; once is enough."""


class Staff:
    """A person at the desk, with a browser without script."""

    def __init__(self, client: FlaskClient, name: str) -> None:
        self.client = client
        self.name = name

    def token(self, path: str = "/desk/password") -> str:
        """Return the token of a form."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(path).text)
        assert found, path
        return found[1]

    def get(self, path: str, **query: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, query_string=query or None)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Send a form with its token."""
        return self.client.post(path, data={"csrf_token": self.token(), **form})

    def login(self, password: str = PASSWORD) -> TestResponse:
        """Log in."""
        token = self.token("/desk/login")
        form = {"csrf_token": token, "name": self.name, "password": password}
        return self.client.post("/desk/login", data=form)


def add_staff(store: Store) -> None:
    """Add an account of every role."""
    for role, name in NAMES.items():
        store.users.add(name, role, HASHED)


@pytest.fixture
def store(services: Services) -> Store:
    """The knowledge base behind the application, with an account of every role."""
    add_staff(services.store)
    return services.store


@pytest.fixture
def staff(app: Flask, store: Store) -> Callable[[Role], Staff]:
    """Let somebody of a role in."""

    def enter(role: Role) -> Staff:
        person = Staff(app.test_client(), NAMES[role])
        assert person.login().status_code == 302
        return person

    return enter


@pytest.fixture
def editor(staff: Callable[[Role], Staff]) -> Staff:
    """Somebody who drafts."""
    return staff(Role.EDITOR)


@pytest.fixture
def reviewer(staff: Callable[[Role], Staff]) -> Staff:
    """Somebody who publishes."""
    return staff(Role.REVIEWER)


@pytest.fixture
def admin(staff: Callable[[Role], Staff]) -> Staff:
    """Somebody who keeps accounts."""
    return staff(Role.ADMIN)


@pytest.fixture
def published(store: Store) -> Callable[..., Maintained]:
    """Publish an entry without going through the desk."""

    def publish(question: str, answer: str, **parts: Any) -> Maintained:
        entry = store.faq.create(Content(question, answer, **parts), "编辑乙")
        store.faq.publish(entry.id)
        return store.faq.known(entry.id)

    return publish

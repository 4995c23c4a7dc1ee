"""Who may open what: every route of the desk, with every role, against a table that people can read.

A new route fails the test until ``tests/cases/desk/routes.tsv`` says who may open it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from knowledge.accounts import Role
from knowledge.faq.maintained import Maintained
from knowledge.store import Store
from tests.app.desk.conftest import Staff

TABLE = Path(__file__).parents[2] / "cases" / "desk" / "routes.tsv"
NOBODY = "无需登录"
VALUES = {"entry_id": 1, "user_id": 1, "report_id": "1-2024-1", "key": "fees", "format": "json", "upload_id": 1}


def table() -> dict[tuple[str, str], str]:
    """Return the lowest role for each method and endpoint."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {(row["method"], row["endpoint"]): row["lowest role"] for row in rows}


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """Return method, endpoint and an address of every route under the desk."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            path = adapter.build(rule.endpoint, _values(rule), method=next(iter(_methods(rule))))
            found += [(method, rule.endpoint, path) for method in _methods(rule)]
    return found


def _methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def _values(rule: Rule) -> dict[str, object]:
    return {name: VALUES.get(name, 1) for name in rule.arguments}


def test_the_table_names_every_route_and_no_other(app: Flask) -> None:
    assert {(method, endpoint) for method, endpoint, _ in routes(app)} == set(table())


def test_every_route_wants_a_login_but_those_that_are_open(app: Flask, store: Store) -> None:
    for method, endpoint, path in routes(app):
        response = app.test_client().open(path, method=method)
        if table()[method, endpoint] == NOBODY:
            assert response.status_code < 401, path
        else:
            assert response.status_code == 302, path
            assert response.location.startswith("/desk/login"), path


@pytest.mark.parametrize("role", list(Role))
def test_every_role_opens_what_the_table_says_and_no_more(
    app: Flask, staff: Callable[[Role], Staff], published: Callable[..., Maintained], role: Role
) -> None:
    published("问？", "答。")
    wanted = table()
    # Last those that end the session.
    for method, endpoint, path in sorted(routes(app), key=lambda route: route[1] == "desk.logout"):
        if wanted[method, endpoint] == NOBODY:
            continue
        person = staff(role)
        allowed = role.includes(Role.named(wanted[method, endpoint]))
        response = person.post(path) if method == "POST" else person.get(path)
        assert (response.status_code != 403) is allowed, f"{role.label} {method} {path}: {response.status_code}"
        assert response.status_code < 500, path


@pytest.mark.parametrize("role", list(Role))
def test_no_change_goes_through_without_a_token(app: Flask, staff: Callable[[Role], Staff], role: Role) -> None:
    for method, endpoint, path in routes(app):
        if method == "POST":
            allowed = table()[method, endpoint] != NOBODY and role.includes(Role.named(table()[method, endpoint]))
            response = staff(role).client.post(path)
            assert response.status_code == (400 if allowed or table()[method, endpoint] == NOBODY else 403), path


def test_the_navigation_leads_only_where_a_role_may_go(staff: Callable[[Role], Staff]) -> None:
    import re

    for role in Role:
        person = staff(role)
        for path in re.findall(r'<a href="(/desk/[^"]*)"', person.get("/desk/").text):
            assert person.get(path).status_code == 200, f"{role.label} {path}"

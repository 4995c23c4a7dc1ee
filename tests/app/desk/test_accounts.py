"""Logging in: locks, sessions, tokens, and the accounts that the administrator keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from app.cli import main
from app.desk import accounts, guard
from app.desk.passwords import hashed, verify
from knowledge.accounts import Role
from knowledge.errors import WeakPassword
from knowledge.store import Store
from tests.app.conftest import build_app
from tests.app.desk.conftest import NAMES, PASSWORD, Staff


def test_the_desk_leads_to_the_login_and_back(app: Flask, store: Store) -> None:
    person = Staff(app.test_client(), NAMES[Role.EDITOR])
    asked = person.get("/desk/faq?state=draft")
    assert asked.status_code == 302
    token = person.token(asked.location.partition("?")[0])
    form = {"csrf_token": token, "name": person.name, "password": PASSWORD, "next": "/desk/faq?state=draft"}
    assert person.client.post("/desk/login", data=form).location == "/desk/faq?state=draft"


@pytest.mark.parametrize("elsewhere", ["https://example.com/desk/", "//example.com", "/desk\\..\\", "/", "/deskx"])
def test_a_login_never_leads_elsewhere(app: Flask, store: Store, elsewhere: str) -> None:
    person = Staff(app.test_client(), NAMES[Role.EDITOR])
    form = {"csrf_token": person.token("/desk/login"), "name": person.name, "password": PASSWORD, "next": elsewhere}
    assert person.client.post("/desk/login", data=form).location == "/desk/"


def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(app: Flask, store: Store) -> None:
    wrong_password = Staff(app.test_client(), NAMES[Role.EDITOR]).login("not the password")
    wrong_name = Staff(app.test_client(), "没有这个人").login("not the password")
    for response in (wrong_password, wrong_name):
        assert response.status_code == 401
        assert "账号或密码不对。" in response.text


def test_a_name_is_locked_after_five_failures_until_it_is_unlocked(
    app: Flask, store: Store, admin: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Staff(app.test_client(), NAMES[Role.EDITOR])
    for _ in range(accounts.FAILURES):
        person.login("not the password")
    assert "已锁定" in person.login().text
    editor = store.users.named(person.name)
    assert editor is not None
    assert "已锁定" in admin.get("/desk/users").text
    admin.post(f"/desk/users/{editor.id}", action="unlock")
    assert person.login().status_code == 302


def test_a_lock_passes(app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Staff(app.test_client(), NAMES[Role.EDITOR])
    for _ in range(accounts.FAILURES):
        person.login("not the password")
    monkeypatch.setattr(accounts, "LOCKED", timedelta(seconds=-1))
    assert person.login().status_code == 302


@pytest.mark.parametrize("limit", ["IDLE", "LONGEST_SESSION"])
def test_a_session_ends_after_a_rest_and_after_a_working_day(
    editor: Staff, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    assert editor.get("/desk/").status_code == 200
    monkeypatch.setattr(guard, limit, timedelta(seconds=-1))
    assert editor.get("/desk/").location.startswith("/desk/login")


def test_a_changed_password_ends_the_other_sessions(app: Flask, editor: Staff) -> None:
    other = Staff(app.test_client(), editor.name)
    other.login()
    new = "another long word"
    assert editor.post("/desk/password", old=PASSWORD, new=new).status_code == 302
    assert editor.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302
    assert other.login(new).status_code == 302


def test_a_closed_account_is_out_at_once(editor: Staff, admin: Staff, store: Store) -> None:
    user = store.users.named(editor.name)
    assert user is not None
    admin.post(f"/desk/users/{user.id}", action="save", role="editor")
    assert editor.get("/desk/").status_code == 302
    assert editor.login().status_code == 401


def test_the_last_administrator_stays(admin: Staff, store: Store) -> None:
    user = store.users.named(admin.name)
    assert user is not None
    assert admin.post(f"/desk/users/{user.id}", action="save", role="editor", active="1").status_code == 422


def test_a_change_without_its_token_is_refused(editor: Staff, store: Store) -> None:
    response = editor.client.post("/desk/faq/new", data={"question": "问", "answer": "答", "action": "save"})
    assert response.status_code == 400
    assert "页面已过期" in response.text
    assert not store.faq.all()


def test_cookies_are_kept_from_scripts_and_from_plain_http(app: Flask, store: Store) -> None:
    for scheme, secure in (("http", False), ("https", True)):
        client = app.test_client()
        page = client.get("/desk/login", base_url=f"{scheme}://localhost")
        cookie = page.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is secure


def test_a_new_account_works_with_the_password_that_is_shown_once(app: Flask, admin: Staff, store: Store) -> None:
    admin.post("/desk/users", name="新人", role="lookup")
    shown = re.search(r"初始密码：([\w-]+)", admin.get("/desk/users").text)
    assert shown
    assert Staff(app.test_client(), "新人").login(shown[1]).status_code == 302
    assert shown[1] not in admin.get("/desk/users").text
    logged = store.audit.list(subject="账号 新人")
    assert shown[1] not in str(logged)


def test_passwords_are_hashed_with_argon2_and_weak_ones_refused() -> None:
    kept = hashed("correct horse battery", "someone")
    assert kept.startswith("$argon2id$")
    assert verify(kept, "correct horse battery")
    assert not verify(None, "correct horse battery")
    for weak in ("short", "aaaaaaaaaaaaaaa", "someone12345", "x" * 201):
        with pytest.raises(WeakPassword):
            hashed(weak, "someone")


def test_accounts_are_added_on_the_command_line(tmp_path: Path) -> None:
    run = CliRunner().invoke
    database = str(tmp_path / "a.db")
    added = run(main, ["--db", database, "user", "add", "张三", "--role", "审核"], input="a long enough word\n")
    assert added.exit_code == 0 and "张三" in added.output
    user = Store(database).users.named("张三")
    assert user is not None and user.role is Role.REVIEWER
    again = run(main, ["--db", database, "user", "add", "张三", "--role", "审核"], input="a long enough word\n")
    assert again.exit_code == 1 and "已有名为“张三”的账号" in again.output
    weak = run(main, ["--db", database, "user", "add", "李四", "--role", "编辑"], input="short\n")
    assert weak.exit_code == 1
    assert run(main, ["--db", database, "user", "add", "李四", "--role", "皇帝"]).exit_code == 2


def test_the_public_site_sets_no_session_cookie(app: Flask, staff: Callable[[Role], Staff]) -> None:
    client = app.test_client()
    assert not client.get("/").headers.getlist("Set-Cookie")


def test_one_address_may_not_try_names_without_end(database: Path) -> None:
    app = build_app(database, rate_limit="60 per minute")
    person = Staff(app.test_client(), "没有这个人")
    token = person.token("/desk/login")
    form = {"csrf_token": token, "password": "not the password"}
    answers = [person.client.post("/desk/login", data={**form, "name": f"名{number}"}) for number in range(21)]
    assert [response.status_code for response in answers] == [401] * 20 + [429]
    assert "尝试太频繁" in answers[-1].text


def test_no_browser_keeps_what_only_an_administrator_sees(admin: Staff, editor: Staff) -> None:
    admin.post("/desk/users", name="新来的", role="lookup")
    shown = admin.get("/desk/users")
    assert "初始密码" in shown.text and shown.headers["Cache-Control"] == "no-store"
    assert admin.get("/desk/keys").headers["Cache-Control"] == "no-store"
    assert editor.get("/desk/faq").headers["Cache-Control"] == "no-cache"

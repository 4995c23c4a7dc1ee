"""Logging in and out, one's own password, and the accounts that the administrator keeps."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from app.desk.blueprint import desk
from app.desk.guard import Account, account, begin_session, needs
from app.desk.passwords import hashed, outdated, verify
from app.desk.wording import say
from app.services import services
from knowledge.accounts import Role, User
from knowledge.errors import NameTaken, WeakPassword

FAILURES = 5
LOCKED = timedelta(minutes=15)
"""After so many failures within so long, a name is locked until the oldest of them is as old."""

LONGEST_NAME = 50


@desk.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Let a person in. The same words for a wrong name and a wrong password; a locked name is said to be."""
    if current_user.is_authenticated:
        return redirect(url_for("desk.home"))
    if request.method == "GET":
        return render_template("desk/login.html", name="", next=request.args.get("next", ""))
    name, password = request.form.get("name", "").strip()[:LONGEST_NAME], request.form.get("password", "")
    users = services().store.users
    if users.failures_since(name, LOCKED) >= FAILURES:
        return _refused(name, say("accounts.locked_out", failures=FAILURES, minutes=LOCKED.seconds // 60))
    user = users.named(name)
    right = verify(user.password_hash if user and user.active else None, password)
    if not right or user is None:
        users.failed(name)
        services().store.audit.record(name, say("accounts.login_failed"), say("accounts.subject", name=name))
        return _refused(name, say("accounts.wrong"))
    if outdated(user.password_hash):
        users.rehash(user.id, hashed(password))
    users.logged_in(user.id, user.name)
    services().store.audit.record(user.name, say("accounts.log_in"), say("accounts.subject", name=user.name))
    login_user(Account(user))
    begin_session()
    return redirect(_within_desk(request.form.get("next", "")))


@desk.post("/logout")
def logout() -> ResponseReturnValue:
    """Let a person out."""
    logout_user()
    flash(say("accounts.logged_out"))
    return redirect(url_for("desk.login"))


@desk.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change one's own password."""
    if request.method == "GET":
        return render_template("desk/password.html", error="")
    user = account().user
    if not verify(user.password_hash, request.form.get("old", "")):
        return render_template("desk/password.html", error=say("accounts.old_wrong")), 422
    try:
        password_hash = hashed(request.form.get("new", ""), user.name)
    except WeakPassword as error:
        return render_template("desk/password.html", error=str(error)), 422
    store = services().store
    store.users.set_password(user.id, password_hash)
    store.audit.record(user.name, say("accounts.change_password"), say("accounts.subject", name=user.name))
    renewed = store.users.get(user.id)
    assert renewed is not None
    login_user(Account(renewed))
    flash(say("accounts.password_changed"))
    return redirect(url_for("desk.home"))


@desk.get("/users")
@needs(Role.ADMIN)
def users() -> str:
    """List the accounts."""
    return _users_page()


@desk.post("/users")
@needs(Role.ADMIN)
def add_user() -> ResponseReturnValue:
    """Add an account, with a first password that is shown once."""
    name, role = request.form.get("name", "").strip()[:LONGEST_NAME], _role(request.form.get("role", ""))
    if not name:
        return _users_page(say("accounts.no_name")), 422
    first = secrets.token_urlsafe(12)
    store = services().store
    try:
        user = store.users.add(name, role, hashed(first))
    except NameTaken as error:
        return _users_page(str(error)), 422
    store.audit.record(
        account().name,
        say("accounts.add"),
        say("accounts.subject", name=user.name),
        None,
        {say("accounts.role"): role.label},
    )
    flash(say("accounts.added", name=name, password=first))
    return redirect(url_for("desk.users"))


@desk.post("/users/<int:user_id>")
@needs(Role.ADMIN)
def change_user(user_id: int) -> ResponseReturnValue:
    """Give an account another role, close or open it, unlock it, or give it a new first password."""
    store = services().store
    user = store.users.get(user_id) or abort(404)
    match request.form.get("action"):
        case "save":
            return _change(user)
        case "unlock":
            store.users.unlock(user.name)
            store.audit.record(account().name, say("accounts.unlock_account"), say("accounts.subject", name=user.name))
            flash(say("accounts.unlocked", name=user.name))
        case "reset":
            first = secrets.token_urlsafe(12)
            store.users.set_password(user.id, hashed(first))
            store.audit.record(account().name, say("accounts.reset"), say("accounts.subject", name=user.name))
            flash(say("accounts.new_first_password", name=user.name, password=first))
        case _:
            abort(400)
    return redirect(url_for("desk.users"))


def _change(user: User) -> ResponseReturnValue:
    role, active = _role(request.form.get("role", "")), request.form.get("active") == "1"
    store = services().store
    others = [u for u in store.users.all() if u.active and u.role is Role.ADMIN and u.id != user.id]
    if not others and (role is not Role.ADMIN or not active):
        return _users_page(say("accounts.one_admin")), 422
    store.users.change(user.id, role=role, active=active)
    before = {say("accounts.role"): user.role.label, say("accounts.active"): user.active}
    store.audit.record(
        account().name,
        say("accounts.change"),
        say("accounts.subject", name=user.name),
        before,
        {say("accounts.role"): role.label, say("accounts.active"): active},
    )
    flash(say("accounts.changed", name=user.name))
    return redirect(url_for("desk.users"))


def _users_page(error: str = "") -> str:
    users = services().store.users
    listed = [(user, users.failures_since(user.name, LOCKED) >= FAILURES) for user in users.all()]
    return render_template("desk/users.html", users=listed, roles=list(Role), error=error)


def _role(value: str) -> Role:
    try:
        return Role(value)
    except ValueError:
        abort(400)


def _refused(name: str, error: str) -> ResponseReturnValue:
    page = render_template("desk/login.html", name=name, next=request.form.get("next", ""), error=error)
    return page, 401


def _within_desk(path: str) -> str:
    # Only a page of the desk: an address from elsewhere must not be led to after a login.
    inside = path == "/desk" or path.startswith(("/desk/", "/desk?"))
    return path if inside and "\\" not in path and "\n" not in path else url_for("desk.home")

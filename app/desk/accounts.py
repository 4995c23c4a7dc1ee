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
        return _refused(
            name, f"连续输错 {FAILURES} 次，账号已锁定。请过 {LOCKED.seconds // 60} 分钟再试，或联系管理员。"
        )
    user = users.named(name)
    right = verify(user.password_hash if user and user.active else None, password)
    if not right or user is None:
        users.failed(name)
        services().store.audit.record(name, "登录失败", f"账号 {name}")
        return _refused(name, "账号或密码不对。")
    if outdated(user.password_hash):
        users.rehash(user.id, hashed(password))
    users.logged_in(user.id, user.name)
    services().store.audit.record(user.name, "登录", f"账号 {user.name}")
    login_user(Account(user))
    begin_session()
    return redirect(_within_desk(request.form.get("next", "")))


@desk.post("/logout")
def logout() -> ResponseReturnValue:
    """Let a person out."""
    logout_user()
    flash("已退出登录。")
    return redirect(url_for("desk.login"))


@desk.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change one's own password."""
    if request.method == "GET":
        return render_template("desk/password.html", error="")
    user = account().user
    if not verify(user.password_hash, request.form.get("old", "")):
        return render_template("desk/password.html", error="现在的密码不对。"), 422
    try:
        password_hash = hashed(request.form.get("new", ""), user.name)
    except WeakPassword as error:
        return render_template("desk/password.html", error=str(error)), 422
    store = services().store
    store.users.set_password(user.id, password_hash)
    store.audit.record(user.name, "修改密码", f"账号 {user.name}")
    renewed = store.users.get(user.id)
    assert renewed is not None
    login_user(Account(renewed))
    flash("密码已修改，其他地方的登录已失效。")
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
        return _users_page("请填写账号名。"), 422
    first = secrets.token_urlsafe(12)
    store = services().store
    try:
        user = store.users.add(name, role, hashed(first))
    except NameTaken as error:
        return _users_page(str(error)), 422
    store.audit.record(account().name, "新增账号", f"账号 {user.name}", None, {"角色": role.label})
    flash(f"已新增账号“{name}”，初始密码：{first}（只显示这一次，请转告本人并提醒修改）。")
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
            store.audit.record(account().name, "解锁账号", f"账号 {user.name}")
            flash(f"已解锁“{user.name}”。")
        case "reset":
            first = secrets.token_urlsafe(12)
            store.users.set_password(user.id, hashed(first))
            store.audit.record(account().name, "重置密码", f"账号 {user.name}")
            flash(f"“{user.name}”的新密码：{first}（只显示这一次）。")
        case _:
            abort(400)
    return redirect(url_for("desk.users"))


def _change(user: User) -> ResponseReturnValue:
    role, active = _role(request.form.get("role", "")), request.form.get("active") == "1"
    store = services().store
    others = [u for u in store.users.all() if u.active and u.role is Role.ADMIN and u.id != user.id]
    if not others and (role is not Role.ADMIN or not active):
        return _users_page("至少要留一个可用的管理员账号。"), 422
    store.users.change(user.id, role=role, active=active)
    before = {"角色": user.role.label, "启用": user.active}
    store.audit.record(account().name, "修改账号", f"账号 {user.name}", before, {"角色": role.label, "启用": active})
    flash(f"已修改“{user.name}”。")
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

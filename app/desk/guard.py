"""Who may open what at the desk: login by default, a role where a view asks for one, and a token with every change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Forbidden, HTTPException, NotFound

from app.desk.blueprint import desk
from app.desk.navigation import here, navigation_for
from app.desk.wording import say
from app.services import services
from knowledge.accounts import Role, User
from knowledge.store import Store

OPEN_VIEWS = frozenset({"desk.login"})
"""The only views of the desk that need no login."""

IDLE = timedelta(minutes=60)
LONGEST_SESSION = timedelta(hours=12)
"""A session ends after so long without a click, and after a working day in any case."""

MAX_UPLOAD_BYTES = 16 * 1024 * 1024
"""A spreadsheet of ten thousand entries has about five megabytes."""

csrf = CSRFProtect()
logins = LoginManager()
View = TypeVar("View", bound=Callable[..., Any])


class Account(UserMixin):  # type: ignore[misc]
    """The account of the current session, as Flask-Login wants it."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.name = user.name
        self.role = user.role

    def get_id(self) -> str:
        """Return what the session keeps: id and stamp, so that a changed password ends it."""
        return f"{self.user.id}:{self.user.stamp}"

    def may(self, role: str) -> bool:
        """Tell whether the account has at least a role (by its id); for templates."""
        return self.role.includes(Role(role))


class _Sessions(SecureCookieSessionInterface):
    """Cookies that travel over https only, wherever the request itself came over https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def needs(role: Role) -> Callable[[View], View]:
    """Mark a view as open to a role and those above it; without the mark every account may open it."""

    def mark(view: View) -> View:
        view.needs = role  # type: ignore[attr-defined]
        return view

    return mark


def account() -> Account:
    """Return the account of the current session; only within views that need a login."""
    found: Account = current_user._get_current_object()
    return found


def register(app: Flask, store: Store) -> None:
    """Make an application know accounts, sessions and tokens."""
    app.secret_key = store.users.session_key()
    app.session_interface = _Sessions()
    app.config |= {
        "SESSION_COOKIE_NAME": "zhiqing_desk",
        "SESSION_COOKIE_PATH": "/desk",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": LONGEST_SESSION,
        # The chat's API and forms change nothing that belongs to anybody: tokens guard the desk only.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
    }
    csrf.init_app(app)
    logins.init_app(app)
    app.jinja_env.globals["say"] = say
    logins.user_loader(_account_of)


def _account_of(key: str) -> Account | None:
    user_id, _, stamp = key.partition(":")
    user = services().store.users.get(int(user_id)) if user_id.isdecimal() else None
    return Account(user) if user and user.active and user.stamp == stamp else None


@desk.before_request
def _guard() -> ResponseReturnValue | None:
    request.max_content_length = MAX_UPLOAD_BYTES
    if request.endpoint not in OPEN_VIEWS:
        if _expired():
            logout_user()
            flash(say("guard.session_over"))
        if not current_user.is_authenticated:
            return redirect(url_for("desk.login", next=_here()))
        view = current_app.view_functions[request.endpoint or ""]
        if not current_user.role.includes(getattr(view, "needs", Role.LOOKUP)):
            abort(403)
    csrf.protect()
    return None


@desk.after_request
def _not_kept(response: Response) -> Response:
    """Let no browser keep what only an administrator sees, first passwords and keys above all."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "needs", None) is Role.ADMIN:
        response.headers["Cache-Control"] = "no-store"
    return response


def begin_session() -> None:
    """Note when a session began."""
    now = datetime.now(UTC).timestamp()
    session.permanent = True
    session["began"] = session["seen"] = now


def _expired() -> bool:
    if not current_user.is_authenticated:
        return False
    now = datetime.now(UTC).timestamp()
    began, seen = session.get("began", 0), session.get("seen", 0)
    session["seen"] = now
    return bool(now - seen > IDLE.total_seconds() or now - began > LONGEST_SESSION.total_seconds())


def _here() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else url_for("desk.home")


@desk.context_processor
def _everywhere() -> dict[str, Any]:
    signed_in = current_user.is_authenticated
    groups = navigation_for(current_user.role) if signed_in else ()
    return {
        "account": current_user if signed_in else None,
        "navigation": groups,
        "here": here(groups),
    }


@desk.errorhandler(HTTPException)
def _told(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response(request.environ)
    title, detail = _words(error)
    return render_template("desk/error.html", title=title, detail=detail), error.code


def _words(error: HTTPException) -> tuple[str, str]:
    match error:
        case CSRFError():
            return say("guard.token_title"), say("guard.token_detail")
        case Forbidden():
            return say("guard.forbidden_title"), say("guard.forbidden_detail")
        case NotFound():
            return say("guard.missing_title"), say("guard.missing_detail")
        case _ if error.code == 413:
            return say("guard.large_title"), say("guard.large_detail", megabytes=MAX_UPLOAD_BYTES // 1024 // 1024)
        case _ if error.code == 429:
            return say("guard.busy_title"), say("guard.busy_detail")
    return say("guard.failed_title"), str(error.description or say("guard.failed_detail"))

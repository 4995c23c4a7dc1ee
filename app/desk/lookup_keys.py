"""Keys of the read API, made and revoked by the administrator."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.guard import account, needs
from app.desk.wording import say
from app.reading.keys import WITH_KEY, WITHOUT_KEY
from app.services import services
from knowledge.accounts import Role

LONGEST_NAME = 60


@desk.get("/keys")
@needs(Role.ADMIN)
def api_keys() -> str:
    """List the keys."""
    return _page()


@desk.post("/keys")
@needs(Role.ADMIN)
def make_key() -> ResponseReturnValue:
    """Make a key, which is shown once."""
    name = request.form.get("name", "").strip()[:LONGEST_NAME]
    if not name:
        return _page(say("api_keys.no_name")), 422
    token = services().store.keys.make(name, account().name)
    services().store.audit.record(account().name, say("api_keys.make_audit"), name)
    flash(say("api_keys.made", name=name, token=token))
    return redirect(url_for("desk.api_keys"))


@desk.post("/keys/<int:key_id>/revoke")
@needs(Role.ADMIN)
def revoke_key(key_id: int) -> ResponseReturnValue:
    """Revoke a key."""
    key = next((key for key in services().store.keys.all() if key.id == key_id), None) or abort(404)
    services().store.keys.revoke(key_id)
    services().store.audit.record(account().name, say("api_keys.revoke_audit"), key.name)
    flash(say("api_keys.revoked_said", name=key.name))
    return redirect(url_for("desk.api_keys"))


def _page(error: str = "") -> str:
    keys = services().store.keys.all()
    return render_template(
        "desk/keys.html", keys=keys, error=error, without=WITHOUT_KEY.amount, with_key=WITH_KEY.amount
    )

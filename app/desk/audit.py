"""The log of every change, for the administrator."""

from __future__ import annotations

from flask import render_template, request

from app.desk.blueprint import desk
from app.desk.guard import needs
from app.services import services
from knowledge.accounts import Role

PAGE_LENGTH = 50


@desk.get("/audit")
@needs(Role.ADMIN)
def audit_log() -> str:
    """List changes, newest first: who, what, before, after."""
    audit = services().store.audit
    wanted = {name: request.args.get(name, "").strip()[:100] for name in ("who", "what", "subject")}
    page = max(1, request.args.get("page", 1, type=int))
    found = audit.list(**wanted, limit=PAGE_LENGTH + 1, offset=(page - 1) * PAGE_LENGTH)
    return render_template(
        "desk/audit.html",
        entries=found[:PAGE_LENGTH],
        more=len(found) > PAGE_LENGTH,
        page=page,
        kinds=audit.kinds(),
        **wanted,
    )

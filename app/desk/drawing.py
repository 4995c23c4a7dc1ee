"""How the desk's templates show moments and values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.desk.blueprint import desk
from app.desk.wording import say
from knowledge.clock import CHINA


@desk.app_template_filter("moment")
def moment(at: str) -> str:
    """Return a stored moment (UTC) in Beijing time.

    >>> moment("2025-01-01T16:30:00+00:00")
    '2025-01-02 00:30'
    """
    return datetime.fromisoformat(at).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


@desk.app_template_filter("plainly")
def plainly(value: Any) -> str:
    """Return a JSON-like value in plain words.

    >>> plainly({"角色": "编辑", "启用": True, "标签": ["期限", "申请"]})
    '角色：编辑；启用：是；标签：期限、申请'
    """
    if value is None:
        return "—"
    if isinstance(value, bool):
        return say("common.yes") if value else say("common.no")
    if isinstance(value, dict):
        return "；".join(f"{name}：{plainly(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return "、".join(map(plainly, value))
    return str(value)

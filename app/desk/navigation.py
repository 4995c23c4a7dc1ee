"""What stands in the desk's navigation, for whom. A new page adds a line."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.accounts import Role


@dataclass(frozen=True, slots=True)
class Item:
    """A link: its name, the endpoint it leads to, the lowest role that sees it."""

    label: str
    endpoint: str
    role: Role = Role.LOOKUP


NAVIGATION: tuple[Item, ...] = (
    Item("账号", "desk.users", Role.ADMIN),
    Item("操作日志", "desk.audit_log", Role.ADMIN),
)


def navigation_for(role: Role) -> tuple[Item, ...]:
    """Return the links that a role sees."""
    return tuple(item for item in NAVIGATION if role.includes(item.role))

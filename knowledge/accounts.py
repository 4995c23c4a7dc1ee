"""Who works at the desk: roles, and the accounts that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may do; each role may do what those before it may."""

    LOOKUP = "lookup"
    """查询员: looks figures up."""
    EDITOR = "editor"
    """编辑: drafts entries."""
    REVIEWER = "reviewer"
    """审核: publishes entries."""
    ADMIN = "admin"
    """管理员: keeps accounts and settings, reads the audit log."""

    @property
    def label(self) -> str:
        """What staff call it."""
        return _LABELS[self]

    def includes(self, other: Role) -> bool:
        """Tell whether this role may do what another may.

        >>> Role.REVIEWER.includes(Role.EDITOR), Role.LOOKUP.includes(Role.EDITOR)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(other)

    @classmethod
    def named(cls, name: str) -> Role:
        """Return the role of a Chinese name or an id. Raises ValueError where there is none.

        >>> Role.named("编辑")
        <Role.EDITOR: 'editor'>
        """
        return next((role for role in cls if role.label == name), None) or cls(name)


_LABELS = {Role.LOOKUP: "查询员", Role.EDITOR: "编辑", Role.REVIEWER: "审核", Role.ADMIN: "管理员"}


@dataclass(frozen=True, slots=True)
class User:
    """An account. ``stamp`` changes with the password and ends every session begun before."""

    id: int
    name: str
    role: Role
    active: bool
    password_hash: str
    stamp: str
    created_at: str
    last_login: str | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A change: who did what to which thing, with what it was before and after (JSON-like, None where nothing was)."""

    id: int
    at: str
    who: str
    what: str
    subject: str
    before: object
    after: object

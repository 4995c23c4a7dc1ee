"""What stands in the desk's navigation, for whom. A new page adds a line, and its words in ``wording/frame.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import request, url_for

from app.desk.wording import say
from knowledge.accounts import Role


@dataclass(frozen=True, slots=True)
class Item:
    """A link to a page of the desk; the lowest role that sees it; ``also`` names pages that belong to it though their
    address does not begin with its own.
    """

    name: str
    role: Role = Role.LOOKUP
    also: tuple[str, ...] = ()

    @property
    def endpoint(self) -> str:
        """What it leads to."""
        return f"desk.{self.name}"

    @property
    def label(self) -> str:
        """What it is called."""
        return say(f"navigation.labels.{self.name}")

    @property
    def about(self) -> str:
        """What one does there."""
        return say(f"navigation.about.{self.name}")


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of one kind of work."""

    name: str
    items: tuple[Item, ...]

    @property
    def label(self) -> str:
        """What it is called."""
        return say(f"navigation.groups.{self.name}")


NAVIGATION: tuple[Group, ...] = (
    Group(
        "faq",
        (
            Item("queue"),
            Item("faq_list"),
            Item("faq_test"),
            Item("faq_updates", also=("faq_recall",)),
            Item("faq_cases"),
            Item("faq_transfer", also=("faq_import", "faq_import_apply")),
            Item("dashboard"),
        ),
    ),
    Group(
        "lookup", (Item("lookup"), Item("compare"), Item("reports", also=("upload_form", "upload")), Item("findings"))
    ),
    Group("admin", (Item("users", Role.ADMIN), Item("api_keys", Role.ADMIN), Item("audit_log", Role.ADMIN))),
)


def navigation_for(role: Role) -> tuple[Group, ...]:
    """Return the groups that a role sees, each with the links that it sees."""
    groups = (
        replace(group, items=tuple(each for each in group.items if role.includes(each.role))) for group in NAVIGATION
    )
    return tuple(group for group in groups if group.items)


def here(groups: tuple[Group, ...]) -> tuple[Group | None, Item | None]:
    """Return the group and the link of the current page: the link whose address is the nearest above the page's."""
    nearest = max(_above(groups), key=lambda found: len(found[0]), default=None)
    return nearest[1:] if nearest else (None, None)


def _above(groups: tuple[Group, ...]) -> Iterator[tuple[str, Group, Item]]:
    name = (request.endpoint or "").removeprefix("desk.")
    for group in groups:
        for item in group.items:
            address = url_for(item.endpoint)
            if name in item.also:
                yield request.path + "/", group, item
            elif request.path == address or request.path.startswith(f"{address}/"):
                yield address, group, item

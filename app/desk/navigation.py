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
    Item("待办问题", "desk.queue"),
    Item("问答条目", "desk.faq_list"),
    Item("命中测试", "desk.faq_test"),
    Item("报告更新", "desk.faq_updates"),
    Item("试题", "desk.faq_cases"),
    Item("导入导出", "desk.faq_transfer"),
    Item("查数", "desk.lookup"),
    Item("比较", "desk.compare"),
    Item("报告", "desk.reports"),
    Item("核查提示", "desk.findings"),
    Item("统计", "desk.dashboard"),
    Item("接口密钥", "desk.api_keys", Role.ADMIN),
    Item("账号", "desk.users", Role.ADMIN),
    Item("操作日志", "desk.audit_log", Role.ADMIN),
)


def navigation_for(role: Role) -> tuple[Item, ...]:
    """Return the links that a role sees."""
    return tuple(item for item in NAVIGATION if role.includes(item.role))

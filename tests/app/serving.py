"""An application served for a while, and somebody of the staff let in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, expect
from waitress.server import create_server

from knowledge.accounts import Role
from tests.app.desk.conftest import NAMES, PASSWORD


@contextmanager
def serving(app: Callable[..., Any]) -> Iterator[str]:
    """Serve a WSGI application on a free port, and give its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def signed_in(browser: Browser, address: str, role: Role, **settings: Any) -> BrowserContext:
    """Let somebody of a role in; their one tab shows the desk's first page."""
    context = browser.new_context(base_url=address, locale="zh-CN", **settings)
    context.set_default_timeout(10_000)
    tab = context.new_page()
    tab.goto("/desk/login")
    tab.get_by_label("账号").fill(NAMES[role])
    tab.get_by_label("密码").fill(PASSWORD)
    tab.get_by_role("button", name="登录").click()
    expect(tab).to_have_url(f"{address}/desk/")
    return context

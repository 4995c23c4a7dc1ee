"""A real headless Chromium against a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from knowledge.store import Store
from tests.app.conftest import build_app
from tests.app.samples import AGENCY, OTHER_AGENCY, sample_report
from tests.app.serving import serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Portal:
    """The site of somebody else, with pages, a style sheet and a Content-Security-Policy of its own."""

    address: str = ""
    policy: str = ""
    style: str = ""
    body: str = "<main><h1>某局门户</h1><p>正文</p></main>"
    script: str = ""
    asked: list[str] = field(default_factory=list)

    def __call__(self, environ: dict[str, object], respond: Callable[..., object]) -> list[bytes]:
        path = str(environ["PATH_INFO"])
        self.asked.append(path)
        if path == "/style.css":
            respond("200 OK", [("Content-Type", "text/css; charset=utf-8")])
            return [self.style.encode()]
        page = (
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某局门户</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="stylesheet" href="/style.css">{self.script}</head><body>{self.body}</body></html>'
        )
        headers = [("Content-Type", "text/html; charset=utf-8")]
        respond("200 OK", headers + ([("Content-Security-Policy", self.policy)] if self.policy else []))
        return [page.encode()]


@pytest.fixture(scope="session")
def portal_server() -> Iterator[Portal]:
    """Somebody else's site, served under an origin of its own."""
    portal = Portal()
    with serving(portal) as portal.address:
        yield portal


@pytest.fixture
def portal(portal_server: Portal, site: str) -> Portal:
    """Somebody else's site that embeds the chat with one line, about one agency."""
    portal_server.policy = portal_server.style = ""
    portal_server.script = f'<script src="{site}/widget.js" data-agency="{AGENCY}" defer></script>'
    return portal_server


@pytest.fixture(scope="session")
def site_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served application keeps its knowledge base."""
    return tmp_path_factory.mktemp("site") / "zhiqing.db"


@pytest.fixture(scope="session")
def site(site_database: Path, portal_server: Portal) -> Iterator[str]:
    """The address of a served application over reports of invented agencies; the portal may embed it."""
    store = Store(site_database)
    with store.transaction():
        for agency, year in ((AGENCY, 2022), (AGENCY, 2023), (AGENCY, 2024), (OTHER_AGENCY, 2024)):
            store.reports.keep(
                sample_report(agency, year, digest=f"{agency}{year}", source="https://example.com/report")
            )
        store.reports.keep(sample_report(AGENCY, 2022, digest="corrected"))
    app = build_app(site_database, allowed_origins=(portal_server.address,))
    with serving(app) as address:
        yield address


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh profile that opens paths of the site."""
    context = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A tab in which nothing may go wrong unseen: an error of a script or of the policy fails the test."""
    tab = context.new_page()
    troubles: list[str] = []
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("console", lambda message: troubles.append(message.text) if "Content Security" in message.text else None)
    yield tab
    assert not troubles

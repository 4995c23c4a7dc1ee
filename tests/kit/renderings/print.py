"""PDF files as headless Chromium prints them: tables with and without rules that cross pages, running headers."""

from __future__ import annotations

from html import escape
from random import Random

from playwright.sync_api import Browser

from tests.kit.manuscript import Manuscript
from tests.kit.renderings.pages import printable

STYLE = "font-size:8pt;width:100%;text-align:center"


def printed(browser: Browser, report: Manuscript, random: Random, *, ruled: bool) -> bytes:
    """Return a report as PDF."""
    page = browser.new_page()
    try:
        page.set_content(printable(report, random, ruled=ruled))
        number = random.choice(
            [
                "— <span class=pageNumber></span> —",
                "<span class=pageNumber></span>",
                "第<span class=pageNumber></span>页",
            ]
        )
        return page.pdf(
            format="A4",
            prefer_css_page_size=True,
            display_header_footer=random.random() < 0.7,
            header_template=f'<div style="{STYLE}">{escape(report.agency)}政府信息公开</div>',
            footer_template=f'<div style="{STYLE}">{number}</div>',
        )
    finally:
        page.close()

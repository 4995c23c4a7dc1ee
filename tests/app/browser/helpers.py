"""What a reader does in these tests."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.app.samples import AGENCY

QUESTION = f"{AGENCY}2024年自然人新收申请多少件？"


def ask(tab: Page, question: str = QUESTION) -> None:
    """Put a question and wait for nothing."""
    tab.get_by_label("您的问题").fill(question)
    tab.get_by_role("button", name="提问").click()


SETTLE = """() => {
    const shadows = [...document.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean);
    for (const root of [document, ...shadows])
        for (const animation of root.getAnimations())
            if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
}"""
"""Ends what is still fading in: half-way, its contrast is nobody's design."""


def violations(tab: Page) -> str:
    """Return what axe finds on a page as it stands, shadow roots included; empty: nothing."""
    tab.evaluate(SETTLE)
    # Where something stands in a shadow root, the package's own report fails.
    found = Axe().run(tab).response["violations"]
    return "\n".join(f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"])

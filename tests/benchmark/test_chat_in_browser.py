"""What the chat costs a portal and its readers, each against a floor measured in the same run.

- The bytes that one line of HTML brings, compressed.
- The time until the demo page can be used, against an empty page of the same server, and itself without the chat.
- One answer over HTTP, against a Flask route of the same server that returns a constant.

Run with ``-s`` to see the numbers.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from statistics import median

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app.bundles import bundle
from knowledge.store import Store
from tests.app.conftest import build_app
from tests.app.samples import AGENCY, sample_report
from tests.app.serving import serving

MOST_BYTES = 20 * 1024
MOST_TIMES_EMPTY = 4
"""The demo page beside an empty one: 1.6 to 2.3 times as long when it was set, on two cores with five times their work.
Most of that is the page's own style and its Chinese type, which the same page without the chat has as well."""
MOST_TIMES_WITHOUT = 2
"""The demo page beside itself without the chat's line."""
MOST_TIMES_A_CONSTANT = 10
"""An answer beside a constant, the turn kept on the disk: 2.7 to 2.9 times as long when it was set."""
LOADS = 15
ASKED = 150
QUESTION = f"{AGENCY}2024年新收政府信息公开申请多少件？"
EMPTY = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>-</title><body><p>-</p></body></html>'
_THE_LINE = re.compile(r'<script src="/widget.js".*?</script>')
USABLE = """() => new Promise((resolve) => {
    // The page can be used once the browser is idle after all that it loaded.
    const settle = () => requestIdleCallback(() => resolve(performance.now()));
    if (document.readyState === 'complete') settle(); else addEventListener('load', settle);
})"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a served application that has an empty page and a constant beside its own routes."""
    path = tmp_path_factory.mktemp("bench") / "zhiqing.db"
    store = Store(path)
    with store.transaction():
        for year in (2022, 2023, 2024):
            store.reports.keep(sample_report(AGENCY, year, digest=str(year)))
    app = build_app(path)
    _floors(app)
    with serving(app) as address:
        yield int(address.rpartition(":")[2])


def _floors(app: Flask) -> None:
    app.add_url_rule("/empty", "empty", lambda: EMPTY)
    app.add_url_rule("/without", "without", lambda: _THE_LINE.sub("", str(app.view_functions["embed.demo"]())))
    app.add_url_rule("/api/constant", "constant", lambda: {"answer": "9件"}, methods=["POST"])


def test_one_line_brings_at_most_20_kb() -> None:
    compressed = len(bundle("widget.js").compressed)
    print(f"\nwidget.js: {compressed} bytes compressed, {len(bundle('widget.js').content)} plain")
    assert compressed <= MOST_BYTES


@pytest.mark.browser
def test_a_page_with_the_chat_can_be_used_about_as_soon_as_an_empty_one(browser: Browser, served: int) -> None:
    def load(path: str) -> float:
        context = browser.new_context(base_url=f"http://127.0.0.1:{served}")
        tab = context.new_page()
        tab.goto(path, wait_until="commit")
        taken = float(tab.evaluate(USABLE))
        context.close()
        return taken

    paths = ("/empty", "/without", "/demo")
    times = _in_turns({path: partial(load, path) for path in paths}, LOADS)
    print(f"\nusable, medians of {LOADS}:", ", ".join(f"{path} {taken:.0f} ms" for path, taken in times.items()))
    assert times["/demo"] <= MOST_TIMES_EMPTY * times["/empty"]
    assert times["/demo"] <= MOST_TIMES_WITHOUT * times["/without"]


def test_an_answer_over_http_takes_a_few_times_as_long_as_a_constant(served: int) -> None:
    connection = HTTPConnection("127.0.0.1", served)

    def post(path: str) -> float:
        start = time.perf_counter()
        body = json.dumps({"question": QUESTION})
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        assert b"9" in response.read() and response.status == 200
        return (time.perf_counter() - start) * 1000

    times = _in_turns({"constant": lambda: post("/api/constant"), "answer": lambda: post("/api/chat")}, ASKED)
    print(
        f"\nover HTTP: a constant {times['constant']:.2f} ms, an answer {times['answer']:.2f} ms (medians of {ASKED})"
    )
    assert times["answer"] <= MOST_TIMES_A_CONSTANT * times["constant"]


def _in_turns(works: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median of each work; they take turns, so that a busy moment falls on all. The first round warms up."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            taken = work()
            if number:
                times[name].append(taken)
    return {name: median(taken) for name, taken in times.items()}

"""Every response carries the headers that keep a page to itself; only allowed sites may embed it or call its API."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.app.conftest import build_app

PAGES = (
    "/",
    "/demo",
    "/reports",
    "/reports/1-2024-1",
    "/ask?q=你好",
    "/about",
    "/privacy",
    "/accessibility",
    "/nothing",
)
PORTAL = "https://portal.example.gov.cn"


@pytest.mark.parametrize("path", [*PAGES, "/api/health", "/static/icon.svg", "/site.css", "/widget.js"])
def test_every_response_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_inline_script_or_style_or_asks_another_site(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    for script in re.findall(r"<script\b[^>]*>", page):
        assert 'src="/' in script
    assert not re.search(r'(?:src|action)="(?:https?:)?//', page)
    assert not re.search(r'<link[^>]+href="(?!/)', page)


def test_a_page_is_asked_for_anew_and_an_asset_is_kept(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.headers["Cache-Control"] == "no-cache" and "Cookie" in page.headers["Vary"]
    sheet = re.search(r'href="(/site\.css\?v=[0-9a-f]+)"', page.text)
    assert sheet and "immutable" in client.get(sheet.group(1)).headers["Cache-Control"]


def test_answers_are_kept_out_of_search_engines(client: FlaskClient) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/ask?q=你好").text


def test_a_site_that_is_not_allowed_is_not_told_it_may_call(client: FlaskClient) -> None:
    headers = client.get("/api/health", headers={"Origin": PORTAL}).headers
    assert "Access-Control-Allow-Origin" not in headers


def test_an_allowed_site_may_call_the_api_and_frame_the_chat(database: Path) -> None:
    client = build_app(database, allowed_origins=(PORTAL,)).test_client()
    preflight = client.options("/api/chat", headers={"Origin": PORTAL, "Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == PORTAL
    assert preflight.headers["Access-Control-Allow-Headers"] == "Content-Type"
    room = client.get("/embed/room", headers={"Origin": PORTAL})
    assert room.headers["Access-Control-Allow-Origin"] == PORTAL and "Origin" in room.headers["Vary"]
    assert "Access-Control-Allow-Origin" not in client.get("/reports", headers={"Origin": PORTAL}).headers
    answer = client.post("/api/chat", json={"question": "你好"}, headers={"Origin": PORTAL})
    assert answer.headers["Access-Control-Allow-Origin"] == PORTAL
    assert f"frame-ancestors 'self' {PORTAL}" in answer.headers["Content-Security-Policy"]


def test_the_way_back_after_choosing_a_size_stays_on_the_site(client: FlaskClient) -> None:
    for away in ("//evil.example", "/\\evil.example", "https://evil.example", ""):
        assert client.post("/preferences", data={"size": "large", "next": away}).location == "/"
    response = client.post("/preferences", data={"size": "large", "next": "/reports?year=2024"})
    assert response.location == "/reports?year=2024"
    assert 'data-size="large"' in client.get("/").text


def test_a_size_that_there_is_not_is_not_kept(client: FlaskClient) -> None:
    client.post("/preferences", data={"size": '"><script>', "next": "/"})
    assert 'data-size="normal"' in client.get("/").text

"""What the chat's script loads and asks for: bundles, and fragments drawn by the templates of the pages."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from app.bundles import BUNDLES, bundle
from app.texts import languages
from tests.app.conftest import build_app
from tests.app.samples import AGENCY, OTHER_AGENCY

OURS = {"Accept": "text/html"}
QUESTION = f"{AGENCY}2024年新收政府信息公开申请多少件？"


def drawn(text: str) -> html.HtmlElement:
    """Return a fragment's only element."""
    [element] = html.fragments_fromstring(text.strip())
    return element


def test_the_chat_in_a_portal_is_at_most_20_kb_compressed(client: FlaskClient) -> None:
    response = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip" and len(response.data) <= 20 * 1024
    assert gzip.decompress(response.data) == client.get("/widget.js").data


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_kept_by_its_content_and_asked_for_again_without_one(client: FlaskClient, name: str) -> None:
    kept = client.get(f"/{name}?v={bundle(name).digest}").headers["Cache-Control"]
    assert "immutable" in kept
    for path in (f"/{name}", f"/{name}?v=old"):
        response = client.get(path)
        assert "immutable" not in response.headers["Cache-Control"]
        assert client.get(path, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_a_portal_may_load_the_chat_under_any_policy_of_isolation(client: FlaskClient) -> None:
    assert client.get("/widget.js").headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_no_script_turns_a_string_into_html_or_code() -> None:
    for name in ("site.js", "widget.js"):
        script = bundle(name).content.decode()
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|parseFrom", script
        )


def test_no_measure_of_the_widget_hangs_on_the_portals_size_of_type() -> None:
    assert not re.search(r"[0-9]rem\b", bundle("widget.js").content.decode())


def test_the_script_is_sent_the_same_answer_drawn(client: FlaskClient) -> None:
    body = client.post("/api/chat", json={"question": QUESTION, "conversation_id": "other"}).get_json()
    asked = {"question": QUESTION, "conversation_id": "c"}
    turn = drawn(client.post("/api/chat", json=asked, headers=OURS).text)
    assert (turn.get("data-turn"), turn.get("data-conversation")) == (body["turn_id"], "c")
    page = html.document_fromstring(client.get(f"/answers/{body['turn_id']}?conversation=c").text)

    def shape(element: html.HtmlElement) -> list[tuple[object, ...]]:
        kept = ("class", "href", "data-ask", "data-copy", "aria-label")
        return [(each.tag, each.text, *map(each.get, kept)) for each in element.cssselect(".answer *")]

    assert shape(turn) == shape(page)
    replayed = drawn(client.get(f"/embed/answers/{body['turn_id']}?conversation=c", headers=OURS).text)
    assert shape(replayed) == shape(turn)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", ""])
def test_everybody_else_is_sent_json(client: FlaskClient, accept: str) -> None:
    response = client.post("/api/chat", json={"question": QUESTION}, headers={"Accept": accept})
    assert response.content_type.startswith("application/json")


def test_the_script_is_told_of_trouble_in_words(client: FlaskClient) -> None:
    response = client.post("/api/chat", json={"question": " "}, headers=OURS)
    assert response.status_code == 400
    problem = drawn(response.text)
    assert problem.get("data-problem") is not None and problem.text == "请输入问题。"


def test_a_cited_cell_is_shown_in_its_table_alone_and_marked_once(client: FlaskClient) -> None:
    source = drawn(client.get("/embed/source/1-2024-1?cell=requests:outcomes.granted:business", headers=OURS).text)
    assert [mark.text_content() for mark in source.cssselect("#cited")] == ["1"]
    assert [table.text_content() for table in source.cssselect(".statutory-table caption")] == [
        "收到和处理政府信息公开申请情况"
    ]
    assert [mark.text_content() for mark in source.cssselect(".published mark")] == ["1"]
    links = [link.get("href") for link in source.cssselect(".source-links a")]
    assert links == ["/reports/1-2024-1?cell=requests:outcomes.granted:business#cited", "https://example.com/report"]


def test_a_cited_sentence_is_shown_in_its_section(client: FlaskClient) -> None:
    source = drawn(client.get("/embed/source/1-2024-1?text=1:13-21", headers=OURS).text)
    assert source.cssselect("h3")[0].text == "一、总体情况"
    assert source.cssselect("#cited")[0].text == "发布信息912条"
    assert source.cssselect(".published mark")[0].text.startswith("發(fā)布信息912條")


@pytest.mark.parametrize(
    "path",
    [
        "/embed/source/1-2024-1",
        "/embed/source/9-2024-1?text=1:0-2",
        "/embed/source/1-2024-1?cell=a:b:c",
        "/embed/answers/x",
    ],
)
def test_what_is_not_there_is_told_so(client: FlaskClient, path: str) -> None:
    assert client.get(path).get_json()["status"] == 404
    assert drawn(client.get(path, headers=OURS).text).get("data-problem") is not None


def test_the_room_is_about_the_agency_of_the_portal(client: FlaskClient) -> None:
    def starters(query: str) -> list[str]:
        room = drawn(client.get(f"/embed/room{query}", headers=OURS).text)
        return [link.get("data-ask") or "" for link in room.cssselect(".starters a")]

    ours = starters(f"?agency={OTHER_AGENCY}")
    assert ours and all(OTHER_AGENCY in question for question in ours)
    assert starters(f"?agency={OTHER_AGENCY[-3:]}") == ours
    assert starters("?agency=没有的机关") == starters("")
    assert "还没有收录没有的机关" in client.get("/embed/room?agency=没有的机关").text


@pytest.mark.parametrize("language", languages())
def test_every_page_and_fragment_can_be_had_in_every_language(client: FlaskClient, language: str) -> None:
    for path in ("/", "/reports", "/reports/1-2024-1", "/about", "/privacy", "/accessibility", "/demo", "/nothing"):
        page = html.document_fromstring(client.get(f"{path}?lang={language}").text)
        assert page.get("lang") == language
    ours = OURS | {"Accept-Language": language}
    room = drawn(client.get("/embed/room", headers=ours).text)
    assert room.get("lang") == language


def test_a_chosen_language_is_kept_and_one_that_there_is_not_is_passed_over(client: FlaskClient) -> None:
    client.post("/preferences", data={"lang": "tlh", "next": "/"})
    assert '<html lang="zh-Hans"' in client.get("/?lang=tlh").text
    client.post("/preferences", data={"lang": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").text
    assert '<html lang="zh-Hant"' in client.get("/?lang=zh-Hant").text
    assert 'data-size="normal"' in client.get("/").text


def test_what_a_browser_prefers_does_not_change_the_language(client: FlaskClient) -> None:
    assert '<html lang="zh-Hans"' in client.get("/", headers={"Accept-Language": "en"}).text


def test_the_demo_plays_a_portal_of_an_agency_that_is_held(client: FlaskClient, tmp_path: Path) -> None:
    def agency(page: str) -> str | None:
        return html.document_fromstring(page).cssselect("script[src$='/widget.js']")[0].get("data-agency")

    assert agency(client.get("/demo").text) == AGENCY
    assert agency(client.get(f"/demo?agency={OTHER_AGENCY}").text) == OTHER_AGENCY
    assert agency(build_app(tmp_path / "empty.db").test_client().get("/demo").text) is None

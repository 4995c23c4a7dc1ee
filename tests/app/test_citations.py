"""Whatever is cited in an answer about the real reports can be opened, and what is quoted is what is marked there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from lxml import html


@pytest.mark.corpus
def test_every_citation_of_every_answer_leads_to_the_marked_place(real_app: Flask, exam_papers: Path) -> None:
    client = real_app.test_client()
    opened = 0
    for line in (exam_papers / "dev.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        for turn in case["turns"]:
            body = client.post("/api/chat", json={"question": turn["q"], "conversation_id": case["id"]}).get_json()
            assert client.get(f"/answers/{body['turn_id']}").status_code == 200
            for citation in body["citations"]:
                page = html.document_fromstring(client.get(citation["url"].split("#")[0]).text)
                (marked,) = page.cssselect("mark#cited")
                if citation["locator"]["type"] == "text":
                    assert marked.text_content() == citation["quote"], case["id"]
                opened += 1
    assert opened

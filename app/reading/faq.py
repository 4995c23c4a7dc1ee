"""Maintained entries that hold the words looked for."""

from __future__ import annotations

from typing import Any

from knowledge.faq import entries
from knowledge.segment import tokens
from knowledge.store import Store


def search_faq(store: Store, words: str) -> list[dict[str, Any]]:
    """Return the entries in whose questions or answer all the words stand."""
    wanted = tokens(words)
    found = []
    for entry in entries():
        text = "".join((entry.question, *entry.similar, entry.answer))
        if wanted and all(word in text for word in wanted):
            found.append({"kind": "faq", "question": entry.question, "answer": entry.answer, "source": entry.source})
    return found

"""Maintained entries that may answer today and hold the words looked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.answering import Answerer
from knowledge.answering.context import Context
from knowledge.answering.maintained import compose, shelf_of
from knowledge.errors import ZhiqingError
from knowledge.segment import tokens


def search_faq(answerer: Answerer, words: str) -> list[dict[str, Any]]:
    """Return the entries in whose questions or answer all the words stand, live figures filled in."""
    wanted = tokens(words)
    found = _entries(answerer.context(""), wanted) if wanted else ()
    return [
        {"kind": "faq", "question": question, "answer": answer, "source": source} for question, answer, source in found
    ]


def _entries(context: Context, wanted: list[str]) -> Iterator[tuple[str, str, str]]:
    shelf = shelf_of(context)
    for content in shelf.maintained.values():
        if _holds(wanted, content.question, *content.similar, content.answer):
            try:
                answer = compose(context, content).text
            except ZhiqingError:
                # A live figure that cannot be had now: such an entry does not answer either.
                continue
            yield content.question, answer, "；".join(source.name for source in content.sources)
    for entry in shelf.starters.values():
        if _holds(wanted, entry.question, *entry.similar, entry.answer):
            yield entry.question, entry.answer, entry.source


def _holds(wanted: list[str], *texts: str) -> bool:
    text = "".join(texts)
    return all(word in text for word in wanted)

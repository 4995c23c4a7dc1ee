"""A question typed into the search: its answer, and what it narrows the search to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.present import answer_json
from app.services import services
from knowledge.errors import BadQuestion
from knowledge.records import APPLICANTS
from knowledge.search import words_of


@dataclass(frozen=True, slots=True)
class Understood:
    """A question: ``fields`` are those of the search that it fills, ``words`` what is left to be looked for in text,
    ``body`` its answer as the chat gives it.
    """

    fields: dict[str, Any]
    words: str
    body: dict[str, Any]


def understood(question: str) -> Understood | None:
    """Return what a question asks and its answer; None where it is too long to be one."""
    answerer = services().answerer
    try:
        reply = answerer.answer(question)
    except BadQuestion:
        return None
    query = answerer.context(question).query
    names = services().store.lookup.names((*query.agencies, *query.rivals, *query.near))
    who = [name for name in query.applicants if name in APPLICANTS]
    fields: dict[str, Any] = {"agency": list(names), "year": list(query.years), "indicator": list(query.indicators)}
    if query.indicators:
        fields["applicant"] = who or ["total"]
    if query.indicators and "rank" in query.asks and not query.years:
        fields["year"] = list(services().store.lookup.years()[:1])
    looked_for = " ".join(words_of(query)) or question
    return Understood(fields, looked_for, answer_json(reply.answer, conversation_id="", turn_id=reply.id))

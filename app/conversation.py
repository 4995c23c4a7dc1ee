"""One turn of a conversation, the same for the API and for the page without script."""

from __future__ import annotations

from time import perf_counter
from typing import Any
from uuid import uuid4

from app.present import answer_json
from app.privacy import identifiers, mask, scrub
from app.services import Services


def converse(
    services: Services,
    question: str,
    *,
    conversation_id: str | None = None,
    agency: str | None = None,
    year: int | None = None,
) -> dict[str, Any]:
    """Answer a question in its conversation, keep the turn, and return the JSON of the contract.

    An id that is not known begins a conversation under that id. What is kept, the conversation's memory included,
    holds nothing that identifies a person. Raises BadQuestion where the question is blank or over-long.
    """
    conversation_id = conversation_id or uuid4().hex
    turns = services.store.turns
    began = perf_counter()
    reply = services.answerer.answer(question, memory=turns.memory(conversation_id), agency=agency, year=year)
    seconds = perf_counter() - began
    body = answer_json(reply.answer, conversation_id=conversation_id, turn_id=reply.id)
    secrets = identifiers(question)
    # The permalink is for everyone, the conversation for the one who has it.
    kept = {key: scrub(value, secrets) for key, value in body.items() if key != "conversation_id"}
    turns.record(
        conversation_id, scrub(reply.memory, secrets), reply.id, mask(question), kept, seconds, entry=reply.answer.entry
    )
    return body

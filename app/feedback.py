"""What readers think of an answer: 有用 or 没用, and why not. The desk lists it."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from flask import Blueprint, abort, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from app.chat import MAX_CONVERSATION_ID, Text, read_json
from app.links import answer_url
from app.services import services
from knowledge.records import FeedbackReason, Verdict

feedback = Blueprint("feedback", __name__)

MAX_REASONS = len(FeedbackReason)


class FeedbackRequest(BaseModel):
    """A verdict as the API takes it; reasons are for answers that were of no use."""

    model_config = ConfigDict(extra="ignore")
    turn_id: Annotated[Text, Field(min_length=1, max_length=MAX_CONVERSATION_ID)]
    conversation_id: Annotated[Text, Field(max_length=MAX_CONVERSATION_ID)] | None = None
    verdict: Verdict
    reasons: Annotated[list[FeedbackReason], Field(max_length=MAX_REASONS)] = []


@feedback.post("/api/feedback")
def rate() -> ResponseReturnValue:
    """Keep what a reader thinks of an answer."""
    given = read_json(FeedbackRequest)
    _keep(given.turn_id, given.conversation_id, given.verdict, given.reasons)
    return jsonify({"turn_id": given.turn_id, "verdict": given.verdict.value}), 201


@feedback.post("/answers/<answer_id>/feedback")
def rate_by_form(answer_id: str) -> ResponseReturnValue:
    """Keep it where a form without script says it, and return to the answer, which then asks for the reasons."""
    conversation_id = request.form.get("conversation", "")[:MAX_CONVERSATION_ID]
    try:
        verdict = Verdict(request.form.get("verdict", ""))
        reasons = [FeedbackReason(reason) for reason in request.form.getlist("reasons")[:MAX_REASONS]]
    except ValueError:
        abort(400)
    _keep(answer_id, conversation_id, verdict, reasons)
    rated = "reasons" if reasons else verdict.value
    return redirect(f"{answer_url(answer_id)}?conversation={conversation_id}&rated={rated}#feedback", 303)


def _keep(answer_id: str, conversation_id: str | None, verdict: Verdict, reasons: list[FeedbackReason]) -> None:
    # Whoever comes by a permalink has no conversation: each is a reader of their own.
    reader = conversation_id or uuid4().hex
    wanted = tuple(dict.fromkeys(reasons)) if verdict is Verdict.USELESS else ()
    if not services().store.turns.rate(answer_id, reader, verdict, wanted):
        abort(404)

"""The chat API: ``POST /api/chat`` and ``GET /api/health``."""

from __future__ import annotations

import json
from typing import Annotated, Any, TypeVar

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from app.conversation import converse
from app.negotiation import wants_fragment
from app.problems import InvalidInput
from app.services import services
from knowledge.errors import BadQuestion

MAX_QUESTION = 500
MAX_CONVERSATION_ID = 100
MAX_AGENCY = 200

api = Blueprint("api", __name__, url_prefix="/api")


def _storable(text: str) -> str:
    # Half of a surrogate pair is valid JSON but no text: it can be neither stored nor sent.
    if not text.isprintable() and any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("unpaired surrogate")
    return text.strip()


Text = Annotated[StrictStr, AfterValidator(_storable)]


class Scope(BaseModel):
    """Whose report, and of which year, a page that embeds the chat is about."""

    model_config = ConfigDict(extra="ignore")
    agency: Annotated[Text, Field(max_length=MAX_AGENCY)] | None = None
    year: Annotated[StrictInt, Field(ge=1000, le=9999)] | None = None


class ChatRequest(BaseModel):
    """A question as the API takes it; keys that are not known are passed over."""

    model_config = ConfigDict(extra="ignore")
    question: Text
    conversation_id: Annotated[Text, Field(max_length=MAX_CONVERSATION_ID)] | None = None
    scope: Scope | None = None


@api.post("/chat")
def chat() -> ResponseReturnValue:
    """Answer a question: as JSON, or drawn for the chat where only ``text/html`` is accepted."""
    asked = read_json(ChatRequest)
    check_question(asked.question)
    scope = asked.scope or Scope()
    try:
        body = converse(
            services(),
            asked.question,
            conversation_id=asked.conversation_id,
            agency=scope.agency or None,
            year=scope.year,
        )
    except BadQuestion as error:
        raise InvalidInput(str(error), [("question", str(error))]) from error
    if wants_fragment():
        return render_template("embed/turn.html", body=body, conversation_id=body["conversation_id"])
    return jsonify(body)


@api.get("/health")
def health() -> ResponseReturnValue:
    """Say that the service answers, and how many reports it holds."""
    return jsonify({"status": "ok", "reports": services().store.reports.count()})


def check_question(question: str) -> None:
    """Raise InvalidInput where a question, its edges trimmed, is blank or over-long."""
    say = services().texts
    if not question:
        raise InvalidInput(say("input.blank"), [("question", say("input.blank"))])
    if len(question) > MAX_QUESTION:
        message = say("input.too_long", limit=MAX_QUESTION, length=len(question))
        raise InvalidInput(message, [("question", message)])


Model = TypeVar("Model", bound=BaseModel)


def read_json(model: type[Model]) -> Model:
    """Read a request's body. Raises InvalidInput naming the fields that cannot be used, or UnsupportedMediaType."""
    say = services().texts
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        data = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise InvalidInput(say("input.not_json")) from error
    if not isinstance(data, dict):
        raise InvalidInput(say("input.not_object"))
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _invalid(error) from error


def _invalid(error: ValidationError) -> InvalidInput:
    wordings: dict[str, Any] = services().texts.part("input.fields")
    fields = dict.fromkeys(_field(item["loc"]) for item in error.errors())
    errors = [(field, wordings[field.replace(".", "_")]) for field in fields]
    return InvalidInput("".join(message for _, message in errors), errors)


def _field(location: tuple[int | str, ...]) -> str:
    # A place in a list is the list's.
    return ".".join(part for part in location if isinstance(part, str))

"""Strategy: greetings and thanks."""

from __future__ import annotations

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context


def answer_greeting(context: Context) -> Answer | None:
    """Greet back; None where the question also asks something."""
    query = context.query
    said = query.asks & {"greeting", "thanks"}
    asks_more = (query.indicators and "indicator" not in query.carried) or query.topic or len(query.asks) > len(said)
    if not said or asks_more:
        return None
    composition = Composition(context)
    composition.say("greeting.hello" if "greeting" in said else "greeting.thanks")
    return composition.finish(Kind.GREETING)

"""What the chat's script asks for, drawn: it has no drawing of its own, on our pages as little as in a portal's.

Every answer and every source is drawn by the templates that draw the pages, and sent as a fragment of HTML. A portal
that embeds the chat gets its room (the heading, the box, the questions to begin with) from here too.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.chat import MAX_AGENCY, MAX_CONVERSATION_ID
from app.links import place_of
from app.report_page import report_page
from app.services import services
from knowledge.records import HeldAgency

embed = Blueprint("embed", __name__)


@embed.get("/embed/room")
def room() -> str:
    """The chat as a portal shows it, about the agency that it names or about all."""
    wanted = request.args.get("agency", "").strip()[:MAX_AGENCY]
    agency = _held_agency(wanted)
    starters = services().starters(services().texts, agency)
    return render_template("embed/room.html", wanted=wanted, agency=agency, starters=starters)


@embed.get("/embed/answers/<answer_id>")
def answer(answer_id: str) -> ResponseReturnValue:
    """An answer that was given, for a conversation that goes on after a reload."""
    kept = services().store.turns.answer(answer_id)
    if kept is None:
        abort(404)
    conversation_id = request.args.get("conversation", "")[:MAX_CONVERSATION_ID]
    return render_template("embed/turn.html", body=kept[1], conversation_id=conversation_id)


@embed.get("/embed/source/<report_id>")
def source(report_id: str) -> str:
    """The place that a citation names: its table or its section, marked, with the text as published."""
    store = services().store
    held = store.reports.get(report_id)
    if held is None:
        abort(404)
    cited = place_of(request.args.get("cell"), request.args.get("text"))
    page = report_page(store, held, cited, services().texts)
    if page.source is None:
        abort(404)
    return render_template("embed/source.html", page=page, report=held, section=page.source, cited=cited)


@embed.get("/demo")
def demo() -> str:
    """A portal that embeds the chat with one line, to try it out; ``?agency=`` says whose portal it plays."""
    agencies = services().store.reports.agencies()
    wanted = request.args.get("agency", "").strip()[:MAX_AGENCY]
    return render_template("demo.html", agency=_held_agency(wanted) or next(iter(agencies), None))


def _held_agency(name: str) -> HeldAgency | None:
    if not name:
        return None
    agencies = services().store.reports.agencies()
    exact = [agency for agency in agencies if agency.name == name]
    known = exact or [agency for agency in agencies if name in agency.aliases]
    return known[0] if len(known) == 1 else None

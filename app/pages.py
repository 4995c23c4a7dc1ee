"""The public pages; every one works without script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.chat import MAX_CONVERSATION_ID, check_question
from app.conversation import converse
from app.language import COOKIE
from app.links import answer_url, place_of
from app.problems import InvalidInput
from app.report_page import report_page
from app.services import services
from app.texts import languages
from knowledge.errors import BadQuestion
from knowledge.records import HeldAgency, HeldReport

pages = Blueprint("pages", __name__)

SIZES = ("normal", "large")
PAGE_LENGTH = 60
"""Reports on one page of the list."""
_A_YEAR = 365 * 24 * 3600
_SHOWN_AGENCIES = 8


@pages.get("/")
def home() -> str:
    """The chat, and what is held."""
    store = services().store
    agencies = store.reports.agencies()
    years = sorted({year for agency in agencies for year in agency.years})
    return render_template(
        "home.html",
        agencies=_busiest(agencies),
        agency_count=len(agencies),
        report_count=store.reports.count(),
        years=years,
        starters=services().starters(services().texts),
    )


@pages.route("/ask", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Answer on a page of its own: a form posts here and is sent on to the answer; a link brings ``?q=``."""
    question = request.values.get("q", "").strip()
    if not question and request.method == "GET":
        return redirect(url_for("pages.home"))
    check_question(question)
    conversation_id = request.values.get("conversation", "").strip()[:MAX_CONVERSATION_ID] or None
    try:
        body = converse(services(), question, conversation_id=conversation_id)
    except BadQuestion as error:
        raise InvalidInput(str(error)) from error
    if request.method == "POST":
        # The answer is shown under an address that can be reloaded, and in which no question stands.
        return redirect(f"{answer_url(body['turn_id'])}?conversation={body['conversation_id']}", 303)
    return render_template("answer.html", question=question, body=body, conversation_id=body["conversation_id"])


@pages.get("/answers/<answer_id>")
def answer(answer_id: str) -> str:
    """Replay an answer as it was given."""
    kept = services().store.turns.answer(answer_id)
    if kept is None:
        abort(404)
    question, body = kept
    conversation_id = request.args.get("conversation", "")[:MAX_CONVERSATION_ID]
    return render_template(
        "answer.html", question=question, body=body, conversation_id=conversation_id, rated=request.args.get("rated")
    )


@pages.get("/reports")
def reports() -> str:
    """Every report held, by agency, filtered by a part of the agency's name and by year."""
    store = services().store
    agencies = store.reports.agencies()
    name = request.args.get("agency", "").strip()[:100]
    year = request.args.get("year", type=int)
    wanted = {agency.id for agency in agencies if _goes_by(agency, name)}
    found = [report for report in store.reports.all_current(year) if report.agency_id in wanted]
    found.sort(key=lambda report: (report.agency_id, -report.year))
    page = max(1, request.args.get("page", 1, type=int))
    shown = found[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    return render_template(
        "reports.html",
        groups=_groups(shown),
        total=len(found),
        page=page,
        last_page=max(1, -(-len(found) // PAGE_LENGTH)),
        years=sorted({year for agency in agencies for year in agency.years}, reverse=True),
        name=name,
        year=year,
    )


@pages.get("/reports/<report_id>")
def report(report_id: str) -> str:
    """A report, with the place that a citation names marked."""
    held = services().store.reports.get(report_id)
    if held is None:
        abort(404)
    cited = place_of(request.args.get("cell"), request.args.get("text"))
    page = report_page(services().store, held, cited, services().texts)
    return render_template("report.html", page=page, report=held, cited=cited)


@pages.post("/preferences")
def preferences() -> ResponseReturnValue:
    """Keep the size of type or the language that a reader chose, and return to where they were."""
    response = redirect(_within(request.form.get("next", "/")), 303)
    if "size" in request.form:
        _remember(response, "size", request.form["size"], SIZES)
    if "lang" in request.form:
        _remember(response, COOKIE, request.form["lang"], languages())
    return response


def _remember(response: Response, name: str, value: str, known: Sequence[str]) -> None:
    if value in known:
        response.set_cookie(name, value, _A_YEAR, samesite="Lax")


@pages.get("/<any(about, privacy, accessibility):name>")
def statement(name: str) -> str:
    """A short statement: about this site, privacy, accessibility."""
    config = services().config
    part: dict[str, Any] = services().texts.part(f"statements.{name}")
    return render_template("statement.html", name=name, statement=part, retention_days=config.retention_days)


def _busiest(agencies: Iterable[HeldAgency]) -> list[HeldAgency]:
    return sorted(agencies, key=lambda agency: -len(agency.years))[:_SHOWN_AGENCIES]


def _goes_by(agency: HeldAgency, part: str) -> bool:
    return not part or any(part in name for name in (agency.name, *agency.aliases))


def _groups(found: Iterable[HeldReport]) -> list[tuple[str, list[HeldReport]]]:
    groups: dict[str, list[HeldReport]] = {}
    for held in found:
        groups.setdefault(held.agency, []).append(held)
    return list(groups.items())


def _within(path: str) -> str:
    # Only a path on this site: "//host" and "/\host" lead away.
    return path if path.startswith("/") and path[1:2] not in {"/", "\\"} and "\n" not in path else "/"

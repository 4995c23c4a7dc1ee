"""The dashboard: what is asked, what is answered, how fast, and which entries nobody asks for; charts with tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.charts import draw
from app.desk.blueprint import desk
from app.desk.export import FORMATS, Cell, Column, Sheet, handed_out
from app.desk.lookup import address
from app.desk.lookup_words import word, words
from app.desk.wording import say
from app.services import services
from knowledge.answering.answer import Chart, ChartPoint
from knowledge.answering.maintained import shelf_of
from knowledge.clock import today
from knowledge.records import Verdict
from knowledge.store.statistics import Day

SPANS = {7: say("dashboard.last_week"), 30: say("dashboard.last_month"), 90: say("dashboard.last_quarter")}
MOST_QUESTIONS = 20
VERDICTS = {Verdict.USEFUL: say("dashboard.useful"), Verdict.USELESS: say("dashboard.useless")}


@dataclass(frozen=True, slots=True)
class Panel:
    """A table of the dashboard with the chart drawn from it; ``name`` stands in the address of its export."""

    name: str
    sheet: Sheet
    chart: Markup | None = None


@desk.get("/dashboard")
def dashboard() -> ResponseReturnValue:
    """Show the dashboard, or hand one of its tables out as a file."""
    span = request.args.get("days", 30, type=int)
    span = span if span in SPANS else 30
    panels = _panels(span)
    chosen, table = request.args.get("format", ""), request.args.get("table", "")
    if chosen:
        panel = next((panel for panel in panels if panel.name == table), None)
        if panel is None or chosen not in FORMATS:
            abort(404)
        return handed_out(panel.sheet, chosen)
    return render_template(
        "desk/dashboard.html",
        panels=panels,
        figures=_key_figures(span),
        span=span,
        spans=SPANS,
        address=address,
        most=MOST_QUESTIONS,
    )


def _panels(span: int) -> list[Panel]:
    statistics, since = services().store.statistics, _since(span)
    most = [
        (Cell(item.question), Cell(item.times), Cell(word("answers", item.kind)))
        for item in statistics.most_asked(since, MOST_QUESTIONS)
    ]
    hits, never = _faq_hits(span)
    return [
        _days(statistics.days(since), span),
        _counts("kinds", say("dashboard.kinds"), _worded("answers", statistics.kinds(since))),
        _counts("reasons", say("dashboard.reasons"), _worded("reasons", statistics.reasons(since))),
        _counts(
            "verdicts",
            say("dashboard.verdicts"),
            {VERDICTS[Verdict(k)]: n for k, n in statistics.verdicts(since).items()},
        ),
        _counts("seconds", say("dashboard.seconds"), _by_speed(statistics.seconds(since))),
        Panel(
            "most",
            Sheet(
                say("dashboard.most_asked"),
                _columns(say("common.question"), say("dashboard.times"), say("common.reply")),
                tuple(most),
            ),
        ),
        _counts("hits", say("dashboard.hits"), hits),
        Panel(
            "never",
            Sheet(
                say("dashboard.never_hit"),
                _columns(say("common.entry")),
                tuple((Cell(question),) for question in never),
            ),
        ),
    ]


def _key_figures(span: int) -> list[tuple[str, str]]:
    statistics, since = services().store.statistics, _since(span)
    days, verdicts = statistics.days(since), statistics.verdicts(since)
    asked, answered = sum(day.asked for day in days), sum(day.answered for day in days)
    seconds, rated = statistics.seconds(since), sum(verdicts.values())
    return [
        (say("dashboard.asked"), f"{asked:,}"),
        (say("dashboard.answered"), _percent(answered, asked)),
        (say("dashboard.rated_useful"), _percent(verdicts.get(Verdict.USEFUL.value, 0), rated)),
        (say("dashboard.median_time"), _milliseconds(seconds, 0.5)),
        (say("dashboard.p95_time"), _milliseconds(seconds, 0.95)),
    ]


def _days(days: Sequence[Day], span: int) -> Panel:
    found = {day.day: day for day in days}
    first = _since(span)
    every = [(first + timedelta(days=n)).isoformat() for n in range(span)]
    points = tuple(ChartPoint(day[5:], Decimal(found[day].asked if day in found else 0)) for day in every)
    rows = tuple((Cell(day.day), Cell(day.asked), Cell(day.answered), Cell(day.asked - day.answered)) for day in days)
    sheet = Sheet(
        say("dashboard.by_day"),
        _columns(say("dashboard.day"), say("dashboard.asked"), say("dashboard.answered"), say("common.unanswered")),
        rows,
    )
    return Panel(
        "days",
        sheet,
        _drawn(Chart("line", say("dashboard.by_day"), say("dashboard.times_unit"), points)) if days else None,
    )


def _counts(name: str, title: str, counts: Mapping[str, int]) -> Panel:
    rows = tuple((Cell(label), Cell(count)) for label, count in counts.items())
    points = tuple(ChartPoint(label, Decimal(count)) for label, count in list(counts.items())[:12])
    return Panel(
        name,
        Sheet(title, _columns(say("common.item"), say("dashboard.times")), rows),
        _drawn(Chart("bar", title, say("dashboard.times_unit"), points)) if points else None,
    )


def _faq_hits(span: int) -> tuple[dict[str, int], list[str]]:
    """Return how often each entry answered, and those that may answer and never did, by their standard questions.

    An entry that answered and has been retired since is counted under what it asks.
    """
    store, shelf = services().store, shelf_of(services().answerer.context(""))
    names = {key: content.question for key, content in shelf.maintained.items()}
    names |= {key: entry.question for key, entry in shelf.starters.items()}
    hits = store.statistics.entries(_since(span))
    gone = {key: entry for key in hits if key not in names and (entry := store.faq.of_key(key))}
    asked = names | {key: entry.newest.content.question for key, entry in gone.items()}
    told: Counter[str] = Counter()
    for key, count in hits.items():
        told[asked.get(key, key)] += count
    return dict(told.most_common()), [question for key, question in names.items() if key not in hits]


def _by_speed(seconds: Sequence[float]) -> dict[str, int]:
    bounds = (
        (say("dashboard.below_10ms"), 0.01),
        (say("dashboard.below_50ms"), 0.05),
        (say("dashboard.below_200ms"), 0.2),
        (say("dashboard.below_1s"), 1.0),
        (say("dashboard.above_1s"), 1e9),
    )
    counts: dict[str, int] = {}
    below = 0
    for label, bound in bounds:
        upto = sum(value < bound for value in seconds)
        if upto > below:
            counts[label] = upto - below
        below = upto
    return counts


def _since(span: int) -> date:
    return today() - timedelta(days=span - 1)


def _worded(group: str, counts: Mapping[str, int]) -> dict[str, int]:
    return {words(group).get(name, name): count for name, count in counts.items()}


def _columns(first: str, *others: str) -> tuple[Column, ...]:
    return (Column(first), *(Column(label, number=label not in (say("common.reply"),)) for label in others))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


def _milliseconds(seconds: Sequence[float], share: float) -> str:
    return (
        say("dashboard.milliseconds", value=1000 * seconds[min(len(seconds) - 1, int(len(seconds) * share))])
        if seconds
        else "—"
    )


def _drawn(chart: Chart) -> Markup:
    # Drawn by app.charts, which escapes what it is given.
    return Markup(draw(chart))

"""The read API's three searches."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from app.present import number
from app.reading.asked import FactsAsked, Paged, ReportsAsked, SearchAsked, read_query, wanted_of
from app.reading.blueprint import reading
from app.reading.faq import search_faq
from app.reading.rows import fact_json, figure_json, passage_json, report_json
from app.services import services
from knowledge.lookups import Tally


@reading.get("/facts")
def facts() -> ResponseReturnValue:
    """Return cells of the tables."""
    asked: FactsAsked = read_query(FactsAsked, request.args.to_dict(flat=False))
    lookup = services().store.lookup
    wanted = wanted_of(asked, services().store)
    tally = lookup.tally(wanted)
    found = lookup.facts(wanted, asked.order, limit=asked.limit, offset=asked.offset)
    sums = [{"value": number(total), "unit": unit} for unit, total in tally.sums]
    return jsonify(_page(asked, tally) | {"sum": sums[0] if sums else None, "facts": [fact_json(row) for row in found]})


@reading.get("/reports")
def reports() -> ResponseReturnValue:
    """Return the heads of reports."""
    asked: ReportsAsked = read_query(ReportsAsked, request.args.to_dict(flat=False))
    lookup = services().store.lookup
    wanted = wanted_of(asked, services().store)
    found = lookup.reports(wanted, limit=asked.limit, offset=asked.offset)
    rows = [report_json(report, *lookup.place_of(report.agency_id)) for report in found]
    return jsonify(_page(asked, Tally(lookup.count_reports(wanted))) | {"reports": rows})


@reading.get("/search")
def search() -> ResponseReturnValue:
    """Return passages, numbers of the narrative, or entries."""
    asked: SearchAsked = read_query(SearchAsked, request.args.to_dict(flat=False))
    store = services().store
    wanted = wanted_of(asked, store)
    if asked.kind == "faq":
        entries = search_faq(services().answerer, asked.q)
        rows = entries[asked.offset : asked.offset + asked.limit]
        return jsonify(_page(asked, Tally(len(entries))) | {"results": rows})
    figures = asked.kind == "figure"
    tally = store.lookup.count_text(asked.q, wanted, figures=figures)
    if figures:
        rows = [
            figure_json(row) for row in store.lookup.figures(asked.q, wanted, limit=asked.limit, offset=asked.offset)
        ]
    else:
        found = store.lookup.passages(asked.q, wanted, limit=asked.limit, offset=asked.offset)
        rows = [passage_json(row) for row in found]
    return jsonify(_page(asked, tally) | {"results": rows})


def _page(asked: Paged, tally: Tally) -> dict[str, Any]:
    following = asked.offset + asked.limit
    query: dict[str, Any] = request.args.to_dict(flat=False) | {"offset": following}
    more = following < tally.count
    return {
        "total": tally.count,
        "total_is_bounded": tally.bounded,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": url_for(request.endpoint or "", **query) if more else None,
    }

"""One search over cells, numbers of the narrative, text and entries. The whole search stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from app.desk.blueprint import desk
from app.desk.export import FORMATS, MOST_ROWS, Sheet, handed_out
from app.desk.lookup_question import Understood, understood
from app.desk.lookup_table import entries_sheet, facts_sheet, figures_sheet, passages_sheet
from app.desk.lookup_words import applicants, words
from app.desk.wording import say
from app.reading.asked import FactsAsked, Name, indicators, read_query, wanted_of
from app.reading.faq import search_faq
from app.services import services
from knowledge.forms import forms, label_of
from knowledge.lookups import Tally, Wanted
from knowledge.records import FactStatus

PAGE_LENGTH = 50
SEPARATORS = str.maketrans(dict.fromkeys("，,；;\n\t", "、"))

NARROWING = ("agency", "place", "level", "year", "indicator", "applicant", "status", "finding")
"""What of a query narrows the search; a question narrows it only where nothing else does."""

Kind = Literal["facts", "figures", "text", "faq"]


class LookupAsked(FactsAsked):
    """A search at the desk: what the read API takes, a question or words, what is shown, and which page of it."""

    q: Name = ""
    show: Kind | None = None
    page: int = Field(default=1, ge=1, le=2000)
    sort: Literal["agency", "year", "indicator", "value"] | None = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Search:
    """A search as it is carried out: ``words`` are those looked for in text."""

    asked: LookupAsked
    wanted: Wanted
    words: str
    answered: Understood | None = None


@desk.get("/lookup")
def lookup() -> ResponseReturnValue:
    """Search, show a page of what is found, or hand all of it out as a file."""
    search = _search()
    tallies = {kind: _tally(search, kind) for kind in words("kinds")}
    show: str = search.asked.show or next((kind for kind in words("kinds") if tallies[kind].count), "facts")
    form = request.args.get("format", "")
    if form and form not in FORMATS:
        abort(404)
    if form:
        return handed_out(_sheet(search, show, tallies[show], limit=MOST_ROWS, offset=0), form)
    offset = (search.asked.page - 1) * PAGE_LENGTH
    return render_template(
        "desk/lookup.html",
        search=search,
        sheet=_sheet(search, show, tallies[show], limit=PAGE_LENGTH, offset=offset),
        show=show,
        tallies=tallies,
        last_page=max(1, -(-tallies[show].count // PAGE_LENGTH)),
        address=address,
        choices=choices(),
    )


def address(**changes: object) -> str:
    """Return the address of this page with some of its query changed; an empty value leaves a part out."""
    query: dict[str, Any] = request.args.to_dict(flat=False) | changes
    kept = {name: value for name, value in query.items() if value not in (None, "", [], [""])}
    return url_for(request.endpoint or "", **{**(request.view_args or {}), **kept})


def choices() -> dict[str, Any]:
    """Return what the form offers."""
    lookup = services().store.lookup
    return {
        "years": lookup.years(),
        "levels": {level: words("levels").get(level, level) for level in lookup.levels()},
        "indicators": indicator_groups(),
        "applicants": applicants(),
        "statuses": {status.value: words("statuses")[status.value] for status in FactStatus},
        "rules": {"*": say("lookup.any_finding"), **words("rules")},
        "kinds": words("kinds"),
    }


def indicator_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the indicators by table, those of the form in force first, subtotals before what they are made of."""
    known: set[str] = set()
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for form in reversed(forms()):
        if not groups:
            groups.append((say("lookup.subtotals"), [(item.id, label_of(item.id)) for item in form.subtotals]))
            known.update(item.id for item in form.subtotals)
        for table in form.tables:
            names = dict.fromkeys(cell.indicator for cell in table.cells if cell.indicator not in known)
            known.update(names)
            if names:
                groups.append(
                    (
                        say("lookup.table_of", title=table.title, form=form.id),
                        [(name, label_of(name)) for name in names],
                    )
                )
    left = [name for name in indicators() if name not in known]
    return [*groups, (say("lookup.other_subtotals"), [(name, label_of(name)) for name in left])] if left else groups


def given(args: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return a query without its empty fields, several names in one field taken apart."""
    found = {name: [value.strip() for value in values if value.strip()] for name, values in args.items()}
    names = [part.strip() for value in found.get("agency", ()) for part in value.translate(SEPARATORS).split("、")]
    return {name: values for name, values in (found | {"agency": [n for n in names if n]}).items() if values}


def _search() -> Search:
    args = given(request.args.to_dict(flat=False))
    asked: LookupAsked = read_query(LookupAsked, args)
    found = understood(asked.q) if asked.q else None
    if found and not any(args.get(name) for name in NARROWING):
        asked = asked.model_copy(update=found.fields)
    elif asked.indicator and "applicant" not in request.args:
        # Kinds of applicants beside their total would count each request twice: they are shown when asked for.
        asked = asked.model_copy(update={"applicant": ["total"]})
    if asked.sort is None:
        single = len(asked.indicator) == 1
        asked = asked.model_copy(
            update={"sort": "value" if single else "agency", "descending": single or asked.descending}
        )
    return Search(asked, wanted_of(asked, services().store), found.words if found else "", found)


def _tally(search: Search, kind: str) -> Tally:
    store = services().store
    if kind == "facts":
        # Words that narrow nothing are looked for in text: every cell of the base would be no answer to them.
        return Tally(0) if search.words and search.wanted == Wanted() else store.lookup.tally(search.wanted)
    if not search.words:
        return Tally(0)
    if kind == "faq":
        return Tally(len(search_faq(services().answerer, search.words)))
    return store.lookup.count_text(search.words, search.wanted, figures=kind == "figures")


def _sheet(search: Search, kind: str, tally: Tally, *, limit: int, offset: int) -> Sheet:
    lookup, title = services().store.lookup, say("lookup.sheet_title", kind=words("kinds")[kind])
    match kind:
        case "facts":
            found = lookup.facts(search.wanted, search.asked.order, limit=limit, offset=offset) if tally.count else ()
            return facts_sheet(found, tally, title)
        case "figures":
            return figures_sheet(lookup.figures(search.words, search.wanted, limit=limit, offset=offset), title)
        case "text":
            return passages_sheet(lookup.passages(search.words, search.wanted, limit=limit, offset=offset), title)
        case _:
            return entries_sheet(search_faq(services().answerer, search.words)[offset : offset + limit], title)

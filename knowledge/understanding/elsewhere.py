"""The body of the same kind at another place, where the talk is about one: 绩溪的呢 after 旌德县卫健委."""

from __future__ import annotations

from knowledge.divisions import bare, greatest_level
from knowledge.records import HeldAgency
from knowledge.understanding.index import AgencyIndex
from knowledge.understanding.query import Draft
from knowledge.vocabulary.turns import turn

_PLACE_ONLY = turn("place_alone")


def read_elsewhere(draft: Draft, index: AgencyIndex) -> None:
    """Take a place that stands alone for the body there of the kind spoken of, where one is held."""
    spoken = [index.agencies[key] for key in draft.talk.agencies if key in index.agencies]
    match = _PLACE_ONLY.match(draft.rest)
    if match is None or len(spoken) != 1 or draft.agencies or draft.rivals or not spoken[0].place:
        return
    body, place = _kind_of(spoken[0]), bare(match["place"])
    found = [
        key
        for key, agency in index.agencies.items()
        if agency.name.startswith(place) and _kind_of(agency) == body and key != spoken[0].id
    ]
    if body and len(found) == 1:
        draft.agencies.append(found[0])
        draft.take(*match.span("place"))
    elif body and not index.find(match["place"]) and greatest_level(place):
        draft.foreign = match["place"] + body
        draft.take(*match.span("place"))


def _kind_of(agency: HeldAgency) -> str:
    """Return an agency's name without its place, empty where it does not begin with it."""
    place = agency.place or ""
    own = next((place[start:] for start in range(len(place)) if agency.name.startswith(place[start:])), "")
    return agency.name.removeprefix(own) if own else ""

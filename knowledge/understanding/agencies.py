"""Which body a question is about: by full name, alias, place plus body, or sound; and bodies that are not held."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.understanding.index import AgencyIndex, governs, is_place, last_place
from knowledge.understanding.lexicon import Match
from knowledge.understanding.naming import (
    body_at,
    ends_of_words,
    government_at,
    place_before,
    place_end,
    stretch_after,
    stretch_before,
    unknown_name,
)
from knowledge.understanding.query import Draft
from knowledge.understanding.strangers import Stranger, names_place, settle
from knowledge.vocabulary.turns import turn

_EVERY = turn("every_body")
_SO_MANY = turn("how_many_bodies")
_RANKED = turn("ranked_bodies")
_OTHER_NAME = turn("otherwise_called")
_TOGETHER = turn("two_bodies")
_JOINS = turn("place_and_body")
_OF_THESE = turn("of_these_bodies")
_NUMBERED = turn("so_many_bodies")
_COUNTS = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_KINDS = "省市区县州盟旗"
_MEDIUM = turn("medium")
_AFTER_CORE = turn("after_short_name")


def read_agencies(draft: Draft, index: AgencyIndex) -> None:
    """Fill in the agencies named, in the order named; name the body that is asked about and not held."""
    draft.unnamed = draft.rest
    every = _EVERY.search(draft.rest)
    if every and not _counts_bodies(draft, every, index):
        draft.every_agency, draft.bodies = True, every[0]
        draft.take(*every.span())
    floor, place = 0, _place_spoken_of(draft, index)
    taken: list[Match[int]] = []
    for match in _named(draft.rest, index):
        beside = place if floor == 0 or _TOGETHER.fullmatch(draft.rest[floor : match.start]) else ""
        found = settle(draft.rest, match, index.agencies, floor, beside)
        floor, place = match.end, beside or _place_said(match, index)
        if isinstance(found, Stranger):
            draft.foreign = found.name
            if found.own:
                # The report of the greater body may tell of what this one did.
                draft.foreign_body = found.own
                draft.near += match.meanings
            draft.take(found.start, found.end)
        else:
            follows = stretch_after(draft.rest, found.end)
            draft.beyond_name = draft.rest[found.start : found.end] + follows if follows else draft.beyond_name
            _accept(draft, found, index)
            taken.append(found)
    _leave_seats(draft, taken, index)
    if len(draft.agencies) > 1:
        # 甲和乙，哪家更多 asks of those two only.
        draft.every_agency = False
        if these := _OF_THESE.search(draft.rest):
            draft.take(*these.span())
    if set(draft.agencies) & set(draft.rivals):
        # A place beside the full name of a body there means that body again.
        draft.rivals.clear()
    if not draft.agencies and not draft.rivals and not draft.foreign:
        _read_place(draft, index)


def _leave_seats(draft: Draft, taken: list[Match[int]], index: AgencyIndex) -> None:
    """Let go of a place that only says where the body behind it is, and of its government: 云溪市2024年档案局…."""
    if taken:
        _leave_place_before(draft, taken[0], last_place(index.agencies[taken[0].meanings[0]]))
    for match, following in pairwise(taken):
        seat, body = index.agencies[match.meanings[0]], index.agencies[following.meanings[0]]
        alone = len(match.meanings) == 1 and governs(seat) and is_place("".join(match.phrase), last_place(seat))
        between = draft.unnamed[match.end : following.start]
        if alone and not governs(body) and body.place == seat.place and not _JOINS.search(between):
            draft.agencies.remove(seat.id)


def _leave_place_before(draft: Draft, match: Match[int], place: str) -> None:
    """Take the place of a body out where it stands before its name, with a year or the like between."""
    start = draft.unnamed.find(place, 0, match.start) if place else -1
    if start >= 0 and not _JOINS.search(draft.unnamed[start : match.start]):
        draft.take(start, start + len(place))


def _place_spoken_of(draft: Draft, index: AgencyIndex) -> str:
    """Return the place of the one body that the talk is about: 税务局呢, after a talk of a city's, is that city's."""
    spoken = [index.agencies[key] for key in draft.talk.agencies if key in index.agencies]
    return (spoken[0].place or "") if len(spoken) == 1 else ""


def _place_said(match: Match[int], index: AgencyIndex) -> str:
    """Return the place of the one body that a name means, where the name says of which place it is."""
    agency = index.agencies[match.meanings[0]]
    named = len(match.meanings) == 1 and names_place("".join(match.phrase), agency)
    return (agency.place or "") if named else ""


def _counts_bodies(draft: Draft, every: re.Match[str], index: AgencyIndex) -> bool:
    """Tell whether 几家单位 asks how many there were in one agency's report, and not which of all that are held."""
    if not _SO_MANY.match(every[0]) or _RANKED.search(draft.rest):
        return False
    named = len({match.meanings for match in _named(draft.rest, index)})
    return named == 1 or (not named and len(draft.talk.agencies) == 1)


def _named(text: str, index: AgencyIndex) -> list[Match[int]]:
    """Return the names in a text; one without the word for its kind counts only where no other agency is named."""
    named = index.names.longest(text)
    cores = [
        match
        for match in index.cores.longest(text)
        if _AFTER_CORE.match(text, match.end) or _says_its_body(text[match.start : match.end])
    ]
    covered = all(any(core.start <= match.start and match.end < core.end for core in cores) for match in named)
    return cores if cores and covered else named


def _says_its_body(core: str) -> bool:
    """Tell whether a name without the word for its kind still ends in one of a body (某县地税, not 某县教育)."""
    return any(body_at(core, start) == core[start:] for start in range(1, len(core)))


def _accept(draft: Draft, match: Match[int], index: AgencyIndex) -> None:
    # 教育局 after 云溪市教育局 means that one again.
    named = [key for key in match.meanings if key in draft.agencies]
    if len(match.meanings) == 1 or len(named) == 1:
        draft.agencies.append((named or match.meanings)[0])
    elif (number := _NUMBERED.search(draft.rest[: match.start])) and _COUNTS[number[1]] == len(match.meanings):
        # 两个公安局 means both that are held.
        draft.agencies += match.meanings
    else:
        draft.rivals += match.meanings
    if not _MEDIUM.match(draft.rest, match.end) or match.phrase not in index.core_names:
        # 某县教育公众号: the name says whose account it is, and which.
        before = place_before(draft.rest, match.start)
        draft.take(match.start - len(before), match.end)
    other_name = _OTHER_NAME.search(draft.rest[: match.start])
    if other_name:
        draft.take(*other_name.span())


def _read_place(draft: Draft, index: AgencyIndex) -> None:
    """Take out the body or place that is named and not held; a place alone may have agencies that are."""
    ends = ends_of_words(draft.rest)
    for start in range(len(draft.rest)):
        place_ends = place_end(draft.rest, start)
        body = body_at(draft.rest, place_ends)
        if place_ends == start and not (body and {start, start + len(body)} <= ends):
            # 平台办理 names no 台办.
            continue
        governed = "" if body else government_at(draft.rest, place_ends)
        end = place_ends + len(body or governed or stretch_after(draft.rest, place_ends))
        near = index.at_place(draft.rest[start:place_ends]) if governed or end == place_ends else ()
        start -= len(stretch_before(draft.rest, 0, start))
        name = draft.rest[start:end]
        if not near and index.heard(name):
            return
        if governed:
            near = tuple(key for key in near if governs(index.agencies[key]))
        draft.take(start, end)
        draft.near += near
        draft.foreign = None if draft.near else name
        return
    unknown = unknown_name(draft.rest)
    if unknown and not index.heard(draft.rest[slice(*unknown)]):
        draft.foreign = draft.rest[slice(*unknown)]
        draft.take(*unknown)

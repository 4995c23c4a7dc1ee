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

_EVERY = re.compile(
    r"(?:所有|全部|各个?|每个|哪个|哪家|哪一家|哪些|这些|几个|几家|这几家|哪几家|[前一二两三四五六七八九十]{1,2}家|[前后]?\d{1,2}家|全省各?|全市各?|各地|哪)(?:的)?(?:单位|部门|机关|行政机关|机构|市|区|县|局|地方|政府(?!信息|网站|规章|公报|部门)|省|家|地区)"
    r"|各单位|各部门|各机关|各家(?:单位|部门|机关)?|各机关|各地|谁家|(?<=[多少高低]的)前?[一二两三四五六七八九十\d]{1,2}家|全体|库里|收录的单位|(?<=最[多少高低]的)(?:单位|部门|机关)(?=是哪|是谁|有哪|叫)"
)
_RANKED = re.compile("最[多少高低大小]|排|谁|哪|比|前[一二三四五六七八九十几\\d]")
_OTHER_NAME = re.compile(r"(?:^|(?<=，))[\u4e00-\u9fff]{2,12}?(?:也?就是|也叫|又叫|指的?是)(?:说|那个|这个)?$")
"""What the asker calls an agency before naming it (老开发区就是某某新区)."""
_TOGETHER = re.compile("，?(?:[和与及跟同，]|还有|以及)，?")
"""What stands between two bodies of one place: 云溪市档案局和水务局."""
_JOINS = re.compile("[和与及跟同比较、]|还有|以及")
"""Between a place and a body of it: both are meant, and the place stands for its government."""
_OF_THESE = re.compile(r"[这那]?[两二三四五六七八九十几\d]个?(?:家|单位|部门|机关|局)(?:里面?|里头|中|之中|当中)")
"""甲、乙、丙三家里 says of those named what needs no saying."""
_NUMBERED = re.compile("([两俩二三四2-4])[个家]?$")
_COUNTS = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_KINDS = "省市区县州盟旗"
_MEDIUM = re.compile("政务|官方|微信|公众号|公号|微博|抖音|视频号|头条|网站|官网|APP|小程序")
_AFTER_CORE = re.compile(rf"[，的有在那这]|\d|$|去年|今年|前年|{_MEDIUM.pattern}")
"""What may follow a body named without the word for its kind: 某县教育有…, 某县教育公众号… but not 某县教育信息."""


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
    spoken = [index.agencies[key] for key in draft.memory.get("agencies", ()) if key in index.agencies]
    return (spoken[0].place or "") if len(spoken) == 1 else ""


def _place_said(match: Match[int], index: AgencyIndex) -> str:
    """Return the place of the one body that a name means, where the name says of which place it is."""
    agency = index.agencies[match.meanings[0]]
    named = len(match.meanings) == 1 and names_place("".join(match.phrase), agency)
    return (agency.place or "") if named else ""


def _counts_bodies(draft: Draft, every: re.Match[str], index: AgencyIndex) -> bool:
    """Tell whether 几家单位 asks how many there were in one agency's report, and not which of all that are held."""
    if not re.match("几[家个]", every[0]) or _RANKED.search(draft.rest):
        return False
    named = len({match.meanings for match in _named(draft.rest, index)})
    return named == 1 or (not named and len(draft.memory.get("agencies", ())) == 1)


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

"""Which body a question is about: by full name, alias, place plus body, or sound; and bodies that are not held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.divisions import bare, divisions, names_of_bodies, plain
from knowledge.records import HeldAgency
from knowledge.understanding.lexicon import Match, Trie
from knowledge.understanding.normalise import normalise
from knowledge.understanding.query import Draft
from knowledge.understanding.sound import sound
from knowledge.understanding.terms import lexicon_has

_EVERY = re.compile(
    r"(?:所有|全部|各个?|每个|哪个|哪家|哪一家|哪些|这些|几个|几家|这几家|哪几家|[前一二两三四五六七八九十]{1,2}家|[前后]?\d{1,2}家|全省各?|全市各?|各地|哪)(?:的)?(?:单位|部门|机关|行政机关|机构|市|区|县|局|地方|政府(?!信息|网站|规章|公报|部门)|省|家|地区)"
    r"|各单位|各部门|各机关|各家(?:单位|部门|机关)?|各机关|各地|谁家|(?<=[多少高低]的)前?[一二两三四五六七八九十\d]{1,2}家|全体|库里|收录的单位"
)
_RANKED = re.compile("最[多少高低大小]|排|谁|哪|比|前[一二三四五六七八九十几\\d]")
_OTHER_NAME = re.compile(r"(?:^|(?<=，))[\u4e00-\u9fff]{2,12}?(?:也?就是|也叫|又叫|指的?是)(?:说|那个|这个)?$")
"""What the asker calls an agency before naming it (老开发区就是某某新区)."""
_LONGEST = 16
"""Characters of the longest name of a place or body that is looked for."""
_UNKNOWN_BODY = re.compile(
    r"(?P<name>(?!哪|这|那|本|该|我|你|各|每|某|全|所有|请|想|帮|问|查)[\u4e00-\u9fff]{2,10}?(?:局|厅|委员会|人民政府|政府|管委会|街道办|街道|镇|乡))"
    r"(?=，|的|有|在|收|\d|去年|今年|前年)"
)
"""A question that opens with what can only be the name of a body: 火星局2024年…"""
_NUMBERED = re.compile("([两俩二三四2-4])[个家]?$")
_COUNTS = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_KINDS = "省市区县州盟旗"
_MEDIUM = re.compile("政务|官方|微信|公众号|公号|微博|抖音|视频号|头条|网站|官网|APP|小程序")
_AFTER_CORE = re.compile(rf"[，的有在那这]|\d|$|去年|今年|前年|{_MEDIUM.pattern}")
"""What may follow a body named without the word for its kind: 某县教育有…, 某县教育公众号… but not 某县教育信息."""


class AgencyIndex:
    """The names of every agency held, ready to be found in questions. Built anew when what is held changes."""

    def __init__(self, agencies: Sequence[HeldAgency]) -> None:
        self.agencies = {agency.id: agency for agency in agencies}
        self.names: Trie[int] = Trie(
            (normalise(name), agency.id) for agency in agencies for name in _names_of(agency) - _cores_of(agency)
        )
        cores = [(normalise(name), agency.id) for agency in agencies for name in _cores_of(agency)]
        self.cores: Trie[int] = Trie(cores)
        self.core_names = frozenset(name for name, _ in cores)
        self._sounds: Trie[int] | None = None
        self.spelled: Trie[str] | None = None
        """The names and the vocabulary in pinyin, built when first needed."""

    def find(self, name: str) -> tuple[int, ...]:
        """Return the agencies that go by a name."""
        name = normalise(name)
        return next((ids for end, ids in self.names.at(name, 0) if end == len(name)), ())

    def at_place(self, place: str) -> tuple[int, ...]:
        """Return the agencies of a place itself, not of the places within it."""
        return tuple(key for key, agency in self.agencies.items() if bare(_last_place(agency)) == bare(place))

    @property
    def sounds(self) -> Trie[int]:
        """The names by sound, built when first needed: a syllable is one step of the trie."""
        if self._sounds is None:
            self._sounds = Trie(
                (sound(normalise(name)), agency.id)
                for agency in self.agencies.values()
                for name in _names_of(agency) - _cores_of(agency)
                if len(name) > 2
            )
        return self._sounds

    def heard(self, name: str) -> bool:
        """Tell whether a name sounds exactly like one that is held (市水雾局)."""
        return any(len(match.phrase) == len(name) for match in self.sounds.longest(sound(name)))


def read_agencies(draft: Draft, index: AgencyIndex) -> None:
    """Fill in the agencies named, in the order named; name the body that is asked about and not held."""
    draft.unnamed = draft.rest
    every = _EVERY.search(draft.rest)
    if every and not _counts_bodies(draft, every, index):
        draft.every_agency = True
        draft.take(*every.span())
    for match in _named(draft.rest, index):
        stranger = _stranger(draft.rest, match, index)
        if stranger:
            draft.foreign = stranger.name
            if stranger.own:
                # The report of the greater body may tell of what this one did.
                draft.foreign_body = stranger.own
                draft.near += match.meanings
            draft.take(match.start, match.end)
            continue
        _accept(draft, match, index)
    if len(draft.agencies) > 1:
        # 甲和乙，哪家更多 asks of those two only.
        draft.every_agency = False
    if set(draft.agencies) & set(draft.rivals):
        # A place beside the full name of a body there means that body again.
        draft.rivals.clear()
    if not draft.agencies and not draft.rivals and not draft.foreign:
        _read_place(draft, index)


def _counts_bodies(draft: Draft, every: re.Match[str], index: AgencyIndex) -> bool:
    """Tell whether 几家单位 asks how many there were in one agency's report, and not which of all that are held."""
    if not re.match("几[家个]", every[0]) or _RANKED.search(draft.rest):
        return False
    named = len({match.meanings for match in _named(draft.rest, index)})
    return named == 1 or (not named and len(draft.memory.get("agencies", ())) == 1)


def _names_of(agency: HeldAgency) -> frozenset[str]:
    return frozenset((agency.name, *agency.aliases))


def _cores_of(agency: HeldAgency) -> frozenset[str]:
    """Return the names without the word for the kind of body (某县教育), as accounts and their readers use them."""
    names, kinds = _names_of(agency), names_of_bodies()["words"]["kinds"]
    return frozenset(name for name in names if any(name + kind in names for kind in kinds))


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
    return any(core[start:] in _bodies() for start in range(1, len(core)))


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
        before = _place_before(draft.rest, match.start)
        draft.take(match.start - len(before), match.end)
    other_name = _OTHER_NAME.search(draft.rest[: match.start])
    if other_name:
        draft.take(*other_name.span())


@dataclass(frozen=True, slots=True)
class Stranger:
    """A body that is not held: its name, and the part of it that is its own (医保局 of 沭阳县医保局)."""

    name: str
    own: str = ""


def _stranger(text: str, match: Match[int], index: AgencyIndex) -> Stranger | None:
    """Return the other body that the match is only a part of (青岛市 + 国动办, 平潭 + 县公安局), or None."""
    name = text[match.start : match.end]
    before = _place_before(text, match.start)
    if before and not any(_belongs(before, index.agencies[key]) for key in match.meanings):
        return Stranger(before + name)
    end = _place_end(text, match.end)
    if end > match.end and any(_belongs(text[match.end : end], index.agencies[key]) for key in match.meanings):
        end = match.end
    after = text[match.end : end] + _body_at(text, end)
    return Stranger(name + after, _body_at(text, end).lstrip(_KINDS)) if after else None


def _belongs(place: str, agency: HeldAgency) -> bool:
    return any(bare(place) in name for name in (agency.name, agency.place or "", *agency.aliases))


def _read_place(draft: Draft, index: AgencyIndex) -> None:
    """Take out the body or place that is named and not held; a place alone may have agencies that are."""
    for start in range(len(draft.rest)):
        place_end = _place_end(draft.rest, start)
        end = place_end + len(_body_at(draft.rest, place_end))
        if end == start:
            continue
        name = draft.rest[start:end]
        draft.take(start, end)
        draft.near += index.at_place(name) if end == place_end else ()
        draft.foreign = None if draft.near else name
        return
    unknown = _UNKNOWN_BODY.match(draft.rest)
    if unknown and not lexicon_has(unknown["name"]) and not index.heard(unknown["name"]):
        draft.foreign = unknown["name"]
        draft.take(*unknown.span("name"))


def _last_place(agency: HeldAgency) -> str:
    place = agency.place or ""
    return max((name for name in _suffixes(place) if name in divisions()), key=len, default=place)


def _suffixes(text: str) -> list[str]:
    return [text[start:] for start in range(len(text))]


def _place_before(text: str, end: int) -> str:
    return max(
        (text[start:end] for start in range(max(0, end - _LONGEST), end) if text[start:end] in _places()),
        default="",
        key=len,
    )


def _place_end(text: str, start: int) -> int:
    """Return where the places that start here end (山东省青岛市), or ``start`` where none does."""
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        if text[start:end] in _places():
            return _place_end(text, end)
    return start


def _body_at(text: str, start: int) -> str:
    """Return the name of a body that starts here, with the kind of place before it (县公安局), or nothing."""
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        if text[end - 1 : end + 1] == "部门":
            # 财政部门 is no 财政部.
            continue
        if text[start:end] in _bodies() or (text[start] in _KINDS and text[start + 1 : end] in _bodies()):
            return text[start:end]
    return ""


@cache
def _places() -> frozenset[str]:
    """Places by their full names; provinces and cities by their short names too: a county's is too often a word."""
    short = {bare(name) for name, same in divisions().items() if any(place.level != "county" for place in same)}
    return frozenset(divisions()) | short | {plain(name) for name in divisions()} - {""}


@cache
def _bodies() -> frozenset[str]:
    words = names_of_bodies()
    names = {name for full, shorts in words["short"].items() for name in (full, *shorts)}
    return frozenset(names - set(words["words"]["generic"]))

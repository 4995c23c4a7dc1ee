"""Bodies that are not held, though a name that is held stands within theirs: 绥砚市税务局, 国家统计局, 石篁乡."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.divisions import KINDS, bare, chain, corrected, divisions, kind_of, names_of_bodies, plain, zone_of
from knowledge.records import HeldAgency
from knowledge.understanding.index import governs, is_place, last_place, names_of
from knowledge.understanding.lexicon import Match
from knowledge.understanding.naming import (
    body_at,
    government_at,
    place_before,
    place_end,
    stretch_after,
    stretch_before,
)
from knowledge.understanding.sound import sound


@dataclass(frozen=True, slots=True)
class Stranger:
    """A body that is not held: where it stands, its name, and what of it is its own (医保局 of 沭阳县医保局)."""

    start: int
    end: int
    name: str
    own: str = ""


def settle(
    text: str, match: Match[int], agencies: Mapping[int, HeldAgency], floor: int = 0, beside: str = ""
) -> Match[int] | Stranger:
    """Return the name that was found with all that belongs to it, or the other body that it is only a part of.

    What stands before it says of which place the body is (绥砚市 + 税务局, 青岛市 + 国动办), what stands behind it
    names a body of that place (平潭 + 县公安局). Nothing before ``floor`` is looked at. ``beside`` is the place of
    the body that it is named together with: 云溪市档案局和水务局.
    """
    placeless = tuple(key for key in match.meanings if not names_place(_said(match), agencies[key]))
    found = _of_place(text, match, agencies, floor, beside) if placeless else match
    if isinstance(found, Stranger):
        return found
    found = _without_nation(text, found, agencies)
    before = place_before(text, found.start)
    if before and not placeless and not any(_within(before, agencies[key]) for key in found.meanings):
        return Stranger(found.start - len(before), found.end, before + _said(found))
    return _with_what_follows(text, found, agencies)


def _said(match: Match[int]) -> str:
    return "".join(match.phrase)


def _without_nation(text: str, match: Match[int], agencies: Mapping[int, HeldAgency]) -> Match[int]:
    """Take 国家 before the name of a body of the whole country for a part of it."""
    nation = next(
        (word for word in names_of_bodies()["questions"]["national"] if text.endswith(word, 0, match.start)), ""
    )
    if not nation or any(agencies[key].place for key in match.meanings):
        return match
    start = match.start - len(nation)
    return Match(start, match.end, text[start : match.end], match.meanings)


def names_place(name: str, agency: HeldAgency) -> bool:
    """Tell whether a name of an agency says of which place it is; one that serves no place needs none."""
    if not agency.place:
        return True
    shorts, heads = _signs_of_place(agency)
    return any(short in name for short in shorts) or name.startswith(heads)


@lru_cache(4096)
def _signs_of_place(agency: HeldAgency) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return what stands in a name that says of which place an agency is, and what such a name begins with."""
    place = last_place(agency)
    shorts = frozenset({bare(place), plain(place), bare(chain(place)[0])} - {""})
    own = names_of(agency) - {agency.name, *agency.aliases}
    return shorts, tuple(sorted({name[:2] for name in own}))


def _of_place(
    text: str, match: Match[int], agencies: Mapping[int, HeldAgency], floor: int, beside: str
) -> Match[int] | Stranger:
    """Choose among the bodies that one name means by the place that stands before it."""
    # 市税务局 begins with the end of the place's name.
    split = match.start + (text[match.start] in KINDS and _said(match) not in _kind_words())
    said = stretch_before(text, floor, split)
    beside = "" if said or split > match.start else beside
    if not said and not beside:
        return match
    start = split - len(said)
    kept = tuple(
        key for key in match.meanings if (_is_of(said, agencies[key]) if said else _is_near(beside, agencies[key]))
    )
    if kept:
        return Match(start, match.end, text[start : match.end], kept)
    follows = body_at(text, match.end) or stretch_after(text, match.end)
    place = chain(beside)[-1] if beside else ""
    return Stranger(start, match.end + len(follows), place + text[start : match.end] + follows)


@cache
def _kind_words() -> frozenset[str]:
    """Return the short names of bodies that begin with the word for a kind of place and do not mean it: 市监局."""
    shorts = names_of_bodies()["short"]
    return frozenset(name for names in shorts.values() for name in names if name[0] in KINDS)


def _is_of(said: str, agency: HeldAgency) -> bool:
    """Tell whether what is said before a name is the place of the agency, misspelled perhaps, or leads up to it."""
    *above, place = chain(said)
    own, whole = last_place(agency), agency.place or ""
    if any(bare(greater) not in whole for greater in above):
        return False
    alike = place not in divisions() and (corrected(place) == own or sound(place) in (sound(own), sound(bare(own))))
    # 成都市高新区管委会 leads up to the zone by the city that it is called after.
    called_after = bool(zone_of(own)) and bare(place) == bare(own)
    return is_place(place, own) or alike or called_after or (whole.endswith(said) and len(said) > len(own))


def _is_near(place: str, agency: HeldAgency) -> bool:
    """Tell whether an agency is of a place or of a greater one that this lies in."""
    return bool(agency.place) and place.startswith(agency.place or place)


def _within(place: str, agency: HeldAgency) -> bool:
    return any(bare(place) in name for name in (agency.name, agency.place or "", *agency.aliases))


def _with_what_follows(text: str, match: Match[int], agencies: Mapping[int, HeldAgency]) -> Match[int] | Stranger:
    """Return the match with the government words behind it, or the body that goes on behind it."""
    held = [agencies[key] for key in match.meanings]
    end = place_end(text, match.end)
    if end > match.end and any(_within(text[match.end : end], agency) for agency in held):
        end = match.end
    body = body_at(text, end)
    if end > match.end or body:
        stops = end + len(body)
        return Stranger(match.start, stops, text[match.start : stops], body.lstrip(KINDS))
    kind = _other_kind(text, match, held)
    if kind:
        follows = body_at(text, match.end) or kind + government_at(text, match.end + len(kind))
        return Stranger(match.start, match.end + len(follows), _said(match) + follows)
    names_place = any(agency.place and kind_of(_said(match)) == kind_of(agency.place) for agency in held)
    government = government_at(text, match.end) if names_place and any(map(governs, held)) else ""
    end = match.end + len(government)
    return Match(match.start, end, text[match.start : end], match.meanings)


def _other_kind(text: str, match: Match[int], held: list[HeldAgency]) -> str:
    """Return the kind of place behind a bare name that is not the agency's: 县 behind 岚樟, which is a city."""
    kind = kind_of(text[match.end : match.end + 1])
    places = [last_place(agency) for agency in held]
    if not kind or any(_said(match) != bare(place) for place in places):
        return ""
    behind = text[match.end + 1 : match.end + 2]
    alone = not "\u4e00" <= behind <= "\u9fff" or behind in "的在有收" or government_at(text, match.end + 1)
    return kind if alone and kind not in map(kind_of, places) else ""

"""Names of agencies: their parts, their full form, and what citizens call them for short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from knowledge.divisions import RANKS, Division, bare, divisions, greatest_level, names_of_bodies, parents, plain

HAN = "\u4e00-\u9fff"
_REMEMBERED = 4096
"""Names of which it is kept what they consist of: a base has the same ones in every report."""
_LONGEST_PLACE = 15
_NO_PLACE = ("城市", "地区", "社区", "小区", "园区", "景区", "关区", "校区", "灾区", "山区", "辖区", "片区")
_LEVELS = {"省": "province", "市": "city", "州": "city", "盟": "city", "县": "county", "区": "county", "旗": "county"}
_TOWN = ("镇", "乡", "街道", "苏木")
_BRACKETS = re.compile("[（(][^（）()]*[）)]")
_BRANCH = re.compile(rf"(?P<body>[{HAN}]{{2,10}})局(?P<place>[{HAN}]{{2,5}}?)(?P<kind>[区县市]?)分局")
_OF_GOVERNMENT = re.compile(rf"(?<=[市县区旗州])人民政府(?=[{HAN}]{{1,7}}街道(?:办事处|办)?$)")
"""A street office signs as an agency of its district's government: 海城区人民政府中街街道办事处."""
_CORE = 2
"""Characters of the shortest name of a body without the word for its kind (某县教育) that still names it."""
_AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗")
_SPOKEN_OF = re.compile("我|该|各|本(?!溪)")
"""What begins a phrase that points at a body without naming it: 我局, 本街道; but 本溪市 is a place."""


@dataclass(frozen=True, slots=True)
class Named:
    """The parts of an agency's name: the places from the greatest to the smallest, and the body there."""

    places: tuple[str, ...]
    body: str

    @property
    def place(self) -> str:
        """The smallest place, empty where none is named."""
        return self.places[-1] if self.places else ""

    @property
    def zone(self) -> str:
        """The kind of zone that the smallest place is (综合实验区), empty where it is none."""
        return "" if self.place in divisions() else _ending(self.place, tuple(_zones()))

    @property
    def governs(self) -> bool:
        """Whether the body is the government or the administration of the place."""
        return self.body in _bodies()["words"]["governments"] or (
            self.place.endswith("街道") and self.body in {"办事处", "办"}
        )


@lru_cache(_REMEMBERED)
def parts_of(name: str) -> Named:
    """Take a name apart.

    >>> parts_of("绍兴市越城区人民政府")
    Named(places=('绍兴市', '越城区'), body='人民政府')
    >>> parts_of("深汕特别合作区税务局").place
    '深汕特别合作区'
    >>> parts_of("绍兴市人民政府南溪街道办事处")
    Named(places=('绍兴市', '南溪街道'), body='办事处')
    """
    places: list[str] = []
    above = next((words for words in _bodies()["words"]["above"] if name.startswith(words)), "")
    rest = _OF_GOVERNMENT.sub("", name.removeprefix(above) or name)
    while place := _division_at(rest) or _zone_at(rest) or _town_at(rest) or _unlisted_at(rest, first=not places):
        places.append(place)
        rest = rest.removeprefix(place)
    return Named(tuple(places), rest)


def is_name(name: str) -> bool:
    """Say whether a phrase can be the name of an agency or of the place that it governs."""
    parts = parts_of(name)
    if not 2 <= len(name) <= 40 or not re.fullmatch(rf"[{HAN}（）()]+", name):
        return False
    if _SPOKEN_OF.match(name) or any(word in name for word in _bodies()["text"]["never"]):
        return False
    if not parts.body:
        return bool(parts.places)
    words = _bodies()["words"]
    return parts.body.endswith(tuple(words["endings"])) and (bool(parts.places) or name not in words["generic"])


def full_name(name: str) -> str:
    """Return the name in full, as an agency signs: a place alone means its government, a short body its full form.

    >>> full_name("重庆市教委"), full_name("南平市"), full_name("深汕特别合作区"), full_name("某某区政府")
    ('重庆市教育委员会', '南平市人民政府', '深汕特别合作区管委会', '某某区人民政府')
    """
    parts = parts_of(name)
    if not parts.body:
        return name + ("管委会" if parts.zone else "办事处" if parts.place.endswith("街道") else "人民政府")
    if parts.place.endswith("街道") and parts.body == "办":
        return name.removesuffix("办") + "办事处"
    if parts.body in _bodies()["short"]:
        return name
    return name.removesuffix(parts.body) + _full_bodies().get(parts.body, parts.body)


def is_placeless(name: str) -> bool:
    """Say whether a name leaves open of which place the body is, though there is one in every place.

    >>> [is_placeless(name) for name in ("财政局", "市财政局", "开发区管委会", "教育部", "滨河县财政局")]
    [True, True, True, False, False]
    """
    parts = parts_of(name)
    if parts.places or level_of(parts) == "national":
        return False
    kind = (*_zones().values(), *"省市县区州旗", "自治")
    return name in _known_bodies() or name.startswith(kind)


def aliases_of(name: str, *seen: str) -> tuple[str, ...]:
    """Return what an agency is called besides its full name; ``seen`` are names that its report uses.

    >>> aliases_of("四川省人民防空办公室")[:4]
    ('四川人民防空办公室', '省人民防空办公室', '人民防空办公室', '四川省人防办')
    """
    parts = parts_of(name)
    found = [*_of_government(parts)] if parts.governs else [*_of_department(parts), *_of_branch(parts)]
    if (plain := _BRACKETS.sub("", name)) != name:
        # 某高新区（经开区）管委会 goes by its name without the brackets.
        found += [plain, *aliases_of(plain)]
    generic = set(_bodies()["words"]["generic"])
    kept = [alias for alias in dict.fromkeys((*found, *seen)) if alias not in {*generic, name} and len(alias) > 1]
    return tuple(kept)


def level_of(parts: Named) -> str | None:
    """Return the level of the place: province, city, county, town, zone; national where no place is named."""
    place = parts.place
    if place in divisions():
        return divisions()[place][0].level
    if place.endswith(_TOWN):
        return "town"
    if parts.zone:
        return "zone"
    if not place:
        national = parts.body.startswith(("国家", "中国", "中华")) or parts.body.endswith(("部", "海关"))
        return "national" if national else None
    return _LEVELS.get(place[-1])


def place_of(parts: Named, text: str) -> str | None:
    """Return the place with the greater ones that it lies in, as far as the list or the text leaves no doubt."""
    if not parts.places:
        return None
    division = the_division(parts, text)
    above = "".join(parent.name for parent in parents(division)) if division else ""
    head = above + division.name if division else parts.places[0]
    return head + "".join(place for place in parts.places if place not in head)


def the_division(parts: Named, text: str) -> Division | None:
    """Return the division that the smallest listed place means; where several share the name, the text must tell."""
    listed = [place for place in parts.places if place in divisions()]
    if not listed:
        return None
    same = divisions()[listed[-1]]
    if len(same) > 1:
        above = [[parent.name for parent in parents(division)] for division in same]
        named = [any(name in listed[:-1] or name in text for name in names) for names in above]
        same = tuple(division for division, told in zip(same, named, strict=True) if told)
    return same[0] if len(same) == 1 else None


def stands_for(short: str, full: str) -> bool:
    """Say whether the characters of a short name stand in the full one in order, of the same kind of place.

    >>> stands_for("省人防办", "四川省人民防空办公室"), stands_for("省人防办", "四川省司法厅")
    (True, False)
    """
    rest = iter(full)
    return len(short) < len(full) and all(character in rest for character in short)


def _of_government(parts: Named) -> Iterator[str]:
    place = parts.place
    for printed in dict.fromkeys(_printed(parts)):
        yield from (printed + body for body in _forms(parts.body))
        yield from (printed, f"{printed}办") if place.endswith("街道") else (printed,)
    if parts.zone:
        yield from (_zones()[parts.zone] + body for body in _forms(parts.body))
        yield bare(place) + _zones()[parts.zone]
        if spoken := _spoken_zones().get(parts.zone):
            yield from (spoken + body for body in _forms(parts.body))
            yield from (bare(place) + spoken + body for body in ("", *_forms(parts.body)))
    if speaking := _spoken(place):
        yield from (speaking + body for body in _forms(parts.body) if not place.endswith(_TOWN))
        yield speaking
    yield from _with_parent(parts, _forms(parts.body))


def _of_department(parts: Named) -> Iterator[str]:
    place, bodies = parts.place, _forms(parts.body)
    if not place:
        yield from bodies
        return
    zone = _zones().get(parts.zone, "")
    spoken = _spoken_zones().get(parts.zone, zone)
    zones = (bare(place) + zone, zone, "区", bare(place) + spoken, spoken)
    own = zones if zone else (_ending(place, ("自治区", *_TOWN)) or place[-1],)
    prefixes = dict.fromkeys((*_printed(parts), _spoken(place) or place, *own))
    alone = () if parts.body.startswith("委") else ("",)
    for body in bodies:
        yield from (prefix + body for prefix in (*prefixes, *alone))
    if speaking := _spoken(place):
        yield from (speaking + core for body in bodies if (core := _core(body)))
    yield from _with_parent(parts, bodies)


def _of_branch(parts: Named) -> Iterator[str]:
    """Yield what the branch of a city's bureau in one of its districts is called: 渝中区公安分局, 公安渝中分局."""
    match = _BRANCH.fullmatch(parts.body)
    if match is None:
        return
    body, place, kind = match["body"], match["place"], match["kind"]
    for printed in dict.fromkeys((place + kind, place)):
        yield from (f"{printed}{body}分局", f"{body}{printed}分局", f"{printed}{body}局")


def _printed(parts: Named) -> Iterator[str]:
    """Yield the places of a name from any of them on (绍兴市越城区, 越城区), and an autonomous one in plain."""
    yield from ("".join(parts.places[start:]) for start in range(len(parts.places)))
    if short := plain(parts.place):
        yield short


def _core(body: str) -> str:
    """Return a body without the word for its kind, as its accounts call it (某县教育); empty where little is left."""
    kind = _ending(body, tuple(_bodies()["words"]["kinds"]))
    core = body.removesuffix(kind)
    return core if kind and len(core) >= _CORE else ""


def _with_parent(parts: Named, bodies: tuple[str, ...]) -> Iterator[str]:
    division = the_division(parts, "")
    if division and len(parts.places) == 1 and division.level == "county":
        city = parents(division)[-1].name
        yield from (city + parts.place + body for body in bodies)


def _spoken(place: str) -> str:
    """Return the place without its kind (平潭), empty where that would mean a greater place (苏州 for 苏州工业园区)."""
    short = bare(place)
    greatest = greatest_level(short)
    own = divisions()[place][0].level if place in divisions() else "town" if place.endswith(_TOWN) else "county"
    return "" if short == place or (greatest and RANKS[greatest] > RANKS[own]) else short


def _forms(body: str) -> tuple[str, ...]:
    """Return a body's name and its short forms, also where it ends in a body that has short forms."""
    short = _bodies()["short"]
    within = body.removeprefix("人民政府")
    if within != body and len(within) > 2 and body not in short:
        # 某区人民政府外事办公室 is 某区政府外事办公室 and 某区外办.
        return (body, f"政府{within}", *_forms(within))
    whole = max((full for full in short if body.endswith(full)), key=len, default="")
    return (body, *(body.removesuffix(whole) + form for form in short.get(whole, ())))


def _division_at(text: str) -> str:
    known = divisions()
    return next((text[:end] for end in range(min(len(text), _LONGEST_PLACE), 1, -1) if text[:end] in known), "")


def _zone_at(text: str) -> str:
    kinds = "|".join(_zones())
    match = re.match(rf"[{HAN}]{{2,8}}?(?:{kinds})", text)
    return match[0] if match and not re.search("局|委|厅|办", match[0]) else ""


def _town_at(text: str) -> str:
    match = re.match(rf"([{HAN}]{{1,7}}?(?:镇|乡|苏木))(?:人民)?(?:政府)?$|([{HAN}]{{1,7}}?街道)(?:办事处|办)?$", text)
    town = (match[1] or match[2]) if match else ""
    # A county that the list does not have stands before its town: it is a place of its own.
    above = _unlisted_at(town, first=True)
    return above if 2 < len(above) < len(town) - 1 else town


def _unlisted_at(text: str, *, first: bool) -> str:
    """Return a place that the list does not have; after another place only where a known body follows it."""
    match = re.match(rf"[{HAN}]{{2,6}}?(?:自治区|自治州|自治县|自治旗|[省市县区州旗盟])", text)
    if not match or match[0].endswith(_NO_PLACE) or match[0] in (*_zones().values(), *_AUTONOMOUS):
        return ""
    return match[0] if first or text[match.end() :] in _known_bodies() else ""


@cache
def _known_bodies() -> frozenset[str]:
    return frozenset(name for full, shorts in _bodies()["short"].items() for name in (full, *shorts))


def _ending(text: str, endings: tuple[str, ...]) -> str:
    return max((ending for ending in endings if text.endswith(ending)), key=len, default="")


@cache
def _zones() -> dict[str, str]:
    """Return the kinds of zones, each with the part that is used alone, longest first."""
    pairs = [zone.split(":") for zone in _bodies()["places"]["zones"]]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _spoken_zones() -> dict[str, str]:
    """Return what kinds of zones are called besides (经开区)."""
    return dict(zone.split(":") for zone in _bodies()["places"]["zones_spoken"])


@cache
def _full_bodies() -> dict[str, str]:
    """Return the full form of each short form; 管委会 is full enough."""
    found: dict[str, str] = {}
    for full, forms in _bodies()["short"].items():
        for form in forms:
            found.setdefault(form, full)
    return {short: full for short, full in found.items() if short not in {"管委会", "管理委员会", "街道"}}


def _bodies() -> dict[str, Any]:
    return names_of_bodies()

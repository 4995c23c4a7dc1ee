"""The administrative divisions of China down to counties (行政区划), and what people call them for short."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

RANKS = {"town": 0, "county": 1, "city": 2, "province": 3}
"""Levels of places, the greater the higher."""
KINDS = "省市县区州盟旗"
"""What the names of divisions end with."""

_UNLISTED = re.compile(rf"[\u4e00-\u9fff]{{2,6}}?[{KINDS}](?=.)")
_BANNER = "旗"
_LONGEST = 15
"""Characters of the longest name of a division."""

_REMEMBERED = 65_536
"""Places of which it is kept what they are called for short: all divisions, and those of the agencies held."""


@dataclass(frozen=True, slots=True)
class Division:
    """A province, a city (prefecture) or a county; ``code`` begins with the code of the division that it lies in."""

    code: str
    name: str
    level: str


@cache
def names_of_bodies() -> dict[str, Any]:
    """Return the vocabulary of places and bodies as ``bodies.toml`` has it."""
    return tomllib.loads(resources.files("knowledge").joinpath("vocabulary", "bodies.toml").read_text("utf-8"))


@cache
def divisions() -> Mapping[str, tuple[Division, ...]]:
    """Return every division by name; several counties may share one (鼓楼区)."""
    found: dict[str, list[Division]] = defaultdict(list)
    lines = resources.files("knowledge").joinpath("vocabulary", "divisions.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            code, name, level = line.split("\t")
            found[name].append(Division(code, name, level))
    return {name: tuple(same) for name, same in found.items()}


@cache
def _by_code() -> Mapping[str, Division]:
    return {division.code: division for same in divisions().values() for division in same}


def parents(division: Division) -> tuple[Division, ...]:
    """Return the province and the city that a division lies in, the greater first.

    >>> [parent.name for parent in parents(divisions()["谯城区"][0])]
    ['安徽省', '亳州市']
    """
    codes = (division.code[:length] for length in (2, 4) if length < len(division.code))
    return tuple(_by_code()[code] for code in codes if code in _by_code())


@lru_cache(_REMEMBERED)
def bare(place: str) -> str:
    """Return a place without the word for what kind of place it is; as it is where nothing much would be left.

    >>> bare("四川省"), bare("内蒙古自治区"), bare("西双版纳傣族自治州"), bare("沙县"), bare("深汕特别合作区")
    ('四川', '内蒙古', '西双版纳', '沙县', '深汕')
    """
    words = names_of_bodies()["places"]
    endings = (*(zone.split(":")[0] for zone in words["zones"]), *words["kinds"], *words["towns"])
    ending = max((ending for ending in endings if place.endswith(ending)), key=len, default="")
    short = place.removesuffix(ending)
    while ending in {"自治区", "自治州", "自治县", "自治旗", "民族乡"}:
        nationality = next(
            (name for name in words["nationalities"] if short.endswith(name) and len(short) > len(name) + 1), ""
        )
        if not nationality:
            break
        short = short.removesuffix(nationality)
    return short if len(short) > 1 else place


@cache
def plain(place: str) -> str:
    """Return an autonomous place by the plain word for its kind, as people there say it; empty for any other.

    >>> plain("孟连傣族拉祜族佤族自治县"), plain("凉山彝族自治州"), plain("内蒙古自治区"), plain("沙县")
    ('孟连县', '凉山州', '', '')
    """
    kind = next((kind for kind in ("自治州", "自治县", "自治旗") if place.endswith(kind)), "")
    found = bare(place) + kind[-1] if kind and bare(place) != place else ""
    return "" if found in divisions() else found


@cache
def chain(place: str) -> tuple[str, ...]:
    """Return the places that a name of a place is made of, the greatest first; an unlisted one stands for itself.

    >>> chain("江苏省南京市玄武区锁金村街道"), chain("岚樟市石篁镇"), chain("平潭综合实验区")
    (('江苏省', '南京市', '玄武区', '锁金村街道'), ('岚樟市', '石篁镇'), ('平潭综合实验区',))
    """
    found: list[str] = []
    while place:
        listed = next(
            (place[:end] for end in range(min(len(place), _LONGEST), 1, -1) if place[:end] in divisions()), ""
        )
        unlisted = _UNLISTED.match(place)
        found.append(listed or (unlisted[0] if unlisted and unlisted[0] not in _zone_kinds() else place))
        place = place.removeprefix(found[-1])
    return tuple(found)


def kind_of(place: str) -> str:
    """Return the word for what kind of place a name says it is, empty where it does not say.

    >>> kind_of("恩施土家族苗族自治州"), kind_of("青坞镇"), kind_of("恩施")
    ('州', '镇', '')
    """
    return place[-1:] if place.endswith((*KINDS, *names_of_bodies()["places"]["towns"])) else ""


def level_of(place: str) -> str:
    """Return the level of a listed division by its full name, empty for any other."""
    return max((division.level for division in divisions().get(place, ())), key=RANKS.__getitem__, default="")


def greatest_level(short: str) -> str:
    """Return the level of the greatest division that a short name means, empty where no division has it.

    >>> greatest_level("吉林"), greatest_level("沭阳"), greatest_level("某某")
    ('province', 'county', '')
    """
    return _greatest_levels().get(short, "")


@cache
def _greatest_levels() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for same in divisions().values():
        for division in same:
            short = bare(division.name)
            found[short] = max(found.get(short, "county"), division.level, key=RANKS.__getitem__)
    return found


def banner_for_short(place: str) -> str:
    """Return a banner by its first character, as people there say it, where no other banner begins with that.

    >>> banner_for_short("克什克腾旗"), banner_for_short("阿鲁科尔沁旗"), banner_for_short("开封市")
    ('克旗', '', '')
    """
    long = place in divisions() and place.endswith(_BANNER) and len(place) > 3
    return place[0] + _BANNER if long and _banner_heads().count(place[0]) == 1 else ""


@cache
def _banner_heads() -> tuple[str, ...]:
    return tuple(name[0] for name in divisions() if name.endswith(_BANNER))


def zone_of(place: str) -> str:
    """Return the kind of zone that a place is by its name, empty where it is a listed division or none.

    >>> zone_of("成都高新技术产业开发区"), zone_of("玄武区")
    ('高新技术产业开发区', '')
    """
    return (
        ""
        if place in divisions()
        else max((kind for kind in _zone_kinds() if place.endswith(kind)), key=len, default="")
    )


@cache
def _zone_kinds() -> frozenset[str]:
    return frozenset(zone.split(":")[0] for zone in names_of_bodies()["places"]["zones"])


@cache
def corrected(place: str) -> str | None:
    """Return the one division that a misread place name can only mean; None where it is right or stays open.

    One character may differ, by one that looks alike, as a page read by a machine has them. One of the same sound
    tells nothing: places of the past and of the future are in no list, and many sound like another.

    >>> corrected("毫州市"), corrected("亳州市"), corrected("不存在县")
    ('亳州市', None, None)
    """
    if place in divisions() or len(place) < 3:
        return None
    likely = {name for name in divisions() if len(name) == len(place) and _one_slip(place, name)}
    return likely.pop() if len(likely) == 1 else None


def _one_slip(read: str, meant: str) -> bool:
    different = [(one, other) for one, other in zip(read, meant, strict=True) if one != other]
    if len(different) != 1:
        return False
    one, other = different[0]
    return any(one in group and other in group for group in names_of_bodies()["places"]["alike"])

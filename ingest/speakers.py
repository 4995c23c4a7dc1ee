"""Who speaks in a report without a title: whose deeds it tells, whom to call, whose rules it cites as its own.

These signs are weaker than a title. A name is taken only if it fits how the report calls its own body (我局, 我镇) and
whom it names as its superiors (区委、区政府).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from ingest.agencies import HAN, full_name, is_name, parts_of
from ingest.mentions import full_names_in
from knowledge.divisions import divisions, names_of_bodies

_OWN = re.compile(rf"我([省市县区州旗镇乡局厅委办部院校署]|街道)(?![{HAN}]?们)")
_SUPERIOR = re.compile(r"([省市区县州旗])委[、，,]?\1(?:人民)?政府")
_NAME = rf"[{HAN}（）()]{{3,40}}"
_CONTACT = re.compile(
    rf"(?:请与|可与|请联系|请致电|联系单位|请向|直接与)[:：]?({_NAME}?)(?:联系|咨询|反映|[;；,，。（(])"
)
_OWN_RULES = re.compile(rf"《({_NAME}?(?:人民政府)?)(?:关于印发|政府信息|政务公开|信息公开|主动公开)")
_GENERAL = ("各", "全", "我", "本", "该", "市", "县", "区", "省", "乡", "镇", "州", "有关", "相关", "原", "街道")
_ENDINGS = {
    "局": ("局",),
    "厅": ("厅",),
    "委": ("委", "委员会", "管委会"),
    "办": ("办", "办公室", "办事处"),
    "部": ("部",),
    "院": ("院",),
    "校": ("校", "学院", "大学"),
    "署": ("署",),
}
_BODIES = ("局", "厅", "委员会", "管委会", "办事处", "镇人民政府", "乡人民政府", "支队", "总队", "海关")


def speakers_in(text: str) -> Iterator[str]:
    """Yield the bodies that seem to speak in a text without blanks, the likeliest first.

    >>> list(speakers_in("2023年，绍兴市财政局认真贯彻落实条例，我局公开信息3条。"))
    ['绍兴市财政局']
    """
    kinds = {match[1] for match in _OWN.finditer(text)}
    superiors = {match[1] for match in _SUPERIOR.finditer(text)}
    found: dict[str, None] = {}
    for names in (_doers(text), _contacts(text), _authors(text), _namesakes(text, kinds)):
        fitting = Counter(name for name in names if _stands(name) and _fits(name, kinds, superiors))
        found |= dict.fromkeys(name for name, _ in fitting.most_common(1))
    yield from found


def speaks_for_department(text: str) -> bool:
    """Say whether a report calls its own body a department (我局), so that 我市 is not who publishes it."""
    return any(match[1] in _ENDINGS for match in _OWN.finditer(text))


def _doers(text: str) -> Iterator[str]:
    """Yield the subjects of what the report tells (某局认真贯彻…)."""
    return (match[1] for match in _deed().finditer(text))


def _contacts(text: str) -> Iterator[str]:
    """Yield the bodies whose office answers questions; a government's office may report for itself: it says nothing."""
    for match in _CONTACT.finditer(text):
        phrase = match[1]
        ends = (end for end in range(len(phrase), 3, -1) if phrase[:end].endswith(_BODIES))
        name = next((phrase[:end] for end in ends if _stands(phrase[:end])), None)
        if name:
            yield name


def _authors(text: str) -> Iterator[str]:
    """Yield the bodies of which more than one rule on disclosure is cited."""
    counted = Counter(match[1] for match in _OWN_RULES.finditer(text))
    return (name for name, often in counted.items() if often > 1)


def _namesakes(text: str, kinds: set[str]) -> Iterable[str]:
    """Return the bodies named that are of the kind that the report calls its own (我局)."""
    return full_names_in(text).elements() if kinds & _ENDINGS.keys() else ()


def _stands(name: str) -> bool:
    """Say whether a phrase names one body, and says where it is."""
    parts = parts_of(name)
    if not is_name(name) or name.startswith(_GENERAL) or "我" in name:
        return False
    if not parts.places:
        return name.endswith(("大学", "学院"))
    first = parts.places[0]
    return first in divisions() or bool(parts.zone) or first.endswith(("街道", "镇", "乡"))


def _fits(name: str, kinds: set[str], superiors: set[str]) -> bool:
    parts, full = parts_of(name), full_name(name)
    endings = tuple(ending for kind in kinds & _ENDINGS.keys() for ending in _ENDINGS[kind])
    if endings:
        return full.endswith(endings) and (not superiors or parts.place[-1] in superiors or bool(parts.zone))
    return not kinds or parts.place.endswith(tuple(kinds)) or not parts.governs


@cache
def _deed() -> re.Pattern[str]:
    deeds = "|".join(names_of_bodies()["text"]["deeds"])
    return re.compile(rf"(?:(?<=[，,。;；:：\n])|(?<=年)(?!度)|(?<=年度)|^)({_NAME}?)(?:{deeds})")

"""Places and bodies where they stand in a question, whether they are held or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import accumulate

from knowledge.divisions import KINDS, banner_for_short, bare, divisions, names_of_bodies, plain
from knowledge.segment import cut, is_content, part_of_speech
from knowledge.understanding.terms import lexicon_has

_LONGEST = 16
"""Characters of the longest name of a place or body that is looked for."""
_HAN_BEFORE = re.compile("[\u4e00-\u9fff]*$")
_HAN_AT = re.compile("[\u4e00-\u9fff]*")
_NO_PART = frozenset("rpcuyefdqts")
"""Parts of speech of which a single character is no piece of a name that the dictionary lacks: 我, 在, 和, 的, 了 …"""
_PROPER = ("ns", "nr", "nz", "nt", "ng")


def place_before(text: str, end: int) -> str:
    """Return the place that ends at ``end``, empty where none does."""
    return max(
        (text[start:end] for start in range(max(0, end - _LONGEST), end) if text[start:end] in _places()),
        default="",
        key=len,
    )


def place_end(text: str, start: int) -> int:
    """Return where the places that start here end (山东省青岛市), or ``start`` where none does."""
    if text[start : start + 2] not in _beginnings(_places):
        return start
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        if text[start:end] in _places():
            return place_end(text, end)
    return start


def body_at(text: str, start: int) -> str:
    """Return the name of a body that starts here, with the kind of place before it (县公安局), or nothing."""
    begins = _beginnings(_bodies)
    if text[start : start + 2] not in begins and text[start + 1 : start + 3] not in begins:
        return ""
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        if text[end - 1 : end + 1] == "部门":
            # 财政部门 is no 财政部.
            continue
        if text[start:end] in _bodies() or (text[start] in KINDS and text[start + 1 : end] in _bodies()):
            return text[start:end]
    return ""


def government_at(text: str, start: int) -> str:
    """Return the words for the government of a place that start here (政府, 管委会), or nothing."""
    words: list[str] = names_of_bodies()["words"]["governments"]
    found = max((word for word in words if text.startswith(word, start)), key=len, default="")
    # 政府信息, 政府网站 and 政府部门 are no government.
    return (
        ""
        if found and names_of_bodies()["questions"]["not_government"].count(text[start:][len(found) :][:2])
        else found
    )


def stretch_before(text: str, floor: int, end: int) -> str:
    """Return the words before ``end`` that may belong to the name there: 绥砚市 of 请问绥砚市, none of 我想问.

    Nothing before ``floor`` is looked at.
    """
    found = _HAN_BEFORE.search(text[floor:end])
    kept = ""
    for word in reversed(cut(found[0]) if found else []):
        if not may_name(word):
            break
        kept = word + kept
    known = place_before(text, end)
    kept = max(kept, known if len(known) <= end - floor else "", key=len)
    return kept if len(kept) > 1 else ""


def stretch_after(text: str, start: int) -> str:
    """Return the name of a body that goes on from ``start`` (青坞镇政府 behind 岚樟市), or nothing."""
    found = _HAN_AT.match(text, start)
    kept = named = ""
    for word in cut(found[0]) if found else []:
        if not may_name(word):
            break
        kept += word
        named = kept if kept.endswith(_endings()) else named
    return named if len(named) > 2 else ""


def ends_of_words(text: str) -> frozenset[int]:
    """Return where the words of a text begin and end."""
    return frozenset((0, *accumulate(map(len, cut(text)))))


def unknown_name(text: str) -> tuple[int, int] | None:
    """Return where the name of a body or place stands that nothing here knows: 火星局, 绥砚市, 华南农业大学."""
    for run in re.finditer("[\u4e00-\u9fff]{2,}", text):
        start = run.start()
        stretch: list[str] = []
        for word in [*cut(run[0]), ""]:
            if word and may_name(word):
                stretch.append(word)
                continue
            if found := _name_in(stretch):
                return start, start + len(found)
            start += len("".join(stretch)) + len(word)
            stretch = []
    return None


def may_name(word: str) -> bool:
    """Tell whether a word may be a piece of a name: the vocabulary does not explain it, and it says no deed."""
    tag = part_of_speech(word)
    questions = names_of_bodies()["questions"]
    if not word or lexicon_has(word) or word in questions["lead"] or word.startswith(tuple(questions["every"])):
        return False
    return tag[:1] not in _NO_PART and (len(word) == 1 or is_content(word))


def _name_in(stretch: list[str]) -> str:
    """Return the longest beginning of a stretch of words that reads as the name of a body or a place."""
    for count in range(len(stretch), 0, -1):
        name = "".join(stretch[:count])
        proper = any(part_of_speech(word) in ("", *_PROPER) for word in stretch[:count])
        ended = name.endswith(_offices()) or (proper and name.endswith(_endings()))
        place = proper and count > 1 and stretch[count - 1] in KINDS
        if len(name) > 2 and (ended or place) and name not in _endings():
            return name
    return ""


@cache
def _places() -> frozenset[str]:
    """Places by their full names; provinces and cities by their short names too: a county's is too often a word."""
    short = {bare(name) for name, same in divisions().items() if any(place.level != "county" for place in same)}
    spoken = {said for name in divisions() for said in (plain(name), banner_for_short(name)) if said}
    return frozenset(divisions()) | short | spoken


@cache
def _beginnings(names: Callable[[], frozenset[str]]) -> frozenset[str]:
    """Return the first two characters of each of the names: where none of these stands, no name does."""
    return frozenset(name[:2] for name in names())


@cache
def _bodies() -> frozenset[str]:
    words = names_of_bodies()
    names = {name for full, shorts in words["short"].items() for name in (full, *shorts)}
    return frozenset(names - set(words["words"]["generic"]))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(names_of_bodies()["questions"]["endings"])


@cache
def _offices() -> tuple[str, ...]:
    return tuple(names_of_bodies()["questions"]["offices"])

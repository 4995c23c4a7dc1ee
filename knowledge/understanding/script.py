"""Questions in Latin letters: English, and Chinese typed in pinyin, put into Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

from knowledge.divisions import bare
from knowledge.understanding.index import AgencyIndex
from knowledge.understanding.lexicon import Trie, entries
from knowledge.understanding.query import Draft
from knowledge.understanding.sound import sound
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_LATIN = re.compile(r"[a-z][a-z'\- ]*")
_RUN = re.compile(r"[a-z]{2,}")
_REACH = 5
"""Characters on either side of a spelled syllable that may belong to one phrase with it."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAME = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z'\-]+")
_PLACE = turn("place_with_kind")
_OFFICE_OF = re.compile(
    r"\b((?:general )?(?:office|bureau|commission|department|committee)) of the "
    r"((?:[a-z'\-]+ ){1,5}?(?:people'?s )?government)\b"
)
_BODY_OF = re.compile(
    r"\b((?:department|bureau|commission) of [a-z' \-]+?) of ((?:[a-z'\-]+ ){1,4}?(?:province|city|county|district))\b"
)
_ENGLISH_ENOUGH = 2
"""So many English function words make a text English and not pinyin."""
_TELLING = frozenset({"the", "of", "how", "many", "did", "what", "were", "was", "there", "in", "is", "are"})


def to_characters(draft: Draft, index: AgencyIndex) -> None:
    """Put a question in Latin letters into Chinese; of one with Chinese characters in it, only what is English."""
    if not _LATIN.search(draft.text):
        return
    words = _WORD.findall(draft.text)
    english = sum(word in _TELLING for word in words) >= _ENGLISH_ENOUGH
    if _HAN.search(draft.text) and not english:
        draft.rest = spelled_out(draft.rest, index)
        return
    if english:
        # A name may stand in Chinese among English words, and close to them.
        draft.text = _from_english(_NAME.sub(r" \g<0> ", draft.text), index)
    else:
        draft.text = _from_pinyin(draft.text, index)
    draft.rest = draft.text


def spelled_out(text: str, index: AgencyIndex) -> str:
    """Put syllables typed in the middle of Chinese into characters, where that makes a known phrase (行政强zhi)."""
    for match in reversed(list(_RUN.finditer(text))):
        found = max(_readings(text, match, index), key=len, default="")
        start, end = match.span()
        before = next((n for n in range(_REACH, 0, -1) if n <= start and found.startswith(text[start - n : start])), 0)
        after = next((n for n in range(_REACH, 0, -1) if n < len(found) and found.endswith(text[end : end + n])), 0)
        text = text[: start - before] + found + text[end + after :] if found else text
    return text


def _readings(text: str, run: re.Match[str], index: AgencyIndex) -> Iterator[str]:
    """Yield the phrases that stand in the text with some of their characters spelled in letters."""
    start, end = run.span()
    for before, after in product(range(min(_REACH, start) + 1), range(_REACH + 1)):
        head, tail = text[start - before : start], text[end : end + after]
        letters = "".join((*sound(head), run.group(), *sound(tail)))
        phrase = _spelled(letters, index)
        if phrase.startswith(head) and phrase.endswith(tail) and len(phrase) > before + after:
            yield phrase


def _spelled(letters: str, index: AgencyIndex) -> str:
    return next((names[0] for end, names in _spelled_names(index).at(letters, 0) if end == len(letters)), "")


def _from_pinyin(text: str, index: AgencyIndex) -> str:
    letters = text.replace(" ", "")
    names = _spelled_names(index)
    found = names.cover(letters)
    for match in reversed(found):
        letters = letters[: match.start] + match.meanings[0] + letters[match.end :]
    return letters


def _spelled_names(index: AgencyIndex) -> Trie[str]:
    if index.spelled is None:
        index.spelled = _spell(index)
    return index.spelled


def _spell(index: AgencyIndex) -> Trie[str]:
    trie: Trie[str] = Trie(())
    for agency in index.agencies.values():
        for name in (agency.name, *agency.aliases):
            trie.add("".join(sound(name)), name)
    for phrase, term in entries():
        if (term.role != "generic" and len(phrase) > 1) or phrase in "的年件几吗呢有":
            trie.add("".join(sound(phrase)), phrase)
    for word in ("年", "申请", "信息公开", "政府信息公开"):
        trie.add("".join(sound(word)), word)
    return trie


def _from_english(text: str, index: AgencyIndex) -> str:
    text = _translated(text)
    places = {"".join(sound(place)): place for place in _places(index)}
    fillers = set(load("english")["fillers"]["words"])

    def chinese(match: re.Match[str]) -> str:
        word = match.group()
        return places.get(word, "" if word in fillers else f"，{word}，")

    return re.sub(r"\s+", "", _WORD.sub(chinese, text))


def _places(index: AgencyIndex) -> set[str]:
    pieces = (piece for agency in index.agencies.values() for piece in _PLACE.findall(agency.place or ""))
    return {bare(piece) for piece in pieces}


def _translated(text: str) -> str:
    # English names the office before the place; Chinese after it.
    text = _BODY_OF.sub(r"\2 \1", _OFFICE_OF.sub(r"\2 \1", text))
    for english, chinese in _dictionary():
        text = english.sub(f" {chinese} ", text)
    return text


def _bodies(subjects: Mapping[str, str]) -> dict[str, str]:
    """Return the names of departments and bureaus by what they are for."""
    found: dict[str, str] = {}
    for english, chinese in subjects.items():
        found |= {f"department of {english}": f"{chinese}厅", f"{english} department": f"{chinese}厅"}
        found |= {f"bureau of {english}": f"{chinese}局", f"{english} bureau": f"{chinese}局"}
    return found


@cache
def _dictionary() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = load("english")
    phrases = {**_bodies(data["subjects"]), **data["phrases"], **data["bodies"]}
    return tuple(
        (re.compile(rf"\b{re.escape(english)}\b"), phrases[english])
        for english in sorted(phrases, key=len, reverse=True)
    )

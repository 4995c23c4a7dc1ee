"""Mending what was mistyped: words that nothing explains are tried against what is known, by sound and by one slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from knowledge.segment import cut, part_of_speech
from knowledge.understanding.index import AgencyIndex
from knowledge.understanding.lexicon import Term, Trie, entries, lexicon
from knowledge.understanding.normalise import normalise
from knowledge.understanding.query import Draft
from knowledge.understanding.sound import sound
from knowledge.understanding.terms import read_terms
from knowledge.vocabulary import load

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONG, _LONGEST = 4, 12
"""Characters of the shortest and the longest of the terms in which one wrong character is mended."""
_BLANK = "＿"
_SHORTEST = 3
"""Two syllables sound like too many words to be mended by sound, but for those listed in ``asks.toml``."""


def repair(draft: Draft, index: AgencyIndex) -> None:
    """Replace what sounds exactly like a known name or term and is not spelled like one; then read the terms again.

    Nothing is touched in a question that is understood as it stands.
    """
    if (draft.indicators and not draft.topic) or not _HAN.search(draft.rest):
        return
    named = _mend_name(draft, index)
    mended = _without_slips(_mended(draft.rest, sound(draft.rest)))
    if mended == draft.rest and not named:
        return
    draft.words = draft.words if len(draft.words) != len(mended) else mended
    draft.rest = mended
    for found in (draft.indicators, draft.applicants, draft.topic):
        found.clear()
    draft.asks.clear()
    read_terms(draft)


def _mend_name(draft: Draft, index: AgencyIndex) -> bool:
    """Take a name that is only heard, where none was read or where it is longer than what was read of it."""
    if len(draft.agencies) > 1 or draft.foreign or len(draft.unnamed) != len(draft.rest):
        return False
    heard = max(index.sounds.longest(sound(draft.unnamed)), key=lambda match: match.end - match.start, default=None)
    if heard is None or (name := draft.unnamed[heard.start : heard.end]) in draft.topic:
        return False
    if draft.agencies and not (len(heard.meanings) == 1 and _goes_beyond(draft, index, name)):
        return False
    if len(heard.meanings) == 1:
        draft.agencies.clear()
        draft.agencies.append(heard.meanings[0])
        draft.rivals.clear()
    elif not draft.rivals:
        draft.rivals += heard.meanings
    draft.take(heard.start, heard.end)
    return True


def _goes_beyond(draft: Draft, index: AgencyIndex, name: str) -> bool:
    """Tell whether a name that is heard is that of the body read and more: 某市自燃资源局 was read as 某市 alone."""
    read = index.agencies[draft.agencies[0]]
    begins = any(name.startswith(normalise(known)) for known in (read.name, *read.aliases))
    return begins and any(word in name for word in draft.topic)


def _mended(text: str, heard: tuple[str, ...]) -> str:
    unknown, inside = _uncovered(text), _inside_words(text)
    for match in _sounds().longest(heard):
        if inside & {match.start, match.end} or not any(unknown[match.start : match.end]):
            continue
        if not _is_word(text[match.start : match.end]):
            text = text[: match.start] + match.meanings[0] + text[match.end :]
    return text


def _without_slips(text: str) -> str:
    """Mend a term that has one character for another (结传下年), where that can only be the one term."""
    unknown, words = _uncovered(text), _words_over(text)
    never = load("characters")["slips"]["never_slips"]
    open_to = [
        _HAN.match(text[place]) is not None and unknown[place] and not words[place] and text[place] not in never
        for place in range(len(text))
    ]
    for start, end in _windows(len(text), _LONG) if any(open_to) else ():
        for place in range(start, end):
            meant = _blanked().get(text[start:place] + _BLANK + text[place + 1 : end], ()) if open_to[place] else ()
            if len(meant) == 1 and meant[0][place - start] != text[place]:
                text = text[:start] + meant[0] + text[end:]
                open_to[place] = False
    return text


def _windows(size: int, shortest: int) -> Iterator[tuple[int, int]]:
    """Yield every stretch from the longest that a term may have down to the shortest."""
    for length in range(min(size, _LONGEST), shortest - 1, -1):
        yield from ((start, start + length) for start in range(size - length + 1))


def _words_over(text: str) -> list[bool]:
    """Tell of each character whether it stands in a word of the dictionary: 予以公示 is no slip for 予以公开."""
    return [len(word) > 1 and _is_word(word) for word in cut(text) for _ in word]


@cache
def _blanked() -> dict[str, tuple[str, ...]]:
    """The official terms with each of their characters left out in turn."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in load("characters")["slips"]["terms"]:
        for place in range(len(phrase)):
            key = phrase[:place] + _BLANK + phrase[place + 1 :]
            found[key] = (*found.get(key, ()), phrase)
    return found


def _is_word(text: str) -> bool:
    # What the dictionary knows was meant as it stands: 汇聚 is no slip for anything.
    return bool(part_of_speech(text))


def _inside_words(text: str) -> set[int]:
    """Return the positions that lie inside a word of the dictionary: 领域公开 has 领域 and is no slip for 予公开."""
    inside: set[int] = set()
    end = 0
    for word in cut(text):
        inside.update(range(end + 1, end + len(word)))
        end += len(word)
    return inside


def _uncovered(text: str) -> list[bool]:
    unknown = [True] * len(text)
    for match in lexicon().cover(text):
        for position in range(match.start, match.end):
            unknown[position] = match.end - match.start == 1
    return unknown


@cache
def _sounds() -> Trie[str]:
    """The terms that name something, by sound, each standing for its right spelling."""
    trie: Trie[str] = Trie(())
    for phrase, term in entries():
        if _worth_mending(phrase, term):
            trie.add(sound(phrase), phrase)
    for group in load("synonyms")["groups"]:
        for word in group:
            if len(word) > _SHORTEST:
                trie.add(sound(word), word)
    return trie


def _worth_mending(phrase: str, term: Term) -> bool:
    named = term.role in ("indicator", "subject", "applicant") or "申请" in phrase
    return named and (len(phrase) >= _SHORTEST or phrase in load("asks")["mended"]["words"])

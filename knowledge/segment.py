"""Chinese words: jieba with a user dictionary made of the vocabulary and the forms."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

from knowledge.cutting import Cutter

if TYPE_CHECKING:
    import jieba

_USER_FREQUENCY = 20_000
"""High enough that jieba keeps a domain term whole where its own dictionary would cut it."""


def tokens(text: str) -> list[str]:
    """Cut a text into words for the index, marks and spaces left out.

    >>> tokens("予以公开6件。")
    ['予以公开', '6', '件']
    """
    return [word for word in cut(text) if word.isalnum()]


def cut(text: str) -> list[str]:
    """Cut a text into words, marks and spaces among them.

    >>> cut("予以公开6件。")
    ['予以公开', '6', '件', '。']
    """
    return _cutter().cut(text)


@cache
def _cutter() -> Cutter:
    return Cutter(tokenizer())


@cache
def tokenizer() -> jieba.Tokenizer:
    """Return jieba's tokenizer, loaded once, with the domain's terms."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    instance = jieba.Tokenizer()
    instance.initialize()
    for term in _domain_terms():
        instance.add_word(term, _USER_FREQUENCY)
    return instance


def _domain_terms() -> list[str]:
    from knowledge.vocabulary import domain_terms

    return domain_terms()


def part_of_speech(word: str) -> str:
    """Return the part of speech that jieba's dictionary gives a word (n, v, d …), empty where it has none.

    >>> part_of_speech("领导"), part_of_speech("才")
    ('n', 'd')
    """
    return _parts_of_speech().get(word, "")


_NAMES_NOTHING = frozenset("dcrpuytmqfvaxileo")
"""Adverbs, particles, verbs, adjectives …: by themselves they name no thing that could be asked about."""


def is_content(word: str) -> bool:
    """Tell whether a word may name a thing: a noun, a verbal noun, or a word that the dictionary does not have.

    >>> is_content("手机号"), is_content("培训"), is_content("才")
    (True, True, False)
    """
    tag = part_of_speech(word)
    return not (tag[:1] in _NAMES_NOTHING and tag not in ("vn", "an") and word not in _nouns_tagged_as_verbs())


@cache
def _nouns_tagged_as_verbs() -> frozenset[str]:
    from knowledge.vocabulary import load

    return frozenset((*load("asks")["nouns"]["words"], *load("synonyms")["kinds"]))


@cache
def _parts_of_speech() -> dict[str, str]:
    with tokenizer().get_dict_file() as lines:
        fields = (line.decode("utf-8").split(" ") for line in lines)
        return {entry[0]: entry[2].strip() for entry in fields if len(entry) == 3}

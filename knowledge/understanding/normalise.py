"""One shape for every question: width, case, script and marks unified."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.vocabulary import load

if TYPE_CHECKING:
    import opencc

BREAK = "，"
"""Stands for every mark that separates: no phrase reaches across it."""

REMEMBERED = 512
"""Texts of which the shape is kept at hand: the steps of one answer ask for that of the question again and again."""

_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'「」『』《》〈〉【】[]`*_"), "")
_MARKS = dict.fromkeys(map(ord, ",.?!;:()…。？！；：、（）·|\n\r\t"), BREAK)
_DASHES = dict.fromkeys(map(ord, "—–−~～"), "-")
_TABLE = {**_MARKS, **_QUOTES, **_DASHES}
_PICTURES = frozenset({"So", "Sk", "Cf", "Cs", "Co"})
_AS_PICTURE = "\ufe0f"
_APART = re.compile(r"(?<!\d)\d(?: \d){3}(?! ?\d)")
"""A year typed with spaces between its digits."""
_SPACES = re.compile(r"\s+")
_BETWEEN_LATIN = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3})")


@lru_cache(REMEMBERED)
def normalise(text: str) -> str:
    """Return a text with width, case, script and marks unified, quotation marks and needless spaces gone.

    >>> normalise("省醫保局２０２４年“予以公開”多少件？")
    '省医保局2024年予以公开多少件，'
    >>> normalise("😊新收旳申请📄")
    '新收的申请'
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = _SEPARATOR.sub("", text) if "," in text else text
    if not text.isascii():
        text = "".join(character for character in text if not _is_picture(character)).translate(_variants())
    text = text.translate(_TABLE)
    if " " in text or "\u3000" in text:
        text = _APART.sub(lambda match: match[0].replace(" ", ""), text)
        text = _BETWEEN_LATIN.sub("", _SPACES.sub(" ", text))
    return simplify(text)


def _is_picture(character: str) -> bool:
    """Tell whether a character is an emoji, or one of those that join or colour them and are not seen."""
    return unicodedata.category(character) in _PICTURES or character == _AS_PICTURE


@cache
def _variants() -> dict[int, str]:
    return str.maketrans(dict(load("characters")["variants"]))


def simplify(text: str) -> str:
    """Return a text in simplified characters.

    >>> simplify("行政復議")
    '行政复议'
    """
    return text if text.isascii() else str(_converter().convert(text))


@cache
def _converter() -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC("t2s")

"""One shape for every question: width, case, script and marks unified."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

BREAK = "，"
"""Stands for every mark that separates: no phrase reaches across it."""

_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'「」『』《》〈〉【】[]`*_"), "")
_MARKS = dict.fromkeys(map(ord, ",.?!;:()…。？！；：、（）·|\n\r\t"), BREAK)
_DASHES = dict.fromkeys(map(ord, "—–−~～"), "-")
_TABLE = {**_MARKS, **_QUOTES, **_DASHES}
_SPACES = re.compile(r"\s+")
_BETWEEN_LATIN = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3})")


def normalise(text: str) -> str:
    """Return a text with width, case, script and marks unified, quotation marks and needless spaces gone.

    >>> normalise("省醫保局２０２４年“予以公開”多少件？")
    '省医保局2024年予以公开多少件，'
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = _SEPARATOR.sub("", text) if "," in text else text
    text = text.translate(_TABLE)
    if " " in text or "\u3000" in text:
        text = _BETWEEN_LATIN.sub("", _SPACES.sub(" ", text))
    return simplify(text)


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

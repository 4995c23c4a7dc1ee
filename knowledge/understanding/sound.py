"""How words sound: pinyin without tones, for homophone typos and for questions typed in pinyin."""

from __future__ import annotations

from functools import cache


@cache
def syllable(character: str) -> str:
    """Return a character's commonest reading without tone; what is no Chinese character sounds like itself.

    >>> syllable("议"), syllable("富"), syllable("8")
    ('yi', 'fu', '8')
    """
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(character, style=Style.NORMAL)[0])


def sound(text: str) -> tuple[str, ...]:
    """Return the syllables of a text.

    >>> sound("行政复议") == sound("行政富议")
    True
    """
    return tuple(map(syllable, text))

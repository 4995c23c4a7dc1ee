"""Places in a ranking, as the prose states them: 第9名, 位居全省第二. They are numbers that count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import cn2an

from knowledge.numerals import WIDE, NumberSpan
from knowledge.vocabulary import load

UNIT = "名"


def find_places(text: str) -> Iterator[NumberSpan]:
    """Yield the places that a text states, in order; 第一季度 and 第一批 are none.

    >>> [(span.printed, int(span.value)) for span in find_places("列第9名，第一批5个，第二季度排名全市第十二")]
    [('第9名', 9), ('第十二', 12)]
    """
    if "第" not in text:
        return
    for match in _pattern().finditer(text.translate(WIDE)):
        group = "named" if match["named"] else "ranked"
        number = re.sub("[第名位]", "", match[group])
        value = Decimal(number) if number.isdigit() else Decimal(str(cn2an.cn2an(number, "normal")))
        start, end = match.span(group)
        yield NumberSpan(start, end, value, text[start:end], UNIT, "exact")


def is_place(printed: str) -> bool:
    """Tell whether what is printed is a place in a ranking and no quantity."""
    return printed.startswith("第")


@cache
def _pattern() -> re.Pattern[str]:
    words = load("numerals")["places"]
    digit = "[一二三四五六七八九]"
    number = rf"(?:\d{{1,3}}(?!\d)|{digit}?十{digit}?|{digit}(?!{digit}))"
    return re.compile(
        rf"(?P<named>第{number}[名位](?!于))"
        rf"|(?:{'|'.join(words['before'])})[^，。；第]{{0,4}}(?P<ranked>第{number}(?![{words['never_after']}]))"
    )

"""How a question sets things in order: the least first or the most, and which place of it is asked for."""

from __future__ import annotations

import re

from knowledge.numerals import read_number

_ASCENDING = re.compile(
    r"从少到多|由少到多|从小到大|更少|更低|按少到多|从低到高|由低到高|最少|最低|最小|垫底|谁少|谁更少|谁低|倒数|最后一?[名位家个]|末位|第[二三四五六七八九十\d]+[少低小]"
    r"|(?:谁|哪一?[个家年边方])[^，多高大]{0,14}(?<![减至缺])[少低](?!于|数)"
)
_DESCENDING = re.compile(
    r"从多到少|由多到少|从大到小|由大到小|更多|更高|按多到少|从高到低|由高到低|最多|最高|最大|谁多"
)
_PLACE = re.compile(
    r"(?:倒数|排名?[在行列]?|位[居列]|名列)第(?P<place>[一二三四五六七八九十]|\d{1,2})(?!方|季|几)"
    r"|第(?P<of>[二三四五六七八九十]|[2-9]|1\d)(?=[多高少低大小名位]|的?(?:是|有)?(?:谁|哪)|的(?:是|单位|机关|部门|年|呢|，|$)|呢)"
)


def ascending(text: str) -> bool:
    """Tell whether the least comes first.

    >>> ascending("谁最少"), ascending("谁第二多"), ascending("倒数第二的是谁")
    (True, False, True)
    """
    return bool(_ASCENDING.search(text)) and not _DESCENDING.search(text)


def place_asked(text: str) -> int:
    """Return the place of which it is asked who has it; the first where none is named.

    >>> place_asked("第二多的是谁"), place_asked("倒数第三是哪家"), place_asked("谁最多"), place_asked("保护第三方权益")
    (2, 3, 1, 1)
    """
    found = _PLACE.search(text)
    number = read_number(found["place"] or found["of"]) if found else None
    return int(number) if number else 1

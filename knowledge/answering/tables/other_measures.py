"""Whether a question asks in a measure that the rows it names do not count: 罚了多少钱, 多少人被罚."""

from __future__ import annotations

import re
from functools import cache

from knowledge.answering.tables.readings import unit_of
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

MONEY = frozenset({"元", "万元"})
_OTHER = turn("other_measure")
PETITIONS = "outcomes.not_processed.petition"
_RECEIVED_AS_SUCH = turn("received_as_such")
_COUNTS_INFORMATION = turn("counts_information")


def asks_for_other(query: Query) -> bool:
    """Tell whether another measure is asked for than the one in which the rows named are counted."""
    if not query.indicators:
        return False
    units = {unit_of(name) for name in query.indicators}
    if PETITIONS in query.indicators and _RECEIVED_AS_SUCH.search(query.text):
        return True
    if _COUNTS_INFORMATION.search(query.rest) and "条" not in units:
        return True
    other = _OTHER.search(query.text)
    if other and other["unit"] == "倍" and "growth" in query.asks:
        # 翻了几倍 asks how far the number has grown.
        other = None
    return (other is not None and not units & MONEY and other["unit"] not in units) or is_uncounted(query)


def is_uncounted(query: Query) -> bool:
    """Tell whether money or people are asked for of rows that count neither."""
    names = query.indicators
    if not any(unit_of(name) in MONEY for name in names) and _pattern("money").search(query.text):
        return True
    of = load("asks")["counted"]["people_of"]
    return all(name.partition(".")[0] in of for name in names) and bool(_pattern("people").search(query.text))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["counted"][name]))

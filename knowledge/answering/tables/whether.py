"""Whether what a question supposes of its figures is so: the verdict that is said before the figures are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from knowledge.understanding.query import Query
from knowledge.vocabulary import load


def asks_whether(query: Query) -> bool:
    """Tell whether yes or no answers a question, and no number: not so for 能告诉我多了多少吗."""
    return _says("asked", query.text) and not _says("number", query.text)


def supposes_all(query: Query) -> bool:
    """Tell whether it is asked if all of a whole is so: 都办完了吗."""
    return _says("all_of_it", query.text) and not _says("not_one", query.text) and asks_whether(query)


def supposes_rank(query: Query) -> bool:
    """Tell whether it is asked if one body or year is the first of its kind: 是不是最多的, 创新高了吗."""
    return "rank" in query.asks and "place" not in query.asks and asks_whether(query)


def asks_course(query: Query) -> bool:
    """Tell whether it is asked how a number went over the years: 越来越多, 逐年下降."""
    return _says("rising", query.text) or _says("falling", query.text)


def verdict_of_figure(query: Query, value: Decimal) -> str | None:
    """Return the verdict for one figure: 一件都没驳回吗; None where nothing is supposed."""
    if asks_whether(query) and _says("not_one", query.text):
        return "some" if value else "none"
    return None


def verdict_of_two(query: Query, difference: Decimal) -> str | None:
    """Return the verdict for two figures: 比去年多吗, 和企业一样多吗. ``difference`` is signed."""
    if not asks_whether(query):
        return None
    if _says("same", query.text):
        return "no" if difference else "yes"
    more, less = (_says(way, query.text) for way in ("more", "less"))
    if more == less:
        return None
    return "yes" if (difference > 0 if more else difference < 0) else "no"


def verdict_of_years(query: Query, years: Mapping[int, Decimal]) -> str | None:
    """Return the verdict for a row of years: 是不是一年比一年多; no yes where a year is missing."""
    values = [years[year] for year in sorted(years)]
    whole = {*range(min(years), max(years) + 1), *query.years} <= years.keys()
    found = _of_row(query, values)
    return found if whole or found in ("not_rising", "not_falling") else None


def _of_row(query: Query, values: Sequence[Decimal]) -> str | None:
    way = next((way for way in ("rising", "falling") if _says(way, query.text)), None)
    if way is None or not asks_whether(query):
        return None
    steps = [later - earlier for earlier, later in pairwise(values)]
    return way if all(step > 0 if way == "rising" else step < 0 for step in steps) else f"not_{way}"


def _says(what: str, text: str) -> bool:
    return bool(_patterns()[what].search(text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {what: re.compile("|".join(patterns)) for what, patterns in load("asks")["whether"].items()}

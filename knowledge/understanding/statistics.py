"""Questions about the statistics before 2019 (统计表): their words mean its rows, 历年累计 its second column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from knowledge.forms import CUMULATIVE, Form, form_of_year, forms
from knowledge.understanding.lexicon import Term, Trie, lexicon, statistics_lexicon
from knowledge.understanding.query import Draft
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_ELLIPTIC = turn("other_row")


def lexicon_for(draft: Draft) -> Trie[Term]:
    """Return the phrases to read a question with: those of the old statistics where it is about their years."""
    named = bool(_signs().search(draft.text)) or _goes_on_from_rows(draft)
    years = draft.years or draft.talk.years or ([draft.stands] if draft.stands else [])
    if years and not all(_has_statistics(form_of_year(year)) for year in years):
        return lexicon()
    return statistics_lexicon(named) if years or named else lexicon()


def _goes_on_from_rows(draft: Draft) -> bool:
    """Tell whether 网站上呢 follows a question for a row of that table: then it means another of its rows."""
    spoken = draft.talk.indicators
    return bool(spoken) and _ELLIPTIC.search(draft.text) is not None and set(spoken) <= set(_form().indicators)


def in_all_years(indicators: Iterable[str]) -> list[str]:
    """Return the indicators as counted over all years so far, where the old statistics count them so.

    >>> in_all_years(["published.total", "outcomes.granted"])
    ['published.total.cumulative', 'replies.granted.cumulative']
    """
    form = _form()
    rows = [(form.equivalents.get(name) or (name,))[-1] for name in indicators]
    return [f"{row}.{CUMULATIVE}" if f"{row}.{CUMULATIVE}" in form.indicators else row for row in rows]


def leads_to(indicator: str, other: str) -> bool:
    """Tell whether one indicator is only the way to another: 不予处理 to 重复申请, 收到申请 to 当面申请.

    >>> leads_to("outcomes.refused", "outcomes.refused.state_secret"), leads_to("requests.new", "outcomes.granted")
    (True, False)
    >>> leads_to("requests.new", "applications.received.fax")
    True
    """
    names = (indicator, *_form().equivalents.get(indicator, ()))
    return other != indicator and any(other == name or other.startswith(f"{name}.") for name in names)


@cache
def _signs() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load("statistics")["signs"]["words"])))


def _has_statistics(form: Form) -> bool:
    return any(table.is_statistics for table in form.tables)


@cache
def _form() -> Form:
    return next(form for form in forms() if _has_statistics(form))

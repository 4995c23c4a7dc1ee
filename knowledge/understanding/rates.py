"""Rates that a question asks for by name (公开率, 纠错率)."""

from __future__ import annotations

from functools import cache

from knowledge.understanding.query import Draft
from knowledge.vocabulary import load


def read_rates(draft: Draft) -> None:
    """Fill in the names of the rates, in the order asked."""
    if "rate" in draft.asks:
        draft.rates += rates_named(draft.text) or rates_named(draft.rest)


def rates_named(text: str) -> tuple[str, ...]:
    """Return the rates that a text names, in its order.

    >>> rates_named("不予公开率和公开率各是多少"), rates_named("新收多少件")
    (('不予公开率', '公开率'), ())
    """
    rest = text
    found: dict[str, int] = {}
    for phrase, name in _rate_phrases():
        start = rest.find(phrase)
        if start >= 0:
            found.setdefault(_of_lawsuits(name, text), start)
            rest = rest.replace(phrase, "，" * len(phrase))
    return tuple(sorted(found, key=lambda name: found[name]))


def _of_lawsuits(name: str, text: str) -> str:
    """Return the rate of lawsuits in place of that of reviews, where lawsuits are named and reviews are not.

    >>> _of_lawsuits("行政复议维持率", "行政诉讼两类合计的维持率"), _of_lawsuits("行政复议维持率", "维持率")
    ('行政诉讼维持率', '行政复议维持率')
    """
    beside = load("rates")["rates"][name].get("beside")
    plain = text.replace("复议后", "").replace("未经复议", "")
    named = beside and any(word in plain for word in beside["words"]) and "复议" not in plain
    return str(beside["rate"]) if beside and named else name


@cache
def _rate_phrases() -> tuple[tuple[str, str], ...]:
    """Return the names of the rates, the longest first: 公开率 stands in 不予公开率."""
    phrases = [(phrase, name) for name, rate in load("rates")["rates"].items() for phrase in rate["phrases"]]
    return tuple(sorted(phrases, key=lambda pair: len(pair[0]), reverse=True))

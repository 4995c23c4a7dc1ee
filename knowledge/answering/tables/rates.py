"""Shares and named rates: what is divided by what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.tables.readings import share_label
from knowledge.answering.wording import words
from knowledge.forms.parts import whole_of
from knowledge.records import APPLICANTS
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn


@dataclass(frozen=True, slots=True)
class Share:
    """What is to be divided by what: a name for it, and (indicator, applicant) of the parts and of the whole."""

    label: str
    parts: tuple[tuple[str, str], ...]
    whole: tuple[tuple[str, str], ...]


_SIDES = ("parts", "whole")
_COUNTED = turn("counted_not_shared")
_APART = turn("each_share")
_EITHER = turn("either")
_AGAINST = turn("set_against")


_EVERY_APPLICANT = turn("every_applicant")


def asks_every_applicant(text: str) -> bool:
    """Tell whether a question asks for each kind of applicant."""
    return bool(_EVERY_APPLICANT.search(text))


def shares_asked(query: Query) -> tuple[Share, ...]:
    """Return the shares or the named rate that a question asks for, in the order asked, or none."""
    if "rate" in query.asks and not query.content:
        applicant = query.applicants[0] if len(query.applicants) == 1 else "total"
        return tuple(_rate(name, applicant) for name in query.rates)
    # 自然人占比, and no word of what: of the requests that the table of applicants begins with.
    indicators = query.indicators or (("requests.new",) if query.applicants else ())
    if "share" not in query.asks or _COUNTED.search(query.text) or not indicators or query.content:
        return ()
    apart = bool(_APART.search(query.text))
    if query.share:
        return _shares(query.share.parts, query.share.whole, apart=apart)
    if len(query.applicants) > 1 and _EITHER.search(query.text):
        # 个人被拒的比例高还是企业高: of what each is a share is not said.
        return ()
    if len(indicators) > 1:
        return _of_several(query)
    indicator = indicators[0]
    every = not query.applicants and asks_every_applicant(query.text)
    applicants = APPLICANTS[:-1] if every else query.applicants
    if applicants:
        parts = [(indicator, applicant) for applicant in applicants]
        return _shares(parts, [(indicator, "total")], apart=apart or every)
    # 公开了几成申请 asks for no share of what was in hand: the requests as such are the whole of something else.
    whole = whole_of(indicator) if indicator != "requests.new" else None
    return _shares([(indicator, "total")], [(whole, "total")]) if whole else ()


def _of_several(query: Query) -> tuple[Share, ...]:
    """Return shares of a whole that is named beside its parts, else each part's share of the total it belongs to."""
    applicant = query.applicants[0] if query.applicants else "total"
    base = _base_named(query)
    if base:
        parts = [(name, applicant) for name in query.indicators if name != base]
        return _shares(parts, [(base, "total")], apart=bool(_APART.search(query.text)))
    shares = [_share([(name, applicant)], [(whole, "total")]) for name in query.indicators if (whole := whole_of(name))]
    if len(shares) < len(query.indicators):
        return ()
    if "sum" in query.asks and len({share.whole for share in shares}) == 1:
        return (_share([part for share in shares for part in share.parts], shares[0].whole),)
    return tuple(shares)


def _base_named(query: Query) -> str | None:
    """Return the indicator that the others are set against: the total of all others, or what 占 is followed by."""
    for name in query.indicators:
        if all(_belongs(other, name) for other in query.indicators if other != name):
            return name
    return query.indicators[-1] if _AGAINST.search(query.text) else None


def _belongs(part: str, whole: str) -> bool:
    return whole_of(part) == whole or part.startswith(f"{whole}.")


def share_asked(query: Query) -> Share | None:
    """Return the one share or named rate that a question asks for."""
    shares = shares_asked(query)
    return shares[0] if len(shares) == 1 else None


def _shares(
    parts: Sequence[tuple[str, str]], whole: Sequence[tuple[str, str]], *, apart: bool = False
) -> tuple[Share, ...]:
    return tuple(_share([part], whole) for part in parts) if apart else (_share(parts, whole),)


def _share(parts: Sequence[tuple[str, str]], whole: Sequence[tuple[str, str]]) -> Share:
    return Share(share_label(parts, whole), tuple(parts), tuple(whole))


def rate_meaning(name: str, applicant: str = "total") -> str:
    """Return in words what is divided by what.

    >>> rate_meaning("公开率")
    '予以公开与部分公开占办理结果总计的比例'
    """
    rate = load("rates")["rates"][name]
    return share_label(*(((row, applicant) for row in rate[side]) for side in _SIDES))


def _rate(name: str, applicant: str) -> Share:
    rate = load("rates")["rates"][name]
    parts, whole = (tuple((indicator, applicant) for indicator in rate[side]) for side in _SIDES)
    return Share(words("label.rate", name=name, share=rate_meaning(name, applicant)), parts, whole)

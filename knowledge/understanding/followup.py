"""What a question leaves out and the conversation supplies, and when a new topic lets go of it."""

from __future__ import annotations

import re

from knowledge.understanding.grouping import read_grouping
from knowledge.understanding.query import Draft, Share
from knowledge.understanding.statistics import in_all_years
from knowledge.understanding.talk import Talk
from knowledge.understanding.terms import known_indicators
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_OTHER = frozenset({"greeting", "thanks", "held", "definition", "who", "why"})
_COMPARES = frozenset({"difference", "rank", "growth", "sum"})
_CHANGES = frozenset({"difference", "growth"})
_OF_NUMBER = frozenset({"share", "growth", "difference"})
_FRESH = frozenset({"sum"})
"""With these words (总共, 一共) the whole is meant again, not the part that was asked about before."""
_BY_APPLICANT = ("requests.", "outcomes.")
"""How the ids of the rows begin that count each kind of applicant."""
_LEANS = turn("leans")
_OF_THE_SAME = turn("of_the_same")
_OF_A_LIST = turn("one_of_list")
_REASONS = turn("what_reasons")
_WITH = turn("set_beside")
_SHARE_OF = turn("share_of_it")


def read_followup(draft: Draft) -> None:
    """Fill in agency, year, indicator and applicant from the conversation where the question leaves them out."""
    if draft.talk == Talk():
        return
    for step in _STEPS:
        step(draft)


def _body(draft: Draft) -> None:
    if len(draft.agencies) == 1 and _said(draft, _WITH):
        # 跟甲比谁多, after a number of 乙, sets the two side by side.
        draft.agencies = list(dict.fromkeys((*draft.talk.agencies, *draft.agencies)))
    if draft.agencies or draft.rivals or draft.near or draft.foreign or draft.every_agency:
        return
    talk, ranks = draft.talk, {"rank", "place"}
    goes_on = not draft.asks - {"count"} and ranks & set(talk.asks) and _goes_on(draft)
    if talk.every and (draft.asks & ranks or goes_on):
        # 最少的呢, after 哪个单位最多, goes on among all of them.
        draft.every_agency = True
    else:
        draft.agencies += talk.agencies
    draft.carried.add("agency")


def _year(draft: Draft) -> None:
    talk = draft.talk
    if not draft.years and talk.years and not (draft.every_year or draft.first_held):
        draft.years += talk.years
        draft.year_said = talk.year_said
        draft.carried.add("year")
    spoken = list(talk.years) or ([talk.told] if talk.told else [])
    if len(spoken) == len(draft.years) == 1 and spoken != draft.years and _said(draft, _WITH):
        # 跟2023年比呢, after a number of 2024, sets the two side by side.
        draft.years = [*spoken, *draft.years]


def _share_of_spoken(draft: Draft) -> None:
    """占办结的多少 names the whole; the part is what was spoken of."""
    if _said(draft, _SHARE_OF) and draft.indicators and draft.talk.indicators:
        kinds = draft.applicants or draft.talk.applicants or ["total"]
        parts = tuple((name, kind) for name in draft.talk.indicators for kind in kinds)
        draft.share = Share(parts, tuple((name, "total") for name in draft.indicators))


def _matter(draft: Draft) -> None:
    """Fill in what is asked about: rows, rates, or the number of the prose that was given last."""
    if _asks_of_the_same(draft):
        draft.indicators.clear()
    talk, leans, goes_on = draft.talk, _said(draft, _LEANS), _goes_on(draft)
    if talk.figure and draft.asks & _OF_NUMBER and goes_on:
        # 占多少 after 信函申请多少件 is stated behind that number, or is worked out from the table.
        draft.recalled = talk.figure
    if goes_on and (draft.rates or (talk.rates and "why" not in draft.asks)):
        # 交通局呢, after 公开率呢, asks for the rate, whatever row was spoken of before it.
        draft.asks |= {"rate", *_asked_before(draft)}
        draft.rates += () if draft.rates else talk.rates
        draft.carried.add("indicator")
        _years_spanned(draft)
    elif goes_on and talk.indicators:
        _rows_again(draft)
    elif talk.figure and (_names_no_respect(draft, leans) or ("agency" in draft.carried and not draft.indicators)):
        draft.recalled = talk.figure
        if leans and not draft.asks & _OTHER:
            # 2018年呢 after 占比呢 asks for the share again.
            draft.asks |= {"count", *(set(talk.asks) & {"share"} if not draft.asks else ())}


def _rows_again(draft: Draft) -> None:
    draft.asks |= _asked_before(draft)
    if draft.talk.figure and not draft.asks:
        # 其中公民呢 after a number of the prose asks for a number of it again.
        draft.asks.add("count")
    draft.indicators += draft.talk.indicators
    draft.carried.add("indicator")
    _years_spanned(draft)
    if draft.talk.kinds and draft.asks & {"rank", "place"}:
        draft.carried.add("kinds")


def _applicant(draft: Draft) -> None:
    counted = not draft.indicators or any(name.startswith(_BY_APPLICANT) for name in draft.indicators)
    goes_on = draft.talk.applicants and _said(draft, _LEANS) and not draft.asks & _FRESH
    # 被复议过吗 after 企业提的呢: reviews are not counted by who applied.
    if not draft.applicants and goes_on and counted:
        draft.applicants += draft.talk.applicants
        draft.carried.add("applicant")


def _asked_before(draft: Draft) -> set[str]:
    """Return what was asked in the question before, where this one asks for nothing of its own (那2022年呢).

    A sum or difference goes on where it was made of two rows or two kinds of applicants of each report.
    """
    before = set(draft.talk.asks)
    made_within = len(draft.talk.indicators) > 1 or len(draft.talk.applicants) > 1
    if draft.asks - {"count"}:
        # 跟2023年比呢, after a share, asks for the share again; 占总数多少, after a sum, for that of the sum.
        again = {"share"} if draft.asks <= {"count", *_CHANGES, "trend"} else set()
        of_sum = {"sum"} if draft.asks <= {"count", "share"} and made_within else set()
        return before & (again | of_sum)
    goes_on = made_within and not draft.indicators and not draft.applicants
    return before - (set() if goes_on else {"sum", "difference"})


def _asks_of_the_same(draft: Draft) -> bool:
    """Tell whether 提的 says no more than who applied: 自然人提的呢, after 部分公开几件, asks of the partly granted."""
    before = draft.talk.indicators
    plain = draft.indicators == ["requests.new"] and not draft.named and bool(draft.applicants)
    return plain and any(name.startswith(_BY_APPLICANT) for name in before) and _said(draft, _OF_THE_SAME)


def _names_no_respect(draft: Draft, leans: bool) -> bool:
    """Tell whether a question that leans on the last names no row, or may name another number of the same list.

    行政规范性文件呢 or 不予公开的呢, after 主动公开文件16件, are told first by what stands beside that number.
    """
    names = {term.role for match in draft.matches for term in match.meanings} & {"indicator", "measure", "applicant"}
    return leans and (not (draft.indicators and names) or _said(draft, _OF_A_LIST))


def _goes_on(draft: Draft) -> bool:
    """Tell whether the question names nothing new to be looked up, and is no greeting or the like."""
    # 谁最少 asks for a number's place and not for a person.
    other = draft.asks & (_OTHER - {"who"} if draft.asks & {"rank", "place"} else _OTHER)
    other -= {"why"} if _said(draft, _REASONS) else set()
    return not (draft.indicators or draft.topic or other or _names_respect(draft))


def _names_respect(draft: Draft) -> bool:
    """Tell whether the question names a respect that the rows spoken of do not have: 有没有收费 after 新收申请."""
    return any(
        all(term.role in ("measure", "subject") and term.value != "total" for term in match.meanings)
        for match in draft.matches
        if match.meanings
    )


def _years_spanned(draft: Draft) -> None:
    """一共呢, after an answer about several years that the question did not name, means those years."""
    if not draft.years and draft.asks & (_COMPARES | {"average"}):
        draft.years += draft.talk.spanned
        draft.year_span = len(draft.years) > 1


def _measure_only(draft: Draft) -> None:
    """维持的呢, after a question about 复议, means 复议维持."""
    if draft.indicators or not draft.talk.indicators:
        return
    for match in draft.matches:
        for term in match.meanings:
            if term.role != "measure":
                continue
            for known in draft.talk.indicators:
                stem = known if f"{known}.{term.value}" in known_indicators() else known.rpartition(".")[0]
                if f"{stem}.{term.value}" in known_indicators():
                    draft.indicators.append(f"{stem}.{term.value}")
                    return


def _all_years_only(draft: Draft) -> None:
    """那历年累计呢, after a question about a row of the old statistics, means its second column."""
    said = any(term.role == "cumulative" for match in draft.matches for term in match.meanings)
    if said and not draft.indicators:
        draft.indicators += in_all_years(draft.talk.indicators)


def _meant_only(draft: Draft) -> None:
    """公开了几件, after a question about requests, means those that were granted."""
    if draft.indicators or not draft.talk.indicators:
        return
    for rule in load("talk")["meant"]:
        rows = tuple(f"{row}." for row in rule["after"])
        if any(f"{name}.".startswith(rows) for name in draft.talk.indicators) and re.search(
            rule["pattern"], draft.text
        ):
            draft.indicators.append(rule["means"])
            draft.topic.clear()


def _said(draft: Draft, form: re.Pattern[str]) -> bool:
    return bool(form.search(draft.text))


_STEPS = (
    read_grouping,
    _body,
    _year,
    _measure_only,
    _meant_only,
    _all_years_only,
    _share_of_spoken,
    _matter,
    _applicant,
)

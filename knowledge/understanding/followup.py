"""What a question leaves out and the conversation supplies, and when a new topic lets go of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.understanding.pronouns import pair_kept
from knowledge.understanding.query import Draft, Query, Share
from knowledge.understanding.statistics import in_all_years
from knowledge.understanding.terms import known_indicators
from knowledge.vocabulary.turns import turn

_OTHER = frozenset({"greeting", "thanks", "held", "definition", "who", "why"})
_TWO = turn("both_of_them")
_PAIR = turn("the_pair")
_COMPARES = frozenset({"difference", "rank", "growth", "sum"})
_REASONS = turn("what_reasons")
_BOTH_YEARS = turn("both_years")
_WITH = turn("set_beside")
_SHARE_OF = turn("share_of_it")
_CHANGES = frozenset({"difference", "growth"})
_OF_NUMBER = frozenset({"share", "growth", "difference"})
_SHORT = 10
"""Characters of a question that can only be about what was just spoken of (差多少呢)."""
_FRESH = frozenset({"sum"})
"""With these words (总共, 一共) the whole is meant again, not the part that was asked about before."""
_LEANS = turn("leans")
_OF_THE_SAME = turn("of_the_same")
_BY_APPLICANT = ("requests.", "outcomes.")
"""How the ids of the rows begin that count each kind of applicant."""
_OF_A_LIST = turn("one_of_list")
_CORRECTS = turn("corrects")


def read_followup(draft: Draft) -> None:
    """Fill in agency, year, indicator and applicant from the conversation where the question leaves them out."""
    memory = draft.memory
    if not memory:
        return
    if not (draft.agencies or draft.rivals or draft.near or draft.foreign or draft.every_agency):
        ranks = {"rank", "place"}
        if memory.get("every") and (
            draft.asks & ranks
            or (not draft.asks - {"count"} and ranks & set(memory.get("asks", ())) and _goes_on(draft))
        ):
            # 最少的呢, after 哪个单位最多, goes on among all of them.
            draft.every_agency = True
        else:
            draft.agencies += _two_agencies(draft, memory) or memory.get("agencies", [])
        draft.carried.add("agency")
    if not draft.years and memory.get("years") and not (draft.every_year or draft.first_held):
        draft.years += memory["years"]
        draft.year_said = bool(memory.get("year_said"))
        draft.carried.add("year")
    _years_before(draft, memory)
    leans = bool(_LEANS.search(draft.text) or _CORRECTS.search(draft.text))
    _measure_only(draft, memory)
    _all_years_only(draft, memory)
    if _SHARE_OF.search(draft.text) and draft.indicators and memory.get("indicators"):
        # 占办结的多少 names the whole; the part is what was spoken of.
        kinds = draft.applicants or memory.get("applicants") or ["total"]
        parts = tuple((name, kind) for name in memory["indicators"] for kind in kinds)
        draft.share = Share(parts, tuple((name, "total") for name in draft.indicators))
    if _asks_of_the_same(draft, memory):
        draft.indicators.clear()
    fresh = bool(draft.asks & _FRESH)
    goes_on = _goes_on(draft)
    if memory.get("figure") and draft.asks & _OF_NUMBER and goes_on:
        # 占多少 after 信函申请多少件 is stated behind that number, or is worked out from the table.
        draft.recalled = tuple(memory["figure"])
    if goes_on and (draft.rates or (memory.get("rates") and "why" not in draft.asks)):
        # 交通局呢, after 公开率呢, asks for the rate, whatever row was spoken of before it.
        draft.asks |= {"rate", *_asked_before(draft, memory)}
        draft.rates += [] if draft.rates else memory["rates"]
        draft.carried.add("indicator")
        _years_spanned(draft, memory)
    elif goes_on and memory.get("indicators"):
        draft.asks |= _asked_before(draft, memory)
        if memory.get("figure") and not draft.asks:
            # 其中公民呢 after a number of the prose asks for a number of it again.
            draft.asks.add("count")
        draft.indicators += _both(draft, memory) or memory["indicators"]
        draft.carried.add("indicator")
        _years_spanned(draft, memory)
        if memory.get("kinds") and draft.asks & {"rank", "place"}:
            draft.carried.add("kinds")
    elif memory.get("figure") and (
        _names_no_respect(draft, leans) or ("agency" in draft.carried and not draft.indicators)
    ):
        draft.recalled = tuple(memory["figure"])
        if "sum" in draft.asks and not draft.topic:
            several: list[list[str]] = memory.get("figures", [])
            draft.summed = tuple(map(tuple, several)) if len(several) > 1 else ()
        if leans and not draft.asks & _OTHER:
            # 2018年呢 after 占比呢 asks for the share again.
            draft.asks |= {"count", *(set(memory.get("asks", ())) & {"share"} if not draft.asks else ())}
    if not draft.applicants and memory.get("applicants") and leans and not fresh:
        draft.applicants += memory["applicants"]
        draft.carried.add("applicant")


def _asked_before(draft: Draft, memory: Mapping[str, Any]) -> set[str]:
    """Return what was asked in the question before, where this one asks for nothing of its own (那2022年呢).

    A sum or difference goes on where it was made of two rows or two kinds of applicants of each report.
    """
    before = set(memory.get("asks", ()))
    made_within = len(memory.get("indicators", ())) > 1 or len(memory.get("applicants", ())) > 1
    if draft.asks - {"count"}:
        # 跟2023年比呢, after a share, asks for the share again; 占总数多少, after a sum, for that of the sum.
        again = {"share"} if draft.asks <= {"count", *_CHANGES, "trend"} else set()
        of_sum = {"sum"} if draft.asks <= {"count", "share"} and made_within else set()
        return before & (again | of_sum)
    goes_on = made_within and not draft.indicators and not draft.applicants
    return before - (set() if goes_on else {"sum", "difference"})


def _asks_of_the_same(draft: Draft, memory: Mapping[str, Any]) -> bool:
    """Tell whether 提的 says no more than who applied: 自然人提的呢, after 部分公开几件, asks of the partly granted."""
    before = memory.get("indicators") or ()
    plain = draft.indicators == ["requests.new"] and not draft.named and bool(draft.applicants)
    return plain and any(name.startswith(_BY_APPLICANT) for name in before) and bool(_OF_THE_SAME.search(draft.text))


def _names_no_respect(draft: Draft, leans: bool) -> bool:
    """Tell whether a question that leans on the last names no row, or may name another number of the same list.

    行政规范性文件呢 or 不予公开的呢, after 主动公开文件16件, are told first by what stands beside that number.
    """
    names = {term.role for match in draft.matches for term in match.meanings} & {"indicator", "measure", "applicant"}
    return leans and (not (draft.indicators and names) or bool(_OF_A_LIST.search(draft.text)))


def _goes_on(draft: Draft) -> bool:
    """Tell whether the question names nothing new to be looked up, and is no greeting or the like."""
    # 谁最少 asks for a number's place and not for a person.
    other = draft.asks & (_OTHER - {"who"} if draft.asks & {"rank", "place"} else _OTHER)
    other -= {"why"} if _REASONS.search(draft.text) else set()
    return not (draft.indicators or draft.topic or other or _names_respect(draft))


def _names_respect(draft: Draft) -> bool:
    """Tell whether the question names a respect that the rows spoken of do not have: 有没有收费 after 新收申请."""
    return any(
        all(term.role in ("measure", "subject") and term.value != "total" for term in match.meanings)
        for match in draft.matches
        if match.meanings
    )


def _both(draft: Draft, memory: Mapping[str, Any]) -> list[str]:
    """Return the last two or three indicators of the conversation, where the question means them all (这两项合计)."""
    if len(memory["indicators"]) > 1:
        return []
    recent: list[str] = memory.get("recent", [])
    match = _TWO.search(draft.text)
    count = 3 if match and match["three"] else 2
    return recent[-count:] if match and len(recent) >= count else []


def _two_agencies(draft: Draft, memory: Mapping[str, Any]) -> list[int]:
    """两个差多少, after the same was asked of another agency, sets the last two agencies side by side."""
    recent: list[int] = memory.get("recent_agencies", [])
    if memory.get("changed") != "agencies" or len(recent) < 2 or draft.indicators or memory.get("kinds"):
        # 第二呢 after 哪种申请人最多 goes on among the applicants of the one agency.
        return []
    return recent[-2:] if draft.asks & _COMPARES and (_PAIR.search(draft.text) or len(draft.text) < _SHORT) else []


def _years_before(draft: Draft, memory: Mapping[str, Any]) -> None:
    """这两年差多少, or a bare 多了多少, sets the last two years of the conversation side by side."""
    recent: list[int] = memory.get("recent_years", [])
    if len(recent) > 1 and _BOTH_YEARS.search(draft.text) and "year" in draft.carried:
        draft.years = recent[-2:]
        draft.year_span = False
        return
    spoken: list[int] = memory.get("years") or ([memory["told"]] if "told" in memory else [])
    if len(spoken) == len(draft.years) == 1 and spoken != draft.years and _WITH.search(draft.text):
        # 跟2023年比呢, after a number of 2024, sets the two side by side.
        draft.years = [*spoken, *draft.years]
        return
    changed = bool(draft.asks & _CHANGES) or ("trend" in draft.asks and memory.get("changed") == "years")
    if draft.carried >= {"agency", "year"} and changed and len(recent) > 1 and not draft.indicators:
        draft.years = recent[-2:]


def _years_spanned(draft: Draft, memory: Mapping[str, Any]) -> None:
    """一共呢, after an answer about several years that the question did not name, means those years."""
    if not draft.years and draft.asks & (_COMPARES | {"average"}):
        draft.years += memory.get("spanned", [])
        draft.year_span = len(draft.years) > 1


def _measure_only(draft: Draft, memory: Mapping[str, Any]) -> None:
    """维持的呢, after a question about 复议, means 复议维持."""
    if draft.indicators or not memory.get("indicators"):
        return
    for match in draft.matches:
        for term in match.meanings:
            if term.role != "measure":
                continue
            for known in memory["indicators"]:
                stem = known if f"{known}.{term.value}" in known_indicators() else known.rpartition(".")[0]
                if f"{stem}.{term.value}" in known_indicators():
                    draft.indicators.append(f"{stem}.{term.value}")
                    return


def _all_years_only(draft: Draft, memory: Mapping[str, Any]) -> None:
    """那历年累计呢, after a question about a row of the old statistics, means its second column."""
    said = any(term.role == "cumulative" for match in draft.matches for term in match.meanings)
    if said and not draft.indicators:
        draft.indicators += in_all_years(memory.get("indicators", ()))


def remember(
    query: Query,
    memory: Mapping[str, Any],
    figure: tuple[str, ...] | None = None,
    spanned: Sequence[int] = (),
    *,
    kinds: bool = False,
    led: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Return what the conversation is about after a question.

    ``figure`` is the number of the prose that was given, ``spanned`` the years of which the answer gave figures,
    ``kinds`` tells that it set the kinds of applicants in order: 第二呢 then goes on among them. ``led`` is the year or
    the body that came first in the order that it set.
    A question that could not be understood, or a word of greeting or thanks, leaves the memory as it was.
    """
    courtesy = bool(query.asks & {"greeting", "thanks"}) and not (query.indicators or query.topic)
    if courtesy or query.refusal or not (query.agencies or query.indicators or query.years):
        return dict(memory)
    kept: dict[str, Any] = {
        "agencies": list(query.agencies) or memory.get("agencies", []),
        "every": query.every_agency,
        "years": list(query.years),
        "year_said": query.year_said,
        "indicators": list(query.indicators),
        "applicants": list(query.applicants),
        "rates": list(query.rates),
        "asks": sorted(query.asks - {"count", "yes_no"}),
    }
    recent = [name for name in memory.get("recent", []) if name not in query.indicators]
    kept["recent"] = [*recent, *query.indicators][-4:]
    years = [year for year in memory.get("recent_years", []) if year not in query.years]
    kept["recent_years"] = [*years, *query.years][-4:]
    agencies = [key for key in memory.get("recent_agencies", []) if key not in query.agencies]
    kept["recent_agencies"] = [*agencies, *query.agencies][-4:]
    kept["changed"] = _changed(kept, memory)
    if pair := pair_kept(kept, memory, goes_on=bool(query.carried)):
        kept["pair"] = pair
    if kinds:
        kept["kinds"] = True
    if led:
        kept["led"] = dict(led)
    if len(spanned) > 1:
        kept["spanned"] = list(spanned)
    elif spanned:
        kept["told"] = spanned[0]
    if figure:
        kept["figure"] = list(figure)
        before = [item for item in memory.get("figures", []) if item[:2] != list(figure)[:2]] if query.recalled else []
        kept["figures"] = [*before, list(figure)]
    return kept


def _changed(kept: Mapping[str, Any], memory: Mapping[str, Any]) -> str:
    """Return in what a question differs from the one before it, if in one thing only."""
    compared = ("agencies", "indicators", "applicants", "rates", "years")
    differing = [name for name in compared if kept[name] != memory.get(name)]
    return differing[0] if len(differing) == 1 else ""

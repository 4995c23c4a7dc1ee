"""The words of the matter: which indicator, whose applications, what is wanted of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from knowledge.forms import form_of_year, forms, label_of
from knowledge.segment import cut
from knowledge.sieve import Sieve
from knowledge.understanding.lexicon import Match, Term, lexicon
from knowledge.understanding.normalise import BREAK
from knowledge.understanding.query import Draft
from knowledge.understanding.statistics import in_all_years, leads_to, lexicon_for
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

DEFAULT_MEASURE = {
    "licensing": "decisions",
    "other_services": "decisions",
    "penalties": "decisions",
    "coercion": "decisions",
    "fees": "amount",
    "procurement": "projects",
    "review": "total",
    "litigation": "",
    "litigation.direct": "total",
    "litigation.after_review": "total",
    "rules": "in_force",
    "normative_documents": "in_force",
}
"""What is meant where a subject is named without saying in what respect. The answer states the reading."""

_REFUSED = "outcomes.refused"

CHANGE = ".items_change"
"""How the ids of the rows end that print by how much a number of items changed."""

_EXCEPT = turn("not_natural_persons")
_DIVIDES = turn("divides")
_WHICH_YEAR = turn("which_year")
_COUNTED = turn("counted_not_shared")
_RANKS = turn("ranks")
_TOGETHER = frozenset({"sum", "average", "place", "difference", "growth", "held", "definition", "why"})
"""What is asked of several bodies together, and not of each."""
_HOLDS = turn("what_is_held")
_RATHER = turn("rather")
_COMPARES = turn("compares")
_ALTOGETHER = turn("altogether")
_JOINED = turn("joined")
_COUNTED_APART = turn("counted_apart")
_LISTED = turn("listed_apart")


def read_terms(draft: Draft) -> None:
    """Fill in indicators, applicants, asks and the words that nothing explains."""
    draft.matches = lexicon_for(draft).cover(draft.rest)
    terms = _by_role(draft.matches)
    draft.asks |= {term.value for _, term in terms.get("ask", ())}
    read_patterns(draft)
    draft.applicants += _applicants(draft.rest, terms)
    _read_people(draft)
    found = _indicators(draft, terms)
    if found and _WHICH_YEAR.search(draft.rest):
        draft.asks.add("trend")
    draft.indicators += in_all_years(found) if "cumulative" in terms else _changes(draft, found)
    named = draft.indicators or "rate" in draft.asks
    if draft.every_agency and not draft.agencies and named and not draft.asks & _TOGETHER:
        # 各单位2024年新收申请多少件: all of them, in order.
        draft.asks.add("rank")
    draft.topic += [word for word in _unexplained(draft) if not _in_label(word, draft.indicators)]
    if not draft.indicators and _asks_cost(terms):
        draft.topic = _joined([*draft.topic, "收费"])


def _changes(draft: Draft, indicators: Sequence[str]) -> list[str]:
    """行政许可增减 is a row of the form of 2019; of other years, or of two, it asks for the difference in decisions."""
    changes = [name for name in indicators if name.endswith(CHANGE)]
    if not changes or "difference" not in draft.asks:
        return list(indicators)
    years = draft.years or [draft.stands or draft.today.year]
    if len(years) == 1 and all((name, "total") in form_of_year(years[0]).cells for name in changes):
        draft.asks.discard("difference")
        return list(indicators)
    subjects = [name.removesuffix(CHANGE) if name in changes else "" for name in indicators]
    return [
        f"{subject}.{DEFAULT_MEASURE[subject]}" if subject else name
        for subject, name in zip(subjects, indicators, strict=True)
    ]


def _in_label(word: str, indicators: Sequence[str]) -> bool:
    # 合法权益 is explained where 保护第三方合法权益 is meant, however it was said.
    return len(word) > 1 and any(word in phrase for indicator in indicators for phrase in _phrases_of(indicator))


@cache
def _phrases_of(indicator: str) -> tuple[str, ...]:
    return (label_of(indicator), *load("terms")["indicators"].get(indicator, ()))


def _by_role(matches: Sequence[Match[Term]]) -> dict[str, list[tuple[Match[Term], Term]]]:
    found: dict[str, list[tuple[Match[Term], Term]]] = {}
    for match in matches:
        for term in match.meanings:
            found.setdefault(term.role, []).append((match, term))
    return found


def _read_people(draft: Draft) -> None:
    """老百姓 may mean natural persons, as the form has them, or whoever applied: with 一共 it means the latter."""
    people = load("terms")["people"]
    draft.other_applicant = None
    if draft.applicants != ["natural_person"] or any(word in draft.rest for word in people["sure"]):
        return
    if any(word in draft.rest for word in people["loose"]):
        whole = _ALTOGETHER.search(draft.rest)
        draft.other_applicant = "natural_person" if whole else "total"
        if whole:
            draft.applicants.clear()


def read_patterns(draft: Draft) -> None:
    """Add what is asked by turns of speech that are no fixed phrases (下降了百分之几, 谁收到的多)."""
    patterns = _patterns()
    passing = (patterns[place] for place in _pattern_sieve().passing(draft.rest))
    draft.asks |= {ask for ask, pattern in passing if pattern.search(draft.rest)}
    if _COUNTED.search(draft.rest):
        draft.asks.discard("share")
    if draft.every_agency and _RANKS.search(draft.rest):
        draft.asks.add("rank")
    if draft.every_agency and _HOLDS.search(draft.rest):
        draft.asks.add("held")
    how = "how" in draft.asks and not draft.asks & {"count", "growth"}
    differs = "difference" in draft.asks
    if differs and (how or _RATHER.search(draft.rest)) and not _COMPARES.search(_RATHER.sub("", draft.rest)):
        # 怎么减少复议 asks for no difference, nor does 公开量较大的乡镇.
        draft.asks.discard("difference")
    if "growth" in draft.asks and not _DIVIDES.search(draft.rest):
        draft.asks.discard("share")
    if draft.limit:
        # 超过500件的有哪些单位 does not ask which are held.
        draft.asks.discard("held")
    if draft.threshold or any(draft.rest.startswith("率", match.end) for match in draft.matches if _names(match)):
        draft.asks.add("share")


def _names(match: Match[Term]) -> bool:
    return any(term.role in ("indicator", "measure") for term in match.meanings)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lists = load("asks")["patterns"].items()
    return tuple((ask, re.compile(pattern)) for ask, patterns in lists for pattern in patterns)


@cache
def _pattern_sieve() -> Sieve:
    return Sieve([pattern for _, pattern in _patterns()])


def indicators_in(matches: Sequence[Match[Term]], text: str) -> list[str]:
    """Return what a stretch of a question names by words of its own."""
    terms = _by_role(matches)
    named = [(match.start, term.value) for match, term in terms.get("indicator", ())] + _composed(terms)
    return _narrowest(_in_order(named), text, terms)


def applicants_in(matches: Sequence[Match[Term]], text: str) -> list[str]:
    """Return whose applications a stretch of a question names."""
    return _applicants(text, _by_role(matches))


def _applicants(text: str, terms: dict[str, list[tuple[Match[Term], Term]]]) -> list[str]:
    named = [term.value for _, term in terms.get("applicant", ()) if term.value != "total"]
    if "natural_person" in named and _EXCEPT.search(text):
        return ["organisations"]
    return named


def _indicators(draft: Draft, terms: dict[str, list[tuple[Match[Term], Term]]]) -> list[str]:
    named = [(match.start, term.value) for match, term in terms.get("indicator", ())]
    named += _composed(terms)
    draft.named = bool(named)
    if not named and _means_new_requests(terms, draft):
        named = [(0, "requests.new")]
    ids = _in_order(named)
    return ids if "share" in draft.asks else _narrowest(ids, draft.rest, terms)


def _in_order(named: Sequence[tuple[int, str]]) -> list[str]:
    """Return what is named in the order of the words, the measures of one subject in their own."""
    return list(dict.fromkeys(value for _, value in sorted(named, key=lambda item: item[0])))


def _composed(terms: dict[str, list[tuple[Match[Term], Term]]]) -> list[tuple[int, str]]:
    """Put subjects and measures together: 复议 with 维持 is ``review.upheld``."""
    subjects = [(match, term.value) for match, term in terms.get("subject", ())]
    if any(value.startswith("litigation.") for _, value in subjects):
        # 复议后起诉 names the kind of lawsuit; a bare 诉讼 or 复议 beside it says nothing more.
        subjects = [(match, value) for match, value in subjects if value not in ("litigation", "review")]
    measures = [(match, term.value) for match, term in terms.get("measure", ())]
    if not subjects:
        # 官司输了 names the lawsuits as well as how they ended.
        subjects = [(match, subject) for match, _ in measures for subject in _subjects_at(match.phrase)]
    found: list[tuple[int, str]] = []
    for match, subject in subjects:
        fitting = [
            (abs(other.start - match.start), other.start, measure)
            for other, measure in measures
            if f"{subject}.{measure}" in known_indicators() and (other is not match or _subjects_at(match.phrase))
        ]
        respects = _respects(subject, fitting)
        found += [(match.start, f"{subject}.{measure}" if measure else subject) for measure in respects]
    return found


def _subjects_at(phrase: Sequence[str]) -> list[str]:
    """Return the subjects with whose words the phrase of a measure begins."""
    found = (term for end, terms in lexicon().at(phrase, 0) if end < len(phrase) for term in terms)
    return [term.value for term in found if term.role == "subject"]


def _respects(subject: str, fitting: list[tuple[int, int, str]]) -> list[str]:
    if not fitting:
        return [DEFAULT_MEASURE[subject]]
    return list(dict.fromkeys(measure for _, _, measure in sorted(fitting, key=lambda item: item[1])))


def _means_new_requests(terms: dict[str, list[tuple[Match[Term], Term]]], draft: Draft) -> bool:
    if any(match.phrase[-1] == "费" for match, _ in terms.get("measure", ())):
        return False  # 申请信息收费吗 asks what is charged
    if "received" in terms and _received_alone().search(draft.rest):
        # 一共收了多少件: what comes in and is counted in papers are the requests.
        return True
    phrases = [match.phrase for role in ("generic", "applicant") for match, _ in terms.get(role, ())]
    applied = any("申请" in phrase for phrase in phrases) or {"applicant", "received"} <= terms.keys()
    return applied and not _asks_cost(terms) and ("received" in terms or "applicant" in terms or bool(draft.asks))


@cache
def _examples() -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["received"]["examples"]))


@cache
def _received_alone() -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["received"]["alone"]))


def _asks_cost(terms: dict[str, list[tuple[Match[Term], Term]]]) -> bool:
    """依申请提供信息收费吗 asks what it costs, not how many applied; 收了几件申请 does not."""
    money = {match.start for match, term in terms.get("measure", ()) if term.value == "amount"}
    return bool(money - {match.start for match, _ in terms.get("received", ())})


def _narrowest(ids: list[str], text: str, terms: dict[str, list[tuple[Match[Term], Term]]]) -> list[str]:
    """Drop what only leads up to a narrower row: 不予处理 beside 重复申请, 收到的申请 beside 予以公开.

    What is named for an example only (不予处理的，信访那些) is a part of what is asked for, and does not narrow it.
    """
    if _examples().search(text):
        ids = [i for i in ids if not any(i.startswith(f"{other}.") for other in ids)]
    leaves = [i for i in ids if not any(leads_to(i, other) for other in ids)]
    outcomes = [i for i in leaves if i.startswith(("outcomes.", "replies."))]
    if outcomes and "requests.new" in leaves and not _side_by_side(terms, "requests.new", outcomes[0], text):
        leaves.remove("requests.new")
    if _turned_away(terms) and any(not _side_by_side(terms, _REFUSED, i, text) for i in outcomes if _is_reason(i)):
        leaves = [i for i in leaves if i != _REFUSED]
    carried = [i for i in leaves if i in ("requests.carried_in", "requests.carried_out")]
    if carried and "requests.new" in leaves and not _side_by_side(terms, "requests.new", carried[0], text):
        leaves.remove("requests.new")
    for total in ("outcomes.total", "replies.total"):
        beside = next((name for name in leaves if name != total), None)
        if beside and total in leaves and not _side_by_side(terms, total, beside, text):
            leaves.remove(total)
    return leaves


def _turned_away(terms: dict[str, list[tuple[Match[Term], Term]]]) -> bool:
    """因为反复申请被挡回去的: to be turned away is said of any outcome that is no disclosure, 不予公开 of one only."""
    said = [match.phrase for match, term in terms.get("indicator", ()) if term.value == _REFUSED]
    return bool(said) and all("公开" not in phrase for phrase in said)


def _is_reason(indicator: str) -> bool:
    return indicator.startswith(("outcomes.unavailable.", "outcomes.not_processed.", "outcomes.other."))


def _side_by_side(terms: dict[str, list[tuple[Match[Term], Term]]], first: str, second: str, text: str) -> bool:
    spans = {term.value: (match.start, match.end) for match, term in terms.get("indicator", ())}
    if first not in spans or second not in spans:
        return False
    (_, end), (start, _) = sorted((spans[first], spans[second]))
    between = text[end:start]
    if "倍" in text and "是" in between:
        return True
    counted = bool(_COUNTED_APART.search(between))
    return counted or bool(_JOINED.search(between)) or ("，" in between and bool(_LISTED.search(text)))


@cache
def known_indicators() -> frozenset[str]:
    """Return every indicator of every form, subtotals included."""
    return frozenset(
        name for form in forms() for name in (*form.indicators, *(subtotal.id for subtotal in form.subtotals))
    )


def _unexplained(draft: Draft) -> list[str]:
    """Return the words of which some part is in no phrase.

    A word glued together from single particles (人 + 大) is not explained by them.
    """
    covered = bytearray(2 if character == BREAK else 0 for character in draft.rest)
    for match in draft.matches:
        length = match.end - match.start
        covered[match.start : match.end] = b"\2" * length if length > 1 else b"\1"
    if 0 not in covered and b"\1\1" not in covered:
        return []
    words: list[str] = []
    start = 0
    for word in cut(draft.rest):
        end = start + len(word)
        if word[0] != BREAK and _is_unexplained(covered[start:end], word):
            words.append(word)
        start = end
    return _joined(words)


def _is_unexplained(marks: Iterable[int], word: str) -> bool:
    marks = bytes(marks)
    if 0 in marks:
        return not word.isspace()
    return len(word) > 1 and 2 not in marks and not lexicon_has(word)


def lexicon_has(word: str) -> bool:
    """Tell whether the vocabulary has a word as a phrase of its own."""
    return any(end == len(word) for end, _ in lexicon().at(word, 0))


def _joined(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))

"""What is asked for by what it is not: 除了予以公开和部分公开，其余一共多少件; 不予公开里除了国家秘密还有几件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from knowledge.forms.parts import whole_of
from knowledge.understanding.lexicon import Match, Term
from knowledge.understanding.query import Draft, Remainder
from knowledge.understanding.shares import NEW
from knowledge.understanding.terms import applicants_in, indicators_in
from knowledge.vocabulary.turns import turn

_EXCEPT = turn("left_out")
_ALL_OUTCOMES = "outcomes.total"
_OTHER_KIND = "other_organisation"
_ANYBODY = turn("other_applicants")
_REST_OF_OUTCOMES = "outcomes.other"
"""Beside 除了予以公开 the words 其他处理结果 mean whatever is left and not the row of that name."""


_NOT = turn("denied_before")
_DENIED = frozenset({"outcomes.granted", "outcomes.partly_granted", "upheld", "corrected"})
"""What has no row for its opposite: 没有予以公开的 is all the rest."""


def read_remainder(draft: Draft) -> None:
    """Take out what the question sets aside; where it names nothing else, the rest of its whole is asked for."""
    spans = [match.span(match.lastgroup or 0) for match in _EXCEPT.finditer(draft.rest)]
    spans += [] if draft.asks & {"yes_no", "why", "how"} else list(_denied(draft))
    if not spans:
        return
    inside = [match for match in draft.matches if any(_lies_in(match, span) for span in spans)]
    outside = [match for match in draft.matches if match not in inside]
    text = "，".join(draft.rest[start:end] for start, end in spans)
    subjects = [match for match in outside if any(term.role == "subject" for term in match.meanings)]
    rows, kinds = indicators_in([*inside, *subjects], text) if inside else [], applicants_in(inside, text)
    named = {term.role for match in inside for term in match.meanings} & {"indicator", "subject", "measure"}
    rows = rows if named else []
    if not rows and not kinds:
        return
    others = [name for name in indicators_in(outside, draft.rest) if name not in rows]
    if rows:
        _without_rows(draft, rows, others, applicants_in(outside, draft.rest) or kinds)
    else:
        _without_kinds(draft, kinds, others, applicants_in(outside, draft.rest))


def _denied(draft: Draft) -> Iterator[tuple[int, int]]:
    for match in draft.matches:
        if any(term.value in _DENIED for term in match.meanings) and _NOT.search(draft.rest[: match.start]):
            yield match.start, match.end


def _lies_in(match: Match[Term], span: tuple[int, int]) -> bool:
    # 维持的 is one phrase, of which 的 closes what is set aside.
    return span[0] <= match.start < span[1]


def _without_rows(draft: Draft, rows: Sequence[str], others: list[str], kinds: Sequence[str]) -> None:
    others = [name for name in others if name != _REST_OF_OUTCOMES]
    whole = _whole(rows, others)
    if others and not whole:
        # 除了新收的，结转的有几件: another row is named.
        draft.indicators, draft.applicants = others, list(kinds)
        return
    kinds = kinds or ("total",)
    parts = tuple(product(dict.fromkeys(rows), kinds))
    draft.remainder = Remainder(parts, tuple((whole, kind) for kind in kinds) if whole else ())


def _whole(rows: Sequence[str], others: Sequence[str]) -> str | None:
    """Return that of which all the rows are parts: the one that is named beside them, else the total on the form."""
    for name in others:
        if all(whole_of(row) == name or row.startswith(f"{name}.") for row in rows):
            return name
    above = {whole_of(row) for row in rows}
    if len(above) == 1 and (not others or (list(others) == [NEW] and above == {_ALL_OUTCOMES})):
        return above.pop()
    return None


def _without_kinds(draft: Draft, kinds: Sequence[str], rows: Sequence[str], others: Sequence[str]) -> None:
    if others and list(others) != [_OTHER_KIND]:
        # 除了企业，科研机构提了几件: another kind of applicant is named.
        draft.applicants = list(others)
        return
    row = (rows or draft.indicators or [NEW])[0]
    # 除了企业，其他组织: of the organisations; 其他申请人: of all who applied.
    whole = "organisations" if others and not _ANYBODY.search(draft.rest) else "total"
    draft.remainder = Remainder(tuple((row, kind) for kind in kinds), ((row, whole),))

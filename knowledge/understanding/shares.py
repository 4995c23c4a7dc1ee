"""What a share is of what: 企业占全部新收的几成, 新收申请里个人占多少, 企业申请里予以公开的比例."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from knowledge.forms.parts import whole_of
from knowledge.understanding.lexicon import Match, Term
from knowledge.understanding.query import Draft, Item, Share
from knowledge.understanding.terms import applicants_in, indicators_in
from knowledge.vocabulary.turns import turn

_OF = turn("part_of_whole")
_WITHIN = turn("whole_of_part")
_BEHIND = turn("share_behind_requests")
_ALL = turn("all_of_them")
_REQUESTS = turn("requests_named")
NEW = "requests.new"


def read_share(draft: Draft) -> None:
    """Fill in the part and the whole, where the question sets them apart; else both are left to be inferred."""
    if "share" not in draft.asks:
        return
    for part, whole in _cuts(draft):
        draft.share = _share(draft, part, whole)
        if draft.share:
            return


def _cuts(draft: Draft) -> list[tuple[slice, slice]]:
    """Return the ways in which the question may be cut into part and whole."""
    text, size = draft.rest, len(draft.rest)
    cuts = [(slice(0, one.start()), slice(one.end(), size)) for one in _OF.finditer(text)]
    within = (one for one in _WITHIN.finditer(text) if not _inside_phrase(draft.matches, one.start()))
    cuts += [(slice(one.end(), size), slice(0, one.end())) for one in _BEHIND.finditer(text)]
    return cuts + [(slice(one.end(), size), slice(0, one.start())) for one in within]


def _inside_phrase(matches: Sequence[Match[Term]], position: int) -> bool:
    """集中采购 and 其中 are words of their own; what 其中 parts it parts as a whole."""
    return any(match.start < position < match.end for match in matches)


def _share(draft: Draft, part: slice, whole: slice) -> Share | None:
    parts, part_applicants = _named(draft, part)
    wholes, whole_applicants = _named(draft, whole)
    if not (parts or part_applicants):
        return None
    if not (wholes or whole_applicants):
        if (
            not parts
            or not _REQUESTS.search(draft.rest[whole])
            or any(whole_of(name) == "outcomes.total" for name in parts)
        ):
            return None
        # 复议占申请的比例: of the requests received.
        wholes = [NEW]
    if not wholes:
        # 企业申请里予以公开的: of all that was dealt with for them.
        found = {above for name in parts if (above := whole_of(name))}
        wholes = list(found) if len(found) == 1 and NEW not in parts else parts or [NEW]
    parts = parts or wholes
    if not part_applicants and not _ALL.search(draft.rest[whole]):
        part_applicants = whole_applicants
    share = Share(_items(parts, part_applicants), _items(wholes, whole_applicants))
    return None if set(share.parts) == set(share.whole) else share


def _named(draft: Draft, where: slice) -> tuple[list[str], list[str]]:
    matches = [match for match in draft.matches if where.start <= match.start and match.end <= where.stop]
    return indicators_in(matches, draft.rest[where]), applicants_in(matches, draft.rest[where])


def _items(indicators: Sequence[str], applicants: Sequence[str]) -> tuple[Item, ...]:
    return tuple(product(dict.fromkeys(indicators), dict.fromkeys(applicants or ("total",))))

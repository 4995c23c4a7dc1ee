"""What kind of thing a question in words wants, and whether a sentence has one of the kind.

What is near to a question is no answer to it yet: 落实新闻发言人制度 has the words of 谁是新闻发言人 and names nobody.
"""

from __future__ import annotations

import re
from functools import cache

from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_OFFICES = "|".join(load("kinds")["offices"])
_NAMED = re.compile('[“「『《"].{2,30}?[”」』》"]')
_ASKS_HOLDER = turn("who_holds_office")
_ASKS_NAME = turn("what_name")
_PLACE = turn("what_place")
_ORDINAL = turn("ordinal")
_KINDS = "|".join(load("kinds")["named"])
_WHICH = turn("which_of_kind")
_TITLES = "|".join(load("kinds")["titled"])
_TITLE = turn("which_title")
_GENERAL = "|".join(load("kinds")["general"])
_WHO = turn("who")
_ACTOR = re.compile("|".join(load("kinds")["actors"]))


def has_wanted(query: Query, text: str) -> bool:
    """Tell whether a sentence has what a question wants: a person, a name, a place in an order, one of a kind."""
    asked = asked_in_full(query)
    if holder := _ASKS_HOLDER.search(asked):
        return bool(_person(holder["before"] or holder["after"]).search(text))
    if _ASKS_NAME.search(asked) and not _NAMED.search(text) and not _person("").search(text):
        return False
    if _PLACE.search(asked) and not _ORDINAL.search(text):
        return False
    kind = kind_asked(query)
    if kind and not is_title(kind) and not names_one(kind, text):
        return False
    return not _WHO.search(asked) or bool(_ACTOR.search(text))


def kind_asked(query: Query) -> str:
    """Return the kind of which a question wants one by its name (哪个部门, 栏目叫什么), empty where it wants none."""
    which = _WHICH.search(asked_in_full(query)) or _TITLE.search(query.rest)
    return which["kind"] or which["last"] if which else ""


def asked_in_full(query: Query) -> str:
    """Return a question with the words that ask for bodies (哪些单位), where it is put to one agency."""
    return f"{query.rest}，{query.bodies}" if query.agencies else query.rest


@cache
def _person(office: str) -> re.Pattern[str]:
    """Return what names the holder of an office; of any, where the question calls it by no name of its own (头儿)."""
    offices = _OFFICES if not office or office in load("kinds")["loose_offices"] else re.escape(office)
    barred = "" if office.startswith("副") else "(?<!副)"
    return turn("holder_named", office=f"{barred}(?:{offices})")


def is_title(kind: str) -> bool:
    """Tell whether names of a kind stand in quotation marks: 栏目, 制度, and not 部门."""
    return kind in load("kinds")["titled"]


def names_one(kind: str, text: str) -> bool:
    """Tell whether a text names one of a kind (石桥村) and does not only speak of them all (各村).

    >>> names_one("村", "对石桥村予以通报"), names_one("村", "对各村予以通报")
    (True, False)
    >>> names_one("栏目", "开设“山海问政”"), names_one("栏目", "开设专栏")
    (True, False)
    """
    if is_title(kind):
        return bool(_NAMED.search(text))
    endings = "|".join(load("kinds")["endings"].get(kind, [kind]))
    named = re.finditer(rf"(?P<own>[\u4e00-\u9fff“”]{{1,12}}?)(?:{endings})", text)
    return any(not re.search(rf"(?:{_GENERAL})$", match["own"]) for match in named)

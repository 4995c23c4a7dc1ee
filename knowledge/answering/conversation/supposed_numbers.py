"""Whether a number is as great as the asker supposes (超过500件了吗), asked as a question for the number itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.wording import words
from knowledge.numerals import HAN, read_number
from knowledge.understanding.normalise import normalise
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn


@dataclass(frozen=True, slots=True)
class Supposed:
    """A number that a question supposes: the question for it, and on which side of ``limit`` it is supposed to be."""

    plain: str
    limit: Decimal
    below: bool
    reached: bool
    """Whether the limit itself will do (达到500件), as against 超过."""


def supposed_in(question: str) -> Supposed | None:
    """Return the number that a question supposes; None where it asks for another thing.

    >>> supposed_in("澜汀市2023年新收申请超过五百件了吗？")
    Supposed(plain='澜汀市2023年新收申请有多少件，', limit=Decimal('500'), below=False, reached=False)
    >>> supposed_in("新收申请超过500件的单位有哪些") is None
    True
    """
    text = normalise(question)
    match = _limit().search(text)
    if match is None or not _any("whether").search(text) or _any("other").search(text):
        return None
    number = read_number(match["number"])
    if number is None or match["unit"] in load("questions")["supposed"]["not_units"]:
        return None
    plain = f"{text[: match.start()]}有多少{match['unit']}{text[match.end() :]}"
    below = bool(match["below"] or match["not_over"])
    reached = bool(match["reach"] or match["not_over"])
    return Supposed(plain, number, below, reached)


def with_verdict(supposed: Supposed, answer: Answer) -> Answer | None:
    """Return the answer with yes or no before it; None where it gives no number to tell by.

    A softened number (8万余条) tells where it passes the limit, and is given without yes or no where it may not.
    """
    if answer.kind is not Kind.FIGURE or answer.value is None or answer.unit == "%":
        return None
    verdict = _verdict(supposed, answer.value)
    if words("narrative.at_least") in answer.notes and answer.value < supposed.limit:
        verdict = ""
    if {words("narrative.about"), words("narrative.at_most")} & set(answer.notes):
        verdict = ""
    return replace(answer, text=(words(verdict) if verdict else "") + answer.text)


def _verdict(supposed: Supposed, value: Decimal) -> str:
    """Return the sentence that answers.

    >>> _verdict(Supposed("", Decimal(500), False, False), Decimal(218))
    'supposed.no'
    >>> _verdict(Supposed("", Decimal(500), True, False), Decimal(218))
    'supposed.yes_below'
    """
    if value == supposed.limit:
        return "supposed.equal"
    if supposed.below:
        return "supposed.yes_below" if value < supposed.limit else "supposed.no_above"
    return "supposed.yes" if value > supposed.limit else "supposed.no"


@cache
def _limit() -> re.Pattern[str]:
    units = sorted((unit for group in load("numerals")["units"].values() for unit in group), key=len, reverse=True)
    return turn("supposed_limit", numeral=f"[{HAN}]", unit="|".join(map(re.escape, units)))


@cache
def _any(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load("questions")["supposed"][group]))

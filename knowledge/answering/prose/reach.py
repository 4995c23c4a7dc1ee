"""How far a number reaches, in time and in place: to the day or over the year, the whole territory or one office."""

from __future__ import annotations

from functools import cache

from knowledge.answering.prose.surroundings import sentence_span
from knowledge.records import Figure
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_TO_DAY = turn("to_this_day")


def reaches_elsewhere(query: Query, text: str, figure: Figure) -> bool:
    """Tell whether a number is of another time or of another body than the question asks for.

    It tells apart numbers that count the same and no more than that: 全省受理90件, of which 省政府及其部门受理20件, and
    全年公开120条 beside 截至年底累计公开800条.
    """
    start, _ = sentence_span(text, figure.start, figure.end)
    to_day = "历年" in figure.scope or bool(_TO_DAY.search(text, start, figure.start))
    if to_day != any(word in query.rest for word in load("synonyms")["all_time"]):
        return True
    said = "".join((*figure.scope, figure.subject, figure.measure))
    whole = next((word for word in load("figures")["scope"]["territory"] if word in query.rest), "")
    return whole not in said if whole else is_of_body_unsaid(query, figure)


def is_of_body_unsaid(query: Query, figure: Figure) -> bool:
    """Tell whether a number is of one body, or of some, that the question does not name: 其中省政府收到申请35件."""
    return _is_body(figure.subject) and figure.subject not in query.text


@cache
def _is_body(subject: str) -> bool:
    """Tell whether a subject is one body or some bodies among others: 市政府及其部门, but neither 各级 nor 全市."""
    if any(word in subject for word in load("synonyms")["all_bodies"]):
        return False
    return subject.endswith(tuple(load("figures")["subjects"]["organisations"]))

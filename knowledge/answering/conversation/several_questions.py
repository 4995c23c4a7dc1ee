"""Two questions in one (被复议了几次，输了没有): each answered by itself, both said in one answer."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from knowledge.answering.answer import Answer, AnswerFigure, Citation, Kind
from knowledge.answering.conversation.long_questions import LONG
from knowledge.answering.wording import words
from knowledge.understanding.normalise import BREAK, normalise
from knowledge.vocabulary import load

SHORTEST = 3
"""Characters of the shortest clause that asks a thing of its own: 为什么."""


def two_in(question: str) -> tuple[str, str] | None:
    """Return the two questions that a question puts one after the other; None where it puts one, or more.

    >>> two_in("澜汀市2023年被复议了几次，输了没有？")
    ('澜汀市2023年被复议了几次', '输了没有')
    >>> two_in("澜汀市2023年新收多少件，比上年多多少") is None
    True
    """
    clauses = [clause for clause in re.split("[，,；;。？?！!]", question) if clause.strip()]
    asking = [place for place, clause in enumerate(clauses) if _asks(clause)]
    if len(asking) != 2 or len(question) >= LONG:
        return None
    first, second = BREAK.join(clauses[: asking[0] + 1]), BREAK.join(clauses[asking[0] + 1 :])
    return None if _any("joined").search(normalise(second)) else (first, second)


def both(whole: Answer, first: Answer, second: Answer) -> Answer | None:
    """Return one answer that says both; None where ``whole``, the answer to all of it, says as much already."""
    if not _answers(first) or not (_answers(second) or second.kind in (Kind.NONE, Kind.CLARIFY)):
        return None
    if not _answers(second):
        more = _answers(whole) and _told(first) < _told(whole)
        untold = second.text if second.kind is Kind.NONE else words("several.untold")
        return None if more else replace(first, text=f"{first.text}\n{untold}")
    if _told(first) and _told(first) | _told(second) <= _told(whole):
        return None
    again = second.text in first.text and _told(second) <= _told(first)
    return None if again or (_told(first) and _told(first) == _told(second)) else _joined(first, second)


def _answers(answer: Answer) -> bool:
    return answer.kind in (Kind.FIGURE, Kind.STATEMENT, Kind.LIST)


def _asks(clause: str) -> bool:
    return len(clause.strip()) >= SHORTEST and _any("asks").search(normalise(clause)) is not None


def _told(answer: Answer) -> set[tuple[str, int, str, str | None]]:
    """Return what the numbers of an answer are of."""
    return {(item.agency, item.year, item.label, item.applicant) for item in answer.figures}


def _joined(first: Answer, second: Answer) -> Answer:
    cited: list[Citation] = list(first.citations)
    numbers: dict[int, int] = {}
    for citation in second.citations:
        numbers[citation.id] = _number(cited, citation)
    figures = [_renumbered(item, numbers) for item in second.figures]
    return replace(
        first,
        # Both numbers may stand in the one sentence that was quoted.
        text=first.text if second.text in first.text else f"{first.text}\n{second.text}",
        figures=(*first.figures, *figures),
        formula=first.formula or second.formula,
        citations=tuple(cited),
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
        suggestions=second.suggestions,
    )


def _number(cited: list[Citation], citation: Citation) -> int:
    """Return the number of a citation in the joint answer, added to ``cited`` where it is new."""
    for known in cited:
        if (known.report.version_id, known.locator) == (citation.report.version_id, citation.locator):
            return known.id
    cited.append(replace(citation, id=len(cited) + 1))
    return len(cited)


def _renumbered(figure: AnswerFigure, numbers: dict[int, int]) -> AnswerFigure:
    return replace(figure, citation=numbers[figure.citation])


@cache
def _any(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load("questions")["several"][group]))

"""The hit test (命中测试): ask anything, see what matches, how well, and why; one question or a sheet of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.desk.blueprint import desk
from app.desk.faq import present
from app.desk.faq_sheets import UnreadableSheet, read
from app.desk.wording import say
from app.services import services
from knowledge.errors import BadQuestion
from knowledge.faq.matching import SURE
from knowledge.trial import HitTest, hit_test

MOST_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Result:
    """What one question of many hits: the entry's key (empty: none), and the key that it should hit, where given."""

    question: str
    key: str
    likeness: float
    answer: str
    wanted: str = ""


@desk.get("/faq/test")
def faq_test() -> ResponseReturnValue:
    """Test one question."""
    question, agency = request.args.get("q", "").strip(), request.args.get("agency", "").strip()[:200]
    test: HitTest | None = None
    error = ""
    if question:
        try:
            test = hit_test(services().answerer, question, agency=agency or None)
        except BadQuestion as refused:
            error = str(refused)
    return _page(q=question, agency=agency, test=test, error=error), 422 if error else 200


@desk.post("/faq/test")
def faq_test_many() -> ResponseReturnValue:
    """Test many questions: a list that was pasted, or a sheet."""
    pasted = request.form.get("questions", "")
    try:
        asked = _asked(pasted)
    except UnreadableSheet as error:
        return _page(questions=pasted, error=str(error)), 422
    results = [_result(question, wanted) for question, wanted in asked[:MOST_AT_ONCE]]
    expected = [each for each in results if each.wanted]
    matching = sum(each.key == each.wanted for each in expected)
    return _page(questions=pasted, results=results, expected=len(expected), matching=matching)


def _asked(pasted: str) -> list[tuple[str, str]]:
    file = request.files.get("file")
    if file and file.filename:
        rows = read(file.filename, file.read())
        named = [
            (
                row.get(say("common.question")) or row.get("question") or row.get(say("common.standard_question")),
                row.get(say("faq_test.wanted_column")),
            )
            for row in rows
        ]
        return [(str(question).strip(), str(wanted or "").strip()) for question, wanted in named if question]
    lines = [line.partition("\t") for line in pasted.splitlines() if line.strip()]
    return [(question.strip(), wanted.strip()) for question, _, wanted in lines]


def _result(question: str, wanted: str) -> Result:
    try:
        test = hit_test(services().answerer, question[:500])
    except BadQuestion as error:
        return Result(question, "", 0.0, str(error), wanted)
    likeness = test.near[0].hit.likeness if test.near else 0.0
    key = test.hit.hit.wording.key if test.hit else ""
    return Result(question, key, likeness, test.answer.text, wanted)


def _page(**values: object) -> str:
    blank: dict[str, object] = {"q": "", "agency": "", "test": None, "error": "", "questions": "", "results": None}
    return render_template("desk/faq_test.html", **{**blank, "sure": SURE, "present": present, **values})

"""Exam papers: questions with their answers, asked one by one and marked by the contract of design §7."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from knowledge.answering import Answerer
from knowledge.answering.answer import Answer, Kind
from knowledge.errors import BadPaper

TOLERANCE = Decimal("0.05")
"""Shares are given to one decimal; a value this near is the same value."""

_SPACES_AND_COMMAS = re.compile(r"[\s,，]")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a case, with what must hold of the answer."""

    question: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a paper: one conversation."""

    id: str
    category: str
    turns: tuple[Turn, ...]
    scope: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a case came out.

    ``faults`` says what failed, in words; ``wrong_number`` whether a wrong number was given; ``seconds`` how long each
    answer took.
    """

    case: Case
    faults: tuple[str, ...]
    wrong_number: bool
    seconds: tuple[float, ...]
    answers: tuple[Answer, ...]

    @property
    def right(self) -> bool:
        """True where everything expected held."""
        return not self.faults


def load_paper(path: Path) -> tuple[Case, ...]:
    """Read a paper. Raises BadPaper, which names the line, where it does not follow the contract."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadPaper(f"试卷 {path} 读不出来：{error}") from error
    cases = tuple(_case(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not cases:
        raise BadPaper(f"试卷 {path} 里没有题目。")
    return cases


def sit(answerer: Answerer, cases: tuple[Case, ...]) -> Iterator[Mark]:
    """Ask every case, each in a conversation of its own, and yield its mark."""
    for case in cases:
        yield _sit_case(answerer, case)


def _sit_case(answerer: Answerer, case: Case) -> Mark:
    memory: dict[str, Any] = {}
    faults: list[str] = []
    seconds: list[float] = []
    answers: list[Answer] = []
    wrong = False
    for turn in case.turns:
        start = time.perf_counter()
        reply = answerer.answer(
            turn.question, memory=memory, agency=case.scope.get("agency"), year=case.scope.get("year")
        )
        seconds.append(time.perf_counter() - start)
        memory = reply.memory
        answers.append(reply.answer)
        found = list(faults_of(reply.answer, turn.expect))
        faults += [f"{turn.question} → {fault}" for fault in found]
        wrong = wrong or is_wrong_number(reply.answer, turn.expect)
    return Mark(case, tuple(faults), wrong, tuple(seconds), tuple(answers))


def faults_of(answer: Answer, expect: Mapping[str, Any]) -> Iterator[str]:
    """Yield what does not hold, in words; nothing where all keys hold. Raises BadPaper for a key that is not known."""
    for key, wanted in expect.items():
        rule = _RULES.get(key)
        if rule is None:
            raise BadPaper(f"试卷里有不认识的要求“{key}”；可用：{'、'.join(_RULES)}")
        if not rule(answer, wanted):
            yield f"{key} 应为 {wanted!r}，得到 {answer.kind} {answer.value} “{answer.text}”"


def is_wrong_number(answer: Answer, expect: Mapping[str, Any]) -> bool:
    """Tell whether the answer gives a number where none is due, or a wrong one."""
    given = given_value(answer)
    if expect.get("none"):
        return given is not None
    return "value" in expect and given is not None and not _same(given, expect["value"])


def given_value(answer: Answer) -> Decimal | None:
    """Return the number that the answer gives: its value, else its first figure's."""
    if answer.value is not None:
        return answer.value
    return answer.figures[0].value if answer.figures else None


def _has_value(answer: Answer, wanted: Any) -> bool:
    given = given_value(answer)
    return given is not None and _same(given, wanted)


def _has_values(answer: Answer, wanted: list[Any]) -> bool:
    return all(any(f.value is not None and _same(f.value, value) for f in answer.figures) for value in wanted)


def _is_ranked(answer: Answer, wanted: list[str]) -> bool:
    agencies = [figure.agency for figure in answer.figures]
    position = 0
    for name in wanted:
        following = [n for n in range(position, len(agencies)) if name in agencies[n]]
        if not following:
            return False
        position = following[0] + 1
    return True


def _has_text(answer: Answer, wanted: list[Any]) -> bool:
    text = _bare(answer.text)
    return all(
        any(_bare(choice) in text for choice in ([fragment] if isinstance(fragment, str) else fragment))
        for fragment in wanted
    )


def _has_not(answer: Answer, unwanted: list[str]) -> bool:
    return not any(_bare(fragment) in _bare(answer.text) for fragment in unwanted)


def _is_of_kind(answer: Answer, kinds: list[str] | str) -> bool:
    return answer.kind in ([kinds] if isinstance(kinds, str) else kinds)


def _is_none(answer: Answer, wanted: bool) -> bool:
    declined = answer.kind in (Kind.NONE, Kind.CLARIFY) and answer.value is None and not answer.figures
    return declined == wanted


def _is_cited(answer: Answer, wanted: Mapping[str, Any]) -> bool:
    return any(
        wanted.get("section", "") in citation.section
        and (wanted.get("agency", "") in citation.report.agency or wanted.get("agency", "") in citation.report.title)
        and wanted.get("year", citation.report.year) == citation.report.year
        and _bare(str(wanted.get("quote", ""))) in _bare(citation.quote)
        for citation in answer.citations
    )


_RULES: Mapping[str, Callable[[Answer, Any], bool]] = {
    "value": _has_value,
    "values": _has_values,
    "ranked": _is_ranked,
    "text": _has_text,
    "absent": _has_not,
    "kind": _is_of_kind,
    "none": _is_none,
    "cite": _is_cited,
}


def _same(value: Decimal, wanted: Any) -> bool:
    expected = Decimal(str(wanted))
    return value == expected or (expected % 1 != 0 and abs(value - expected) < TOLERANCE)


def _bare(text: str) -> str:
    return _SPACES_AND_COMMAS.sub("", text)


def _case(path: Path, number: int, line: str) -> Case:
    try:
        item = json.loads(line)
        turns = tuple(Turn(turn["q"], turn["expect"]) for turn in item["turns"])
        return Case(str(item["id"]), str(item["category"]), turns, item.get("scope", {}))
    except (ValueError, KeyError, TypeError) as error:
        raise BadPaper(f"试卷 {path} 第 {number} 行不合约定：{error!r}") from error

"""A checker of receipts that shares no code with the number gate: where does each number of an answer come from?

It takes an answer as a reader gets it (text, notes, citations, formula) and asks the knowledge base again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from knowledge.answering.answer import Answer, CellLocator, Kind
from knowledge.store import Store

_NUMBER = re.compile(r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?")
_NOT_HELD = re.compile(r"没有收录(?P<agency>[^。]*?)(?P<years>\d{4}(?:、\d{4})*)年的报告")
_OPERANDS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def unfounded(answer: Answer, store: Store) -> list[str]:
    """Return the numbers of an answer's text, notes and suggestions that nothing held accounts for."""
    if answer.kind is Kind.FAQ:
        return [] if re.search(r"第.{1,6}条|依据", answer.text) else numbers_in(answer.text)
    texts = _texts_behind(answer, store)
    values = set(_values_behind(answer, store))
    worked = (figure.printed for figure in answer.figures if re.search(r" [+−÷] ", figure.printed))
    stated = "".join(f"算法：{formula} = 。" for formula in worked)
    formulas = list(_formulas(answer.text + stated, values))
    values |= {_rounded(formula) for formula in formulas} | {Decimal(_counted(formula) or 0) for formula in formulas}
    years = {report.year for report in store.reports.all_current()}
    # Asked back, a choice repeats the question; its numbers are the asker's own.
    suggestions = () if answer.kind is Kind.CLARIFY else answer.suggestions
    strange = []
    for text in (answer.text, *answer.notes, *suggestions):
        for number in numbers_in(_without_missing_years(text, store).replace("× 100%", "")):
            value = Decimal(number.replace(",", ""))
            place = answer.kind in (Kind.RANKING, Kind.LIST) and value == int(value) and 1 <= value <= 999
            known = value in values or value in years or any(_stands(number, source) for source in texts)
            if not (known or place):
                strange.append(number)
    return strange


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text."""
    return _NUMBER.findall(text)


def _stands(number: str, text: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", text) is not None


def _texts_behind(answer: Answer, store: Store) -> list[str]:
    texts = [citation.quote for citation in answer.citations]
    versions = {citation.report.version_id for citation in answer.citations}
    reports = [report for report in store.reports.all_current() if not versions or report.version_id in versions]
    for report in reports:
        texts += [finding.message for finding in store.facts.findings(report.version_id)]
        texts += report.review
        texts += [fact.basis for fact in store.facts.of_version(report.version_id) if fact.basis]
    return texts


def _values_behind(answer: Answer, store: Store) -> Iterator[Decimal]:
    for citation in answer.citations:
        version, locator = citation.report.version_id, citation.locator
        if isinstance(locator, CellLocator):
            for fact in store.facts.of_version(version):
                if (fact.table, fact.row, fact.column) == (locator.table, locator.row, locator.column):
                    yield from fact.candidates
                    if fact.value is not None:
                        yield fact.value
        else:
            for figure in store.facts.figures(version):
                if figure.passage == locator.passage and locator.start <= figure.start <= locator.end:
                    yield figure.value


def _formulas(text: str, values: set[Decimal]) -> Iterator[str]:
    """Yield the formulas written out in a text whose every operand is a value of a cited cell."""
    for match in re.finditer(r"算法：([^=。]+) =", text):
        plain = match[1].replace("× 100%", "").removesuffix(f" ÷ {_counted(match[1])}")
        operands = {Decimal(number.replace(",", "")) for number in _OPERANDS.findall(plain)}
        if operands <= values:
            yield match[1]


def _counted(formula: str) -> str:
    """Return the number by which an average divides: as many as are added up, or the months or days of a year."""
    average = re.fullmatch(r"\((?P<sum>[^÷]+)\) ÷ (?P<count>\d+)|[\d,. +()]+ ÷ (?P<parts>12|36[56])", formula.strip())
    if average is None:
        return ""
    if average["parts"] or average["count"] == "12":
        return average["parts"] or "12"
    return average["count"] if int(average["count"]) == average["sum"].count("+") + 1 else ""


def _rounded(formula: str) -> Decimal:
    value = abs(_computed(formula))
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP) if "÷" in formula else value


def _computed(formula: str) -> Decimal:
    """Work a formula out by hand: brackets first, then shares, sums and differences from left to right."""
    text = formula.replace(",", "")
    while bracket := re.search(r"\(([^()]*)\)", text):
        text = text.replace(bracket[0], f"{_computed(bracket[1]):f}")
    total, sign = Decimal(0), 1
    for token in re.split(r" ([+−]) ", text):
        if token in "+−":
            sign = 1 if token == "+" else -1
            continue
        part, divided, whole = token.replace("× 100%", "").partition("÷")
        value = Decimal(part.strip())
        scale = 100 if "× 100%" in token else 1
        total += sign * (value / Decimal(whole.strip()) * scale if divided else value)
    return total


def _without_missing_years(text: str, store: Store) -> str:
    """Take out the years that are said not to be held, where that is so."""
    held = {(report.agency, report.year) for report in store.reports.all_current()}

    def missing(match: re.Match[str]) -> str:
        years = map(int, match["years"].split("、"))
        return match[0] if any((match["agency"], year) in held for year in years) else ""

    return _NOT_HELD.sub(missing, text)

"""Findings say where published numbers contradict each other, and only there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.checks import check, check_years
from ingest.claims import statements, wordings
from ingest.figures import read_figures
from ingest.pipeline import read_report
from ingest.readers import read_all
from knowledge.forms import form, forms
from knowledge.records import APPLICANTS, Fact, FactStatus, Finding, Passage, Place, Section

CASES = Path(__file__).parents[1] / "cases" / "checks.txt"
SECTION = Section(0, 1, "一、总体情况", ("一",), "overview")


@dataclass
class Case:
    name: str
    facts: list[Fact] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    expected: list[list[str]] = field(default_factory=list)


def fact(indicator: str, applicant: str, printed: str) -> Fact:
    """Return a cell as its table's reader would."""
    cell = next(
        candidate.cells[(indicator, applicant)] for candidate in forms() if (indicator, applicant) in candidate.cells
    )
    status = {"-": FactStatus.BLANK, "?": FactStatus.UNCERTAIN}.get(printed, FactStatus.PRINTED)
    value = Decimal(printed) if status is FactStatus.PRINTED else None
    return Fact(
        indicator,
        applicant,
        value,
        cell.column.unit,
        "" if printed == "-" else printed,
        status,
        cell.table,
        cell.row.id,
        cell.column.id,
        Place(0),
    )


def facts_of(line: str) -> list[Fact]:
    indicator, _, cells = line.partition(":")
    printed = cells.split()
    if len(printed) == 1:
        return [fact(indicator, "total", printed[0])]
    return [fact(indicator, applicant, cell) for applicant, cell in zip(APPLICANTS, printed, strict=True)]


def cases() -> Iterator[Case]:
    case: Case | None = None
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("=="):
            if case:
                yield case
            case = Case(line[2:].strip())
        elif case and line.startswith(">"):
            case.texts.append(line[1:].strip())
        elif case and line.startswith("!"):
            case.expected.append(line[1:].split(maxsplit=2))
        elif case and line and not line.startswith("#"):
            case.facts += facts_of(line)
    if case:
        yield case


def findings_of(facts: Sequence[Fact], texts: Sequence[str] = ()) -> tuple[Finding, ...]:
    passages = [Passage(ordinal, 0, text, Place(ordinal)) for ordinal, text in enumerate(texts)]
    figures = read_figures(passages, [SECTION])
    return check(facts, statements(figures, passages, [SECTION]), figures, passages, None)


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_a_report_is_checked_against_itself(case: Case) -> None:
    found = list(findings_of(case.facts, case.texts))
    assert len(found) == len(case.expected), [finding.message for finding in found]
    for (rule, severity, words), finding in zip(case.expected, found, strict=True):
        assert (finding.rule, finding.severity) == (rule, severity)
        assert words in finding.message


def test_both_sides_of_a_finding_are_cited() -> None:
    (finding,) = findings_of(facts_of("requests.new: 5 1 0 0 0 0 7"))
    left, right = finding.operands
    assert (left.value, right.value) == (6, 7)
    assert left.facts[0] == ("requests.new", "natural_person")
    assert right.facts == (("requests.new", "total"),)


def test_text_is_cited_with_its_span() -> None:
    text = "因政府信息公开备案行政复议案件134件。"
    (finding,) = findings_of(facts_of("review.total: 170"), [text])
    stated = finding.operands[0]
    assert text[stated.start : stated.end] == "134件"
    assert finding.operands[1].facts == (("review.total", "total"),)


def test_a_number_that_no_cut_of_a_run_allows_is_found() -> None:
    run = [
        Fact(f"normative_documents.{column}", "total", None, "件", "77132470", FactStatus.UNCERTAIN, "disclosure",
             "normative_documents", column, Place(0), candidates=tuple(map(Decimal, candidates)))
        for column, candidates in (("issued", (7, 77)), ("repealed", (1, 132)), ("in_force", (470, 2470)))
    ]  # fmt: skip
    (finding,) = findings_of(run, ["清理后现行有效行政规范性文件393件，制发规范性文件77件。"])
    assert finding.rule == "text_fits_open_cell"
    assert "77132470" in finding.message


def test_what_one_year_leaves_the_next_takes_up() -> None:
    before = facts_of("requests.carried_out: 1 0 0 0 0 0 1")
    assert check_years(before, facts_of("requests.carried_in: 1 0 0 0 0 0 1"), 2022) == ()
    total, person = check_years(before, facts_of("requests.carried_in: 3 0 0 0 0 0 3"), 2022)
    assert total.rule == person.rule == "across_years.carried_over"
    assert "2021年度报告的结转下年度继续办理（总计）为1件，2022年度报告的上年结转（总计）为3件" in total.message
    assert [operand.year for operand in total.operands] == [2021, 2022]


def test_documents_in_force_follow_from_last_years() -> None:
    before = facts_of("normative_documents.in_force: 665")
    after = [
        *facts_of("normative_documents.issued: 88"),
        *facts_of("normative_documents.repealed: 55"),
        *facts_of("normative_documents.in_force: 698"),
    ]
    assert check_years(before, after, 2022) == ()
    (finding,) = check_years(facts_of("normative_documents.in_force: 600"), after, 2022)
    assert finding.rule == "across_years.in_force"
    assert "应为633件，2022年度报告为698件" in finding.message


@given(st.lists(st.lists(st.integers(0, 999), min_size=6, max_size=6), min_size=25, max_size=25))
def test_a_table_whose_sums_hold_has_no_finding(numbers: list[list[int]]) -> None:
    rows = [row.id for row in form("2021").table("requests").rows]
    outcomes = [name for name in rows if name.startswith("outcomes.") and name != "outcomes.total"]
    table = dict(zip(outcomes, numbers, strict=False))
    table["outcomes.total"] = [sum(column) for column in zip(*table.values(), strict=True)]
    table["requests.carried_out"] = table["requests.carried_in"] = [3] * 6
    table["requests.new"] = table["outcomes.total"]
    facts = [
        fact(name, applicant, str(value))
        for name in rows
        for applicant, value in zip(APPLICANTS, [*table[name], sum(table[name])], strict=True)
    ]
    assert findings_of(facts) == ()


def test_every_balance_of_a_form_has_its_wording() -> None:
    rules = wordings()["rules"]
    balances = [balance.rule for layout in forms() for table in layout.tables for balance in table.balances]
    assert set(balances) <= set(rules)


def test_every_claim_is_about_rows_that_a_form_has() -> None:
    known = {name for layout in forms() for name in layout.indicators}
    known |= {subtotal.id for layout in forms() for subtotal in layout.subtotals}
    for name, claim in wordings()["claims"].items():
        readings = [*claim.get("readings", ()), *claim.get("statistics", ())]
        assert readings, name
        assert {indicator for reading in readings for indicator in reading} <= known, name
    assert set(wordings()["aside"]["outcomes"]) <= set(wordings()["claims"])


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (
            "pingtan-2020.txt",
            {
                "outcomes_sum_to_total": ["20件，各项办理结果相加为26", "21件，各项办理结果相加为27"],
                "parts_sum_to_whole": ["2602条”，其中所列各项相加为2,603条"],
            },
        ),
        ("pingtan-2019.txt", {"parts_sum_to_whole": ["2599条”，其中所列各项相加为2,533条"]}),
        ("hongze-2023.pdf", {"review_sums_to_total": ["11件"], "litigation_after_review_sums_to_total": ["5件"]}),
        ("shanghai-bangongting-2019.html", {"text_matches_table": ["258件”，表格中予以公开＋部分公开为275", "337"]}),
        ("pingtan-dishui-2013.txt", {"handled_within_received": ["117件”，又称“办结171件"]}),
        ("shuyang-2025.txt", {}),
        ("shanghai-kewei-2024.md", {}),
        ("shandong-guodongban-2024.txt", {}),
        ("pingtan-2022.txt", {}),
    ],
)
def test_the_contradictions_of_real_reports_are_found_and_no_others(
    corpus: Path, report: str, expected: dict[str, list[str]]
) -> None:
    (document,) = read_all(corpus / "reports" / report)
    findings = read_report(document).findings
    wanted = [(rule, words) for rule, messages in expected.items() for words in messages]
    assert len(findings) == len(wanted)
    for (rule, words), finding in zip(wanted, findings, strict=True):
        assert finding.rule == rule
        assert words in finding.message

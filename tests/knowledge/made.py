"""Reports of invented agencies, built from the descriptions in ``tests/cases/answering``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from knowledge.forms import Form, FormCell, form
from knowledge.records import (
    Block,
    Fact,
    FactStatus,
    Figure,
    Finding,
    HeldAgency,
    Identity,
    Operand,
    Passage,
    Place,
    ReadReport,
    Section,
    Severity,
)

CASES = Path(__file__).parents[1] / "cases"

_FIGURE = re.compile(r"\{([^|{}]+)\|([^|{}]*)\|([^|{}]*)(?:\|(\w+))?\}")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(万?)(.*)")
_TOPICS = {"一": "overview", "二": "disclosure", "三": "requests", "四": "review", "五": "problems", "六": "other"}
_TABLES = {"disclosure": 2, "requests": 3, "review": 4}


def lines_of(path: str) -> list[str]:
    """Return the lines of a file of cases, comments and blank lines left out."""
    lines = (CASES / path).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and (line[0] != "#" or line.startswith(_HEADS))]


_HEADS = tuple(f"# {mark}" for mark in "一二三四五六（")


def agencies() -> tuple[HeldAgency, ...]:
    """Return the invented agencies."""
    found = []
    for key, line in enumerate(lines_of("answering/agencies.txt"), 1):
        name, aliases, place, level = (part.strip() for part in line.split("|"))
        found.append(HeldAgency(key, name, (name, *aliases.split("、")), place, level, (2024,)))
    return tuple(found)


@dataclass
class Draft:
    """A report as its description is read line by line."""

    agency: HeldAgency
    year: int
    form: str | None
    cells: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=lambda: [Section(0, 0, "")])
    passages: list[Passage] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    review: list[str] = field(default_factory=list)


def reports(path: str = "answering/reports.txt") -> tuple[ReadReport, ...]:
    """Return the reports that a file describes."""
    named = {agency.name: agency for agency in agencies()}
    drafts: list[Draft] = []
    for line in lines_of(path):
        if line.startswith("=="):
            name, year, form_id = line.strip("= ").split()
            drafts.append(Draft(named[name], int(year), None if form_id == "无" else form_id))
        else:
            _read_line(drafts[-1], line)
    return tuple(map(report_of, drafts))


def _read_line(draft: Draft, line: str) -> None:
    mark, _, rest = line.partition(" ")
    if mark == "#":
        _add_section(draft, rest)
    elif mark == ">":
        _add_passage(draft, rest)
    elif mark == "!":
        _add_finding(draft, rest)
    elif mark == "?":
        draft.review.append(rest)
    else:
        indicator, _, cells = line.partition("|")
        draft.cells[indicator.strip()] = cells.strip()


def _add_section(draft: Draft, heading: str) -> None:
    number, _, _ = heading.partition("、") if not heading.startswith("（") else (heading[:3], "", "")
    top = draft.sections[-1].path[:1]
    path = (number,) if not heading.startswith("（") else (*top, number)
    draft.sections.append(Section(len(draft.sections), len(path), heading, path, _TOPICS[path[0]]))


def _add_passage(draft: Draft, text: str) -> None:
    plain = ""
    position = 0
    for match in _FIGURE.finditer(text):
        plain += text[position : match.start()]
        printed, subject, measure, qualifier = match.groups()
        number = _NUMBER.fullmatch(printed)
        assert number, printed
        value = Decimal(number[1]) * (10000 if number[2] else 1)
        start, end = len(plain), len(plain) + len(printed)
        draft.figures.append(
            Figure(len(draft.passages), subject, measure, value, number[3], qualifier or "exact", printed, start, end)
        )
        plain += printed
        position = match.end()
    plain += text[position:]
    ordinal = len(draft.passages)
    place = Place(10 + ordinal, start=0, end=len(plain))
    draft.passages.append(Passage(ordinal, draft.sections[-1].ordinal, plain, place))


def _add_finding(draft: Draft, text: str) -> None:
    rule, severity, message, sides = (part.strip() for part in text.split("|"))
    operands = []
    for side in sides.split(","):
        side = side.strip()
        if side.startswith("段落"):
            passage = draft.passages[int(side[2:])]
            operands.append(Operand("正文", Decimal(0), passage=passage.ordinal, start=0, end=len(passage.text)))
        else:
            indicator, _, applicant = side.partition(":")
            operands.append(Operand("表格", Decimal(0), ((indicator, applicant),)))
    draft.findings.append(Finding(rule, Severity(severity), message, tuple(operands)))


def report_of(draft: Draft, digest: str | None = None) -> ReadReport:
    """Return the report that a draft describes."""
    agency, year = draft.agency, draft.year
    sections = list(draft.sections)
    headed = {}
    for topic, title in (
        ("disclosure", "二、主动公开政府信息情况"),
        ("requests", "三、收到和处理政府信息公开申请情况"),
    ):
        headed[topic] = len(sections)
        sections.append(Section(len(sections), 1, title, (title[0],), topic))
    headed["review"] = len(sections)
    review = "四、政府信息公开行政复议、行政诉讼情况"
    sections.append(Section(len(sections), 1, review, ("四",), "review"))
    facts = tuple(_facts(form(draft.form), draft.cells, headed)) if draft.form else ()
    blocks = tuple(Block(passage.text, passage.text) for passage in draft.passages)
    return ReadReport(
        Identity(
            agency.name,
            year,
            f"{agency.name}{year}年政府信息公开工作年度报告",
            agency.aliases,
            agency.place,
            agency.level,
        ),
        draft.form,
        digest or f"{agency.name}{year}",
        f"{agency.name}{year}.txt",
        blocks,
        tuple(sections),
        tuple(draft.passages),
        facts,
        tuple(draft.figures),
        tuple(draft.findings),
        tuple(draft.review),
    )


def _facts(layout: Form, cells: dict[str, str], headed: dict[str, int]) -> Iterator[Fact]:
    unknown = cells.keys() - set(layout.indicators)
    assert not unknown, f"form {layout.id} has no {unknown}"
    for table in layout.tables:
        for cell in table.cells:
            tokens = cells.get(cell.indicator, "0").split()
            if len(tokens) == 1 and table.names == "row":
                tokens = [*tokens, *"00000", *tokens]
            columns = [column.id for column in cell.row.columns] if table.names == "row" else ["total"]
            token = tokens[columns.index(cell.applicant)]
            if token != "缺":
                yield _fact(cell, token, headed)


def _fact(cell: FormCell, token: str, headed: dict[str, int]) -> Fact:
    value: Decimal | None = None
    candidates: tuple[Decimal, ...] = ()
    printed, status, basis = token, FactStatus.PRINTED, ""
    if token == "空":
        printed, status = "", FactStatus.BLANK
    elif token == "/":
        status = FactStatus.NOT_APPLICABLE
    elif token.startswith("认定:"):
        _, number, printed, basis = token.split(":")
        value, status = Decimal(number), FactStatus.SETTLED
    elif token.startswith("未定:"):
        _, printed, readings = token.split(":")
        candidates = tuple(map(Decimal, readings.split(",")))
        status = FactStatus.UNCERTAIN
    else:
        value = Decimal(token)
    return Fact(
        cell.indicator,
        cell.applicant,
        value,
        cell.column.unit,
        printed,
        status,
        cell.table,
        cell.row.id,
        cell.column.id,
        Place(_TABLES[cell.table], 0, 0),
        candidates,
        basis,
        headed[cell.table],
    )

"""A report of an invented agency, made by hand: three tables with every status of a cell, prose published in
mangled form.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.forms import form
from knowledge.records import (
    Block,
    Fact,
    FactStatus,
    Finding,
    Identity,
    Operand,
    Passage,
    Place,
    ReadReport,
    Section,
    Severity,
)

AGENCY = "云溪市档案局"
OTHER_AGENCY = "云溪市水务局"

_NATURAL = {
    "requests.new": 7,
    "requests.carried_in": 1,
    "outcomes.granted": 6,
    "outcomes.total": 7,
    "requests.carried_out": 1,
}
_BUSINESS = {"requests.new": 2, "outcomes.granted": 1, "outcomes.unavailable.not_held": 1, "outcomes.total": 2}
_PROSE = "本年度共收到申请9件，网站发布信息912条，关注人数87702人。"
_MANGLED = "本年度共收到申請(qǐng)9件，，網(wǎng)站發(fā)布信息912條(tiáo)，，關(guān)注人數(shù)87702人。。"
_RUN = "制发件数废止件数现行有效件数规章000行政规范性文件1211"


def sample_report(agency: str = AGENCY, year: int = 2024, digest: str = "a", source: str | None = None) -> ReadReport:
    """Return a report with three statutory tables, a table of its own, a finding and an uncertain cell."""
    grid = _grid()
    blocks = (
        Block(text=f"本报告由{agency}编制。", raw=f"本报告由{agency}编制。"),
        Block(text="一、总体情况", raw="一,、總體(tǐ)情況(kuàng)"),
        Block(text=_PROSE, raw=_MANGLED),
        Block(text="二、主动公开政府信息情况", raw="二、主动公开政府信息情况"),
        Block(text=_RUN, raw=_RUN),
        Block(text="三、收到和处理政府信息公开申请情况", raw="三、收到和处理政府信息公开申请情况"),
        Block(rows=grid),
        Block(text="四、行政复议、行政诉讼情况", raw="四、行政复议、行政诉讼情况"),
        Block(rows=(("0",) * 15,)),
        Block(rows=(("培训", "次数"), ("业务培训", "3"))),
    )
    sections = (
        Section(0, 0, ""),
        Section(1, 1, "一、总体情况", ("一",), "overview"),
        Section(2, 1, "二、主动公开政府信息情况", ("二",), "disclosure"),
        Section(3, 1, "三、收到和处理政府信息公开申请情况", ("三",), "requests"),
        Section(4, 1, "四、行政复议、行政诉讼情况", ("四",), "review"),
    )
    passages = (
        Passage(0, 0, blocks[0].text, Place(0, start=0, end=len(blocks[0].text))),
        Passage(1, 1, _PROSE, Place(2, start=0, end=len(_PROSE))),
    )
    return ReadReport(
        identity=Identity(
            agency,
            year,
            f"{agency}{year}年政府信息公开工作年度报告",
            aliases=(agency[-3:],),
            published=f"{year + 1}-01-20",
            source=source,
        ),
        form="2021",
        digest=digest,
        filename="sample.txt",
        blocks=blocks,
        sections=sections,
        passages=passages,
        facts=(*_disclosure(), *_requests(grid), *_review()),
        findings=(
            Finding(
                "prose_and_table",
                Severity.WARNING,
                "正文称收到申请9件，表中本年新收为9件、上年结转1件。",
                (Operand("正文", Decimal(9)),),
            ),
        ),
    )


def _requests(grid: tuple[tuple[str | None, ...], ...]) -> list[Fact]:
    table = form("2021").table("requests")
    facts = []
    for line, row in enumerate(table.rows):
        for number, column in enumerate(row.columns):
            printed = grid[line][number + 1] or ""
            facts.append(
                Fact(
                    row.id,
                    column.id,
                    Decimal(printed) if printed else None,
                    column.unit,
                    printed,
                    FactStatus.PRINTED if printed else FactStatus.BLANK,
                    "requests",
                    row.id,
                    column.id,
                    Place(6, row=line, column=number + 1),
                    section=3,
                )
            )
    return facts


def _grid() -> tuple[tuple[str | None, ...], ...]:
    rows = []
    for row in form("2021").table("requests").rows:
        natural, business = _NATURAL.get(row.id, 0), _BUSINESS.get(row.id, 0)
        blank = row.id == "outcomes.other.fee_unpaid"
        counts = [natural, business, 0, 0, 0, 0, natural + business]
        rows.append((row.label, *("" if blank else str(count) for count in counts)))
    return tuple(rows)


def _disclosure() -> list[Fact]:
    start = _RUN.index("1211")
    place = Place(4, start=start, end=start + 4)
    facts = []
    for cell in form("2021").table("disclosure").cells:
        status, value, candidates, printed, basis = FactStatus.PRINTED, Decimal(0), (), "0", ""
        if cell.indicator == "normative_documents.in_force":
            status, value, candidates, printed = FactStatus.UNCERTAIN, None, (Decimal(11), Decimal(211)), "1211"
        elif cell.indicator == "normative_documents.issued":
            status, value, printed, basis = FactStatus.SETTLED, Decimal(1), "1211", "正文写明本年制发1件"
        elif cell.indicator == "fees.amount":
            status, value, printed = FactStatus.NOT_APPLICABLE, None, "/"
        elif cell.indicator == "coercion.decisions":
            continue
        facts.append(
            Fact(
                cell.indicator,
                "total",
                value,
                cell.column.unit,
                printed,
                status,
                "disclosure",
                cell.row.id,
                cell.column.id,
                place,
                candidates,
                basis,
                2,
            )
        )
    return facts


def _review() -> list[Fact]:
    return [
        Fact(
            cell.indicator,
            "total",
            Decimal(0),
            "件",
            "0",
            FactStatus.PRINTED,
            "review",
            cell.row.id,
            cell.column.id,
            Place(8, row=0, column=number),
            section=4,
        )
        for number, cell in enumerate(form("2021").table("review").cells)
    ]

"""Made-up statutory tables, and the layouts in which they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from ingest.blocks import Document, Outline
from ingest.tables import TablesRead, read_tables
from knowledge.forms import Form, Row, form
from knowledge.records import Block

NO_OUTLINE = Outline((), ())
Key = tuple[str, str]


@dataclass(frozen=True)
class MadeTables:
    """The three tables of a report: what each cell says, None for a blank one."""

    form: Form
    cells: Mapping[Key, Decimal | None]
    name: str

    def __repr__(self) -> str:
        return self.name

    def row(self, table_id: str, row: Row) -> list[str]:
        """Return the texts of a row's cells."""
        table = self.form.table(table_id)
        keys = [(cell.indicator, cell.applicant) for cell in (table.cell(row, column) for column in row.columns)]
        return ["" if self.cells[key] is None else str(self.cells[key]) for key in keys]


def made_tables() -> st.SearchStrategy[MadeTables]:
    """Tables whose sums all hold, each known by its form and a seed."""
    return st.builds(make, st.sampled_from(["2019", "2021"]), st.integers(0, 10**6))


MOST = (9000, 900, 90, 90, 90, 90)
"""People ask most, businesses some, all others seldom."""


def make(form_id: str, seed: int, most: Sequence[int] = MOST) -> MadeTables:
    """Return made-up tables: counts as they are, mostly nothing, now and then many (``most``, by applicant)."""
    random = Random(seed)
    shape = form(form_id)
    cells: dict[Key, Decimal | None] = {}
    for cell in shape.table("disclosure").cells:
        number = Decimal(_count(random))
        if cell.column.decimals and random.random() < 0.5:
            number += Decimal(random.randint(1, 99)) / 100
        if cell.column.signed and random.random() < 0.5:
            number = -number
        cells[cell.indicator, cell.applicant] = number
    cells |= _requests(random, shape, most)
    for balance in shape.table("review").balances:
        parts = {(name, "total"): Decimal(_count(random, most[1])) for name in balance.left}
        cells |= parts
        cells[balance.right[0], "total"] = sum(parts.values(), Decimal(0))
    return MadeTables(shape, cells, f"{form_id}/{seed}")


def _count(random: Random, most: int = 9000) -> int:
    return min(
        most, random.choice([0, 0, 0, 0, random.randint(0, 12), random.randint(0, 300), random.randint(0, 9000)])
    )


def _requests(random: Random, shape: Form, most: Sequence[int]) -> dict[Key, Decimal | None]:
    table = shape.table("requests")
    outcomes = next(balance for balance in table.balances if balance.rule == "outcomes_sum_to_total").left
    applicants = [column.id for column in table.rows[0].columns][:-1]
    cells: dict[Key, Decimal] = {}
    for place, applicant in enumerate(applicants):
        counts = {row: _count(random, most[place]) if random.random() < 0.6**place else 0 for row in outcomes}
        total, out = sum(counts.values()), random.choice([0, 0, 1, 7])
        carried = random.randint(0, min(total + out, 9))
        counts |= {"outcomes.total": total, "requests.carried_out": out, "requests.carried_in": carried}
        counts["requests.new"] = total + out - carried
        cells |= {(row, applicant): Decimal(count) for row, count in counts.items()}
    for row in table.rows:
        cells[row.id, "total"] = sum((cells[row.id, one] for one in applicants), Decimal(0))
    return dict(cells)


Rows = list[tuple[str, tuple[str, ...], list[str]]]
"""Label with mark, groups above it, cells."""


def rows_of(made: MadeTables, table_id: str) -> Rows:
    """Return the rows of a table as they are printed."""
    table = made.form.table(table_id)
    return [(row.mark + row.label, row.groups, made.row(table_id, row)) for row in table.rows]


HEADERS = {
    "requests": "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "applicants": ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    "cases": ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
}
TITLES = ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")


def disclosure_lines(made: MadeTables) -> list[list[str]]:
    """Return the first table line by line, headers included."""
    lines: list[list[str]] = []
    above: object = None
    for row in made.form.table("disclosure").rows:
        if row.columns != above:
            lines += [[row.article], ["信息内容", *(column.label for column in row.columns)]]
            above = row.columns
        lines.append([row.label, *made.row("disclosure", row)])
    return lines


def as_text(lines: Sequence[str]) -> Document:
    """Return a document with a paragraph a line, between two of narrative."""
    prose = "本机关全年公开信息2645条，行政许可97件，新收申请12件。"
    return Document(
        "made.txt", "", tuple(Block(text=line, raw=line) for line in (prose, *lines, "五、存在的主要问题", prose))
    )


def as_one_line(lines: Sequence[str]) -> Document:
    """Return a document that is one paragraph."""
    prose = "一、总体情况本机关全年公开信息2645条，行政许可97件，新收申请12件。"
    text = prose + "".join(lines) + "五、存在的主要问题全年收到申请31件。"
    return Document("made.txt", "", (Block(text=text, raw=text),))


def as_grids(*grids: Sequence[Sequence[str | None]]) -> Document:
    """Return a document with a title before each grid."""
    blocks: list[Block] = []
    for title, rows in zip(TITLES, grids, strict=True):
        width = max(len(row) for row in rows)
        blocks.append(Block(text=title, raw=title))
        blocks.append(Block(rows=tuple((*row, *([""] * (width - len(row)))) for row in rows)))
    return Document("made.html", "", tuple(blocks))


def request_grid(made: MadeTables) -> list[list[str | None]]:
    """Return the second table as a grid with its spans expanded."""
    lines: list[list[str | None]] = [
        [HEADERS["requests"], None, None, "申请人情况", *([None] * 6)],
        [None, None, None, "自然人", "法人或其他组织", None, None, None, None, "总计"],
        [None, None, None, None, *HEADERS["applicants"][1:6], None],
    ]
    seen: set[str] = set()
    for label, groups, cells in rows_of(made, "requests"):
        heads: list[str | None] = [None if group in seen else group for group in groups]
        seen |= set(groups)
        lines.append([*[*heads, label, None, None][:3], *cells])
    return lines


def review_grid(made: MadeTables) -> list[list[str | None]]:
    """Return the third table as a grid."""
    (_, _, cells) = rows_of(made, "review")[0]
    return [
        ["行政复议", None, None, None, None, "行政诉讼", *([None] * 9)],
        [*HEADERS["cases"], "未经复议直接起诉", *([None] * 4), "复议后起诉", *([None] * 4)],
        [None, None, None, None, None, *HEADERS["cases"], *HEADERS["cases"]],
        list(cells),
    ]


def grid_document(made: MadeTables) -> Document:
    """Return the tables as a web page has them."""
    return as_grids(disclosure_lines(made), request_grid(made), review_grid(made))


def run_together(made: MadeTables, gap: str = "") -> Document:
    """Return the tables as a text export has them, cells joined by ``gap``."""
    lines = [TITLES[0]]
    lines += [
        "".join(line[:1])
        + (gap.join(line[1:]) if line[1:2] and line[1][:1].isdigit() | (line[1][:1] == "-") else "".join(line[1:]))
        for line in disclosure_lines(made)
    ]
    lines += [TITLES[1], HEADERS["requests"], "申请人情况自然人法人或其他组织总计", "".join(HEADERS["applicants"][1:6])]
    seen: set[str] = set()
    for label, groups, cells in rows_of(made, "requests"):
        lines.append("".join(group for group in groups if group not in seen) + label + gap.join(cells))
        seen |= set(groups)
    lines += [TITLES[2], "行政复议行政诉讼", "".join(HEADERS["cases"]), "未经复议直接起诉复议后起诉"]
    lines += ["".join(HEADERS["cases"]) * 2 + gap.join(rows_of(made, "review")[0][2])]
    return as_one_line(lines)


def pipe_lines(made: MadeTables, random: Random | None = None, drop: float = 0.0, surplus: bool = False) -> Document:
    """Return the tables as ``a | b | c |`` lines, some labels lost, some cells too many."""
    random = random or Random(0)
    lines = [TITLES[0], *(" | ".join(line) + " |" for line in disclosure_lines(made)), TITLES[1]]
    lines += [f"{HEADERS['requests']} | 申请人情况 | ||||||", " | ".join(HEADERS["applicants"]) + " | |"]
    seen: set[str] = set()
    for label, groups, cells in rows_of(made, "requests"):
        heads = [group for group in groups if group not in seen]
        seen |= set(groups)
        words = heads if random.random() < drop else [*heads, label]
        extra = [""] * random.randint(0, 2) if surplus else []
        lines.append(" | ".join([*words, *cells, *extra]) + " |")
    lines += [TITLES[2], "行政复议 | 行政诉讼 |", " | ".join(HEADERS["cases"] * 3) + " |"]
    lines.append(" | ".join(rows_of(made, "review")[0][2]) + " |")
    return as_text(lines)


def spaced_lines(made: MadeTables, random: Random | None = None, drop: float = 0.0, missing: float = 0.0) -> Document:
    """Return the tables as a PDF's text has them: numbers apart, labels broken off or lost, rows missing."""
    random = random or Random(0)
    lines = [TITLES[0], *(" ".join(line) for line in disclosure_lines(made)), TITLES[1], HEADERS["requests"]]
    for label, _, cells in rows_of(made, "requests"):
        if random.random() < missing:
            continue
        lost = random.random() < drop
        if lost and random.random() < 0.5:
            half = len(label) // 2
            lines += [label[:half], " ".join(cells), label[half:]]
        elif lost:
            lines.append(" ".join(cells))
        else:
            lines.append(f"{label} {' '.join(cells)}")
    lines += [TITLES[2], "行政复议 行政诉讼", " ".join(HEADERS["cases"] * 3), " ".join(rows_of(made, "review")[0][2])]
    return as_text(lines)


def upright(made: MadeTables) -> Document:
    """Return the tables with a line for every cell."""
    lines = [TITLES[0], *(cell for line in disclosure_lines(made) for cell in line), TITLES[1], HEADERS["requests"]]
    lines += HEADERS["applicants"]
    for label, groups, cells in rows_of(made, "requests"):
        lines += [*groups, label, *cells]
    lines += [TITLES[2], "行政复议", "行政诉讼", *(HEADERS["cases"] * 3), *rows_of(made, "review")[0][2]]
    return as_text(lines)


def read(document: Document) -> TablesRead:
    """Read the tables of a document without an outline."""
    return read_tables(document, NO_OUTLINE)

"""The statistics before 2019: every count is read as it is printed, or said to be uncertain. Never wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Document
from ingest.pipeline import read_report
from ingest.readers import read_all
from ingest.tables import TablesRead
from knowledge.forms import Row, Table, form
from knowledge.records import Block, FactStatus, ReadReport
from tests.ingest.tables import made as m

TABLE: Table = form("2014").table("statistics")
LOCAL = (
    "published.total",
    "published.website",
    "published.gazette",
    "applications.received",
    "applications.received.in_person",
    "applications.received.online",
    "applications.received.letter_or_fax",
    "replies.total",
    "replies.granted",
    "replies.partly_granted",
    "replies.refused",
    "replies.other",
    "complaints.appeals",
    "reviews.total",
    "lawsuits.total",
)
"""Rows of a local form, in its own order and with its own wordings (the last alias of each row)."""
LOCAL_ONLY = {
    *(row for balance in TABLE.balances for row in balance.also),
    "published.electronic",
    "charges.waived",
    "complaints.appeals",
    "complaints.appeals_and_reports",
}
NATIONAL = tuple(row.id for row in TABLE.rows if row.id not in LOCAL_ONLY)
PROSE = "本机关全年办理建议12件。"
few = settings(max_examples=40, deadline=None)


@dataclass(frozen=True)
class Made:
    """A made-up table: its rows in order with label, unit and the texts of their cells."""

    rows: tuple[tuple[Row, str, tuple[str, ...]], ...]
    width: int
    name: str

    def __repr__(self) -> str:
        return self.name

    @property
    def cells(self) -> Mapping[str, Decimal]:
        """What each indicator says."""
        return {
            TABLE.cell(row, column).indicator: Decimal(text)
            for row, _, texts in self.rows
            for column, text in zip(row.columns, texts, strict=False)
        }

    @property
    def header(self) -> list[str]:
        """The column headers."""
        if self.width == 1:
            return ["统计指标", "单位", "统计数"]
        return ["指标名称", "计量单位", "2015年度", "历年累计"]


def national(seed: int) -> Made:
    """Return the national form, one column, all sums holding."""
    return _made(NATIONAL, 1, Random(seed), lambda row: row.label, f"national/{seed}")


def local(seed: int) -> Made:
    """Return a local form, two columns, all sums holding in both."""
    return _made(LOCAL, 2, Random(seed), lambda row: row.labels[-1], f"local/{seed}")


def _made(ids: Sequence[str], width: int, random: Random, label: object, name: str) -> Made:
    columns = [_counts(ids, random)]
    if width == 2:
        before = _counts(ids, random)
        columns.append({key: columns[0][key] + before[key] for key in ids})
    rows = [
        (row, label(row), tuple(str(column[row.id]) for column in columns))  # type: ignore[operator]
        for row in map(TABLE.row, ids)
    ]
    return Made(tuple(rows), width, name)


def _counts(ids: Sequence[str], random: Random) -> dict[str, int]:
    counts = {key: random.choice([0, 0, 0, random.randint(0, 12), random.randint(0, 3000)]) for key in ids}
    for balance in reversed(TABLE.balances):
        parts = [key for key in (*balance.left, *balance.also) if key in counts]
        if parts:
            counts[balance.right[0]] = sum(counts[key] for key in parts)
    for limit in TABLE.limits:
        if limit.whole in counts:
            counts[limit.whole] += max((counts[key] for key in limit.parts if key in counts), default=0)
    return counts


def marked(made: Made) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return label with its mark, unit, cells; in the national form the lines of the groups and a remark as well."""
    if made.width == 2:
        marks = _numbered(made)
        return [(f"{marks[row.id]}{label}", row.columns[0].unit, cells) for row, label, cells in made.rows]
    lines: list[tuple[str, str, tuple[str, ...]]] = []
    seen: set[str] = set()
    for row, label, cells in made.rows:
        if not {row.groups[0], row.mark + label} & seen and row.mark + label != row.groups[0]:
            lines.append((row.groups[0], "——", ("",)))
        seen |= {row.groups[0]}
        remark = "（不同渠道和方式公开相同信息计1条）" if row.id == "published.total" else ""
        lines.append((f"{row.mark}{label}{remark}", row.columns[0].unit, cells))
    return lines


def _numbered(made: Made) -> dict[str, str]:
    wholes = ("published.total", "applications.received", "replies.total")
    marks: dict[str, str] = {}
    place = 0
    for row, _, _ in made.rows:
        whole = row.id in wholes or row.id.partition(".")[0] in ("complaints", "reviews", "lawsuits")
        place = 0 if whole else place + 1
        marks[row.id] = "" if whole else f"{'其中：' if place == 1 else ''}{place}."
    return marks


def grid(made: Made) -> Document:
    """Return the table as a grid."""
    rows = [tuple(made.header), *((label, unit, *cells) for label, unit, cells in marked(made))]
    return Document(
        "made.html", "", (Block(text=PROSE, raw=PROSE), Block(rows=tuple(rows)), Block(text=PROSE, raw=PROSE))
    )


def pipes(made: Made) -> Document:
    """Return the table as lines of cells."""
    return m.as_text([" | ".join(made.header), *(" | ".join((a, b, *c)) + " |" for a, b, c in marked(made))])


def spaced(made: Made) -> Document:
    """Return the table as a PDF's text has it."""
    return m.as_text([" ".join(made.header), *(" ".join((a, b, *c)) for a, b, c in marked(made))])


def upright(made: Made) -> Document:
    """Return the table with a line for every cell."""
    return m.as_text([*made.header, *(text for a, b, c in marked(made) for text in (a, b, *c))])


def run_together(made: Made, gap: str = "") -> Document:
    """Return the table as a text export has it, on one line with the narrative."""
    text = PROSE + "六、政府信息公开情况统计表" + "".join(made.header)
    text += "".join(a + b + gap.join(c) for a, b, c in marked(made))
    return Document("made.txt", "", (Block(text=text, raw=text),))


def never_wrong(read: TablesRead, made: Made) -> set[str]:
    """Check that no count is wrong; return the indicators that are open or not found."""
    facts = {fact.indicator: fact for fact in read.facts}
    assert len(facts) == len(read.facts), "no cell twice"
    assert set(facts) <= set(made.cells)
    unread = set(made.cells) - set(facts)
    for name, fact in facts.items():
        if fact.status is FactStatus.UNCERTAIN:
            unread.add(name)
            assert made.cells[name] in fact.candidates, (name, fact)
        else:
            assert fact.value == made.cells[name], (name, fact)
    return unread


seeds = st.integers(0, 10**6)
forms_made = st.one_of(st.builds(national, seeds), st.builds(local, seeds))
layouts = st.sampled_from([grid, pipes, spaced, upright])


@few
@given(forms_made, layouts)
def test_cells_that_stand_apart_are_read_to_the_last_one(made: Made, layout: object) -> None:
    read = m.read(layout(made))  # type: ignore[operator]
    assert never_wrong(read, made) == set()
    assert {fact.status for fact in read.facts} == {FactStatus.PRINTED}
    assert read.form == "2014"


@few
@given(seeds.map(national))
def test_one_column_run_together_is_read_to_the_last_row(made: Made) -> None:
    assert never_wrong(m.read(run_together(made)), made) == set()


@few
@given(seeds.map(local))
def test_two_columns_run_together_are_cut_right_or_stay_open(made: Made) -> None:
    never_wrong(m.read(run_together(made)), made)


@few
@given(seeds.map(local))
def test_spaces_between_two_columns_settle_every_cell(made: Made) -> None:
    assert never_wrong(m.read(run_together(made, " ")), made) == set()


@few
@given(seeds.map(local), st.data())
def test_a_blank_second_column_never_leads_astray(made: Made, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from([row.id for row, _, _ in made.rows])))
    rows = tuple((row, label, cells[: 1 if row.id in gone else 2]) for row, label, cells in made.rows)
    shown = Made(rows, 2, made.name)
    facts = {fact.indicator: fact for fact in m.read(run_together(shown)).facts}
    told = {name for name, fact in facts.items() if fact.value is not None}
    short = any(len("".join(cells)) == 1 for _, _, cells in rows)
    assert not short or all(facts[name].value == shown.cells.get(name) for name in told), (facts, rows)


@few
@given(seeds.map(local))
def test_a_second_column_of_noughts_never_leads_astray(made: Made) -> None:
    rows = tuple((row, label, (cells[0], "0")) for row, label, cells in made.rows)
    never_wrong(m.read(run_together(Made(rows, 2, made.name))), Made(rows, 2, made.name))


@few
@given(seeds.map(local), st.sampled_from(["applications.received", "replies.total"]), st.integers(1, 500))
def test_a_total_published_wrong_is_never_mended(made: Made, wrong: str, more: int) -> None:
    rows = tuple(
        (row, label, (str(int(cells[0]) + more), str(int(cells[1]) + more)) if row.id == wrong else cells)
        for row, label, cells in made.rows
    )
    never_wrong(m.read(run_together(Made(rows, 2, made.name))), Made(rows, 2, made.name))


@settings(max_examples=100, deadline=None)
@given(forms_made, seeds, st.sampled_from([0.1, 0.5]))
def test_counts_of_which_no_sum_holds_are_read_as_printed_or_stay_open(made: Made, seed: int, share: float) -> None:
    made = altered(made, Random(seed), share)
    for layout in (grid, pipes, spaced, upright):
        assert never_wrong(m.read(layout(made)), made) == set()
    never_wrong(m.read(run_together(made)), made)
    assert never_wrong(m.read(run_together(made, " ")), made) == set()


def altered(made: Made, random: Random, share: float) -> Made:
    """Return a table in which some counts are others: parts exceed wholes, a year exceeds all years."""

    def count(text: str) -> str:
        other = random.choice([random.randint(0, 9), random.randint(0, 99), random.randint(0, 9999), int(text) + 7])
        return str(other) if random.random() < share else text

    rows = tuple((row, label, tuple(map(count, cells))) for row, label, cells in made.rows)
    return Made(rows, made.width, f"{made.name} altered")


def test_the_second_of_two_rows_of_one_label_belongs_to_the_group_begun_above() -> None:
    made = national(5)
    read = m.read(run_together(made))
    names = {fact.indicator for fact in read.facts}
    assert {"reviews.corrected", "lawsuits.corrected", "reviews.other", "lawsuits.other"} <= names


def test_a_tenth_mark_is_no_part_of_the_count_before_it() -> None:
    text = "指标名称计量单位统计数主动公开信息数条25其中：1.政府公报公开数条3"
    text += "".join(f"{n}.甲乙丙丁{'戊己庚辛壬癸子'[n - 2]}数条0" for n in range(2, 9))
    text += "9.政府网站公开数条710.政务微博公开数条811.政务微信公开数条6受理申请总数条4当面申请数条4"
    read = m.read(Document("made.txt", "", (Block(text=text, raw=text),)))
    values = {fact.indicator: fact.value for fact in read.facts}
    assert [values[f"published.{name}"] for name in ("website", "microblog", "wechat")] == [7, 8, 6]


def test_a_date_below_the_table_is_no_count_of_its_last_row() -> None:
    lines = [
        "指标名称 计量单位 统计数",
        "主动公开信息数 条 25",
        "受理申请总数 条 4",
        "行政复议数 件 0",
        "行政诉讼数 件 2",
    ]
    read = m.read(m.as_text([*lines, "2013年1月16日"]))
    assert {fact.indicator: fact.value for fact in read.facts}["lawsuits.total"] == 2


@pytest.mark.parametrize("header", ["指标名称计量单位本期实际本年累计", "统计指标单位区政府统计数区直单位统计数"])
def test_columns_that_count_something_else_are_not_read(header: str) -> None:
    text = header + "主动公开信息数条25受理申请总数条40当面申请数条40行政复议数件00行政诉讼数件20"
    assert m.read(Document("made.txt", "", (Block(text=text, raw=text),))).facts == ()


def test_rows_that_provinces_word_in_their_own_way_are_read() -> None:
    text = "指标名称 计量单位 2015年度 历年累计 主动公开信息数 条 25 60 受理政府信息依申请公开总数 条 4 9 "
    text += "其中：1、当面申请数 条 4 9 政府信息公开收费减免金额 元 30 70 行政复议数 件 0 1 行政申诉、举报数 件 2 5"
    read = m.read(Document("made.txt", "", (Block(text=text, raw=text),)))
    values = {fact.indicator: (fact.value, fact.unit) for fact in read.facts}
    assert values["applications.received"] == (4, "条") and values["charges.waived"] == (30, "元")
    assert values["complaints.appeals_and_reports.cumulative"] == (5, "件")


def test_the_opposite_of_a_label_is_not_the_label() -> None:
    text = "指标名称计量单位统计数主动公开信息数条25受理申请总数条4当面申请数条4行政复议数件0未予同意公开答复数条9"
    read = m.read(Document("made.txt", "", (Block(text=text, raw=text),)))
    assert "replies.granted" not in {fact.indicator for fact in read.facts}


def test_the_table_is_taken_out_of_the_narrative() -> None:
    document = run_together(local(3))
    text = document.blocks[0].text
    (place,) = m.read(document).consumed
    assert text[: place.start].endswith("统计表") and place.end == len(text)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "pingtan-2018.txt",
            {
                "published.total": (2069, 12106),
                "published.website": (2069, 12106),
                "published.gazette": (0, 0),
                "applications.received": (0, 0),
                "applications.received.letter_or_fax": (0, 0),
                "replies.other": (0, 0),
                "complaints.appeals_and_reports": (0, 0),
                "lawsuits.total": (0, 0),
            },
        ),
        (
            "pingtan-xian-2012.txt",
            {
                "published.total": (2026, 3542),
                "published.website": (1795, 3304),
                "published.gazette": (0, 7),
                "applications.received": (21, 21),
                "applications.received.in_person": (18, 18),
                "applications.received.email": (3, 3),
                "applications.received.other": (0, 0),
                "replies.total": (21, 21),
                "replies.granted": (17, 17),
                "replies.partly_granted": (2, 2),
                "replies.refused": (2, 2),
                "complaints.appeals": (0, 0),
            },
        ),
    ],
)
def test_the_tables_of_real_reports_are_read_to_the_last_cell(
    corpus: Path, name: str, expected: Mapping[str, tuple[int, int]]
) -> None:
    (document,) = read_all(corpus / "reports" / name)
    report: ReadReport = read_report(document)
    values = {fact.indicator: fact.value for fact in report.facts}
    for key, (year, years) in expected.items():
        assert (values[key], values[f"{key}.cumulative"]) == (Decimal(year), Decimal(years)), key
    assert None not in values.values() and report.form == "2014" and report.review == ()

"""How single rows and tables are read: the rules, one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.blocks import Document
from ingest.tables import TablesRead
from knowledge.records import Block, Fact, FactStatus
from tests.ingest.tables.made import make, pipe_lines, read, rows_of

HEADER = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |"


def reading(*lines: str) -> TablesRead:
    return read(Document("own.txt", "", tuple(Block(text=line, raw=line) for line in lines)))


def fact(found: TablesRead, indicator: str, applicant: str = "total") -> Fact:
    return next(one for one in found.facts if (one.indicator, one.applicant) == (indicator, applicant))


def test_a_row_that_lacks_a_cell_is_not_guessed() -> None:
    found = reading(HEADER, "规章 | 3 | 40 |", "行政规范性文件 | 1 | 2 | 9 |")
    issued = fact(found, "rules.issued")
    assert (issued.status, issued.value, issued.printed) == (FactStatus.UNCERTAIN, None, "3 | 40")
    assert fact(found, "rules.repealed").candidates == (Decimal(3), Decimal(40))
    assert fact(found, "normative_documents.in_force").status is FactStatus.PRINTED


def test_figures_run_together_without_a_sum_stay_open_with_all_candidates() -> None:
    found = reading("信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件4817第二十条第（五）项")
    assert fact(found, "rules.in_force").status is FactStatus.SETTLED
    issued = fact(found, "normative_documents.issued")
    assert issued.status is FactStatus.UNCERTAIN
    assert {Decimal(4), Decimal(48)} <= set(issued.candidates)
    assert issued.printed == "4817"


def test_a_unit_in_the_cell_is_kept() -> None:
    found = reading("信息内容 | 本年收费金额（单位：万元） |", "行政强制 | 6件 |", "行政事业性收费 | 251,000元 |")
    fees = fact(found, "fees.amount")
    assert (fees.value, fees.unit, fees.printed) == (Decimal(251000), "元", "251,000元")


@pytest.mark.parametrize(
    ("head", "label", "unit"),
    [
        ("采购总金额", "政府集中采购", "元"),
        ("采购总金额（万元）", "政府集中采购", "万元"),
        ("采购总金额(指当年的合同额,单位:万元)", "政府集中采购", "万元"),
        ("采购总金额/万元", "政府集中采购", "万元"),
        ("采购总金额（含上年度追加）", "政府集中采购", "元"),
        ("采购总金额", "政府集中采购（金额单位：万元）", "万元"),
    ],
)
def test_the_unit_of_an_amount_is_the_one_printed_at_its_head_or_with_its_row(head: str, label: str, unit: str) -> None:
    document = (
        "信息内容 | 上一年项目数量 | 本年增/减 |",
        "行政事业性收费 | 2 | 0 |",
        f"信息内容 | 采购项目数量 | {head} |",
    )
    amount = fact(reading(*document, f"{label} | 12 | 356.8 |"), "procurement.amount")
    assert (amount.value, amount.unit) == (Decimal("356.8"), unit)


def test_fees_filled_in_in_yuan_stay_yuan() -> None:
    found = reading("信息内容 | 本年收费金额（单位：元） |", "行政强制 | 6 |", "行政事业性收费 | 9120 |")
    assert fact(found, "fees.amount").unit == "元"


def test_a_cell_with_a_line_of_its_own_may_have_its_unit_in_it() -> None:
    heads = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    found = reading(*heads, "规章", "0件", "0件", "3件", "行政规范性文件", "1,204件", "6件", "19件", "行政许可", "5件")
    assert fact(found, "normative_documents.issued").value == 1204
    assert (fact(found, "rules.in_force").value, fact(found, "rules.in_force").printed) == (3, "3件")
    fees = fact(reading(*heads, "规章", "0", "0", "3", "行政许可", "5", "行政事业性收费", "9120元"), "fees.amount")
    assert (fees.value, fees.unit) == (Decimal(9120), "元")


def test_labels_without_cells_give_no_fact() -> None:
    assert reading("信息内容", "本年制发件数", "规章", "行政规范性文件", "行政许可").facts == ()


def test_narrative_gives_no_fact() -> None:
    assert reading("全年办理行政许可 97 件，行政处罚 12 件。", "新收政府信息公开申请34件，予以公开9件。").facts == ()


def test_a_repeated_print_that_differs_stays_open() -> None:
    found = reading(HEADER, "规章 | 0 | 0 | 5 |", "行政规范性文件 | 1 | 2 | 9 |", "规章 | 0 | 0 | 6 |")
    assert fact(found, "rules.issued").value == 0 or fact(found, "rules.issued").status is FactStatus.UNCERTAIN
    assert fact(found, "rules.in_force").candidates == (Decimal(5), Decimal(6))


def test_signs_that_a_cell_does_not_apply_are_told_from_blanks() -> None:
    found = reading(HEADER, "规章 | / | — | |", "行政规范性文件 | 1 | 2 | 9 |")
    assert fact(found, "rules.issued").status is FactStatus.NOT_APPLICABLE
    assert fact(found, "rules.in_force").status is FactStatus.BLANK


def test_a_repeated_table_is_one_table() -> None:
    document = pipe_lines(make("2021", 1))
    twice = read(Document("twice.txt", "", document.blocks + document.blocks))
    assert {(one.indicator, one.value) for one in twice.facts} == {
        (one.indicator, one.value) for one in read(document).facts
    }


def test_the_table_is_no_narrative() -> None:
    document = pipe_lines(make("2021", 1))
    consumed = {place.block for place in read(document).consumed}
    assert 0 not in consumed
    assert len(document.blocks) - 1 not in consumed
    assert len(consumed) >= len(document.blocks) - 6


def test_without_any_header_the_newer_form_is_taken() -> None:
    made = make("2021", 3)
    bare = [f"{label} {' '.join(cells)}" for label, _, cells in rows_of(made, "requests") if "逾期" not in label]
    assert reading(*bare).form == "2021"


def test_a_numbering_of_the_columns_is_no_row() -> None:
    lines = [block.text for block in pipe_lines(make("2021", 3)).blocks]
    first = next(index for index, line in enumerate(lines) if line.startswith("一、本年新收"))
    without_label = lines[first].split(" | ", 1)[1]
    found = reading(*lines[:first], "1 | 2 | 3 | 4 | 5 | 6 | 7 |", without_label, *lines[first + 1 :])
    assert fact(found, "requests.new").value == make("2021", 3).cells["requests.new", "total"]


def upright(*parts: str) -> TablesRead:
    """Read a table with a cell a line: the parts are labels, and rows of figures parted by spaces."""
    heads = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    first = ("一、本年新收政府信息公开申请数量", "9 0 0 0 0 0 9", "二、上年结转政府信息公开申请数量", "0 0 0 0 0 0 0")
    return reading(
        *heads, *(cell for part in (*first, *parts) for cell in (part.split() if part[0].isdigit() else [part]))
    )


def test_of_labels_that_stand_together_the_last_is_not_that_of_the_first_row_below() -> None:
    found = upright(
        "（一）予以公开", "4 0 0 0 0 0 4", "（七）总计", "四、结转下年度继续办理", "8 0 0 0 0 0 8", "1 0 0 0 0 0 1"
    )
    assert not [one for one in found.facts if one.indicator == "requests.carried_out" and one.value == Decimal(8)]


def test_more_rows_than_the_form_has_between_two_labels_stay_open() -> None:
    found = upright("（一）予以公开", "4 0 0 0 0 0 4", "（七）总计", "3 0 0 0 0 0 3", "8 0 0 0 0 0 8", "1 0 0 0 0 0 1")
    assert not [one for one in found.facts if one.indicator == "outcomes.total" and one.value is not None]


def test_a_group_that_lost_characters_is_not_the_row_of_its_last_word() -> None:
    row = "（六）其他 7 0 0 0 0 0 7"
    found = reading(*upright_free_table(), row, "（七）总计 9 0 0 0 0 0 9", "四、结转下年度继续办理 0 0 0 0 0 0 0")
    assert not [one for one in found.facts if one.indicator == "outcomes.other.other" and one.value is not None]


def upright_free_table() -> tuple[str, ...]:
    """Return the head of a requests table in lines, to which rows may be added."""
    return (
        "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计",
        "一、本年新收政府信息公开申请数量 9 0 0 0 0 0 9",
        "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0",
        "（一）予以公开 2 0 0 0 0 0 2",
    )


def test_a_piece_of_a_label_before_figures_parted_by_spaces_makes_a_row() -> None:
    pieces = ("1.申请人无正当理由逾期不补", "正、行政机关不再处理其政府信 7 0 0 0 0 0 7", "息公开申请")
    found = reading(*upright_free_table(), *pieces, "（七）总计 9 0 0 0 0 0 9", "四、结转下年度继续办理 0 0 0 0 0 0 0")
    assert fact(found, "outcomes.other.not_clarified_in_time").candidates == (Decimal(7),)


@pytest.mark.parametrize(
    ("heads", "open_"), [("法人或其他组织自然人商业企", False), ("法人或其他组织自然人总计", True)]
)
def test_heads_set_lower_than_the_one_over_the_others_are_not_moved(heads: str, open_: bool) -> None:
    found = reading("申请人情况", heads, *upright_free_table()[1:])
    assert (fact(found, "requests.new").value is None) is open_


def test_the_heads_over_two_lines_of_a_text_from_a_pdf_are_not_moved() -> None:
    found = reading("申请人情况", "法人或其他组织", "自然人 总计", *upright_free_table()[1:])
    assert fact(found, "requests.new").value == Decimal(9)


def test_a_row_for_each_row_of_the_form_is_the_table_though_all_labels_but_one_are_lost() -> None:
    made = make("2021", 7)
    lines = [
        " ".join([label if "总计" in label else "息公开申请", *cells]) for label, _, cells in rows_of(made, "requests")
    ]
    found = reading("自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计", *lines)
    assert {(one.indicator, one.applicant): one.value for one in found.facts}.items() <= made.cells.items()
    assert len(reading(*lines[1:]).facts) < len(found.facts)

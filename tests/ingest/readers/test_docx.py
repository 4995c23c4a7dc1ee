"""Word files: document order, the numbers that Word draws, merged cells, broken and bloated files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest import readers
from ingest.blocks import Document
from knowledge.errors import EmptyInput, InputTooLarge, UnreadableInput, WrongKind

TITLE = "某某县人民政府2024年政府信息公开工作年度报告"


def packed(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(build: Callable[[Any], object]) -> Document:
    document = docx.Document()
    build(document)
    return readers.read_bytes("a.docx", packed(document))


def texts(document: Document) -> list[str]:
    return [block.raw for block in document.blocks if not block.is_table]


def rows(document: Document) -> tuple[tuple[str | None, ...], ...]:
    return next(block.rows for block in document.blocks if block.is_table)


def numbered(document: Any, text: str, depth: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'))


def lists(document: Any, *levels: tuple[str, str]) -> None:
    """Add the list 77 with a (number format, text) a level."""
    part = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(levels)
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def test_paragraphs_and_tables_come_in_document_order() -> None:
    def build(document: Any) -> None:
        document.add_heading(TITLE, 0)
        document.add_heading("一、总体情况", 1)
        document.add_paragraph("全年公开信息12条。\n办理申请3件。")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("规章", "0", "行政许可", "7"), strict=True):
            cell.text = text
        document.add_paragraph("后文。")

    document = read(build)
    assert [block.raw.split("\n")[0] for block in document.blocks] == [
        TITLE,
        "一、总体情况",
        "全年公开信息12条。",
        "办理申请3件。",
        "规章 | 0",
        "后文。",
    ]
    assert document.titles == (TITLE,)
    assert document.blocks[1].heading == 1


def test_numbers_that_word_draws_are_written_out() -> None:
    def build(document: Any) -> None:
        lists(document, ("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
        for text, depth in (
            ("总体情况", 0),
            ("主动公开", 1),
            ("网站", 2),
            ("公众号", 2),
            ("依申请公开", 1),
            ("网站", 2),
        ):
            numbered(document, text, depth)
        numbered(document, "存在问题", 0)
        numbered(document, "不足", 1)

    assert texts(read(build)) == [
        "一、总体情况",
        "（一）主动公开",
        "1.网站",
        "2.公众号",
        "（二）依申请公开",
        "1.网站",
        "二、存在问题",
        "（一）不足",
    ]


def test_a_bullet_draws_no_number() -> None:
    assert texts(read(lambda document: document.add_paragraph("要点", style="List Bullet"))) == ["要点"]


def test_merged_cells_have_their_text_first_and_none_elsewhere() -> None:
    def build(document: Any) -> None:
        table = document.add_table(3, 4)
        table.cell(0, 0).merge(table.cell(0, 3)).text = "第二十条第（一）项"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "规章"
        table.cell(1, 1).text = "1"
        table.cell(2, 3).text = "22\n（其中修订16件）"

    assert rows(read(build)) == (
        ("第二十条第（一）项", None, None, None),
        ("规章", "1", "", ""),
        (None, "", "", "22（其中修订16件）"),
    )


def marked(element: Any, properties: str, *marks: str) -> None:
    """Put marks such as ``w:gridBefore w:val="1"`` into the properties of a row or a cell."""
    holder = element.find(qn(properties))
    if holder is None:
        holder = parse_xml(f"<{properties} {nsdecls('w')}/>")
        element.insert(0, holder)
    for mark in marks:
        holder.append(parse_xml(f"<{mark} {nsdecls('w')}/>"))


def test_a_row_that_begins_further_in_keeps_its_cells_below_their_heads() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 3)
        for cell, text in zip(table.rows[0].cells, ("自然人", "商业企业", "总计"), strict=True):
            cell.text = text
        row = table.rows[1]._tr
        row.remove(row.tc_lst[0])
        marked(row, "w:trPr", 'w:gridBefore w:val="1"')
        for cell, text in zip(row.tc_lst, ("3", "5"), strict=True):
            cell.p_lst[0].add_r().text = text

    assert rows(read(build)) == (("自然人", "商业企业", "总计"), (None, "3", "5"))


def test_a_cell_that_goes_on_with_nothing_above_keeps_its_text() -> None:
    def build(document: Any) -> None:
        table = document.add_table(3, 2)
        for row, (label, value) in zip(table.rows, (("规章", "1"), ("规范性文件", "2"), ("小计", "3")), strict=True):
            row.cells[0].text, row.cells[1].text = label, value
        marked(table.rows[0].cells[0]._tc, "w:tcPr", "w:vMerge")  # goes on, and nothing was begun
        marked(table.rows[2].cells[0]._tc, "w:tcPr", "w:vMerge")  # the cell above was not merged

    assert rows(read(build)) == (("规章", "1"), ("规范性文件", "2"), ("小计", "3"))


def test_cells_merged_in_the_older_way_are_covered() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 3)
        for cell, text in zip(table.rows[0].cells, ("行政许可", "97", "97"), strict=True):
            cell.text = text
        marked(table.rows[0].cells[1]._tc, "w:tcPr", 'w:hMerge w:val="restart"')
        marked(table.rows[0].cells[2]._tc, "w:tcPr", "w:hMerge")
        table.rows[1].cells[0].text = "行政处罚"

    assert rows(read(build)) == (("行政许可", "97", None), ("行政处罚", "", ""))


def test_text_that_word_does_not_show_is_gone() -> None:
    def build(document: Any) -> None:
        line = document.add_paragraph("全年公开信息120条")
        line.add_run("（上年为98条）").font.hidden = True
        line.add_run("，均已更新。").font.hidden = False

    assert texts(read(build)) == ["全年公开信息120条，均已更新。"]


def test_a_frame_of_one_cell_is_unwrapped_with_the_table_in_it() -> None:
    def build(document: Any) -> None:
        frame = document.add_table(1, 1).cell(0, 0)
        frame.text = "全年公开信息若干条，涉及财政、教育、医疗等方面，办理申请若干件，均按期答复。" * 6
        inner = frame.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "规章", "3"

    document = read(build)
    assert rows(document) == (("规章", "3"),)
    assert document.blocks[0].raw.startswith("全年公开")


def test_prose_in_a_row_of_a_data_table_becomes_a_paragraph() -> None:
    def build(document: Any) -> None:
        table = document.add_table(5, 3)
        for row in (0, 1, 3, 4):
            for column, text in enumerate(("第一项", "12", "0")):
                table.cell(row, column).text = text
        table.cell(2, 0).merge(table.cell(2, 2)).text = "全年公开信息若干条，办理申请若干件，均按期答复。" * 10

    assert [len(block.rows) for block in read(build).blocks] == [2, 0, 2]


def test_labels_before_the_prose_are_metadata() -> None:
    def build(document: Any) -> None:
        document.add_heading(TITLE, 0)
        document.add_paragraph("发布机构：某某县人民政府")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("索引号", "X/1", "公开日期", "2025-01-17"), strict=True):
            cell.text = text
        document.add_paragraph("一、总体情况")

    document = read(build)
    assert document.metadata == {"agency": "某某县人民政府", "published": "2025-01-17"}
    assert texts(document) == [TITLE, "一、总体情况"]


def test_deleted_text_is_gone_and_inserted_text_stays() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("收到申请")._p
        paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>八</w:delText></w:r></w:del>"))
        paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>87</w:t></w:r></w:ins>"))
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>件</w:t></w:r>"))

    assert texts(read(build)) == ["收到申请87件"]


def test_content_controls_are_looked_through() -> None:
    def build(document: Any) -> None:
        inner = document.add_paragraph("一、总体情况")._p
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        inner.addprevious(control)
        control.find(qn("w:sdtContent")).append(inner)

    assert texts(read(build)) == ["一、总体情况"]


def test_a_document_without_text_is_empty() -> None:
    with pytest.raises(EmptyInput, match="OCR"):
        read(lambda document: None)


def test_a_truncated_file_is_refused_with_what_to_do() -> None:
    data = packed(docx.Document())
    with pytest.raises(WrongKind, match="完整"):
        readers.read_bytes("a.docx", data[: len(data) // 2])


def test_a_package_without_a_document_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<broken")
    with pytest.raises(WrongKind, match="损坏"):
        readers.read_bytes("a.docx", buffer.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO(packed(docx.Document()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/x.xml", "w") as member:
        for _ in range(60):
            member.write(bytes(1_048_576))
    assert len(buffer.getvalue()) < 1_048_576
    with pytest.raises(InputTooLarge, match="解压后过大"):
        readers.read_bytes("a.docx", buffer.getvalue())


def test_an_external_entity_is_not_fetched() -> None:
    source = packed(docx.Document())
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
                body = body.replace(b"<w:document", entity + b"<w:document", 1)
                body = body.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>A&e;B</w:t></w:r></w:p>", 1)
            new.writestr(name, body)
    with suppress(UnreadableInput):  # refusing it is as good
        assert texts(readers.read_bytes("a.docx", buffer.getvalue())) in (["A"], ["AB"])

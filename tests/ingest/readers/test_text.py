"""Text and Markdown: a head of labels, paragraphs, lines of bars, encodings."""

from __future__ import annotations

import pytest

from ingest import readers
from ingest.blocks import Document

SENTENCE = "某某县全年主动公开政府信息一百二十条，其中政策文件十二件，网站发布九十八条。"


def read(text: str, name: str = "a.txt", encoding: str = "utf-8") -> Document:
    return readers.read_bytes(name, text.encode(encoding))


def paragraphs(text: str, name: str = "a.txt") -> list[str]:
    return [block.raw for block in read(text, name).blocks if not block.is_table]


def tables(text: str, name: str = "a.txt") -> list[tuple[tuple[str | None, ...], ...]]:
    return [block.rows for block in read(text, name).blocks if block.is_table]


def test_the_head_goes_to_titles_and_metadata() -> None:
    document = read(
        "标题: 某某县2024年政府信息公开工作年度报告\n发布时间: 2025-01-20 09:00\n文号: \n发布机构: 某某县人民政府\n"
        "原文链接: https://www.example.gov.cn/a.htm\n本地目录: x/y\n其他说明见 links.tsv\n"
        "==================== 正文 ====================\n一、总体情况\n" + SENTENCE
    )
    assert document.titles == ("某某县2024年政府信息公开工作年度报告",)
    assert document.metadata == {
        "published": "2025-01-20",
        "agency": "某某县人民政府",
        "source": "https://www.example.gov.cn/a.htm",
    }
    assert [block.raw for block in document.blocks] == ["一、总体情况", SENTENCE]


def test_labels_without_a_mark_end_where_the_text_begins() -> None:
    document = read("- 索引号：X/2024\n- 发布机构：某某镇\n\n一、总体情况\n来源：这里的字样属于正文。")
    assert document.metadata == {"agency": "某某镇"}
    assert [block.raw for block in document.blocks] == ["一、总体情况", "来源：这里的字样属于正文。"]


def test_an_impossible_date_is_no_date() -> None:
    assert "published" not in read("发布时间：2024-13-45\n正文\n一、总体情况").metadata


def test_lines_of_bars_are_one_table_with_blank_cells_in_place() -> None:
    rows = tables("二、情况\n第二十条第（一）项 | |||\n规章 | 0 | | 3 |\n行政许可 | 7 |\n三、情况")
    assert rows == [(("第二十条第（一）项", "", "", ""), ("规章", "0", "", "3"), ("行政许可", "7"))]


def test_a_bar_before_the_row_is_a_border_where_most_rows_have_one() -> None:
    assert tables("| 规章 | 0 |\n|---|---|\n| 许可 | 1 |\n") == [(("规章", "0"), ("许可", "1"))]


def test_a_bar_before_the_row_stands_beside_a_blank_cell_elsewhere() -> None:
    assert tables("名称 | 数量 |\n规章 | 0 |\n| 1 |\n") == [(("名称", "数量"), ("规章", "0"), ("", "1"))]


def test_a_separator_ends_nothing() -> None:
    assert tables("| 甲 | 1 |\n| 乙 | 2 |\n|:--|--:|\n| 丙 | 3 |", "a.md") == [(("甲", "1"), ("乙", "2"), ("丙", "3"))]


@pytest.mark.parametrize(
    "text",
    ["自然人 |\n总计 |\n\n3 |\n3 |\n", "自然人\n|\n总计\n|\n\n  3\n|\n  3\n|\n", "| 自然人\n| 总计\n\n| 3\n| 3\n"],
)
def test_one_cell_a_line_makes_rows_where_blank_lines_part_them(text: str) -> None:
    assert tables(text) == [(("自然人", "总计"), ("3", "3"))]


def test_a_bar_under_a_heading_opens_the_cell_set_in_below_it() -> None:
    text = "二、情况\n|\n    规章\n|\n    0\n|\n三、情况\n"
    assert paragraphs(text) == ["二、情况", "三、情况"]
    assert tables(text) == [(("规章",), ("0",))]


def test_labels_between_title_and_prose_are_metadata() -> None:
    document = read(f"某某县2024年政府信息公开工作年度报告\n来源：某某县教育局\n时间：2025-01-02\n{SENTENCE}{SENTENCE}")
    assert document.metadata == {"site": "某某县教育局", "published": "2025-01-02"}
    assert len(document.blocks) == 2


def test_one_cell_a_line_without_blank_lines_stays_a_column() -> None:
    assert tables("自然人 |\n总计 |\n3 |\n") == [(("自然人",), ("总计",), ("3",))]


def test_full_width_bars_part_cells() -> None:
    assert tables("规章｜0｜\n许可｜1｜") == [(("规章", "0"), ("许可", "1"))]


def test_markdown_marks_become_structure() -> None:
    document = read(
        "# 某某县2024年政府信息公开工作年度报告\n\n## 一、**总体**情况\n见[县政府网站](https://a.gov.cn)，共*12*条\\*。\n\n"
        "![图](x.png)\n\n---\n\n### （一）主动公开\n",
        "a.md",
    )
    assert [(block.heading, block.raw) for block in document.blocks] == [
        (1, "某某县2024年政府信息公开工作年度报告"),
        (2, "一、总体情况"),
        (None, "见县政府网站，共12条*。"),
        (3, "（一）主动公开"),
    ]
    assert document.titles == ("某某县2024年政府信息公开工作年度报告",)


def test_a_statutory_heading_of_the_top_level_is_no_title() -> None:
    assert read("# 一、总体情况\n正文。", "a.md").titles == ()


def test_a_table_of_html_in_markdown_is_a_table() -> None:
    text = "## 二、情况\n<table><tr><td>规章</td><td>3</td></tr><tr><td>许可</td><td>4</td></tr></table>\n后文。"
    assert tables(text, "a.md") == [(("规章", "3"), ("许可", "4"))]
    assert paragraphs(text, "a.md")[-1] == "后文。"


def test_lines_broken_by_the_page_are_joined_over_page_numbers() -> None:
    page = (
        "某某县人民政府坚持以公开促落实、促规范、促服务，不断\n完善制度机制，全年在门户网站发布各类政府信息共计\n"
        "1295 条，比上一年度增加百分之十二，其中涉及财政预算\n— 1 —\n"
        "决算的有二十八条，涉及民生实事项目的有三十五条，解\n读政策文件十二件，召开新闻发布会四场，回应群众关切\n"
        "二十余次，办理人大代表建议和政协提案八十五件，全部\n按期答复。\n\n（一）主动公开方面\n全年没有发生费用。\n"
    )
    found = paragraphs(page)
    assert len(found) == 3
    assert "财政预算决算的" in found[0]
    assert "共计1295 条" in found[0]
    assert found[1:] == ["（一）主动公开方面", "全年没有发生费用。"]


def test_a_number_on_a_line_of_its_own_is_kept() -> None:
    assert paragraphs("第二十条第（一）项\n22\n（其中修订 16 件）") == [
        "第二十条第（一）项",
        "22",
        "（其中修订 16 件）",
    ]


def test_a_paragraph_torn_by_a_page_end_is_joined() -> None:
    first = "一是拓宽渠道，强化网站第一平台功能，全年发布信息四千五百一十一条，开展意见征集九期，及时向责任单位"
    assert paragraphs(f"{first}\n\n进行提醒，确保按期办结。\n\n二是提升质量。") == [
        f"{first}进行提醒，确保按期办结。",
        "二是提升质量。",
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_usual_encoding_of_simplified_text_is_told_by_evidence(encoding: str) -> None:
    text = f"一、总体情况\n{SENTENCE * 3}\n规章 | 0 |\n许可 | 1 |\n"
    document = read(text, encoding=encoding)
    assert document.blocks[0].raw == "一、总体情况"
    assert document.blocks[1].raw == SENTENCE * 3
    assert document.warnings == ()


def test_big5_is_told_from_gb18030() -> None:
    text = "一、總體情況\n本年度主動公開政府信息的情況，包括政策文件和人事任免，網站發布的信息在年內不斷增加。"
    assert read(text, encoding="big5").blocks[0].raw == "一、總體情況"


def test_some_broken_bytes_are_left_out_and_said() -> None:
    data = f"一、总体情况\n{SENTENCE * 5}".encode()
    document = readers.read_bytes("a.txt", data[:60] + b"\xff\xfe" + data[60:])
    assert document.blocks[0].raw == "一、总体情况"
    assert "无法解码" in document.warnings[0]


def test_a_table_of_labels_before_the_prose_is_metadata() -> None:
    document = read(
        f"| 索引号 | X/1 | 发布机构 | 某某县人民政府 |\n| 公开日期 | 2025-01-17 | 文号 | |\n\n一、总体情况\n{SENTENCE}"
    )
    assert document.metadata == {"agency": "某某县人民政府", "published": "2025-01-17"}
    assert [block.raw for block in document.blocks] == ["一、总体情况", SENTENCE]


@pytest.mark.parametrize(
    "line", ["【打印】【关闭】", "分享到：", "当前位置：首页 > 政务公开", "上一篇：某某通知", "听全文"]
)
def test_the_furniture_of_a_saved_page_is_dropped(line: str) -> None:
    assert paragraphs(f"一、总体情况\n{line}\n{SENTENCE}") == ["一、总体情况", SENTENCE]


def test_a_bar_alone_under_closed_cells_opens_a_row() -> None:
    text = "二、情况\n|\n信息内容 |\n本年\n增减 | |\n|\n规章 |\n0 | |\n|\n许可 |\n7 | |\n|\n处罚 |\n9 | |\n三、情况\n"
    assert paragraphs(text) == ["二、情况", "三、情况"]
    assert tables(text) == [
        (("信息内容", "本年 增减", ""), ("规章", "0", ""), ("许可", "7", ""), ("处罚", "9", "")),
    ]


def test_of_bars_alone_in_a_run_the_last_opens_a_row_and_the_others_are_blank_cells() -> None:
    text = "二、情况\n|\n内容 |\n数 | |\n|\n规章 |\n0 |\n|\n|\n许可 |\n7 | |\n|\n处罚 |\n9 | |\n|\n强制 |\n4 | |\n"
    rows = (("内容", "数", ""), ("规章", "0", ""), ("许可", "7", ""), ("处罚", "9", ""), ("强制", "4", ""))
    assert tables(text) == [rows]


def test_a_row_of_figures_on_a_page_of_broken_lines_stays_a_line_of_its_own() -> None:
    prose = "某某县人民政府坚持以公开促落实、促规范、促服务，不断\n" * 7
    rows = ["正、行政机关不再处理其政府信 67 3 0 0 1 0 71", "息公开申请", "12 1 1 6 20"]
    assert paragraphs(prose + "按期答复。\n" + "\n".join(rows))[-3:] == rows

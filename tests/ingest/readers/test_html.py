"""Web pages: the article among the furniture, its grids, what the page says of itself, whatever it is encoded in."""

from __future__ import annotations

import pytest

from ingest import readers
from ingest.blocks import Document

TITLE = "某某县教育局2024年政府信息公开工作年度报告"
PROSE = "二〇二四年，县教育局主动公开政府信息一百二十条，办理依申请公开十二件，均按期答复，未发生行政复议。"
ARTICLE = f"<p>{PROSE}</p><p>一、总体情况</p><p>{PROSE}</p><p>六、其他需要报告的事项</p><p>无。</p>"
MENU = "".join(f'<li><a href="/{n}">政务公开栏目{n}</a></li>' for n in range(40))


def read(page: str, encoding: str = "utf-8") -> Document:
    return readers.read_bytes("a.html", page.encode(encoding))


def paragraphs(page: str) -> list[str]:
    return [block.raw for block in read(page).blocks if not block.is_table]


def grid(table: str) -> tuple[tuple[str | None, ...], ...]:
    page = read(f"<body>{ARTICLE}{table}</body>")
    return next(block.rows for block in page.blocks if block.is_table)


def test_the_article_is_found_among_the_furniture() -> None:
    page = f"""<html><head><title>{TITLE}-某某县教育局</title><style>p{{}}</style></head><body>
      <div class="a1"><ul>{MENU}</ul><form><select><option>站内搜索</option></select></form></div>
      <div class="b2"><div>当前位置：首页 &gt; 政务公开</div><div class="c3"><h1>{TITLE}</h1>
      <div>发布时间：2025-01-17 10:00　来源：某某县教育局　字体：[大 中 小]</div>
      <div class="d4">{ARTICLE}</div></div><div>【打印】【关闭】</div></div>
      <div class="e5"><p>版权所有：某某县人民政府</p></div><script>var x = "主动公开政府信息";</script></body></html>"""
    document = read(page)
    assert [block.raw for block in document.blocks][-5:] == [
        PROSE,
        "一、总体情况",
        PROSE,
        "六、其他需要报告的事项",
        "无。",
    ]
    assert len(document.blocks) <= 6
    assert document.titles[0] == TITLE
    assert document.metadata == {"published": "2025-01-17", "site": "某某县教育局"}


def test_a_table_of_labels_is_metadata_and_no_table_of_the_article() -> None:
    page = f"""<body><table><tr><td>名称</td><td colspan="3">{TITLE}</td></tr>
      <tr><td>索引号</td><td>014/2025-1</td><td>发布机构</td><td>某某县教育局</td></tr>
      <tr><td>公开日期</td><td>2025-01-17</td><td>文号</td><td></td></tr></table>{ARTICLE}</body>"""
    document = read(page)
    assert not any(block.is_table for block in document.blocks)
    assert document.metadata == {"agency": "某某县教育局", "published": "2025-01-17"}
    assert document.titles == (TITLE,)


def test_meta_tags_speak_where_labels_do_not() -> None:
    page = f"""<head><meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2025-01-17 08:00">
      <meta name="ContentSource" content="某某县教育局"><meta name="SiteName" content="某某县人民政府">
      <meta name="Url" content="http://www.example.gov.cn/1.shtml"></head><body>{ARTICLE}</body>"""
    document = read(page)
    assert document.titles[0] == TITLE
    assert document.metadata == {
        "agency": "某某县教育局",
        "published": "2025-01-17",
        "source": "http://www.example.gov.cn/1.shtml",
        "site": "某某县人民政府",
    }


def test_spans_expand_with_the_text_first_and_none_elsewhere() -> None:
    assert grid(
        "<table><tr><td rowspan=2>结果</td><td colspan=2>自然人</td><td>总计</td></tr>"
        "<tr><td>1</td><td>2</td><td>3</td></tr></table>"
    ) == (("结果", "自然人", None, "总计"), (None, "1", "2", "3"))


def test_a_row_that_lost_cells_is_not_filled_with_blank_ones() -> None:
    assert grid("<table><tr><td>甲<td>1<td>2<tr><td>乙<td>3</table>") == (("甲", "1", "2"), ("乙", "3", None))


def test_monstrous_spans_are_clamped() -> None:
    rows = grid("<table><tr><td colspan=100000 rowspan=65534>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>")
    assert len(rows) == 2
    assert len(rows[0]) <= 64


@pytest.mark.parametrize("span", ["", "x", "-3", "0", "1.5"])
def test_nonsense_spans_count_as_one(span: str) -> None:
    assert grid(f'<table><tr><td colspan="{span}">甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>')[1] == (
        "乙",
        "2",
    )


def test_words_split_over_spans_and_fonts_are_joined() -> None:
    words = "<span>五、存在的主要问</span><span><font>题及</font></span><b>改进情况</b><span>20</span>24<i>年</i>"
    page = f"<body>{ARTICLE}<p>{words}</p></body>"
    assert paragraphs(page)[-1] == "五、存在的主要问题及改进情况2024年"


def test_cells_of_several_paragraphs_are_one_line() -> None:
    rows = grid(
        "<table><tr><td><p>社会</p><p>公益<br>组织</p></td><td><p> 1,295 </p></td></tr>"
        "<tr><td>a</td><td>b</td></tr></table>"
    )
    assert rows[0] == ("社会公益组织", "1,295")


def test_breaks_part_paragraphs_and_source_lines_do_not() -> None:
    page = f"<body>{ARTICLE}<div>一是拓宽\n      渠道。<br>二是提升质量。<br><br>三是强化监督。</div></body>"
    assert paragraphs(page)[-3:] == ["一是拓宽渠道。", "二是提升质量。", "三是强化监督。"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert paragraphs(f"<body>{ARTICLE}<pre>规章 0 1 2\n许可 <b>7</b>\n</pre></body>")[-2:] == ["规章 0 1 2", "许可 7"]


def test_headings_keep_their_level_and_stay_whole() -> None:
    document = read(f"<body><h2>某某县教育局<br>2024年政府信息公开工作年度报告</h2>{ARTICLE}</body>")
    assert document.blocks[0].heading == 2
    assert document.blocks[0].raw == TITLE


def test_a_layout_table_is_unwrapped() -> None:
    inner = "<table><tr><td>规章</td><td>3</td></tr></table>"
    page = f"<body><table><tr><td>{ARTICLE}<p>{PROSE}</p><p>{PROSE}</p>{inner}</td></tr></table></body>"
    document = read(page)
    assert document.blocks[0].raw == PROSE
    assert [block.rows for block in document.blocks if block.is_table] == [(("规章", "3"),)]


def test_a_framed_heading_is_a_paragraph() -> None:
    assert (
        paragraphs(f"<body>{ARTICLE}<table><tr><td>第二十条第（一）项</td></tr></table></body>")[-1]
        == "第二十条第（一）项"
    )


def test_a_table_within_a_cell_is_flattened_to_its_text() -> None:
    rows = grid(
        "<table><tr><td>甲</td><td>乙</td><td><table><tr><td>丙</td></tr><tr><td>丁</td></tr></table></td></tr>"
        "<tr><td>1</td><td>2</td><td>3</td></tr></table>"
    )
    assert rows == (("甲", "乙", "丙丁"), ("1", "2", "3"))


def test_hidden_leftovers_are_dropped() -> None:
    page = f'<body>{ARTICLE}<div style="display:none">访问量 88 次</div></body>'
    assert not any("访问量" in text for text in paragraphs(page))


@pytest.mark.parametrize("hidden", ['style="display:none"', "style='color:red;DISPLAY : NONE'", "hidden"])
def test_what_a_page_hides_in_a_table_is_no_part_of_it(hidden: str) -> None:
    table = f"""<table><tr><td>信息内容</td><td {hidden}>填报说明</td><td>本年制发件数</td></tr>
    <tr {hidden}><td>规章</td><td>7</td></tr>
    <tr><td>规章</td><td>1<span {hidden}>上年为<b>3</b>件</span>2</td></tr></table>"""
    assert grid(table) == (("信息内容", "本年制发件数"), ("规章", "12"))


def test_a_table_whose_rows_are_all_hidden_is_one_that_a_script_unfolds() -> None:
    row = '<tr style="display:none"><td>规章</td><td>12</td></tr>'
    assert grid(f"<table>{row}</table>") == (("规章", "12"),)


def test_text_beside_the_dropped_stays() -> None:
    assert paragraphs(f"<body>{ARTICLE}<p>前文<script>x()</script>后文<!-- 注 -->完</p></body>")[-1] == "前文后文完"


@pytest.mark.parametrize(
    ("claimed", "encoding"),
    [
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("gb2312", "gbk"),
        ("iso-8859-1", "utf-8"),
        ("rot13", "gbk"),
        ("utf-8", "utf-16"),
    ],
)
def test_bytes_are_believed_and_not_the_tag(claimed: str, encoding: str) -> None:
    document = read(f'<html><head><meta charset="{claimed}"></head><body>{ARTICLE}</body></html>', encoding)
    assert document.blocks[0].raw == PROSE


def test_unclosed_inline_tags_nested_deep_lose_no_text() -> None:
    page = "<body>" + "".join(f"<p><font><span>第{n}段，{PROSE}</p>" for n in range(400)) + "</body>"
    assert len(paragraphs(page)) == 400
    deep = "<body>" + "<div><span>" * 900 + PROSE + "</body>"
    assert paragraphs(deep) == [PROSE]


def test_what_lies_too_deep_is_said_to_be_missing() -> None:
    document = read(f"<body>{ARTICLE}{'<div>' * 5000}{PROSE}</body>")
    assert document.blocks[0].raw == PROSE
    assert "嵌套过深" in document.warnings[0]


def test_two_containers_of_one_article_are_both_kept() -> None:
    table = (
        "<table>" + "".join(f"<tr><td>第{n}项申请数量</td><td>{n}</td><td>0</td></tr>" for n in range(25)) + "</table>"
    )
    page = f"<body><div><ul>{MENU}</ul></div><div><div>{ARTICLE}</div><div>{table}</div></div></body>"
    document = read(page)
    assert sum(block.is_table for block in document.blocks) == 1
    assert document.blocks[0].raw == PROSE


def test_prose_set_in_rows_of_a_data_table_becomes_paragraphs_between_its_parts() -> None:
    figures = "".join(f"<tr><td>第{n}项</td><td>{n}</td><td>0</td></tr>" for n in range(6))
    prose = f'<tr><td colspan="3"><p>五、存在的主要问题</p><p>{PROSE * 5}</p></td></tr>'
    document = read(f"<body><table>{figures}{prose}{figures}</table></body>")
    assert [len(block.rows) for block in document.blocks] == [6, 0, 0, 6]
    assert document.blocks[1].raw == "五、存在的主要问题"


def test_a_long_note_does_not_turn_a_table_of_figures_into_paragraphs() -> None:
    rows = grid(
        "<table>"
        + "<tr><td>规章</td><td>1</td><td>2</td></tr>" * 4
        + f"<tr><td colspan=3>注：{PROSE * 5}</td></tr></table>"
    )
    assert len(rows) == 4


def test_tables_set_beside_a_long_text_are_not_left_behind() -> None:
    labels = ("本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量", "予以公开", "总计", "结转下年度继续办理")
    rows = "".join(f"<tr><td>{label}</td><td>3</td><td>0</td></tr>" for label in labels)
    prose = "".join(f"<p>第{n}段。{PROSE}</p>" for n in range(150))
    page = f"<body><ul>{MENU}</ul><div><div>{prose}</div><div><table>{rows * 5}</table></div></div></body>"
    assert any(block.is_table for block in read(page).blocks)


def test_menus_of_links_are_dropped_lists_and_tables_alike() -> None:
    bar = '<table><tr><td><a href="/">首页</a></td><td><a href="/a">政务公开</a></td></tr></table>'
    menu = f'{bar}<ul><li><a href="/b">年度报告</a></li></ul>'
    assert paragraphs(f"<body>{menu}{ARTICLE}</body>")[0] == PROSE


def test_an_anchor_without_address_is_no_link() -> None:
    assert paragraphs(f'<body>{ARTICLE}<p><a name="_Toc1">七、附表</a></p></body>')[-1] == "七、附表"


def test_labels_in_brackets_are_read_and_an_imprint_is_dropped() -> None:
    head, foot = (
        "<div>【来源：某某县教育局】 【字号：大 中 小】</div>",
        "<div>主办单位：某某县人民政府 网站标识码：0000000001</div>",
    )
    document = read(f"<body>{head}{ARTICLE}{foot}</body>")
    assert document.metadata == {"site": "某某县教育局"}
    assert document.blocks[-1].raw == "无。"


def test_figures_of_a_proposal_are_no_imprint() -> None:
    assert paragraphs(f"<body>{ARTICLE}<p>主办：12件，会办：3件</p></body>")[-1] == "主办：12件，会办：3件"


def test_what_stands_aside_is_no_part_of_the_article() -> None:
    page = f"<body><main><article>{ARTICLE}</article><aside><h3>热点</h3><p>一季度增长5.6%。</p></aside></main></body>"
    assert paragraphs(page)[-1] == "无。"


def test_the_name_of_an_attached_file_is_furniture_and_an_attached_table_is_not() -> None:
    page = f"<body>{ARTICLE}<p>附件1：{TITLE}（PDF版）.pdf</p><p>附件：政府信息公开情况统计表</p></body>"
    assert paragraphs(page)[-2:] == ["无。", "附件：政府信息公开情况统计表"]

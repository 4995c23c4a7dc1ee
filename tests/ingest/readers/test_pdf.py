"""PDF files: paragraphs out of lines, ruled and unruled tables, what is no text refused with what to do."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ingest import readers
from ingest.blocks import Document
from ingest.clean import clean
from knowledge.errors import EmptyInput, InputTooLarge, WrongKind
from tests.ingest.readers import samples

PROSE = (
    "本县坚持以公开促落实、促规范、促服务，全年在门户网站发布各类政府信息，涉及财政、教育、医疗、交通等方面，群众满意。"
)
STYLE = """<meta charset="utf-8"><style>@page{margin:2cm;size:A4;@bottom-center{content:"- " counter(page) " -"}}
p{text-indent:2em;font-size:16px;line-height:1.8} h1{font-size:26px;text-align:center}
table{border-collapse:collapse;width:100%} td,th{border:1px solid #000;padding:4px;font-weight:normal}</style>"""

Printer = Callable[[str], Document]


@pytest.fixture
def printed(browser: Browser) -> Printer:
    """Return what is read of a page that Chromium printed, cleaned (its fonts give radicals for characters)."""

    def read(page: str) -> Document:
        tab = browser.new_page()
        try:
            tab.set_content(STYLE + page)
            data = tab.pdf(prefer_css_page_size=True, print_background=True)
        finally:
            tab.close()
        return clean(readers.read_bytes("a.pdf", data))

    return read


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not block.is_table]


def tables(document: Document) -> list[tuple[tuple[str | None, ...], ...]]:
    return [block.rows for block in document.blocks if block.is_table]


@pytest.mark.browser
def test_lines_are_joined_to_paragraphs_and_a_title_of_two_lines_to_one(printed: Printer) -> None:
    document = printed(
        f"<h1>某某县人民政府<br>2024年政府信息公开工作年度报告</h1><p>{PROSE * 2}</p>"
        f"<p>一、总体情况</p><p>{PROSE * 3}</p><p>无。</p>"
    )
    assert texts(document) == [
        "某某县人民政府2024年政府信息公开工作年度报告",
        PROSE * 2,
        "一、总体情况",
        PROSE * 3,
        "无。",
    ]
    assert document.titles[0] == "某某县人民政府2024年政府信息公开工作年度报告"


@pytest.mark.browser
def test_paragraphs_go_on_over_pages_and_page_numbers_are_dropped(printed: Printer) -> None:
    document = printed("".join(f"<p>第{n}条。{PROSE * 4}</p>" for n in range(12)))
    assert texts(document) == [f"第{n}条。{PROSE * 4}" for n in range(12)]


@pytest.mark.browser
def test_a_ruled_table_has_its_spans_and_its_text_is_not_repeated(printed: Printer) -> None:
    document = printed(
        f"<p>{PROSE}</p><table><tr><td colspan=3>第二十条第（一）项<tr><td rowspan=2>规章<td>制发<td>1,207"
        f"<tr><td>废止<td></table><p>{PROSE}</p>"
    )
    assert tables(document) == [
        (("第二十条第（一）项", None, None), ("规章", "制发", "1,207"), (None, "废止", "")),
    ]
    assert texts(document) == [PROSE, PROSE]


@pytest.mark.browser
def test_a_table_over_pages_is_one_and_its_repeated_head_is_dropped(printed: Printer) -> None:
    rows = "".join(f"<tr><td>第{n}类申请<td>{n}<td>0<td>{n}" for n in range(70))
    document = printed(f"<table><thead><tr><th>类别<th>自然人<th>企业<th>总计</thead>{rows}</table><p>{PROSE}</p>")
    assert tables(document) == [
        (("类别", "自然人", "企业", "总计"), *((f"第{n}类申请", str(n), "0", str(n)) for n in range(70)))
    ]


@pytest.mark.browser
def test_labels_and_numbers_broken_in_narrow_cells_are_put_together(printed: Printer) -> None:
    narrow = "<td style='width:2.2em;word-break:break-all'>"
    document = printed(
        f"<table style='width:auto'><tr>{narrow}社会公益组织<td>总计<tr>{narrow}11398889<td>7</table><p>{PROSE}</p>"
    )
    assert tables(document) == [(("社会公益组织", "总计"), ("11398889", "7"))]


@pytest.mark.browser
def test_upright_labels_are_tolerated(printed: Printer) -> None:
    rows = "".join(f"<tr><td>第{n}类<td>{n}" for n in range(2, 9))
    upright = "<td rowspan=8 style='writing-mode:vertical-rl'>三、本年度办理结果"
    document = printed(f"<table><tr>{upright}<td>第1类<td>1{rows}</table><p>{PROSE}</p>")
    assert [row[1:] for row in tables(document)[0]] == [(f"第{n}类", str(n)) for n in range(1, 9)]


@pytest.mark.browser
def test_a_table_without_rules_is_told_by_its_columns(printed: Printer) -> None:
    document = printed(
        "<style>td{border:0 !important}</style>"
        f"<p>{PROSE}</p><table><tr><td>信息内容<td>制发<td>废止<tr><td>规章<td>0<td>3<tr><td>规范性文件<td>12<td>1,207</table><p>{PROSE}</p>"
    )
    assert tables(document) == [(("信息内容", "制发", "废止"), ("规章", "0", "3"), ("规范性文件", "12", "1,207"))]
    assert texts(document) == [PROSE, PROSE]


def test_a_ruled_table_of_a_file_made_by_hand() -> None:
    document = readers.read_bytes("a.pdf", samples.ruled_pdf())
    assert tables(document) == [(("alpha", "12"), ("beta", "3"))]
    assert texts(document) == ["Report of 2024"]


def test_a_scan_is_called_one() -> None:
    with pytest.raises(WrongKind, match=r"扫描件.*OCR"):
        readers.read_bytes("a.pdf", samples.scanned_pdf())


def test_a_locked_file_says_so() -> None:
    with pytest.raises(WrongKind, match="密码"):
        readers.read_bytes("a.pdf", samples.locked_pdf())


def test_a_blank_page_is_empty() -> None:
    with pytest.raises(EmptyInput):
        readers.read_bytes("a.pdf", samples.pdf(""))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n%%EOF", b"%PDF-1.4\ntrailer<</Root 1 0 R>>"])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises((WrongKind, EmptyInput), match=r"a\.pdf"):
        readers.read_bytes("a.pdf", data)


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    packed = zlib.compress(bytes(70 * readers.MEGABYTE), 9).decode("latin-1")
    data = samples.pdf(packed).replace(b"/Length", b"/Filter/FlateDecode/Length")
    with pytest.raises(InputTooLarge, match="解压后过大"):
        readers.read_bytes("a.pdf", data)


def test_a_book_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.PAGE_BOUND", 0)
    with pytest.raises(InputTooLarge, match="超过 0 页"):
        readers.read_bytes("a.pdf", samples.ruled_pdf())


def test_the_published_pdf_of_the_corpus(corpus: Path) -> None:
    document = clean(readers.read(corpus / "reports" / "hongze-2023.pdf"))
    disclosure, requests, review = tables(document)
    assert [len(table) for table in (disclosure, requests, review)] == [14, 26, 4]
    assert [len(table[0]) for table in (disclosure, requests, review)] == [4, 10, 15]
    assert requests[-2][-7:] == ("21", "0", "0", "0", "0", "0", "21")
    assert review[-1] == ("10", "1", *"00000000", "5", *"0000")
    headings = [text for text in texts(document) if text[1:2] == "、"]
    assert [heading[:2] for heading in headings] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert not any(text.strip("- ").isdigit() for text in texts(document))

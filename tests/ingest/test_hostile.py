"""Texts and files made to be slow: a report or a refusal in words comes of each, soon, in little room."""

from __future__ import annotations

import gzip
import time
from decimal import Decimal

import pytest

from ingest.pipeline import read_report
from ingest.readers import archive, read_bytes, unpack
from knowledge.errors import InputTooLarge, UnreadableInput, ZhiqingError
from tests.ingest.readers import samples
from tests.kit.formats import rendered
from tests.kit.manuscript import manuscript

SECONDS = 10.0
HEAD = "澜汀市人民政府2023年政府信息公开工作年度报告\n一、总体情况\n"
REPORT = rendered("bars", manuscript("2021", 3))[1].decode()

TEXTS = {
    "one digit": "1" * 100_000,
    "一是": "一是" * 100_000,
    "brackets": "（" * 100_000,
    "numerals": "一" * 100_000,
    "blanks": "1" + " " * 200_000 + "件",
    "clauses of one sentence": "共公开信息12条，" * 20_000,
    "parts of one whole": "共公开信息12条，其中网站3条、" * 10_000,
    "sentences": "共公开信息12条。" * 20_000,
    "a row run together": "一、本年新收政府信息公开申请数量1000001" * 8_000,
    "labels with numbers": "予以公开3" * 10_000,
    "heads of the old statistics": "政府信息公开情况统计表指标名称计量单位统计数" * 5_000
    + "主动公开政府信息数条1" * 10_000,
    "headings": "二、主动公开政府信息情况" * 20_000,
    "bars": "|" * 100_000,
    "letters": "a" * 200_000,
    "letters and dashes": "a-" * 100_000,
    "places": "杭州市西湖区" * 20_000,
    "mangled": "據(jù)" * 60_000,
    "dates": "2023年1月1日至" * 20_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_text_that_fits_a_report_takes_long(text: str) -> None:
    started = time.process_time()
    try:
        read_report(read_bytes("a.txt", (HEAD + text).encode()))
    except ZhiqingError as error:
        assert str(error)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_is_longer_than_any_report_is_refused(name: str) -> None:
    with pytest.raises(InputTooLarge, match="50 万字"):
        read_bytes(name, (HEAD + "本年度公开信息十二条，" * 60_000).encode())


def test_more_paragraphs_than_any_report_has_are_refused() -> None:
    with pytest.raises(InputTooLarge, match="20000 段"):
        read_bytes("a.txt", (HEAD + "全年公开。\n" * 30_000).encode())


@pytest.mark.parametrize(
    "page",
    ["<p>文</p>" * 110_000, "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">文</p>"],
    ids=["tags", "attributes"],
)
def test_a_page_of_too_many_tags_is_refused(page: str) -> None:
    for name in ("a.html", "a.md"):
        with pytest.raises(InputTooLarge, match="标签过多"):
            read_bytes(name, f"{HEAD}<table><tr><td>1</td></tr></table>{page}".encode())


def test_deep_and_wide_pages_are_read_or_refused_in_words() -> None:
    for page in (
        "<div>" * 50_000 + HEAD,
        "<table><tr><td>" * 20_000 + HEAD,
        "<table><tr>" + "<td>1</td>" * 10_000 + "</tr></table>",
        "<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>1</td></tr>" * 1_000 + "</table>",
        HEAD + "&#xD800;&#xDFFF;",
    ):
        started = time.process_time()
        try:
            read_report(read_bytes("a.html", page.encode()))
        except ZhiqingError as error:
            assert str(error)
        assert time.process_time() - started < SECONDS


def test_a_packed_page_is_named_as_what_it_is() -> None:
    with pytest.raises(UnreadableInput, match="压缩"):
        read_bytes("a.html", gzip.compress(b"<p>text</p>" * 99))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_a_report_in_wide_characters_is_read(encoding: str) -> None:
    assert read_report(read_bytes("a.txt", REPORT.encode(encoding))).facts


def test_nul_bytes_and_lone_surrogates_cost_no_cell() -> None:
    whole = _cells(REPORT.encode())
    for data in (
        REPORT.replace("。", "\0。").encode(),
        REPORT.encode() + "\ud800\udc00".encode("utf-8", "surrogatepass") * 3,
    ):
        assert _cells(data) == whole


@pytest.mark.parametrize(("bound", "most"), [("UNPACKED", 3_000), ("MEMBERS", 5)])
def test_archives_within_an_archive_share_its_bounds(monkeypatch: pytest.MonkeyPatch, bound: str, most: int) -> None:
    monkeypatch.setattr(archive, bound, most)
    inner = samples.zipped({"1.txt": HEAD * 20})
    outer = samples.zipped({f"{number}.zip": inner for number in range(4)})
    with pytest.raises(InputTooLarge, match="上限"):
        for _ in unpack("a.zip", outer):
            pass


def test_names_that_climb_out_or_say_gbk_are_read_as_names_only() -> None:
    data = samples.zipped({"../../x.txt": REPORT, "/etc/y.txt": REPORT, "澜汀2023.txt": REPORT})
    assert [document.filename for document in unpack("a.zip", data)] == ["澜汀2023.txt"]


@pytest.mark.parametrize(
    "drawing",
    [
        "BT /F 1 Tf " + ("1 9 Td (" + "1234567890" * 60 + ") Tj ") * 200 + "ET",
        "1 1 3 3 re f\n" * 110_000,
        "q Q " * 1_400_000,
    ],
    ids=["letters", "strokes", "instructions"],
)
def test_a_page_drawn_over_and_over_is_refused(drawing: str) -> None:
    started = time.process_time()
    with pytest.raises(InputTooLarge, match="过多"):
        read_bytes("a.pdf", samples.pdf(drawing))
    assert time.process_time() - started < SECONDS


def test_strokes_by_the_thousand_are_a_drawing_and_hide_no_text() -> None:
    strokes = "".join(f"{number % 590} {number % 830} 40 40 re S\n" for number in range(3_000))
    document = read_bytes("a.pdf", samples.pdf(strokes + "BT /F 12 Tf 72 700 Td (Annual report) Tj ET"))
    assert any("Annual report" in block.text for block in document.blocks)


def test_a_word_document_of_too_many_paragraphs_or_with_entities_is_refused() -> None:
    with pytest.raises(InputTooLarge, match="段落"):
        read_bytes("a.docx", samples.word_of("<w:p/>" * 110_000))
    entities = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '" + "&a;" * 1_000 + "'>]>"
    with pytest.raises(UnreadableInput):
        read_bytes("a.docx", samples.word_of("<w:p><w:r><w:t>" + "&b;" * 10_000 + "</w:t></w:r></w:p>", entities))


def _cells(data: bytes) -> dict[tuple[str, str], Decimal | None]:
    return {(fact.indicator, fact.applicant): fact.value for fact in read_report(read_bytes("a.txt", data)).facts}

"""A file is taken for what it is: found, measured and recognised before anything reads it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest import readers
from knowledge.errors import EmptyInput, InputNotFound, InputTooLarge, WrongKind

PAGE = "<html><body><h1>某某县2024年政府信息公开工作年度报告</h1><p>全年公开信息12条。</p></body></html>"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputNotFound, match="没有的文件"):
        readers.read(Path("/没有的文件.txt"))


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u3000\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_file_without_text_is_empty(name: str, data: bytes) -> None:
    with pytest.raises(EmptyInput, match=name):
        readers.read_bytes(name, data)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.zip"])
def test_a_file_of_no_bytes_is_empty_whatever_its_kind(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    with pytest.raises(EmptyInput):
        list(readers.read_all(tmp_path / name))


def test_a_page_of_nothing_but_furniture_is_empty() -> None:
    with pytest.raises(EmptyInput):
        readers.read_bytes("a.html", b"<html><head><title>t</title></head><body><script>var a=1</script></body></html>")


@pytest.mark.parametrize(("name", "megabytes"), [("a.txt", 21), ("a.html", 21), ("a.pdf", 51), ("a.zip", 201)])
def test_size_is_measured_before_a_byte_is_read(name: str, megabytes: int, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(megabytes * readers.MEGABYTE)
    with pytest.raises(InputTooLarge, match="MB"):
        list(readers.read_all(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"%PDF-1.7\n%", "PDF 文件.*改为 .pdf"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "图片.*OCR"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 docx"),
        ("a.txt", b"{\\rtf1 x}", "另存为 docx"),
        ("a.pdf", PAGE.encode(), "网页"),
        ("a.pdf", "一、总体情况".encode(), "不是PDF"),
        ("a.docx", "一、总体情况".encode(), "不是Word"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "另存为 docx"),
        ("a.xlsx", b"PK", "可导入的有"),
        ("报告", b"abc", "无扩展名"),
    ],
)
def test_content_that_belies_its_name_is_refused_with_what_to_do(name: str, data: bytes, says: str) -> None:
    with pytest.raises(WrongKind, match=says):
        readers.read_bytes(name, data)


def test_an_office_file_called_text_is_recognised() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(WrongKind, match="Excel"):
        readers.read_bytes("a.txt", packed.getvalue())


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 500, bytes(4000)])
def test_noise_is_no_text(data: bytes) -> None:
    with pytest.raises((WrongKind, EmptyInput)):
        readers.read_bytes("a.txt", data)


def test_a_saved_page_called_text_is_read_as_a_page() -> None:
    document = readers.read_bytes("a.txt", f"<!DOCTYPE html>\n{PAGE}".encode())
    assert document.titles[0] == "某某县2024年政府信息公开工作年度报告"


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes("一、总体情况".encode())
    document = readers.read(path)
    assert document.filename == "报告.txt"
    assert document.digest == readers.read_bytes("b.txt", path.read_bytes()).digest
    assert len(document.digest) == 64


def test_every_report_of_the_corpus_is_read(corpus: Path) -> None:
    for path in sorted((corpus / "reports").iterdir()):
        document = readers.read(path)
        assert any(len(block.raw) > 100 for block in document.blocks), path.name

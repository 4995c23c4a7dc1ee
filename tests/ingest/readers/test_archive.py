"""Zip files: every report in them, bounded, one bad member no reason to lose the others."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest import readers
from knowledge.errors import EmptyInput, InputTooLarge, UnreadableInput, WrongKind

REPORT = "一、总体情况\n全年公开信息12条。".encode()


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def names(data: bytes) -> list[str]:
    return [document.filename for document in readers.unpack("包.zip", data)]


def test_each_report_of_an_archive_is_read_and_other_files_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(packed({"甲/2023.txt": REPORT, "乙/2024.md": REPORT, "图.png": b"x", "__MACOSX/甲.txt": b"x"}))
    assert [document.filename for document in readers.read_all(path)] == ["2023.txt", "2024.md"]


def test_a_single_file_is_an_archive_of_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT)
    assert [document.filename for document in readers.read_all(tmp_path / "a.txt")] == ["a.txt"]


def test_an_archive_within_is_opened_and_one_within_that_is_not() -> None:
    inner = packed({"c.txt": REPORT, "d.zip": packed({"e.txt": REPORT})})
    assert names(packed({"a.txt": REPORT, "b.zip": inner})) == ["a.txt", "c.txt"]


def test_names_that_climb_out_are_passed_over() -> None:
    assert names(packed({"../a.txt": REPORT, "/b.txt": REPORT, "x/../../c.txt": REPORT, "d.txt": REPORT})) == ["d.txt"]


def test_a_bad_member_is_named_after_the_good_ones() -> None:
    documents = readers.unpack("包.zip", packed({"a.txt": b"", "b.txt": REPORT, "c.pdf": b"no pdf"}))
    assert next(documents).filename == "b.txt"
    with pytest.raises(UnreadableInput, match=r"2 个文件.*a\.txt.*c\.pdf"):
        next(documents)


def test_names_in_gbk_are_read() -> None:
    data = packed({"\u63a5\u63a5.txt": REPORT})
    placeholder, gbk = "\u63a5\u63a5".encode(), "年度报".encode("gbk")
    data = bytearray(data.replace(placeholder, gbk))  # both are six bytes long
    for signature, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        data[data.index(signature) + offset] &= ~0x08  # the flag that says that names are UTF-8
    assert names(bytes(data)) == ["年度报.txt"]


def test_an_archive_without_reports_is_empty() -> None:
    with pytest.raises(EmptyInput, match="没有可读取的文件"):
        names(packed({"图.png": b"x"}))


def test_too_many_members_are_refused() -> None:
    with pytest.raises(InputTooLarge, match="2000"):
        names(packed({f"{n}.txt": b"" for n in range(2001)}))


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    with pytest.raises(InputTooLarge, match="压缩率"):
        names(packed({"a.txt": bytes(30 * readers.MEGABYTE)}))


def test_a_locked_archive_says_so() -> None:
    data = bytearray(packed({"a.txt": REPORT}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(WrongKind, match="密码"):
        names(bytes(data))


@pytest.mark.parametrize("data", [b"no zip at all", b"PK\x03\x04" + bytes(50)])
def test_a_broken_archive_is_refused(data: bytes) -> None:
    with pytest.raises(WrongKind):
        names(data)


def test_a_member_that_does_not_unpack_is_refused() -> None:
    data = bytearray(packed({"a.txt": REPORT * 50}))
    data[60] ^= 0xFF
    with pytest.raises(WrongKind, match="损坏"):
        names(bytes(data))


def test_an_upload_of_a_zip_is_answered_with_what_to_do() -> None:
    with pytest.raises(WrongKind, match="解压后"):
        readers.read_bytes("a.zip", packed({"a.txt": REPORT}))

"""Zip archives: each member that a reader takes, within bounds that no honest archive of reports meets."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from knowledge.errors import EmptyInput, InputTooLarge, WrongKind

MEGABYTE = 1_048_576
SIZE = 200 * MEGABYTE
MEMBERS = 2_000
UNPACKED = 500 * MEGABYTE
RATIO = 200
"""Times that a member may grow; text seldom grows twentyfold."""
SMALL = MEGABYTE
"""Bytes below which a high ratio harms nobody (a page of blanks)."""
DEPTH = 1
"""An archive within an archive is opened, one within that is not."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)
"""What zipfile raises over bytes that are no whole zip, or one packed in a way that it does not know."""


@dataclass
class Allowance:
    """What an archive may still unpack to, with those within it."""

    members: int = field(default_factory=lambda: MEMBERS)
    size: int = field(default_factory=lambda: UNPACKED)


def members(
    name: str, data: bytes, suffixes: Collection[str], depth: int = 0, left: Allowance | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each member with one of the suffixes, archives within looked through.

    Names that climb out (``..``), hidden files and what other systems leave behind are passed over. Raises
    WrongKind where the archive is broken or locked, InputTooLarge where it is more than reports ever are,
    EmptyInput where nothing in it can be read.
    """
    found, left = False, left or Allowance()
    for member, content in _unpacked(name, data, {*suffixes, ".zip"} if depth < DEPTH else suffixes, left):
        found = True
        if member.lower().endswith(".zip"):
            yield from members(f"{name}/{member}", content, suffixes, depth + 1, left)
        else:
            yield member, content
    if not found:
        raise EmptyInput(f"压缩包“{name}”里没有可读取的文件，可导入的有 {'、'.join(sorted(suffixes))}")


def _unpacked(name: str, data: bytes, suffixes: Collection[str], left: Allowance) -> Iterator[tuple[str, bytes]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise _unreadable(name) from error
    with archive:
        _bounded(name, archive.infolist(), left)
        for info in archive.infolist():
            path = PurePosixPath(_name(info).replace("\\", "/"))
            if info.is_dir() or path.suffix.lower() not in suffixes or not _is_plain(path):
                continue
            if info.flag_bits & 0x1:
                raise WrongKind(f"压缩包“{name}”设有密码，请取消密码后再导入")
            try:
                content = archive.read(info)
            except BROKEN as error:
                raise _unreadable(name) from error
            yield path.name, content


def _bounded(name: str, infos: list[zipfile.ZipInfo], left: Allowance) -> None:
    """Refuse an archive by what it declares; zipfile unpacks no more of a member than that."""
    left.members -= len(infos)
    left.size -= sum(info.file_size for info in infos)
    if left.members < 0:
        raise InputTooLarge(f"压缩包“{name}”里的文件超过 {MEMBERS} 个的上限，请分批导入")
    if left.size < 0:
        raise InputTooLarge(f"压缩包“{name}”解压后超过 {UNPACKED // MEGABYTE} MB 的上限，请分批导入")
    if any(info.file_size > SMALL and info.file_size > RATIO * max(info.compress_size, 1) for info in infos):
        raise InputTooLarge(f"压缩包“{name}”的压缩率异常，不像是年度报告，请检查文件")


def _is_plain(path: PurePosixPath) -> bool:
    parts = path.parts
    return not path.is_absolute() and ".." not in parts and "__MACOSX" not in parts and not path.name.startswith(".")


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; Chinese packers write GBK and do not say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _unreadable(name: str) -> WrongKind:
    return WrongKind(f"压缩包“{name}”打不开，可能已损坏，请重新打包为 zip 后再导入")

"""Readers: one file a format, each from bytes to a document of blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.blocks import Document
from ingest.readers import archive, docx, html, pdf, sniffing, text
from ingest.readers.content import Content
from knowledge.errors import EmptyInput, InputNotFound, InputTooLarge, UnreadableInput, WrongKind

MEGABYTE = 1_048_576
LONGEST = 500_000
"""Characters of a text; the longest reports of provinces have a tenth."""
MOST_BLOCKS = 20_000
"""Paragraphs and tables; these reports have a thousand, a line each."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: who reads it, its suffixes, and how many bytes a report of it may have."""

    kind: str
    read: Callable[[str, bytes], Content]
    suffixes: tuple[str, ...]
    bound: int


FORMATS = (
    Format("text", text.read, (".txt", ".md", ".markdown"), 20 * MEGABYTE),
    Format("html", html.read, (".html", ".htm", ".shtml", ".xhtml"), 20 * MEGABYTE),
    Format("docx", docx.read, (".docx",), 50 * MEGABYTE),
    Format("pdf", pdf.read, (".pdf",), 50 * MEGABYTE),
)

BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
BY_KIND = {form.kind: form for form in FORMATS}
ADVICE = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "请用 Word 或 WPS 另存为 docx 后再导入"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff"), "请先做文字识别（OCR），再导入识别出的文字"),
    ".zip": "请解压后逐个上传",
}
"""What to do with a kind of file that is often offered and not read on its own."""

SUFFIXES = frozenset({*BY_SUFFIX, ".zip"})
"""The suffixes that ``read_all`` takes, lower case with the dot; a folder's other files are passed over."""


def read(path: Path) -> Document:
    """Return the document of a file, not cleaned yet.

    Raises InputNotFound, EmptyInput, InputTooLarge (measured before reading) or WrongKind, each with what to do.
    """
    return read_bytes(path.name, _bytes(path))


def read_all(path: Path) -> Iterator[Document]:
    """Yield the documents of a file: one, or those of a zip's members.

    Members that cannot be read do not stop the others: once these are yielded, UnreadableInput names them all.
    """
    if path.suffix.lower() == ".zip":
        yield from unpack(path.name, _bytes(path))
    else:
        yield read(path)


def unpack(name: str, data: bytes) -> Iterator[Document]:
    """Yield the documents of a zip, as ``read_all`` does."""
    if sniffing.kind_of(data) != "zip":
        raise WrongKind(f"“{name}”的内容不是 zip 压缩包，请检查文件是否完整、扩展名是否正确")
    failed: list[str] = []
    for member, content in archive.members(name, data, frozenset(BY_SUFFIX)):
        try:
            document = read_bytes(member, content)
        except UnreadableInput as error:
            failed.append(str(error))
        else:
            yield document
    if failed:
        raise UnreadableInput(f"压缩包“{name}”里有 {len(failed)} 个文件没有读入：{'；'.join(failed)}")


def read_bytes(name: str, data: bytes) -> Document:
    """Return the document of an upload or a zip's member; same rules as ``read``.

    >>> read_bytes("a.txt", "一、总体情况".encode()).blocks[0].raw
    '一、总体情况'
    """
    form = _agreed(name, _measured(name, len(data)), sniffing.kind_of(data))
    content = form.read(name, data)
    if not content.blocks:
        raise EmptyInput(f"“{name}”里没有正文，请换一个有正文的文件")
    if sum(len(block.raw) for block in content.blocks) > LONGEST or len(content.blocks) > MOST_BLOCKS:
        raise InputTooLarge(
            f"“{name}”的正文超过 {LONGEST // 10_000} 万字或 {MOST_BLOCKS} 段，年度报告不会这么长，请检查文件"
        )
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, digest, content.blocks, content.titles, content.metadata, content.warnings)


def _bytes(path: Path) -> bytes:
    """Return a file's bytes, measured before they are read."""
    try:
        if not path.is_file():
            raise InputNotFound(f"找不到文件“{path}”，请检查路径")
        if path.suffix.lower() == ".zip":
            _bounded(path.name, path.stat().st_size, archive.SIZE)
        else:
            _measured(path.name, path.stat().st_size)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"“{path}”无法读取，请检查文件名和文件权限") from error


def _measured(name: str, size: int) -> Format:
    """Return the format that a name claims, once the size fits it."""
    suffix = PurePath(name).suffix.lower()
    form = BY_SUFFIX.get(suffix)
    if form is None:
        advice = ADVICE.get(suffix, f"可导入的有 {'、'.join(sorted(SUFFIXES))}")
        raise WrongKind(f"“{name}”的格式（{suffix or '无扩展名'}）不能读取，{advice}")
    _bounded(name, size, form.bound)
    return form


def _bounded(name: str, size: int, bound: int) -> None:
    if size == 0:
        raise EmptyInput(f"“{name}”是空文件，请换一个有正文的文件")
    if size > bound:
        measured = f"{size / MEGABYTE:.0f} MB，超过 {bound // MEGABYTE} MB 的上限"
        raise InputTooLarge(f"“{name}”有 {measured}，年度报告不会这么大，请检查文件")


def _agreed(name: str, form: Format, kind: str | None) -> Format:
    """Return the format that the content is of, where name and content can be reconciled."""
    if kind is None or kind == form.kind:
        if kind is None and form.kind not in ("text", "html"):
            raise WrongKind(f"“{name}”的内容不是{sniffing.NAMES[form.kind]}，请检查文件是否完整、扩展名是否正确")
        return form
    if {kind, form.kind} == {"text", "html"}:
        return BY_KIND[kind]  # a saved page called .txt: both are text, and nothing is in doubt
    advice = sniffing.ADVICE.get(kind, "请检查文件")
    raise WrongKind(f"“{name}”的内容其实是{sniffing.NAMES[kind]}，与扩展名不符，{advice}")

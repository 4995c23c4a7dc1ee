"""Readers: one file a format, each from bytes to a document of blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.blocks import Document
from ingest.readers import html, sniffing, text
from ingest.readers.content import Content
from knowledge.errors import EmptyInput, InputNotFound, InputTooLarge, UnreadableInput, WrongKind

MEGABYTE = 1_048_576


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
)

BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
BY_KIND = {form.kind: form for form in FORMATS}
OFFICE = (".doc", ".wps", ".rtf", ".odt")
SUFFIXES = frozenset(BY_SUFFIX)
"""The suffixes that are taken, lower case with the dot; a folder's other files are passed over."""


def read(path: Path) -> Document:
    """Return the document of a file, not cleaned yet.

    Raises InputNotFound, EmptyInput, InputTooLarge (measured before reading) or WrongKind, each with what to do.
    """
    if not path.is_file():
        raise InputNotFound(f"找不到文件“{path}”，请检查路径")
    size = path.stat().st_size
    _measure(path.name, size)
    try:
        return read_bytes(path.name, path.read_bytes())
    except OSError as error:
        raise UnreadableInput(f"“{path}”无法读取（{error.strerror}），请检查文件权限") from error


def read_bytes(name: str, data: bytes) -> Document:
    """Return the document of an upload or a zip's member; same rules as ``read``.

    >>> read_bytes("a.txt", "一、总体情况".encode()).blocks[0].raw
    '一、总体情况'
    """
    form = _measure(name, len(data))
    form = _agreed(name, form, sniffing.kind_of(data))
    content = form.read(name, data)
    if not content.blocks:
        raise EmptyInput(f"“{name}”里没有正文，请换一个有正文的文件")
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, digest, content.blocks, content.titles, content.metadata, content.warnings)


def _measure(name: str, size: int) -> Format:
    """Return the format that a name claims, once the size fits it."""
    suffix = PurePath(name).suffix.lower()
    form = BY_SUFFIX.get(suffix)
    if form is None:
        taken = "、".join(sorted(SUFFIXES))
        advice = (
            "请用 Word 或 WPS 另存为 docx 后再导入" if suffix in (".doc", ".wps", ".rtf") else f"可导入的有 {taken}"
        )
        raise WrongKind(f"“{name}”的格式（{suffix or '无扩展名'}）不能读取，{advice}")
    if size == 0:
        raise EmptyInput(f"“{name}”是空文件，请换一个有正文的文件")
    if size > form.bound:
        raise InputTooLarge(
            f"“{name}”有 {size / MEGABYTE:.0f} MB，超过 {form.bound // MEGABYTE} MB 的上限，"
            "年度报告不会这么大，请检查文件"
        )
    return form


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

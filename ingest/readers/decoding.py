"""Bytes to text, by evidence and not by what a tag or a name claims."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from knowledge.errors import EmptyInput, WrongKind

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32's little-endian mark begins with UTF-16's, so it is asked first."""

LEGACY = ("gb18030", "big5hkscs")
WIDE = ("utf-16-le", "utf-16-be")

COMMON = re.compile(r"[的一是不在有和年月日件政府公开信息機關開務國、，。：；]")
"""What stands in every official text; bytes decoded by the wrong table hardly ever give these."""

NOISE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
"""Controls and undecodable bytes. A few are damage, many mean that it is no text."""

NOISE_SHARE = 0.05
LIKELY = 0.01
"""Of the characters beyond ASCII, the share that is common in any official text, many times over."""
SAMPLE = 65_536
SHORT = 400
"""Bytes: too few to judge by."""


def decoded(name: str, data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and what was lost on the way, in Chinese.

    ``declared`` is the charset that the file names for itself: a candidate among others. Raises EmptyInput
    where nothing but blanks is left, WrongKind where the bytes are no text.
    """
    text, likely = _by_evidence(data, declared)
    if not text.strip("\x00\ufeff \t\r\n"):
        raise EmptyInput(f"“{name}”是空文件，请换一个有正文的文件")
    lost = len(NOISE.findall(text))
    if lost > NOISE_SHARE * len(text) or not likely:
        raise WrongKind(
            f"“{name}”的内容不是文字（可能是图片、压缩包或程序文件），请提供 txt、md、html、docx 或 pdf 文件"
        )
    warnings = (f"有 {lost} 处字符无法解码，已略去",) if lost else ()
    return NOISE.sub("", text) if lost else text, warnings


def _by_evidence(data: bytes, declared: str | None) -> tuple[str, bool]:
    """Return the text under the likeliest encoding, and whether it is likely at all."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), True
    if b"\x00" not in data:
        try:
            return data.decode("utf-8"), True
        except UnicodeDecodeError:
            pass
    scores = {encoding: _plausibility(data, encoding) for encoding in _candidates(data, declared)}
    best = max(scores, key=lambda encoding: scores[encoding])
    text = data.decode(best, "replace")
    return text, len(data) < SHORT or len(COMMON.findall(text[:SAMPLE])) >= LIKELY * _wide(text[:SAMPLE])


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    yield "utf-8"
    yield from LEGACY
    if b"\x00" in data[:SAMPLE]:
        yield from WIDE
    if declared:
        try:
            yield codecs.lookup(declared).name
        except LookupError:
            return


def _plausibility(data: bytes, encoding: str) -> float:
    try:
        text = data[: SAMPLE & ~1].decode(encoding, "replace")
    except (UnicodeError, TypeError, LookupError):
        return -1e9  # a codec that is no character set (rot13, hex), named by a hostile tag
    return len(COMMON.findall(text)) / (_wide(text) or 1) - 20 * len(NOISE.findall(text)) / (len(text) or 1)


def _wide(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))

"""What a file is by its first bytes, whatever it is called."""

from __future__ import annotations

import io
import re
import zipfile

SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM6", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)

OFFICE = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
OTHERS = (("OFD.xml", "ofd"), ("content.xml", "odt"))
"""The member of a zip that tells which office format it is."""

HTML = re.compile(rb"^(?:\s|\xef\xbb\xbf|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)

NAMES = {
    "doc": "旧版（doc、xls、wps）或加了密码的 Office 文档",
    "rtf": "RTF 文档",
    "image": "图片",
    "archive": "压缩包",
    "program": "程序文件",
    "xlsx": "Excel 工作簿",
    "pptx": "演示文稿",
    "ofd": "OFD 版式文件",
    "odt": "OpenDocument 文档",
    "docx": "Word 文档",
    "pdf": "PDF 文件",
    "zip": "zip 压缩包",
    "html": "网页",
    "text": "纯文本",
}

ADVICE = {
    "doc": "请用 Word 或 WPS 打开，取消密码并另存为 docx 后再导入",
    "rtf": "请用 Word 或 WPS 另存为 docx 后再导入",
    "image": "请先做文字识别（OCR），再导入识别出的文字",
    "archive": "请解压后导入其中的文件，或改用 zip",
    "xlsx": "请把年度报告全文另存为 docx、html 或 txt 后再导入",
    "pptx": "请把年度报告全文另存为 docx、html 或 txt 后再导入",
    "ofd": "请转换为 pdf 或 docx 后再导入",
    "odt": "请另存为 docx 后再导入",
    "docx": "请把扩展名改为 .docx 后再导入",
    "pdf": "请把扩展名改为 .pdf 后再导入",
    "zip": "请把扩展名改为 .zip 后再导入",
}


def kind_of(data: bytes) -> str | None:
    """Return what the bytes are, as a key of ``NAMES``; None where they carry no sign (plain text, say).

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"<!DOCTYPE html><p>"), kind_of("规章".encode())
    ('pdf', 'html', None)
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    return "html" if HTML.match(data[:4096]) else None


def _kind_of_zip(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None  # cut short, so that it is of no kind any more
    if "[Content_Types].xml" in names:
        return next((kind for part, kind in OFFICE if any(name.startswith(part) for name in names)), "docx")
    return next((kind for part, kind in OTHERS if part in names), "zip")

"""Small files of every kind, made here, for the tests that damage them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
from PIL import Image

TEXT = """标题: 某某县人民政府2024年政府信息公开工作年度报告
发布时间: 2025-01-20
==== 正文 ====
一、总体情况
全年公开信息12条，办理申请3件。
规章 | 0 | |||
许可 | 7 |
"""

HTML = """<html><head><meta charset="utf-8"><title>某某县2024年政府信息公开工作年度报告</title></head><body>
<div><a href="/">首页</a></div><div><h1>某某县2024年政府信息公开工作年度报告</h1><p>一、总体情况</p>
<p>全年公开信息<b>12</b>条，<br>办理申请3件。</p><table><tr><td rowspan="2">结果</td><td colspan="2">自然人</td></tr>
<tr><td>1</td><td>&nbsp;</td></tr></table></div></body></html>"""


def word() -> bytes:
    document = docx.Document()
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("全年公开信息12条。", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "规章"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_of(body: str, doctype: str = "") -> bytes:
    """Return a Word document with this for its body, after this declaration of its type."""
    with zipfile.ZipFile(io.BytesIO(word())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'{doctype}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({**parts, "word/document.xml": text})


def archive() -> bytes:
    return zipped({"a/1.txt": TEXT, "2.html": HTML})


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def pdf(content: str, extra: str = "", trailer: str = "") -> bytes:
    """Return a PDF of one page, written by hand, with a content stream of Latin text and rules."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *([extra] if extra else []),
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj{item}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def ruled_pdf() -> bytes:
    rules = "".join(f"{x} 700 m {x} 760 l S " for x in (60, 160, 260))
    rules += "".join(f"60 {y} m 260 {y} l S " for y in (700, 730, 760))
    words = ((70, 740, "alpha"), (170, 740, "12"), (70, 710, "beta"), (170, 710, "3"), (60, 790, "Report of 2024"))
    return pdf(rules + "".join(f"BT /F 11 Tf {x} {y} Td ({text}) Tj ET " for x, y, text in words))


def locked_pdf() -> bytes:
    key = "<" + "41" * 32 + ">"
    encrypt = f"<</Filter/Standard/V 1/R 2/P -4/O {key}/U {key}>>"
    return pdf("BT /F 11 Tf 60 700 Td (secret) Tj ET", encrypt, f"/Encrypt 6 0 R/ID[{key}{key}]")


def scanned_pdf() -> bytes:
    buffer = io.BytesIO()
    pages = [Image.new("L", (200, 280), 240) for _ in range(2)]
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:])
    return buffer.getvalue()

"""Web pages: the article among a site's chrome, with inline styles, nested elements, row and column spans."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from random import Random

from tests.kit.manuscript import Manuscript, wording
from tests.kit.renderings.lines import NUMBERINGS, lines
from tests.kit.sheets import Cell, Line, Sheet

STYLE = "font-family:仿宋_GB2312;font-size:16pt;line-height:150%;text-indent:32pt"


def page(report: Manuscript, random: Random) -> bytes:
    """A government site's page in UTF-8."""
    return html(report, random, "utf-8").encode(random.choice(["utf-8", "utf-8-sig"]))


def gbk_page(report: Manuscript, random: Random) -> bytes:
    """The same in GB18030, its meta tag claiming another character set or none."""
    claimed = random.choice(["utf-8", "iso-8859-1", "gb2312", ""])
    return html(report, random, claimed).encode("gb18030")


def html(report: Manuscript, random: Random, charset: str) -> str:
    """Return a whole page."""
    meta = f'<meta charset="{charset}">' if charset else ""
    site = report.agency
    head = (
        f"<head>{meta}<title>{escape(report.title)}_{site}门户网站</title><style>td{{border:1px solid}}</style></head>"
    )
    inner = "\n".join(_article(report, random))
    for _ in range(random.randint(0, 4)):
        inner = f'<div class="c{random.randint(1, 99)}">{inner}</div>'
    before, after = "\n".join(_before(random)), "\n".join(_after(report, random))
    return f"<!DOCTYPE html>\n<html>{head}<body>{before}<div class='main'>{inner}</div>{after}</body></html>"


def _before(random: Random) -> Iterator[str]:
    chrome = wording()["chrome"]
    menu = "".join(f'<li><a href="/{index}/">{name}</a></li>' for index, name in enumerate(chrome["menu"]))
    yield f'<div class="top"><ul class="nav">{menu}</ul></div>'
    path = " &gt; ".join(f'<a href="/{name}/">{name}</a>' for name in ("首页", "政务公开", "年报"))
    yield f'<div class="path">当前位置：{path}</div>'
    if random.random() < 0.5:
        yield "<script>var year = '2001年政府信息公开工作年度报告';</script>"


def _after(report: Manuscript, random: Random) -> Iterator[str]:
    chrome = wording()["chrome"]
    links = "".join(f'<li><a href="/n/{index}.html">{name}</a></li>' for index, name in enumerate(chrome["aside"]))
    yield f'<div class="side"><h3>相关链接</h3><ul>{links}</ul></div>'
    foot = "".join(f"<p>{line.format(publisher=report.agency)}</p>" for line in chrome["foot"])
    yield f'<div class="footer">{foot}</div>'


def _article(report: Manuscript, random: Random) -> Iterator[str]:
    if report.title and random.random() < 0.7:
        yield f"<h1>{escape(report.title)}</h1>"
    if random.random() < 0.5:
        yield f'<div class="tools"><span>{"</span> <span>".join(wording()["chrome"]["widgets"])}</span></div>'
    if random.random() < 0.6:
        yield f"<p>发布时间：{report.year + 1}-01-2{random.randint(0, 9)} &nbsp; 来源：{report.agency}</p>"
    shape = random.choice([_plain, _styled, _chopped])
    for line in lines(report, lambda sheet: iter([_table(sheet, random)]), random, list(NUMBERINGS)):
        yield line if line.startswith("<table") else shape(line, random)


def _plain(line: str, random: Random) -> str:
    return f"<p>{escape(line)}</p>"


def _styled(line: str, random: Random) -> str:
    indent = '<span lang="EN-US">&nbsp;&nbsp;</span>'
    return f'<p style="{STYLE}" class="MsoNormal">{indent}<span style="{STYLE}">{escape(line)}</span></p>'


def _chopped(line: str, random: Random) -> str:
    """Put every few characters into an element of their own, as editors leave them."""
    parts = [line[start : start + 7] for start in range(0, len(line), 7)]
    tags = [random.choice(["span", "font", "b", "span"]) for _ in parts]
    inner = "".join(f'<{tag} style="{STYLE}">{escape(part)}</{tag}>' for tag, part in zip(tags, parts, strict=True))
    return f"<div>{inner}<o:p></o:p></div>"


def _table(sheet: Sheet, random: Random) -> str:
    nested = random.random() < 0.4
    hiding = random.random() < 0.2
    rows = "\n".join(
        f"<tr>{''.join(_cell(cell, nested) for cell in line.cells)}</tr>{_unseen(line) if hiding else ''}"
        for line in sheet.lines
    )
    body = f'<tbody style="{STYLE}">{rows}</tbody>' if nested else rows
    return f'<table border="1" cellspacing="0" width="95%">{body}</table>'


def _unseen(line: Line) -> str:
    """Return a row that a browser does not show: the pattern that the line was filled in from."""
    cells = "".join(f"<td>{7 if cell.key else escape(cell.text)}</td>" for cell in line.cells)
    return f'<tr style="Display: none;">{cells}</tr>' if line.row else ""


def _cell(cell: Cell, nested: bool) -> str:
    spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (
        f' rowspan="{cell.down}"' if cell.down > 1 else ""
    )
    text = escape(cell.text) or "&nbsp;"
    inner = f'<p align="center"><span style="{STYLE}">{text}</span><i hidden>9</i></p>' if nested else text
    return f"<td{spans}>{inner}</td>"


PRINT_STYLE = """
@page {{ size: A4; margin: 20mm 15mm; }}
body {{ font: 12pt "Noto Serif CJK SC", serif; }}
h1 {{ font-size: 20pt; text-align: center; }}
p {{ text-indent: 2em; margin: 6pt 0; }}
table {{ border-collapse: collapse; width: 100%; margin: 6pt 0; {breaking} }}
td {{ {border} padding: {padding} 3pt; font-size: {size}pt; text-align: center; vertical-align: middle; }}
"""


def printable(report: Manuscript, random: Random, *, ruled: bool) -> str:
    """Return the page as a word processor would print it: the report alone, its tables with rules or without."""
    style = PRINT_STYLE.format(
        border="border: 0.7pt solid black;" if ruled else "border: 0;",
        padding=random.choice(["3pt", "6pt", "10pt"]),
        size=random.choice([8, 9, 10]),
        breaking=random.choice(["", "", "page-break-before: always;"]),
    )
    body = []
    for line in lines(report, lambda sheet: iter([_table(sheet, random)]), random, ["statutory", "half"]):
        tag = "h1" if line == report.title else "p"
        body.append(line if line.startswith("<table") else f"<{tag}>{escape(line)}</{tag}>")
    head = f"<meta charset='utf-8'><style>{style}</style>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{''.join(body)}</body></html>"

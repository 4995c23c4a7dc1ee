"""Undo by rule what mirrors and converters did to a text; what was published stays beside it in ``raw``.

Each rule is a small function from text to text. A text is looked at first, as a whole: most are clean, and
then nothing but a few searches is spent on them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from ingest.blocks import Document
from knowledge.records import Block

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
FULL = r"\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2018-\u201d\u2026\u2014"
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêếềɡ"

END = "\0"
"""Parts strings that are cleaned in one go; no rule touches it."""

ROUNDS = 6
"""Undoing one damage may bare another (an entity that spells a tag); two rounds are the rule."""


def clean(document: Document) -> Document:
    """Return the document with ``text``, ``rows``, titles and metadata cleaned and ``raw`` as it was.

    Idempotent; a text without damage comes back as it is. Digits are never added, dropped or reordered.
    """
    cells = list(dict.fromkeys(cell for block in document.blocks for row in block.rows for cell in row if cell))
    lines = [*(block.text for block in document.blocks), *document.titles, *document.metadata.values()]
    fixed_lines, fixed_cells = _cleaned(lines, cells)
    fixed = dict(zip(cells, fixed_cells, strict=True))
    texts = iter(fixed_lines)
    blocks = tuple(_block(block, next(texts), fixed) for block in document.blocks)
    titles = tuple(next(texts) for _ in document.titles)
    metadata = {name: next(texts) for name in document.metadata}
    return replace(document, blocks=blocks, titles=titles, metadata=metadata)


def clean_text(text: str) -> str:
    """Return one string cleaned for itself.

    >>> clean_text("根據(jù)要求,,結(jié)合實際,。")
    '根据要求，结合实际。'
    >>> clean_text("（一）受理申请，同比增长(www.x.gov.cn)")
    '（一）受理申请，同比增长(www.x.gov.cn)'
    """
    return _cleaned([text], [])[0][0]


def _block(block: Block, text: str, cells: dict[str, str]) -> Block:
    rows = tuple(tuple(cells[cell] if cell else cell for cell in row) for row in block.rows)
    return replace(block, text=text, rows=rows)


def _cleaned(lines: Sequence[str], cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Clean paragraphs and table cells; the two together say whether the text is mangled or traditional."""
    prose, table = (END.join(item.replace(END, "") for item in items) for items in (lines, cells))
    for _ in range(ROUNDS):
        rules = _rules(prose + END + table)
        before = prose, table
        prose, table = _spaces(_applied(prose, rules)), _cell_spaces(_applied(table, rules))
        if not rules or before == (prose, table):
            break
    return prose.split(END), table.split(END) if cells else []


def _applied(text: str, rules: Sequence[Callable[[str], str]]) -> str:
    for rule in rules:
        text = rule(text)
    return text


def _rules(whole: str) -> list[Callable[[str], str]]:
    """Return the rules that this text needs, in the order in which one bares the other."""
    rules: list[Callable[[str], str]] = []
    used = frozenset(whole)
    if "&" in used and ENTITY.search(whole):
        rules.append(_entities)
    if not used.isdisjoint(_odd()) or ("．" in used and POINT.search(whole)):
        rules.append(_plain_characters)
    if ">" in used:
        rules.append(_tags)
    readings = any(_reads(*match.groups()) for match in PAIR.finditer(whole))
    if readings:
        rules.append(_pinyin)
    foreign = _traditional_characters(used)
    if len(foreign) >= TRADITIONAL_ENOUGH:
        rules.append(_simplified)
    elif foreign:
        rules.append(lambda text: text.translate(foreign))
    if any(phrase in whole for phrase in _phrases()):
        rules.append(_own_terms)
    mirrored = "," in used and (readings or len(MIRRORED.findall(whole)) >= MIRRORED_ENOUGH)
    if DOUBLED.search(whole) or mirrored:
        rules.append(_doubled)
    if mirrored or ("," in used and _typed_half_width(whole)):
        rules.append(_half_width_marks)
    return rules


# ---------------------------------------------------------------------------- entities, characters, tags

ENTITY = re.compile(r"&(?:amp;)*(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d{0,2});")


def _entities(text: str) -> str:
    return ENTITY.sub(lambda match: html.unescape(re.sub(r"^&(?:amp;)+(?=\w|#)", "&", match[0])).replace(END, ""), text)


INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
BLANK = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\t\r\n"
RADICAL = "\u2e80-\u2fdf\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe4f"
WIDE = "０-９Ａ-Ｚａ-ｚ％"
ODD = re.compile(f"[{INVISIBLE}{BLANK}{RADICAL}{WIDE}]")
"""Characters that look like others: blanks of all widths, radicals that a PDF's font put for the character."""
POINT = re.compile(r"(?<=[0-9０-９])．(?=[0-9０-９])")


@cache
def _odd() -> frozenset[str]:
    return frozenset(character for code in range(0x10000) if ODD.match(character := chr(code)))


def _plain_characters(text: str) -> str:
    return ODD.sub(lambda match: _plain(match[0]), POINT.sub(".", text))


@lru_cache(maxsize=2048)
def _plain(character: str) -> str:
    if re.fullmatch(f"[{INVISIBLE}]", character):
        return ""
    if re.fullmatch(f"[{BLANK}]", character):
        return " "
    return _radicals().get(character) or unicodedata.normalize("NFKC", character)


@cache
def _radicals() -> dict[str, str]:
    text = resources.files("ingest.cleaning").joinpath("radicals.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


TAG_NAMES = (
    "a|b|i|u|p|br|hr|em|td|th|tr|ul|ol|li|dl|dt|dd|h[1-6]|div|img|sub|sup|span|font|strong|table|tbody|thead|center|"
    "section|o:p|st1:\\w+|v:\\w+|w:\\w+|script|style|input|label"
)
TAG = re.compile(rf"</?(?:{TAG_NAMES})(?:\s[^<>\0]{{0,400}})?/?>", re.I)
BROKEN_TAG = re.compile(rf"[?!？！]*[?<！!]/(?:{TAG_NAMES})>", re.I)
"""A closing tag whose first bytes went down with the character before it."""


def _tags(text: str) -> str:
    return BROKEN_TAG.sub("", TAG.sub("", text))


# ---------------------------------------------------------------------------- traditional(pinyin)

PAIR = re.compile(rf"[(（](?<=([{HAN}])[(（]) ?([{LETTERS}]{{1,7}}) ?[)）]")
"""A bracket after a character; the bracket comes first so that the search leaps from one to the next."""


def _pinyin(text: str) -> str:
    """Drop the brackets that only give the reading of the character before them, however many follow."""
    while (after := PAIR.sub(_without_reading, text)) != text:
        text = after
    return text


def _without_reading(match: re.Match[str]) -> str:
    return "" if _reads(match[1], match[2]) else match[0]


@lru_cache(maxsize=8192)
def _reads(character: str, bracket: str) -> bool:
    """Return whether a bracket holds a reading of a character, or of its simplified form.

    >>> _reads("據", "jù"), _reads("关", "guan"), _reads("务", "fú")
    (True, True, False)
    """
    import pypinyin

    toned = _toneless(bracket) != bracket.replace("ɡ", "g").replace("ü", "v")
    style = pypinyin.Style.TONE if toned else pypinyin.Style.NORMAL
    wanted = _spelled(bracket)
    forms = {character, _simplified(character)}
    readings = {reading for form in forms for reading in pypinyin.pinyin(form, heteronym=True, style=style)[0]}
    return wanted in {_spelled(reading) for reading in readings}


def _spelled(reading: str) -> str:
    return unicodedata.normalize("NFC", reading).replace("ɡ", "g").replace("ü", "v")


def _toneless(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading.replace("ɡ", "g"))
    marked = "".join(mark for mark in parts if mark not in "\u0300\u0301\u0304\u030c\u0302")
    return unicodedata.normalize("NFC", marked).replace("ü", "v")


# ---------------------------------------------------------------------------- script

TRADITIONAL_ENOUGH = 3
"""Different traditional characters; fewer are a name or a slip in a simplified text, mended one by one."""


def _traditional_characters(used: frozenset[str]) -> dict[int, str]:
    """Return those of the characters that are no simplified ones, each with what it is in simplified script.

    GB 2312 holds the simplified characters in use, so only what falls outside it needs OpenCC.
    """
    outside = used.difference("".join(used).encode("gb2312", "ignore").decode("gb2312"))
    foreign = (character for character in outside if "\u3400" <= character <= "\u9fff")
    return {ord(character): plain for character in foreign if (plain := _simplified(character)) != character}


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def _own_terms(text: str) -> str:
    """Put back the field's own terms where a converter took those of another place: 政府資訊公開."""
    for phrase, term in _phrases().items():
        text = text.replace(phrase, term)
    return text


@cache
def _phrases() -> dict[str, str]:
    text = resources.files("ingest.cleaning").joinpath("phrases.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return dict(lines)


# ---------------------------------------------------------------------------- punctuation

STOPS = "。、；：！？;:"
DOUBLED = re.compile(f"[,，][,，{STOPS}]")
MIRRORED = re.compile(f",[,，{STOPS}]|[，{STOPS}],")
MIRRORED_ENOUGH = 2
"""Places where a half-width comma doubles a mark: one is a typing slip, more are a mirror's work."""

HALF_WIDTH_ENOUGH = 4
"""Half-width commas beside Chinese; fewer are slips of a text that has its full ones elsewhere."""

RUN = re.compile(f"[,，{STOPS}]*[,，][,，{STOPS}]*")
WIDENED = str.maketrans({",": "，", ";": "；", ":": "："})
HALF = re.compile(
    rf",(?:(?<=[{HAN}{FULL}],)(?=[^\s\0])|(?<=[^\s\0],)(?=[{HAN}{FULL}]))"
    rf"|;(?:(?<=[{HAN}{FULL}];)|(?=[{HAN}{FULL}]))"
)


def _typed_half_width(text: str) -> bool:
    """Tell whether a text has half-width commas where others have full ones, as some exports leave them."""
    return len(HALF.findall(text)) >= max(HALF_WIDTH_ENOUGH, 1 + text.count("，"))


def _doubled(text: str) -> str:
    """Leave one of two marks: the one that is no comma, or a full comma for two half ones beside Chinese."""
    return RUN.sub(_one_mark, text)


def _one_mark(match: re.Match[str]) -> str:
    run = match[0]
    if len(run) == 1 or not (set(run) - {","} or _beside_chinese(match)):
        return run
    marks = dict.fromkeys(run.replace(",", "").replace("，", ""))
    return "".join(marks).translate(WIDENED) if len(marks) == 1 else run if marks else "，"


def _beside_chinese(match: re.Match[str]) -> bool:
    around = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return bool(re.search(f"[{HAN}{FULL}]", around))


def _half_width_marks(text: str) -> str:
    """Restore the full-width comma of a mirrored or half-width text, but for thousands separators."""
    return HALF.sub(lambda match: match[0].translate(WIDENED), text)


# ---------------------------------------------------------------------------- spaces

UNIT = "年月日时件条个次人项万亿千百元篇份号期场余多名起户岁倍%"
CJK = f"{HAN}{FULL}"
EDGE = f"{END}{FULL} "
AFTER = rf"(?![“‘《〈])[{EDGE}]"
"""What ends a character that stands alone: 在 before a quotation begins a sentence."""
NUMBERED = rf"(?<=[{CJK}] )(?=\d[\d.,]* ?[{UNIT}])|(?<=\d )(?=[{UNIT}])"
"""2024 年 1 月: set apart by the typesetter."""
MARKED = r"(?<=[，。、；：！？（《“【〔] )|(?=[，。、；：！？）》”】〕])"
"""A full-width mark has its own room; a space beside it is the typesetter's."""
LOOSE = re.compile(
    rf" (?:{MARKED}|(?<=[{FULL}] )(?=[{CJK}])|(?<=[{HAN}] )(?=[{FULL}])"
    rf"|(?<=[{EDGE}][{HAN}] )(?=[{HAN}])|(?<=[{HAN}] )(?=[{HAN}](?:{AFTER}|$))|{NUMBERED})"
)
"""Beside a full-width mark, or around a character that stands alone (总 计, 邮 编 ： )."""
CELL = re.compile(rf" (?:{MARKED}|(?<=[{CJK}] )(?=[{CJK}])|{NUMBERED})")


def _spaces(text: str) -> str:
    """Drop the spaces that a typesetter or a PDF put between Chinese characters, never one between two numbers."""
    return LOOSE.sub("", _single(text)) if " " in text else text


def _cell_spaces(text: str) -> str:
    """The same for table cells, where no space between Chinese characters means anything."""
    return CELL.sub("", _single(text)) if " " in text else text


def _single(text: str) -> str:
    text = re.sub(" {2,}", " ", text)
    return END.join(part.strip(" ") for part in text.split(END))

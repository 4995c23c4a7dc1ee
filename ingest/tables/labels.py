"""Recognising the labels of the forms, whole, damaged or in pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz

from ingest.tables.wordlist import inside_words
from knowledge.forms import Row, Table, forms

MARK_DIGIT = re.compile(r"(\d)(?=[.．、]\s*[^\d\s.．、])")
"""A digit that numbers a label (``2.其他``), not the end of the figure before it."""
SHIELD = 0xE000
SHOWN = {SHIELD + digit: str(digit) for digit in range(10)}
WITHIN = "[^（()）]*"
EXPLAINED = re.compile(rf"(?<=[^\W\d_])\s*[（(]{WITHIN}(?:[（(]{WITHIN}[)）]{WITHIN})*[)）]\s*$")
"""What explains a label behind it: 规章（设区的市、自治州人民政府应提供相关数据）; a mark stands before the label."""
NOISE = re.compile(r"[\W_]+")
SENTENCE = "，,；;、。："
UNIT_AFTER = re.compile(r"\s*(?:万元|亿元|[件元项个])")
NEXT_MARK = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|[\ue000-\ue009][.．、]|注[:：])"
)

MARKS = tuple("一二三四五六七八123456789")

LEAST_LIKE = 4
"""Characters of a word that may be known by likeness; of a shorter one, too little is left where one is misread."""
SURE = 0.8
"""Likeness from which a label counts as read: one character in five may be lost or misread."""


def shield_marks(text: str) -> str:
    """Return the text, as long as before, with the digits of marks replaced by private characters.

    >>> shield_marks("40000042.其他") == "4000004" + chr(0xE002) + ".其他"
    True
    """
    return MARK_DIGIT.sub(lambda match: chr(SHIELD + int(match[1])), text)


REMEMBERED = 16_384
"""Words of which it is kept what they are like: the forms' labels come again in every report."""


@lru_cache(REMEMBERED)
def core(text: str) -> str:
    """Return a label without spaces and punctuation, in one width, marks kept.

    >>> core(" 2．其他 法律")
    '2其他法律'
    """
    return NOISE.sub("", unicodedata.normalize("NFKC", text.translate(SHOWN)))


@cache
def variants(row: Row) -> tuple[str, ...]:
    """Return the cores by which a row may go, with and without its mark."""
    names = [core(label) for label in row.labels if label]
    return tuple(dict.fromkeys([core(row.mark) + name for name in names] + names))


@cache
def other_words(table: Table) -> tuple[str, ...]:
    """Return the cores of the groups and headers of a table: words that are no row's label."""
    words = list(inside_words())
    for row in table.rows:
        words += row.groups
        words += [column.label for column in row.columns] + [column.group for column in row.columns]
    return tuple(dict.fromkeys(core(word) for word in words if word))


def likeness(texts: tuple[str, ...], row: Row) -> float:
    """Return how much a row's words are like a form row's label, 0 to 1.

    The label is looked for at the end of the words (group labels stand before it), a piece of a label counts less.

    >>> from knowledge.forms import form
    >>> rows = form("2021").table("requests").rows
    >>> round(likeness(("（三）不予公开", "2.其他法律行政止公开"), rows[5]), 2) >= 0.8
    True
    """
    if not texts or _is_misnumbered(core(texts[-1]), row):
        return 0.0
    tries = {core(texts[-1]), core("".join(texts)), core(EXPLAINED.sub("", texts[-1]))} - {""}
    return max((_one_likeness(words, variant) for words in tries for variant in variants(row)), default=0.0)


def _is_misnumbered(words: str, row: Row) -> bool:
    """True where a short label stands behind a mark of another kind: （六）其他 has lost 处理, and is not 3.其他."""
    mark, name = core(row.mark), core(row.label)
    before = words.removesuffix(name)
    short = len(name) <= LEAST_LIKE // 2 and words != before
    return short and mark.isdecimal() and before.endswith(MARKS) and not before[-1].isdecimal()


@lru_cache(REMEMBERED)
def _one_likeness(words: str, variant: str) -> float:
    if words == variant:
        return 1.0
    if len(variant) <= 2:
        named = words.endswith(variant) and not (header_at_end(words) or _applicants_at_end(words))
        return 0.95 * (named and _ends_with(words, variant))
    best = fuzz.ratio(words, variant) / 100
    if len(words) > len(variant):
        best = max(best, 0.99 * fuzz.ratio(words[-len(variant) :], variant) / 100)
    elif len(words) >= 4 and best < SURE and fuzz.partial_ratio(words, variant) >= 95:
        best = 0.4 + 0.35 * len(words) / len(variant)
    return best


def is_other_word(texts: tuple[str, ...], table: Table, likeness_of_row: float) -> bool:
    """True where the last words are a group or a header of the table rather than a row."""
    words = core(texts[-1]) if texts else ""
    return bool(words) and any(
        fuzz.ratio(words, other) / 100 >= max(SURE, likeness_of_row + 0.01) for other in other_words(table)
    )


def row_at_end(text: str) -> bool:
    """True where running text ends with the label of some form's row, and table words or nothing stand before it."""
    return _row_ends(core(text)[-120:])


@lru_cache(REMEMBERED)
def _row_ends(words: str) -> bool:
    return any(_ends_with(words, variant) for variant in _all_variants())


def header_at_end(text: str) -> bool:
    """True where running text ends with the column headers of the table without row labels."""
    words = core(text)
    return words.endswith("总计") and "尚未审结" in words[-10:]


def _applicants_at_end(words: str) -> bool:
    """True where words end with the last two kinds of applicants: this 其他 is no row."""
    return words.endswith("法律服务机构其他")


def is_header(texts: tuple[str, ...]) -> bool:
    """True where cells of a row are the headers of columns: two of them at least, for 其他 is a row as well."""
    return sum(any(fuzz.ratio(core(text), header) >= 100 * SURE for header in _headers()) for text in texts) > 1


def goes_on_as_table(text: str) -> bool:
    """True where what follows a number is a label, a header, a heading, a unit before these, or the end.

    >>> goes_on_as_table("件（二）部分公开68"), goes_on_as_table("件，部分公开68件")
    (True, False)
    """
    rest = text.strip()
    match = UNIT_AFTER.match(rest)
    if match:
        rest = rest[match.end() :].strip()
        # A comma behind the unit goes on with a sentence (予以公开297件，部分公开68件), which no table does.
        return not rest or (rest[0] not in SENTENCE and _known_start(rest))
    return not rest or _known_start(rest)


def start_of_table(text: str) -> int:
    """Return from where on running text is nothing but labels and headers of the tables.

    >>> start_of_table("服务更好。二、主动公开政府信息情况第二十条第（一）项信息内容本年制发件数")
    5
    """
    cores = list(map(core, text))
    places = [index for index, sign in enumerate(cores) if sign]
    words = "".join(cores[index] for index in places)
    end = len(words)
    while end and (known := _known_end(words[:end])):
        end = max(end - known, 0)  # a label that lost characters is taken for one longer than what is left
    return places[end] if end < len(places) else len(text)


def _known_end(words: str) -> int:
    endings = _endings()
    if words.endswith(endings):
        return next(len(word) for word in endings if words.endswith(word))
    if len(words) < LEAST_LIKE:
        return 0
    likely = (word for word in endings if len(word) >= LEAST_LIKE)
    return next((len(word) for word in likely if fuzz.ratio(words[-len(word) :], word) >= 100 * SURE), 0)


def _known_start(rest: str) -> bool:
    if NEXT_MARK.match(rest):
        return True
    words = core(rest[:60])
    return any(fuzz.ratio(words[: len(known)], known) >= 75 for known in _all_words())


def _ends_with(words: str, variant: str) -> bool:
    tail = words[-len(variant) :]
    if fuzz.ratio(tail, variant) / 100 < SURE:
        return False
    before = words[: -len(variant)]
    if not before or (tail == variant and len(variant) >= 9):
        return True
    return any(fuzz.ratio(before[-len(known) :], known) >= 75 for known in (*_all_words(), *MARKS))


@cache
def _all_variants() -> tuple[str, ...]:
    return _unique(variant for table in _tables() for row in table.rows for variant in variants(row))


@cache
def _all_words() -> tuple[str, ...]:
    words = [word for table in _tables() for word in other_words(table)]
    articles = [core(row.article) for table in _tables() for row in table.rows if row.article]
    titles = [core(table.title) for table in _tables()]
    return _unique(word for word in (*words, *articles, *titles, *_all_variants()) if len(word) > 1)


@cache
def _endings() -> tuple[str, ...]:
    """Return what the words of a table may end with, the longest first."""
    return tuple(sorted((*_all_words(), *MARKS), key=len, reverse=True))


@cache
def _headers() -> tuple[str, ...]:
    columns = [column for table in _tables() for row in table.rows for column in row.columns]
    return _unique(core(label) for column in columns for label in (column.label, column.group))


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


@cache
def _tables() -> tuple[Table, ...]:
    return tuple(table for form in forms() for table in form.tables if not table.is_statistics)

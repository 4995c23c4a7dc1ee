"""Numbers as the reports and the questions write them: 1,234, １２, 14万余条, 900余万条, 四十余件, 百分之九十.

Both journeys read numbers here, so that a figure of a report and the same figure in a question are one value. The
words that count, soften a number or only look like one stand in ``vocabulary/numerals.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any

import cn2an

from knowledge.alternatives import any_of
from knowledge.quick import quick

WIDE = str.maketrans("０１２３４５６７８９．％＋－−", "0123456789.%+--")
"""Full-width forms, one character for one, so that offsets stay."""
HAN = "零〇一二三四五六七八九十百千万亿两廿"
MULTIPLIERS = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3}
DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+(?![\d,，])|\d+)(?:\.\d+)?"
CLAUSE_END = "，,。；;、）)】！？!?：:"
AROUND = 12
"""So many characters before and after a number tell whether it counts something."""
PLAIN = 20
"""Digits up to which a whole number is read as it stands; longer ones are rounded as all arithmetic is."""
SMALL = 10
"""Up to here a Chinese numeral is more often a turn of phrase (一次性, 三个方面) than a count."""


@quick
@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number that states a quantity: where it stands with its unit, and what it comes to.

    ``value`` is in the base unit (14万余条 is 140000 条; 90.2% is 90.2 with the unit ``%``; 万元 stays 万元).
    ``qualifier`` is ``exact``, ``at_least``, ``at_most`` or ``about``; ``unit`` is empty where no measure word follows.
    """

    start: int
    end: int
    value: Decimal
    printed: str
    unit: str
    qualifier: str


def read_number(text: str) -> Decimal | None:
    """Return the number that a cell or a phrase consists of, its unit set aside, None where it is no single number.

    >>> read_number("1,234件"), read_number("四十余"), read_number("8.7万"), read_number("90.2%")
    (Decimal('1234'), Decimal('40'), Decimal('87000'), Decimal('90.2'))
    >>> read_number("/") is None and read_number("12 13") is None
    True
    """
    match = _patterns().whole.fullmatch(text.translate(WIDE).strip())
    if match is None:
        return None
    value = _value(match)
    return -value if value is not None and match["sign"] == "-" else value


def format_number(value: Decimal) -> str:
    """Return a number as readers are shown it: thousands separated, no trailing zeros, never an exponent.

    >>> format_number(Decimal("880000")), format_number(Decimal("9116.360")), format_number(Decimal("1E+3"))
    ('880,000', '9,116.36', '1,000')
    """
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def find_numbers(text: str) -> Iterator[NumberSpan]:
    """Yield the quantities that a text states, in order.

    Years, dates, document and article numbers, telephone numbers, addresses, list marks and page numbers are none.

    >>> [(span.printed, span.value, span.unit, span.qualifier) for span in find_numbers("2024年共发布14万余条")]
    [('14万余条', Decimal('140000'), '条', 'at_least')]
    """
    patterns = _patterns()
    masked = patterns.mask.sub(_blanked, text.translate(WIDE))
    for match in patterns.number.finditer(masked):
        if not _counts(masked, match) or (value := _value(match)) is None:
            continue
        start, end = match.start("body"), match.end("body")
        yield NumberSpan(start, end, value, text[start:end], _unit(match), _qualifier(match))


def _blanked(match: re.Match[str]) -> str:
    return "\0" * (match.end() - match.start())


def softeners() -> tuple[str, ...]:
    """Return the words that may stand before a number and soften it (超过, 不足, 约)."""
    return tuple(word for group in _data()["softeners"].values() for word in group)


@dataclass(frozen=True, slots=True)
class _Patterns:
    number: re.Pattern[str]
    whole: re.Pattern[str]
    mask: re.Pattern[str]
    counted: re.Pattern[str]
    qualifiers: dict[str, str]
    han_units: frozenset[str]


def _value(match: re.Match[str]) -> Decimal | None:
    try:
        digits, multiplier = match["digits"], match["multiplier"]
        if digits and not multiplier and len(digits) <= PLAIN and digits.isdecimal():
            return Decimal(digits)
        if digits:
            return _plain(Decimal(re.sub("[,，]", "", digits)) * MULTIPLIERS.get(multiplier or "", 1))
        if match["share"]:
            return Decimal(match["share"]) if match["share"][0].isdigit() else _han(match["share"])
        return _han(match["han"])
    except (InvalidOperation, ValueError):
        return None


def _plain(value: Decimal) -> Decimal:
    """Return a whole number without the decimal point that 1.2万 leaves behind (12000.0)."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _han(text: str) -> Decimal:
    return Decimal(str(cn2an.cn2an(text, "normal")))


def _unit(match: re.Match[str]) -> str:
    return "%" if match["share"] else match["unit"] or ""


def _qualifier(match: re.Match[str]) -> str:
    if match["more"] or match["some"]:
        return "at_least"
    words = _patterns().qualifiers
    return words.get(match["before"] or "") or words.get(match["after"] or "") or "exact"


def _counts(text: str, match: re.Match[str]) -> bool:
    """Tell whether digits or numerals state a quantity, by what stands around them."""
    before = text[max(match.start() - AROUND, 0) : match.start()].rstrip(" \u3000")
    after = text[match.end() : match.end() + AROUND].lstrip(" \u3000")
    ends = not after or after[0] in CLAUSE_END
    if match["share"]:
        return True
    if match["han"]:
        return _han_counts(match, before, ends)
    if match["unit"]:
        return True
    # 粉丝数54373；is a figure, 12345热线 and a heading's 机制2、 are not.
    joined = ends or after[0] in "和及与\n"
    if match["multiplier"]:
        return joined
    follows_word = "一" <= (match["before"] or before or " ")[-1] <= "龥"
    return follows_word and joined and not (after[:1] == "、" and len(match["digits"]) < 3)


def _han_counts(match: re.Match[str], before: str, ends: bool) -> bool:
    patterns = _patterns()
    if match["unit"] not in patterns.han_units or before[-1:] in tuple("第同每任某唯单数几上之这那各前跑"):
        return False
    value = _value(match)
    if match["more"] or (value is not None and value > SMALL):
        return True
    return bool(patterns.counted.search(before)) or (ends and "一" <= (before[-1:] or " ") <= "龥")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("knowledge").joinpath("vocabulary", "numerals.toml").read_text("utf-8"))


@cache
def _patterns() -> _Patterns:
    data = _data()
    unit = any_of((unit for group in data["units"].values() for unit in group), data["not_before"])
    before, after = _softeners(data["softeners"]), _softeners(data["softeners_after"])
    body = (
        rf"(?:(?<![\d.A-Za-z/])(?P<digits>{DIGITS})(?![\d]|\.\d)"
        rf"(?P<some>[余多](?=[万千亿]))?[ \u3000]*(?P<multiplier>{'|'.join(MULTIPLIERS)})?(?<!万(?=元))(?![米克瓦])"
        rf"|百分之(?P<share>[\d.]+|[{HAN}点]+)"
        rf"|(?P<han>[{HAN}]+))"
        rf"(?P<more>[余多](?![A-Za-z]))?[ \u3000]*(?P<unit>{unit})?"
    )
    softened = rf"(?P<before>{any_of(before)})?[了 \u3000]*(?P<body>{body})(?P<after>{any_of(after)})?"
    # A look at the first character spares most of the tries, here as in the mask.
    first = rf"(?=[{''.join({word[0] for word in before})}了 \u3000\d百{HAN}])"
    counted = rf"(?:{'|'.join(data['han']['counting'])})[了过共计 ]*$"
    return _Patterns(
        number=re.compile(first + softened + r"(?![A-Za-z])"),
        whole=re.compile(rf"(?P<sign>[-+])?{softened}"),
        mask=_mask(**data["masks"]),
        counted=re.compile(counted),
        qualifiers={**before, **after},
        han_units=frozenset(data["han"]["units"]),
    )


def _mask(openings: str, **patterns: str) -> re.Pattern[str]:
    """Return one pattern of all that is masked; the look at its first character spares most of the tries."""
    return re.compile(rf"(?=[{openings}\s!-~])(?:{'|'.join(patterns.values())})")


def _softeners(groups: dict[str, list[str]]) -> dict[str, str]:
    """Return each softening word with its meaning, the longest first (不超过 before 超过)."""
    words = {word: meaning for meaning, group in groups.items() for word in group}
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))

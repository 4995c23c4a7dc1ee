"""Masking of what identifies a person, before anything is stored.

A question is answered as it was asked; what is kept has ID, passport and telephone numbers, bank cards, number
plates and e-mail addresses replaced by stars. A number that merely looks like one is masked too: no report states a
figure of eleven digits that begins like a mobile number, and a question reads as well without it.
"""

from __future__ import annotations

import re
from typing import Any

STARS = "***"

_BEFORE = r"(?<![0-9A-Za-z.])"
_AFTER = r"(?![0-9A-Za-z])"
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"

_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        # e-mail
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
        # resident identity number: region, date of birth, sequence, check digit; and the older one of 15 digits
        rf"{_BEFORE}[1-9][0-9]{{5}}[ -]?(?:19|20)[0-9]{{2}}{_MONTH_AND_DAY}[ -]?[0-9]{{3}}[0-9Xx]{_AFTER}",
        rf"{_BEFORE}[1-9][0-9]{{7}}{_MONTH_AND_DAY}[0-9]{{3}}{_AFTER}",
        # bank card: 15 to 19 digits, often in groups of four
        rf"{_BEFORE}[3-9](?:[ -]?[0-9]){{14,18}}{_AFTER}",
        # mobile, with or without the country's prefix
        rf"{_BEFORE}(?:(?:\+|00)?86[ -]?)?1[3-9][0-9][ -]?[0-9]{{4}}[ -]?[0-9]{{4}}{_AFTER}",
        # landline with its area code
        rf"{_BEFORE}(?:0[0-9]{{2,3}}[ -]?|[(（]0[0-9]{{2,3}}[)）] ?)[2-9][0-9]{{6,7}}{_AFTER}",
        # passport and permits for Hong Kong, Macao and Taiwan
        rf"{_BEFORE}[DEGHMPST][A-Z]?[0-9]{{7,8}}{_AFTER}",
        # number plate
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[A-HJ-NP-Z0-9]{5,6}(?![0-9A-Za-z])",
    )
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＠．－＋（）", "0123456789@.-+()")
"""One character for one, so that a stretch found in the plain text is the same stretch of the text as typed."""


def identifiers(text: str) -> tuple[str, ...]:
    """Return the stretches of a text that identify a person, longest first.

    >>> identifiers("我的手机13800138000，邮箱 a.b@example.com")
    ('a.b@example.com', '13800138000')
    """
    plain = text.translate(_FULL_WIDTH)
    found = {text[match.start() : match.end()] for kind in _KINDS for match in kind.finditer(plain)}
    return tuple(sorted(found, key=lambda stretch: (-len(stretch), stretch)))


def mask(text: str) -> str:
    """Return a text with what identifies a person replaced by stars.

    >>> mask("我的手机１３８００１３８０００，申请何时答复？")
    '我的手机***，申请何时答复？'
    """
    masked: str = scrub(text, identifiers(text))
    return masked


def scrub(value: Any, secrets: tuple[str, ...]) -> Any:
    """Return a JSON-like value with the secrets starred in every string: an answer may repeat the question."""
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, STARS)
        return value
    if isinstance(value, dict):
        return {key: scrub(item, secrets) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [scrub(item, secrets) for item in value]
    return value

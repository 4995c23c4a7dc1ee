"""Live figures in the answers of entries: ``{{fact outcomes.granted agency=… year=latest}}``.

- ``{{fact INDICATOR …}}``: a cell, or the sum that the form does not print, with its unit: 7件;
- ``{{share PART/WHOLE …}}``: a share in percent: 77.8%;
- ``{{year …}}``: the year of the report that the others are taken from.

After the name come ``agency=`` (a name that the agency goes by; left out: the agency that is asked about),
``year=`` (a year, ``latest`` or ``latest-1``; left out: the year asked about, else the latest) and ``applicant=``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.errors import BadLiveFigure
from knowledge.forms import forms
from knowledge.records import APPLICANTS

_LIVE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NAMES = {"fact": 1, "share": 1, "year": 0}
_OPTIONS = frozenset({"agency", "year", "applicant"})
_YEAR = re.compile(r"(?:19|20)\d\d|latest(?:-\d)?")


@dataclass(frozen=True, slots=True)
class Live:
    """A live figure as written: what it is of, whose, and of which year."""

    name: str
    indicators: tuple[str, ...] = ()
    agency: str = ""
    year: str = ""
    applicant: str = "total"

    @property
    def back(self) -> int | None:
        """How many reports before the latest; None where a year is named, or the year asked about is meant."""
        return int(self.year.partition("-")[2] or 0) if self.year.startswith("latest") else None

    def written(self) -> str:
        """Return it as it is written in an answer.

        >>> Live("fact", ("requests.new",), "云溪市档案局", "latest").written()
        '{{fact requests.new agency=云溪市档案局 year=latest}}'
        """
        parts = [self.name, "/".join(self.indicators)]
        parts += [f"agency={self.agency}" if self.agency else "", f"year={self.year}" if self.year else ""]
        parts += [f"applicant={self.applicant}" if self.applicant != "total" else ""]
        return "{{" + " ".join(part for part in parts if part) + "}}"


def pieces_of(answer: str) -> tuple[str | Live, ...]:
    """Cut an answer into its words and its live figures. Raises BadLiveFigure, saying what cannot be read.

    >>> pieces_of("予以公开{{fact outcomes.granted year=2024}}。")[1].indicators
    ('outcomes.granted',)
    """
    pieces: list[str | Live] = []
    at = 0
    for found in _LIVE.finditer(answer):
        pieces += [answer[at : found.start()], _live(found.group(1))]
        at = found.end()
    rest = answer[at:]
    if "{{" in rest or "}}" in rest:
        raise BadLiveFigure("活数字没有写完整：每个“{{”要有对应的“}}”。")
    return tuple(piece for piece in (*pieces, rest) if piece)


def has_live(answer: str) -> bool:
    """Tell whether an answer holds live figures."""
    return _LIVE.search(answer) is not None


def _live(inside: str) -> Live:
    name, *words = inside.split() or [""]
    if name not in _NAMES:
        raise BadLiveFigure(f"没有“{name}”这种活数字；可用：{'、'.join(_NAMES)}。")
    options = dict(word.split("=", 1) for word in words if "=" in word)
    plain = [word for word in words if "=" not in word]
    unknown = options.keys() - _OPTIONS
    if unknown or len(plain) != _NAMES[name]:
        raise BadLiveFigure(f"看不懂“{{{{{inside}}}}}”：写法是 {{{{{name} 指标 agency=机关 year=latest}}}}。")
    indicators = tuple(plain[0].split("/")) if plain else ()
    _check(name, indicators, options)
    return Live(name, indicators, options.get("agency", ""), options.get("year", ""), options.get("applicant", "total"))


def _check(name: str, indicators: tuple[str, ...], options: dict[str, str]) -> None:
    if len(indicators) != {"fact": 1, "share": 2, "year": 0}[name]:
        raise BadLiveFigure("占比要写成 {{share 部分/全体 …}}，两个指标之间用“/”。")
    for indicator in indicators:
        if not _known(indicator):
            raise BadLiveFigure(f"没有“{indicator}”这个指标。")
    if "year" in options and not _YEAR.fullmatch(options["year"]):
        raise BadLiveFigure(f"看不懂年份“{options['year']}”：写年份、latest 或 latest-1。")
    if options.get("applicant", "total") not in APPLICANTS:
        raise BadLiveFigure(f"没有“{options['applicant']}”这类申请人；可用：{'、'.join(APPLICANTS)}。")


def _known(indicator: str) -> bool:
    return any((indicator, "total") in layout.cells or layout.subtotal_parts(indicator) for layout in forms())

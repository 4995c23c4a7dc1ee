"""What the narrative says of the statutory tables: figures that name a row of a form in prose."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from knowledge.records import Figure, Passage, Section
from knowledge.territory import own_share

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)[ ]*年")
BEHIND = re.compile(r"[^。；;，,、：:（(）)\n]*")
"""The words behind a number, up to the next mark."""
REMEMBERED = 4096
REACH = 1000
"""Characters before a number among which what it is about is looked for: no paragraph of a report has more."""
NEAR = Decimal("0.1")
"""约 and 近 leave a tenth of room."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A kind of statement about the tables; ``readings`` are the sums of indicators that its number may mean.

    ``statistics`` are those of the table before 2019. ``settles`` says that it may settle a run of digits, ``whole``
    that it must be of the publishing body to contradict them.
    """

    name: str
    measure: re.Pattern[str]
    excluded: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    context: str
    readings: tuple[tuple[str, ...], ...]
    statistics: tuple[tuple[str, ...], ...]
    settles: bool
    sure: bool
    whole: bool

    @property
    def rows(self) -> tuple[str, ...]:
        """The row that the claim means first, on the forms since 2019 and on the one before."""
        return tuple(readings[0][0] for readings in (self.readings, self.statistics) if readings)


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure that makes a claim. ``phrase`` is its clause as it stands in the passage."""

    claim: Claim
    figure: Figure
    phrase: str

    @property
    def of_the_whole(self) -> bool:
        """False where the claim is made of somebody else's share (各乡镇主动公开122条), which no table need repeat."""
        subject = self.figure.subject
        return not (self.claim.whole and subject and not _patterns().whole.match(subject))

    def fits(self, value: Decimal) -> bool:
        """Tell whether a number can be the one meant (超过, 约 and the like leave room)."""
        stated = self.figure.value
        return {
            "at_least": value >= stated,
            "at_most": value <= stated,
            "about": abs(value - stated) <= stated * NEAR,
        }.get(self.figure.qualifier, value == stated)


def statements(
    figures: Sequence[Figure], passages: Sequence[Passage], sections: Sequence[Section]
) -> tuple[Statement, ...]:
    """Return the figures that state a row of the tables for the whole body and the report's own year."""
    return tuple(_statements(figures, passages, sections))


def wordings() -> Mapping[str, Any]:
    """Return the checks' vocabulary as it stands in ``findings.toml``."""
    return _data()


def clause(passage: Passage, figure: Figure) -> str:
    """Return the words of a figure's clause up to its number, as published."""
    reach = max(figure.start - REACH, 0)
    start = max(passage.text.rfind(mark, reach, figure.start) + 1 for mark in "。；;，,：:（(）)\n")
    return passage.text[max(start, reach) : figure.end].strip()


def _statements(
    figures: Sequence[Figure], passages: Sequence[Passage], sections: Sequence[Section]
) -> Iterator[Statement]:
    texts = {passage.ordinal: passage for passage in passages}
    headings = {section.ordinal: section.heading for section in sections}
    years = Counter(year for passage in passages for year in YEAR.findall(passage.text))
    own = years.most_common(1)[0][0] if years else ""
    text = "".join(passage.text for passage in passages)
    for figure in figures:
        passage = texts.get(figure.passage)
        if passage is None or _aside(figure, text) or _other_year(passage, figure, own):
            continue
        if own_share(figure, figures):
            # The tables may be those of the government alone: neither number contradicts them.
            continue
        before = headings.get(passage.section, "") + passage.text[max(figure.start - REACH, 0) : figure.start]
        match = BEHIND.match(passage.text, figure.end)
        behind = match[0] if match else ""
        for claim in _measuring(figure.measure):
            if _makes(claim, figure, before, behind):
                phrase = clause(passage, figure)
                yield Statement(claim, figure, phrase if claim.measure.search(phrase) else phrase + behind)


def _makes(claim: Claim, figure: Figure, before: str, behind: str) -> bool:
    # Where what is counted stands behind its number (2件在行政复议中被纠正), all of it says what it is.
    said = figure.measure + (behind if claim.measure.search(behind) else "")
    sentence = before[before.rfind("。") + 1 :]
    if (claim.excluded and claim.excluded.search(said)) or (claim.unless and claim.unless.search(sentence)):
        return False
    return claim.context in before


def _aside(figure: Figure, text: str) -> bool:
    """Tell whether a figure is about a part of the whole, another year or body, or no count of papers at all."""
    aside = _patterns()
    if figure.unit not in aside.units or aside.applicants.search(figure.subject):
        return True
    if any(aside.scope.search(word) for word in figure.scope) and not _breakdown(figure):
        return True
    # A body that the report names only once is not the one that publishes it.
    named = aside.bodies.search(figure.subject) and not aside.own.search(figure.subject)
    return bool(named) and text.count(figure.subject) < 2


def _breakdown(figure: Figure) -> bool:
    """Tell whether 其中 breaks the applications down by outcome, which the table's own rows do too.

    其中，不予公开20件 is a row of the table; 其中市政府20件 is another body's share.
    """
    return set(figure.scope) <= set(_data()["aside"]["breakdown"]) and any(
        claim.name in _data()["aside"]["outcomes"] for claim in _measuring(figure.measure)
    )


@lru_cache(REMEMBERED)
def _measuring(measure: str) -> tuple[Claim, ...]:
    """Return the claims that a measure may make: reports count the same things in the same words."""
    return tuple(claim for claim in _claims() if claim.measure.search(measure))


def _other_year(passage: Passage, figure: Figure, own: str) -> bool:
    start = max(figure.start - REACH, 0)
    sentence = passage.text[max(passage.text.rfind("。", start, figure.start) + 1, start) : figure.start]
    named = YEAR.findall(sentence)
    return bool(named) and named[-1] != own


@dataclass(frozen=True, slots=True)
class _Aside:
    units: frozenset[str]
    scope: re.Pattern[str]
    applicants: re.Pattern[str]
    bodies: re.Pattern[str]
    own: re.Pattern[str]
    whole: re.Pattern[str]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("knowledge").joinpath("vocabulary", "findings.toml").read_text("utf-8"))


@cache
def _claims() -> tuple[Claim, ...]:
    return tuple(
        Claim(
            name=name,
            measure=re.compile(item["measure"]),
            excluded=_compiled(item.get("not")),
            unless=_compiled(item.get("unless")),
            context=item.get("context", ""),
            readings=tuple(map(tuple, item.get("readings", ()))),
            statistics=tuple(map(tuple, item.get("statistics", ()))),
            settles=item.get("settles", False),
            sure=item.get("sure", True),
            whole=item.get("whole", False),
        )
        for name, item in _data()["claims"].items()
    )


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern is not None else None


@cache
def _patterns() -> _Aside:
    aside = _data()["aside"]
    return _Aside(
        units=frozenset(aside["units"]),
        scope=re.compile(aside["scope"]),
        applicants=re.compile(aside["applicants"]),
        bodies=re.compile(aside["bodies"]),
        own=re.compile(aside["own"]),
        whole=re.compile(aside["whole"]),
    )

"""A made-up report before it is rendered: whose it is, what it says, and what stands in its tables."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from knowledge.divisions import Division, divisions, parents
from knowledge.forms import form
from tests.ingest.tables.made import make
from tests.kit.sheets import Sheet, sheet_of

BODIES = (
    "人民政府",
    "人民政府办公室",
    "发展和改革局",
    "教育局",
    "市场监督管理局",
    "财政局",
    "卫生健康局",
    "水务局",
    "司法局",
)
TOWNS = ("青溪镇", "白石乡", "望江街道", "东岭镇", "柳坝乡")
TABLES = ("disclosure", "requests", "review")
FORMS = {
    "2021": ("2021",) * 3,
    "2019": ("2019",) * 3,
    "mixed": ("2021", "2019", "2021"),
    "superseded": ("2019", "2021", "2021"),
}
"""The form of each table. Mixed and superseded ones are met in reports for 2021 and later."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section: its level (1, 2), its number in order (1 is 一), its words."""

    level: int
    order: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


Part = Heading | Text | Sheet


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A report with known cells. ``own`` is what it calls its agency in the text, ``seed`` makes it again."""

    agency: str
    own: str
    year: int
    forms: tuple[str, ...]
    title: str
    parts: tuple[Part, ...]
    seed: str
    front: tuple[str, ...] = ()
    """Lines before the title: breadcrumb, covering letter, labels."""

    def __repr__(self) -> str:
        return f"Manuscript({self.seed})"

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables in order."""
        return tuple(part for part in self.parts if isinstance(part, Sheet))

    def with_sheets(self, *sheets: Sheet) -> Manuscript:
        """Return the report with other tables, those left out gone."""
        by_table = {sheet.table: sheet for sheet in sheets}
        parts = (by_table.get(part.table) if isinstance(part, Sheet) else part for part in self.parts)
        return replace(self, parts=tuple(part for part in parts if part is not None))


def manuscript(kind: str, seed: int) -> Manuscript:
    """Return the made-up report of a kind (a key of ``FORMS``) that a seed gives."""
    random = Random(f"{kind}/{seed}")
    agency = _agency(random)
    year = random.randint(2019, 2020) if kind == "2019" else random.randint(2021, 2025)
    own = random.choice([agency, _we(agency), "本机关"])
    said = _Said(random, agency, own, year)
    parts = tuple(_parts(random, said, kind, seed))
    title = said.filled(random.choice(wording()["titles"]))
    return Manuscript(agency, own, year, FORMS[kind], title, parts, f"{kind}/{seed}")


@cache
def wording() -> dict[str, Any]:
    """Return the words of the made-up reports."""
    return tomllib.loads(Path(__file__).with_name("wording.toml").read_text("utf-8"))


class _Said:
    """Fills in the words."""

    def __init__(self, random: Random, agency: str, own: str, year: int) -> None:
        self.random, self.words = random, {"agency": agency, "own": own, "year": year}

    def filled(self, text: str) -> str:
        number = self.random.randint
        while "{few}" in text or "{some}" in text or "{many}" in text:
            for name, least, most in (("{few}", 1, 40), ("{some}", 41, 400), ("{many}", 401, 90_000)):
                text = text.replace(name, str(number(least, most)), 1)
        phone = f"0{number(310, 999)}-{number(2_000_000, 8_999_999)}"
        return text.format(**self.words, phone=phone)


def _agency(random: Random) -> str:
    """Return a name in full: a real county or city, and a kind of body."""
    place = random.choice([one for one in _places() if random.random() < 0.5] or _places())
    if random.random() < 0.2:
        town = random.choice(TOWNS)
        return f"{place}{town}{'办事处' if town.endswith('街道') else '人民政府'}"
    return place + random.choice(BODIES)


@cache
def _places() -> tuple[str, ...]:
    """Return the names of counties that only one county has, and those of the others with their city before them."""
    named: list[str] = []
    for name, same in divisions().items():
        for division in same:
            if division.level == "county":
                named.append(name if len(same) == 1 else _with_city(division))
            elif division.level == "city":
                named.append(name)
    return tuple(sorted(set(named)))


def _with_city(division: Division) -> str:
    return "".join(parent.name for parent in parents(division)[-1:]) + division.name


def _we(agency: str) -> str:
    return {"府": "我府", "室": "本办", "局": "我局", "处": "本街道"}[agency[-1]]


def _parts(random: Random, said: _Said, kind: str, seed: int) -> Iterator[Part]:
    words = wording()
    yield Text(said.filled(random.choice(words["preamble"])))
    for order, topic in enumerate(("overview", *TABLES, "problems", "other"), 1):
        yield Heading(1, order, random.choice(words["headings"][topic]))
        if topic == "overview":
            for number, part in enumerate(words["parts"], 1):
                yield Heading(2, number, part["heading"])
                yield Text(said.filled(part["text"]))
        elif topic in TABLES:
            if random.random() < 0.2:
                yield Text(random.choice(words["prose"]["before_table"]))
            yield sheet_of(form(FORMS[kind][TABLES.index(topic)]), topic, _values(kind, seed, topic))
        else:
            yield Text(said.filled(random.choice(words["prose"][topic])))


def _values(kind: str, seed: int, table: str) -> Any:
    return make(FORMS[kind][TABLES.index(table)], seed).cells

"""Whose report it is and of which year, told by every sign that a document gives; and whether it is a report at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from ingest.agencies import (
    aliases_of,
    full_name,
    is_name,
    is_placeless,
    level_of,
    parts_of,
    place_of,
    stands_for,
)
from ingest.blocks import Document, Outline
from ingest.genre import has_tables, reads_as_report, text_of, why_no_report
from ingest.mentions import (
    counties_of_sites_in,
    expanded,
    issuers_in,
    names_before_verbs,
    own_kind,
    places_in,
    short_names_in,
)
from ingest.speakers import speakers_in, speaks_for_department
from ingest.statements import DATE, period_of, published_of, scope_of
from ingest.titles import Title, has_unread_name, title_in_text, titles_of
from knowledge.divisions import corrected, parents
from knowledge.divisions import divisions as all_divisions
from knowledge.errors import NotAReport, UnknownIdentity
from knowledge.records import Identity

_HEAD = 1500
_OPENING = re.compile(r"(?:^|(?<=[\n。：:]))(20\d{2})年(?:度|全年|以来)?[，,]?(?=[\u4e00-\u9fff])")


def identify(document: Document, outline: Outline, *, agency: str | None = None, year: int | None = None) -> Identity:
    """Return whose report a document is and of which year; ``agency`` and ``year`` given by a person go first.

    Raises NotAReport where the text is no annual report, UnknownIdentity where it does not say whose or of when.
    """
    signs = _Signs(document)
    if not signs.speak_of_a_report(outline):
        raise NotAReport(why_no_report(signs.text, titled=bool(signs.titles), tables=signs.has_tables))
    return signs.identity(agency, year)


def is_report(document: Document, outline: Outline) -> bool:
    """Say whether a document is an annual report on information disclosure, of whatever layout, whole or torn."""
    return _Signs(document).speak_of_a_report(outline)


class _Signs:
    """The signs that a document gives, each read once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = text_of(document)
        self.titles = titles_of(document)
        self.doubts: list[str] = []

    @cached_property
    def has_tables(self) -> bool:
        """True where a statutory table stands in the document, or what is left of one."""
        return has_tables(self.document)

    @cached_property
    def published(self) -> str | None:
        """The ISO date of publication."""
        return published_of(self.document, self.text)

    @cached_property
    def period(self) -> int | None:
        """The year of the statistics."""
        return period_of(self.text)

    @cached_property
    def in_text(self) -> Title | None:
        """The title that stands in the head of the running text."""
        return title_in_text(self.text[:_HEAD])

    def speak_of_a_report(self, outline: Outline) -> bool:
        """Say whether the signs are those of an annual report."""
        return reads_as_report(self.text, outline, titled=bool(self.titles), tables=self.has_tables)

    def identity(self, agency: str | None, year: int | None) -> Identity:
        """Put the signs together, or raise UnknownIdentity."""
        read = self.agency(agency)
        name = agency.strip() if agency and agency.strip() else self.settled_name(read)
        found = year or self.year()
        missing = [*([] if name else [_NO_AGENCY]), *([] if found else [_NO_YEAR])]
        if name is None or found is None:
            raise UnknownIdentity("".join(missing))
        if agency and read and full_name(read) != name and read not in aliases_of(name):
            self.doubts.append(f"原文写的是“{read}”，按指定的“{name}”收录。")
        self.check_year(found)
        self.check_publisher(name)
        parts = parts_of(name)
        return Identity(
            agency=name,
            year=found,
            title=self.title(name, found),
            aliases=aliases_of(name, *self.other_names(read, name)),
            place=place_of(parts, self.text),
            level=level_of(parts),
            published=self.published,
            source=self.document.metadata.get("source") or None,
            scope=scope_of(self.text),
            doubts=tuple(self.doubts),
        )

    def agency(self, given: str | None) -> str | None:
        """Return the agency as the surest sign names it: title, running text, publisher, signature, short name."""
        named = next((title for title in self.titles if title.name), None) or self.in_text
        if named and named.name:
            return named.name
        if given:
            return None
        return next((name for name in self.lesser_signs() if name and is_name(name)), None)

    def lesser_signs(self) -> Iterator[str | None]:
        """Yield what speaks of the agency where no title does, the surest first."""
        yield self.document.metadata.get("agency")
        yield from issuers_in(self.text[:_HEAD])
        yield from self.signatures()
        yield from self.speakers()
        yield self.short_name()
        yield self.own_place()
        yield self.site()

    def settled_name(self, read: str | None) -> str | None:
        """Return the full name for the name read: misread places put right, short forms long, the city put first."""
        if read is None:
            return None
        read = self.corrected(read)
        parts = parts_of(read)
        if parts.place and not (_is_short(read) and full_name(read) == read):
            return self.with_city(full_name(read))
        name = expanded(read, self.text) or self.completed(read) or full_name(read)
        return None if is_placeless(name) else self.with_city(name)

    def completed(self, read: str) -> str | None:
        """Return a name without a place with that of the publisher or the site before it."""
        for other in (self.document.metadata.get("agency", ""), self.document.metadata.get("site", "")):
            place = "".join(parts_of(other).places)
            if place and is_name(place + read.removeprefix(place[-1])):
                name = full_name(place + read.removeprefix(place[-1]))
                if not other.endswith(read):
                    self.doubts.append(f"标题里的“{read}”没有写明属于哪里，按网页的“{other}”认作{name}。")
                return name
        return None

    def corrected(self, name: str) -> str:
        """Return a name with a misread place put right, and note it."""
        for place, right in _misread(name):
            self.doubts.append(f"原文的“{place}”不是现有区划，应为“{right}”之误，按“{right}”收录。")
        return _put_right(name)

    def with_city(self, name: str) -> str:
        """Return the name with the greater place before it where the text itself has it so."""
        place = parts_of(name).places[:1]
        if place and place[0] not in all_divisions():
            return self.with_county(name)
        for division in all_divisions().get(place[0], ()) if place else ():
            for parent in reversed(parents(division)):
                if parent.name + name in self.text:
                    return parent.name + name
        return name

    def with_county(self, name: str) -> str:
        """Return the name of a town with the county before it that the text names with it, if it is always the same."""
        place = parts_of(name).place
        before: set[str] = set()
        for text in (self.text, *(self.document.metadata.get(told, "") for told in ("agency", "site"))):
            heads = (text[max(match.start() - 12, 0) : match.start()] for match in re.finditer(re.escape(place), text))
            before |= {above for head in heads for above in places_in(head) if head.endswith(above)}
        # The site that a town publishes on is its county's: 某县人民政府网站 in the report of a town there.
        before = before or counties_of_sites_in(self.text)
        return before.pop() + name if len(before) == 1 else name

    def other_names(self, read: str | None, name: str) -> Iterator[str]:
        """Yield the names that the report itself uses for its agency."""
        if read and read != name and (name.endswith(full_name(_put_right(read))) or stands_for(read, name)):
            yield read
            if _misread(read):
                yield from (full_name(read), *aliases_of(full_name(read)))
        for other in names_before_verbs(self.text, parts_of(name).body):
            if other != name and other[:2] in name and is_name(other):
                yield from (other, *aliases_of(other))
        customary = aliases_of(name)
        for short, often in short_names_in(self.text).most_common(3):
            if often > 2 and stands_for(short, name) and short not in customary:
                yield short

    def speakers(self) -> Iterator[str]:
        """Yield the bodies that seem to speak in the text, and note that nothing else names the agency."""
        for name in speakers_in(self.text):
            self.doubts.append(
                f"报告没有写明是哪个机关的（没有标题、发布机构和落款），按正文的自述认作{full_name(name)}，请核对。"
            )
            yield name

    def short_name(self) -> str | None:
        """Return the full name behind the short name that clauses most often begin with, if it is the report's own."""
        own = own_kind(self.text)
        for short, often in short_names_in(self.text).most_common(3):
            if often > 2 and (own is None or short.endswith(own)):
                return expanded(short, self.text) or short
        return None

    def own_place(self) -> str | None:
        """Return the place of which a report without any name speaks as 我县."""
        own = None if speaks_for_department(self.text) or has_unread_name(self.document) else own_kind(self.text)
        named = [(place, often) for place, often in places_in(self.text).most_common() if own and place.endswith(own)]
        if not named or named[0][1] < 2:
            return None
        self.doubts.append(f"原文没有写明发布机关，按正文所说的“我{own}”认作{full_name(named[0][0])}。")
        return named[0][0]

    def site(self) -> str | None:
        """Return the government that the site belongs to, where the report speaks as its place (我县)."""
        site, own = self.document.metadata.get("site", ""), own_kind(self.text)
        return site if own and parts_of(site).place.endswith(own) and parts_of(site).governs else None

    def signatures(self) -> Iterator[str]:
        """Yield the names that stand alone on one of the last lines, or at the head."""
        lines = [line for line in self.text.split("\n") if line]
        for line in (*lines[-4:], *lines[:4]):
            name = DATE.split(line)[0]
            if len(name) <= 30 and is_name(name):
                yield name

    def year(self) -> int | None:
        """Return the year of the title, else of the statistics, else the one before publication."""
        titled = next((title.year for title in self.titles if title.year), None)
        before = int(self.published[:4]) - 1 if self.published else None
        return titled or self.period or (self.in_text.year if self.in_text else None) or self.year_opening() or before

    def year_opening(self) -> int | None:
        """Return the year with which paragraphs and sentences begin, if no other year is spoken of as often."""
        spoken = Counter(int(year) for year in re.findall(r"(?<![〔（(\[\d])(20\d{2})年", self.text))
        opening = Counter(int(match[1]) for match in _OPENING.finditer(self.text))
        year = opening.most_common(1)[0][0] if opening else None
        return year if year and spoken[year] == max(spoken.values()) else None

    def check_year(self, year: int) -> None:
        """Note the signs that speak of another year."""
        titled = dict.fromkeys(title.year for title in self.titles if title.year and title.year != year)
        period, published = self.period, self.published
        for other in titled:
            self.doubts.append(f"标题里另写有{other}年，按{year}年收录，请核对。")
        if period and period != year:
            self.doubts.append(f"统计期限写的是{period}年，与报告年度{year}年不一致，请核对。")
        if published and int(published[:4]) < year:
            self.doubts.append(f"发布日期{published}早于报告年度{year}年，请核对。")

    def check_publisher(self, name: str) -> None:
        """Note a publisher of another place than the agency's."""
        publisher = parts_of(self.document.metadata.get("agency", ""))
        places = parts_of(name).places
        if publisher.places and places and publisher.place not in name and not set(publisher.places) & set(places):
            self.doubts.append(f"网页写的发布机构是“{self.document.metadata['agency']}”，与“{name}”不是一地，请核对。")

    def title(self, name: str, year: int) -> str:
        """Return the title as printed; where there is none, one made of agency and year, and note it."""
        named = [title for title in self.titles if title.name] or [title for title in self.titles if title.year]
        if named:
            return _longest(named)
        return f"{name}{year}年政府信息公开工作年度报告"


_NO_AGENCY = "看不出这是哪个机关的报告（没有标题、发布机构或落款），请用 --agency 写明，如 --agency 某某市人民政府。"
_NO_YEAR = "看不出这是哪一年的报告（没有标题年份、统计期限或发布日期），请用 --year 写明，如 --year 2024。"


def _misread(name: str) -> list[tuple[str, str]]:
    """Return the misread places in a name, each with what it means."""
    pairs = [(place, corrected(place)) for place in parts_of(name).places]
    return [(place, right) for place, right in pairs if right and right not in name]


def _put_right(name: str) -> str:
    for place, right in _misread(name):
        name = name.replace(place, right)
    return name


def _is_short(name: str) -> bool:
    return name[-1] in "办委" and not name.endswith("管委")


def _longest(titles: list[Title]) -> str:
    """Return the first title; where the same was found with more of its words, that."""
    first = titles[0]
    return max((title.text for title in titles if title.text.startswith(first.text)), key=len)

"""A report as a page: its sections in order, each with paragraphs, the statutory tables and the text as published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.published import Grid, Stretch, marked, raw_grid, raw_span
from app.tables import Confirmed, StatutoryTable, statutory_table
from app.texts import Texts
from knowledge.answering.answer import CellLocator, TextLocator
from knowledge.records import Block, Fact, Finding, HeldReport, Passage, Place, Section
from knowledge.store import Store

Locator = CellLocator | TextLocator


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph, a statutory table, or another table of the report, with its place in reading order."""

    order: tuple[int, int]
    paragraph: tuple[Stretch, ...] = ()
    table: StatutoryTable | None = None
    grid: Grid = ()


@dataclass(frozen=True, slots=True)
class Published:
    """A stretch of the text as published: words, or a table's grid with the cited square."""

    words: tuple[Stretch, ...] = ()
    grid: Grid = ()
    cited: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with what stands in it. ``published`` is empty where nothing was changed in cleaning, unless the whole
    source is asked for; ``changed`` tells whether something was.
    """

    anchor: str
    level: int
    heading: str
    items: tuple[Item, ...]
    published: tuple[Published, ...]
    ordinal: int = -1
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report ready to be drawn. ``newest`` is set where a newer version has come; ``found`` says whether the
    place asked for is there.
    """

    report: HeldReport
    newest: HeldReport | None
    sections: tuple[SectionView, ...]
    findings: tuple[Finding, ...]
    found: bool
    cited: tuple[str, ...]

    @property
    def source(self) -> SectionView | None:
        """The part of the report that a citation is read in: the section of a sentence, or a cell's table alone."""
        for section in self.sections:
            if any(piece.cited for item in section.items for piece in item.paragraph):
                return section
            tables = tuple(item for item in section.items if item.table and item.table.cited)
            if tables:
                return replace(section, items=tables)
        return None


def report_page(
    store: Store, report: HeldReport, cited: Locator | None, say: Texts, *, whole: bool = False
) -> ReportPage:
    """Gather a report's page from the store; with ``whole``, every section with its text as published."""
    text = _Text(
        store.reports.blocks(report.version_id),
        store.reports.passages(report.version_id),
        store.facts.of_version(report.version_id),
        cited,
    )
    tables = list(_tables(text, report.form, say, store.confirmations.of_version(report.version_id)))
    items = {
        ordinal: [item for _, item in run] for ordinal, run in _by_section([*text.paragraphs(), *tables, *text.grids()])
    }
    sections = [
        _section(section, items.pop(section.ordinal, []), text, whole)
        for section in store.reports.sections(report.version_id)
    ]
    left = [item for run in items.values() for item in run]
    if left:
        sections.append(SectionView("s-tables", 1, say("report.unplaced"), tuple(left), ()))
    return ReportPage(
        report,
        None if report.current else store.reports.current(report.agency_id, report.year),
        tuple(section for section in sections if section.heading or section.items),
        store.facts.findings(report.version_id),
        cited is None or text.holds(cited),
        next((item.table.cited for _, item in tables if item.table and item.table.cited), ()),
    )


def _by_section(placed: Iterable[tuple[int, Item]]) -> Iterable[tuple[int, Iterable[tuple[int, Item]]]]:
    return groupby(sorted(placed, key=lambda pair: (pair[0], pair[1].order)), key=lambda pair: pair[0])


def _section(section: Section, items: Sequence[Item], text: _Text, whole: bool) -> SectionView:
    number, changed = section.ordinal, text.changed(section.ordinal)
    published = tuple(text.published(number)) if whole or changed or any(item.table for item in items) else ()
    return SectionView(f"s{number}", section.level, section.heading, tuple(items), published, number, changed)


def _tables(text: _Text, form_id: str | None, say: Texts, confirmed: Confirmed) -> Iterable[tuple[int, Item]]:
    for table_id in dict.fromkeys(fact.table for fact in text.facts):
        facts = [fact for fact in text.facts if fact.table == table_id]
        cited = text.cited if isinstance(text.cited, CellLocator) else None
        order = min(_order(fact) for fact in facts)
        table = statutory_table(table_id, facts, form_id, cited, say, confirmed)
        yield _home(facts), Item(order, table=table)


def _with_label(place: Place, ends: Iterable[int]) -> Place:
    """Return a cell's place with what is printed before it: in a table run together its labels stand there."""
    if place.start is None:
        return place
    return replace(place, start=max((end for end in ends if end <= place.start), default=0))


def _home(facts: Sequence[Fact]) -> int:
    # A damaged table may have lost a heading in its midst: it stands where most of its cells do.
    homes = Counter(fact.section for fact in facts if fact.section is not None)
    return homes.most_common(1)[0][0] if homes else -1


def _order(fact: Fact) -> tuple[int, int]:
    return fact.place.block, fact.place.start or 0


@dataclass(frozen=True, slots=True)
class _Text:
    """The blocks, passages and cells of a version, and the place that is asked for."""

    blocks: Sequence[Block]
    passages: Sequence[Passage]
    facts: Sequence[Fact]
    cited: Locator | None

    def paragraphs(self) -> Iterable[tuple[int, Item]]:
        for passage in self.passages:
            pieces: tuple[Stretch, ...] = (Stretch(passage.text),)
            if isinstance(self.cited, TextLocator) and self.cited.passage == passage.ordinal:
                pieces = marked(passage.text, self.cited.start, self.cited.end)
            yield passage.section, Item((passage.place.block, passage.place.start or 0), paragraph=pieces)

    def grids(self) -> Iterable[tuple[int, Item]]:
        """Tables of the report that are none of the statutory ones, in the section of the paragraph before them."""
        read = {fact.place.block for fact in self.facts} | {passage.place.block for passage in self.passages}
        section = 0
        homes = {passage.place.block: passage.section for passage in self.passages}
        homes |= {fact.place.block: fact.section for fact in self.facts if fact.section is not None}
        for number, block in enumerate(self.blocks):
            section = homes.get(number, section)
            if block.is_table and number not in read:
                yield section, Item((number, 0), grid=block.rows)

    def holds(self, cited: Locator) -> bool:
        if isinstance(cited, TextLocator):
            return any(passage.ordinal == cited.passage for passage in self.passages)
        return self._cited_fact() is not None

    def changed(self, section: int) -> bool:
        return any(self.blocks[number].text != self.blocks[number].raw for number, _, _ in self._spans(section))

    def published(self, section: int) -> Iterable[Published]:
        mark = self._mark()
        for number, start, end in self._spans(section):
            block = self.blocks[number]
            square = mark[1] if mark and mark[0] == number else None
            if block.is_table:
                yield Published(grid=raw_grid(block), cited=square)
                continue
            raw_start, raw_end = raw_span(block, start, end)
            raw = block.raw[raw_start:raw_end]
            words: tuple[Stretch, ...] = (Stretch(raw),)
            if square is not None and start <= square[0] < end:
                begin, stop = raw_span(block, *square)
                words = marked(raw, begin - raw_start, stop - raw_start)
            yield Published(words=words)

    def _spans(self, section: int) -> list[tuple[int, int, int]]:
        """Return (block, start, end) of each block that the section has a part in."""
        spans: dict[int, tuple[int, int]] = {}
        of_passages = [passage.place for passage in self.passages if passage.section == section]
        of_facts = [fact.place for fact in self.facts if fact.section == section]
        before = self._ends()
        for place in (*of_passages, *(_with_label(place, before.get(place.block, ())) for place in of_facts)):
            if not 0 <= place.block < len(self.blocks):
                continue
            start = 0 if place.start is None else place.start
            end = len(self.blocks[place.block].text) if place.end is None else place.end
            low, high = spans.get(place.block, (start, end))
            spans[place.block] = (min(low, start), max(high, end))
        return [(number, *spans[number]) for number in sorted(spans)]

    def _ends(self) -> dict[int, list[int]]:
        """Return where in each block a passage or a cell ends."""
        ends: dict[int, list[int]] = {}
        for place in (*(passage.place for passage in self.passages), *(fact.place for fact in self.facts)):
            if place.end is not None:
                ends.setdefault(place.block, []).append(place.end)
        return ends

    def _mark(self) -> tuple[int, tuple[int, int]] | None:
        """Return the block that is cited, with the stretch of its cleaned text, or the row and column of its grid."""
        if isinstance(self.cited, TextLocator):
            for passage in self.passages:
                if passage.ordinal == self.cited.passage:
                    offset = passage.place.start or 0
                    return passage.place.block, (offset + self.cited.start, offset + self.cited.end)
        if (fact := self._cited_fact()) is None:
            return None
        place = fact.place
        if place.row is not None and place.column is not None:
            return place.block, (place.row, place.column)
        return (place.block, (place.start, place.end)) if place.start is not None and place.end is not None else None

    def _cited_fact(self) -> Fact | None:
        if not isinstance(self.cited, CellLocator):
            return None
        wanted = (self.cited.table, self.cited.row, self.cited.column)
        return next((fact for fact in self.facts if (fact.table, fact.row, fact.column) == wanted), None)

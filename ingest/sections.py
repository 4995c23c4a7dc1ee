"""The outline of a document: its sections with their statutory topics, and the passages that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.blocks import Document, Outline, Segment
from ingest.heading_words import table_sign
from ingest.headings import Heading, headings_in
from ingest.splitting import citable_stretches, is_prose
from knowledge.records import Block, Passage, Place, Section


def outline_of(document: Document) -> Outline:
    """Return the section tree of a document and the segments that lie in it.

    The text before the first heading is section 0. Every character of a paragraph lies in exactly one heading or
    segment. A subsection inherits the topic of the section that it lies under; where the wording is unclear, or the
    heading is no statutory one, the topic is None: a wrong topic is worse than none.
    """
    headings = headings_in(document)
    return Outline(tuple(_sections(headings)), tuple(_segments(document, headings)))


def passages_of(outline: Outline, consumed: Sequence[Place]) -> tuple[Passage, ...]:
    """Return the narrative as citable passages.

    ``consumed`` are the places that the table readers took: whole blocks, or stretches of them. Those, headings, page
    furniture and the debris of tables are no passages. A paragraph that runs too long is cut at sentence ends.
    """
    stretches = list(_stretches(outline, consumed))
    return tuple(Passage(number, section, text, place) for number, (section, place, text) in enumerate(stretches))


def _stretches(outline: Outline, consumed: Sequence[Place]) -> Iterator[tuple[int, Place, str]]:
    """Yield section, place and text of what is worth citing, without the debris of tables and the title lines."""
    by_block: dict[int, list[Place]] = {}
    for place in consumed:
        by_block.setdefault(place.block, []).append(place)
    tabled = -1
    for segment in outline.segments:
        if segment.place.start is None:
            tabled = segment.section
        for place, text in citable_stretches(segment, by_block.get(segment.place.block, ())):
            debris = segment.section == tabled or (segment.section == 0 and len(outline.sections) > 1)
            if not debris or is_prose(text):
                yield segment.section, place, text
        if table_sign().search(segment.text):
            tabled = segment.section


def _sections(headings: Iterable[Heading]) -> Iterator[Section]:
    yield Section(ordinal=0, level=0, heading="")
    above: list[Heading] = []
    topic: str | None = None
    for ordinal, heading in enumerate(headings, 1):
        above = [] if heading.topic else [other for other in above if other.level < heading.level]
        if heading.level == 1 or heading.topic:
            topic = heading.topic
        above.append(heading)
        path = tuple(other.number or other.text for other in above)
        yield Section(ordinal, heading.level, heading.text, path, topic)


def _segments(document: Document, headings: Sequence[Heading]) -> Iterator[Segment]:
    section = 0
    by_block: dict[int, list[Heading]] = {}
    for heading in headings:
        by_block.setdefault(heading.block, []).append(heading)
    for number, block in enumerate(document.blocks):
        if block.is_table:
            yield Segment(section, Place(number))
            continue
        start = 0
        for heading in by_block.get(number, ()):
            yield from _stretch(section, number, block, start, heading.start)
            section, start = section + 1, heading.end
        yield from _stretch(section, number, block, start, len(block.text))


def _stretch(section: int, number: int, block: Block, start: int, end: int) -> Iterator[Segment]:
    if start < end:
        yield Segment(section, Place(number, start=start, end=end), block.text[start:end])

"""What passes between the steps of reading: a document of blocks, and the outline laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.records import Block, Place, Section


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader saw it, or the same after cleaning.

    ``blocks`` are the article's paragraphs and tables in reading order, site chrome left out where the
    format allows to tell. ``titles`` are the candidates for a title with the surest first (an article
    heading, a metadata line, ``<title>``). ``metadata`` holds what the file says of itself under the names
    ``agency`` (发布机构), ``published`` (ISO date), ``source`` (address), ``site`` (the site's own name).
    ``warnings`` say in Chinese what the reader could not make out.
    """

    filename: str
    digest: str
    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one block that lies in one section, headings excluded.

    For a paragraph ``place`` has ``start`` and ``end`` into the block's cleaned text and ``text`` is that
    stretch; for a table ``place`` names the block only and ``text`` is empty.
    """

    section: int
    place: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The section tree of a document: ``sections`` in order, and the ``segments`` that lie in them."""

    sections: tuple[Section, ...]
    segments: tuple[Segment, ...]

    def within(self, topic: str) -> tuple[Segment, ...]:
        """Return the segments of every section of a statutory topic, in order."""
        ordinals = {section.ordinal for section in self.sections if section.topic == topic}
        return tuple(segment for segment in self.segments if segment.section in ordinals)

"""The common stream that every layout is flattened into: rows with numbers, and the text between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ingest.tables.cells import Cell, Kind
from knowledge.quick import quick
from knowledge.records import Place

BLANK = Kind.BLANK


@quick
@dataclass(frozen=True, slots=True)
class Words:
    """Text that stands by itself: a heading, a column header, a piece of a label that lost its row."""

    text: str
    place: Place

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands in the document."""
        return _order(self.place)


@dataclass(frozen=True)
class FoundRow:
    """A row of cells, with the words that stand in it.

    ``texts`` are its label cells, empty where the label is lost. ``loose`` says that the cells come from running
    text, so that one of them may hide several; ``upright`` that each cell had a line of its own, so that blanks
    may have been lost; ``grid`` that the blanks are in place; ``short`` that it has fewer cells than the lines of its
    table. ``above`` and ``below`` are the words next to it.
    """

    texts: tuple[str, ...]
    cells: tuple[Cell, ...]
    place: Place
    loose: bool = False
    upright: bool = False
    grid: bool = False
    short: bool = False
    above: str = ""
    below: str = ""

    @property
    def label(self) -> str:
        """All its words in one."""
        return "".join(self.texts)

    @cached_property
    def numbers(self) -> tuple[Cell, ...]:
        """Its cells without the blank ones."""
        return tuple([cell for cell in self.cells if cell.kind is not BLANK])

    @property
    def says(self) -> tuple[object, ...]:
        """Its words and its cells, wherever it stands: the same for a row printed twice."""
        return (self.texts, *(cell.text for cell in self.cells)) if self.texts else (self.order,)

    @cached_property
    def order(self) -> tuple[int, int]:
        """Where it stands in the document."""
        return _order(self.place)


Item = FoundRow | Words


def _order(place: Place) -> tuple[int, int]:
    return place.block, (place.row if place.row is not None else place.start) or 0

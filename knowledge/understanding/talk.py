"""What a conversation is about: one small record that a question reads and its answer changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

KEPT = 8
"""So many of the numbers that were given are kept to be taken together."""
AXES = ("year", "agency", "matter", "indicator", "applicant", "rate")
"""The fields of a point along which a talk may move from one question to the next."""


@dataclass(frozen=True, slots=True)
class Point:
    """A number that was asked for and given: whose, of which year, and of which row, rate, or matter of the prose.

    ``matter`` holds the words that asked for a number of the prose, ``figure`` its subject, measure and value.
    """

    agency: int | None = None
    year: int | None = None
    indicator: str = ""
    applicant: str = ""
    rate: str = ""
    matter: tuple[str, ...] = ()
    figure: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Point:
        """Return the point that JSON has kept."""
        return cls(**{one.name: _tuple(stored[one.name]) for one in fields(cls) if one.name in stored})


@dataclass(frozen=True, slots=True)
class Talk:
    """What a conversation is about, as the next question may need it.

    The first seven fields are those of the last query. ``figure`` is the number of the prose that was given: its
    subject, its measure, and the words that asked for it. ``spanned`` are the years of which the answer gave figures
    where they were several, ``told`` is the one where it was one. ``kinds`` tells that kinds of applicants were set in
    order: 第二呢 then goes on among them. ``led`` is the year or
    the body that came first in the order that the answer set, ``pair`` two things that a question named, by what they
    are: 那年 and 前者 point to them. ``words`` are those of a question that the prose answered. ``points`` are
    the numbers given so far, the newest last.
    """

    agencies: tuple[int, ...] = ()
    every: bool = False
    years: tuple[int, ...] = ()
    year_said: bool = False
    indicators: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()
    spanned: tuple[int, ...] = ()
    told: int | None = None
    kinds: bool = False
    words: str = ""
    led: Mapping[str, int] = field(default_factory=dict)
    pair: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    points: tuple[Point, ...] = ()

    @classmethod
    def of(cls, memory: Mapping[str, Any]) -> Talk:
        """Return the talk that ``stored`` has made a mapping of; what it does not know is left out.

        >>> Talk.of(Talk(years=(2024,), points=(Point(1, 2024, "requests.new"),)).stored()).points[0].indicator
        'requests.new'
        """
        if not memory:
            return cls()
        known = {one.name: _tuple(memory[one.name]) for one in fields(cls) if one.name in memory}
        return cls(**{**known, "points": tuple(map(Point.of, memory.get("points", ())))})

    def stored(self) -> dict[str, Any]:
        """Return the talk as JSON keeps it, without what is empty."""
        kept = _filled(self)
        if self.points:
            kept["points"] = [_filled(point) for point in self.points]
        return kept

    def with_points(self, points: Sequence[Point]) -> Talk:
        """Return the talk after more numbers were given; those of before given anew keep their places."""
        if points and set(points) <= set(self.points[-len(points) :]):
            return self
        return replace(self, points=(*(one for one in self.points if one not in points), *points)[-KEPT:])

    def run(self) -> tuple[str, tuple[Point, ...]]:
        """Return along which axis the talk moved last, and the points along it; of a single point no axis."""
        runs = ((axis, self._along(axis)) for axis in AXES)
        return next((run for run in runs if len(run[1]) > 1), ("", ()))

    def _along(self, axis: str) -> tuple[Point, ...]:
        """Return the newest points that differ along one axis only, the oldest of them first."""
        found: list[Point] = []
        for point in reversed(self.points):
            if _elsewhere(point, axis) != _elsewhere(self.points[-1], axis):
                break
            found.insert(0, point)
        return tuple(found)


def _elsewhere(point: Point, axis: str) -> list[object]:
    return [getattr(point, name) for name in AXES if name != axis]


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _filled(record: Talk | Point) -> dict[str, Any]:
    """Return the fields of a record as JSON keeps them, without those that are empty."""
    values = {one.name: getattr(record, one.name) for one in fields(record)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}

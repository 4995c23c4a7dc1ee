"""What a conversation is about after a question, and after what it was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, product

from knowledge.understanding.pronouns import pair_kept
from knowledge.understanding.query import Query
from knowledge.understanding.talk import KEPT, Point, Talk


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer gave: a number at all, the years of its figures, and the number of the prose if it was one.

    ``figure`` is that number's subject, measure and value. ``kinds`` tells that kinds of applicants were set in order.
    """

    number: bool = True
    years: tuple[int, ...] = ()
    figure: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    """The words that asked for that number."""
    prose: bool = False
    """True where it stands in the prose and is not worked out."""
    kinds: bool = False
    led: Mapping[str, int] = field(default_factory=dict)
    """The year or the body that came first in the order that was set."""


def remember(query: Query, talk: Talk, told: Told) -> Talk:
    """Return what the talk is about after a question.

    A question that could not be understood, or a word of greeting or thanks, leaves the talk as it was.
    """
    courtesy = bool(query.asks & {"greeting", "thanks"}) and not (query.indicators or query.topic)
    if courtesy or query.refusal or not (query.agencies or query.indicators or query.years):
        return talk
    # A number that was not found (抖音呢) leaves the one that was given before to go on from, as does a sum of several.
    stays = bool(query.gathered) or (query.recalled is not None and not told.number)
    kept = Talk(
        agencies=query.agencies or talk.agencies,
        every=query.every_agency,
        years=query.years,
        year_said=query.year_said,
        indicators=query.indicators,
        applicants=query.applicants,
        rates=query.rates,
        asks=tuple(sorted(query.asks - {"count", "yes_no"})),
        figure=(*told.figure[:2], *told.matter) if told.figure else talk.figure if stays else (),
        spanned=told.years if len(told.years) > 1 else (),
        told=told.years[0] if len(told.years) == 1 else None,
        kinds=told.kinds,
        led=told.led,
        points=talk.points,
    )
    kept = replace(kept, pair=pair_kept(kept, talk, goes_on=bool(query.carried)))
    return kept.with_points(_points(query, told))


def _points(query: Query, told: Told) -> tuple[Point, ...]:
    """Return the numbers that a question asked for and was given, the bodies of a ranking left out."""
    if query.gathered or not told.number:
        return query.gathered
    bodies = product(query.agencies, query.years or told.years or (None,))
    points = (Point(agency, year) for agency, year in bodies)
    return tuple(islice((whole for point in points for whole in _subjects(point, query, told)), KEPT))


def _subjects(point: Point, query: Query, told: Told) -> list[Point]:
    if told.figure and told.prose:
        return [replace(point, matter=query.indicators or told.matter, figure=told.figure)]
    if query.rates:
        return [replace(point, rate=rate) for rate in query.rates]
    kinds = query.applicants or ("",)
    return [replace(point, indicator=name, applicant=kind) for name, kind in product(query.indicators, kinds)]

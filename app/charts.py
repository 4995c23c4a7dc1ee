"""Charts as plain SVG: a line over years, bars over agencies or parts.

Drawn here and not by a charting library because a strict Content-Security-Policy forbids the inline style and
script that those put into their SVG; the page's own style sheet dresses these classes. The numbers stand in the
page as a table too, so the drawing says only what it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import escape

from knowledge.answering.answer import Chart, ChartPoint

WIDTH = 280
"""Units of the drawing: as wide as an answer on a phone, so that its letters are legible there."""
_LINE_HEIGHT = 210
_MARGIN = 22
_TOP = 34
_BOTTOM = 32
_BAR_STEP = 46
_BAR_HEIGHT = 14
_BAR_ROOM = 205
_LABEL_CHARS = 22
_LABELLED = 9
"""Up to so many points each bears its value; among more only the ends and the extremes do."""


def draw(chart: Chart) -> str:
    """Return a chart as an SVG element: well-formed, without style or script, named by its title.

    >>> points = (ChartPoint("2023", Decimal(4)), ChartPoint("2024", Decimal(9)))
    >>> draw(Chart("line", "走势", "件", points)).startswith("<svg ")
    True
    """
    shapes, height = _line(chart.points) if chart.type == "line" else _bars(chart.points)
    name = escape(f"{chart.title}（{chart.unit}）" if chart.unit else chart.title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{escape(chart.type)}" role="img" '
        f'aria-label="{name}" viewBox="0 0 {WIDTH} {height}">{"".join(shapes)}</svg>'
    )


def _line(points: Sequence[ChartPoint]) -> tuple[list[str], int]:
    low, high = _range(points)
    floor = _LINE_HEIGHT - _BOTTOM
    step = (WIDTH - 2 * _MARGIN) / max(1, len(points) - 1)
    spots = [
        (_MARGIN + step * place, floor - float((point.value - low) / (high - low)) * (floor - _TOP))
        for place, point in enumerate(points)
    ]
    labelled = _labelled(points)
    shapes = [f'<line class="chart-axis" x1="{_MARGIN}" y1="{floor}" x2="{WIDTH - _MARGIN}" y2="{floor}"/>']
    shapes.append(f'<polyline class="chart-path" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in spots)}"/>')
    for place, ((x, y), point) in enumerate(zip(spots, points, strict=True)):
        shapes.append(f'<circle class="chart-point" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        if place in labelled:
            shapes.append(_text(x, y - 11, _plain(point.value), "chart-value", "middle"))
            shapes.append(_text(x, floor + 19, point.label, "chart-label", "middle"))
    return shapes, _LINE_HEIGHT


def _bars(points: Sequence[ChartPoint]) -> tuple[list[str], int]:
    widest = max((abs(point.value) for point in points), default=Decimal(0)) or Decimal(1)
    shapes = []
    for place, point in enumerate(points):
        top = place * _BAR_STEP
        width = float(abs(point.value) / widest) * _BAR_ROOM
        label = point.label if len(point.label) <= _LABEL_CHARS else f"{point.label[: _LABEL_CHARS - 1]}…"
        shapes.append(_text(0, top + 15, label, "chart-label", "start"))
        shapes.append(
            f'<rect class="chart-bar" x="0" y="{top + 22}" width="{max(width, 1):.1f}" height="{_BAR_HEIGHT}" rx="3"/>'
        )
        shapes.append(_text(max(width, 1) + 7, top + 34, _plain(point.value), "chart-value", "start"))
    return shapes, _BAR_STEP * max(1, len(points))


def _range(points: Sequence[ChartPoint]) -> tuple[Decimal, Decimal]:
    # A line that does not begin at zero makes small changes look large.
    values = [point.value for point in points]
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    return low, high if high > low else low + 1


def _labelled(points: Sequence[ChartPoint]) -> frozenset[int]:
    if len(points) <= _LABELLED:
        return frozenset(range(len(points)))
    places: Iterable[int] = range(len(points))
    extremes = {min(places, key=lambda i: points[i].value), max(places, key=lambda i: points[i].value)}
    return frozenset({0, len(points) - 1, *extremes})


def _plain(value: Decimal) -> str:
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def _text(x: float, y: float, text: str, kind: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'

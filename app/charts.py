"""Charts as plain SVG: a line over years, bars over agencies or indicators, a whole with its parts.

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
_LABEL_CHARS = 21
_LABELLED = 9
"""Up to so many points each bears its value; among more only the ends and the extremes do."""
_STEEP = 0.6
"""From this slope on a line runs through what is written above its end."""
_WHOLE_HEIGHT = 30
_LEGEND_STEP = 24
_SWATCH = 12
_SHADES = (1.0, 0.6, 0.35)
"""How strongly the parts of a whole are filled, in turn."""


def draw(chart: Chart) -> str:
    """Return a chart as an SVG element: well-formed, without style or script, named by its title.

    >>> points = (ChartPoint("2023", Decimal(4)), ChartPoint("2024", Decimal(9)))
    >>> draw(Chart("line", "走势", "件", points)).startswith("<svg ")
    True
    """
    shapes, height = _DRAWINGS[chart.type](chart.points)
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
            shapes.append(_value_at(place, spots, floor, _plain(point.value)))
            shapes.append(_text(x, floor + 19, point.label, "chart-label", "middle"))
    return shapes, _LINE_HEIGHT


def _value_at(place: int, spots: Sequence[tuple[float, float]], floor: float, value: str) -> str:
    """Write a value by its point: above, or where the line would run through it, aside or below."""
    x, y = spots[place]
    before = _rise(spots[place], spots[place - 1]) if place else 0.0
    after = _rise(spots[place], spots[place + 1]) if place + 1 < len(spots) else 0.0
    if max(before, after) < _STEEP:
        return _text(x, y - 11, value, "chart-value", "middle")
    if before >= 0 and after >= 0 and y + 24 < floor:
        return _text(x, y + 20, value, "chart-value", "middle")
    aside = -6 if after > before else 6
    return _text(x + aside, y - 9, value, "chart-value", "end" if aside < 0 else "start")


def _rise(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how steeply the line climbs from a point to its neighbour, on either side."""
    return (one[1] - other[1]) / max(1.0, abs(other[0] - one[0]))


def _bars(points: Sequence[ChartPoint]) -> tuple[list[str], int]:
    widest = max((abs(point.value) for point in points), default=Decimal(0)) or Decimal(1)
    shapes = []
    for place, point in enumerate(points):
        top = place * _BAR_STEP
        width = float(abs(point.value) / widest) * _BAR_ROOM
        shapes.append(_text(0, top + 15, _short(point.label), "chart-label", "start"))
        shapes.append(
            f'<rect class="chart-bar" x="0" y="{top + 22}" width="{max(width, 1):.1f}" height="{_BAR_HEIGHT}" rx="3"/>'
        )
        shapes.append(_text(max(width, 1) + 7, top + 34, _plain(point.value), "chart-value", "start"))
    return shapes, _BAR_STEP * max(1, len(points))


def _share(points: Sequence[ChartPoint]) -> tuple[list[str], int]:
    *parts, whole = points
    scale = WIDTH / float(whole.value or 1)
    shapes = [f'<rect class="chart-whole" x="0.5" y="0.5" width="{WIDTH - 1}" height="{_WHOLE_HEIGHT}" rx="3"/>']
    at = 0.0
    for place, part in enumerate(parts):
        width = float(part.value) * scale
        shapes.append(_filled(at, 0.5, width, _WHOLE_HEIGHT, _SHADES[place % len(_SHADES)]))
        at += width
    top = float(_WHOLE_HEIGHT + 14)
    for place, point in enumerate(points):
        if point is whole:
            shapes.append(f'<rect class="chart-whole" x="0.5" y="{top}" width="{_SWATCH}" height="{_SWATCH}" rx="2"/>')
        else:
            shapes.append(_filled(0.5, top, _SWATCH, _SWATCH, _SHADES[place % len(_SHADES)]))
        shapes.append(_text(_SWATCH + 8, top + 10.5, _short(point.label), "chart-label", "start"))
        shapes.append(_text(WIDTH, top + 10.5, _plain(point.value), "chart-value", "end"))
        top += _LEGEND_STEP
    return shapes, round(top)


def _filled(x: float, y: float, width: float, height: float, shade: float) -> str:
    return (
        f'<rect class="chart-part" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}"'
        f' fill-opacity="{shade}" rx="2"/>'
    )


def _short(label: str) -> str:
    return label if len(label) <= _LABEL_CHARS else f"{label[: _LABEL_CHARS - 1]}…"


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


_DRAWINGS = {"line": _line, "bar": _bars, "share": _share}
"""How each type of chart is drawn."""

"""Strategy: years in a row that one report states in its prose (2021年、2022年、2023年依次为291条、342条、386条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context
from knowledge.answering.prose.fitting import Found
from knowledge.answering.prose.quoting import candidates, say_figure
from knowledge.answering.prose.surroundings import sentence_span
from knowledge.records import Figure, HeldReport, Passage
from knowledge.search import coverage, sentences_of, weigh, words_of
from knowledge.vocabulary.turns import turn

ENOUGH = 0.6
"""Share of the question's weight that must stand in the sentence up to its numbers."""

_ROW = turn("stated_years")
_BETWEEN = turn("between_numbers")


def answer_stated_series(context: Context) -> Answer | None:
    """Answer a question for several years that one report answers for all of them; None where none does."""
    query = context.query
    if len(query.years) < 2 or query.foreign or len(query.agencies) > 1:
        return None
    for report in candidates(context):
        found = _found(context, report)
        if found:
            composition = Composition(context)
            for year, item in sorted(found.items()):
                say_figure(composition, item, year)
            return composition.finish(Kind.TREND)
    return None


def _found(context: Context, report: HeldReport) -> dict[int, Found]:
    """Return a figure for each year asked, empty where the report does not state them all in a row."""
    query = context.query
    sentences = sentences_of(context.store, report)
    words = weigh(words_of(query), query.quoted, sentences)
    for passage in {sentence.passage.ordinal: sentence.passage for sentence in sentences}.values():
        for match in _ROW.finditer(passage.text):
            start, end = sentence_span(passage.text, match.start(), match.end())
            figures = tuple(_figures(context, report, passage, match.end(), end))
            years = _years(match)
            if not set(query.years) <= set(years) or len(figures) < len(years):
                continue
            if coverage(words, passage.text[start : match.end()]) >= ENOUGH:
                row = zip(years, figures, strict=False)
                return {
                    year: Found(report, item, passage, start, end, 1.0) for year, item in row if year in query.years
                }
    return {}


def _figures(context: Context, report: HeldReport, passage: Passage, start: int, end: int) -> Iterator[Figure]:
    """Yield the figures of a row, parted by 、 or 和 only."""
    figures = context.store.facts.figures(report.version_id)
    inside = sorted(
        (f for f in figures if f.passage == passage.ordinal and start <= f.start < end), key=lambda f: f.start
    )
    at = start
    for figure in inside:
        if not _BETWEEN.fullmatch(passage.text[at : figure.start]):
            return
        yield figure
        at = figure.end


def _years(match: re.Match[str]) -> tuple[int, ...]:
    years = tuple(int(year) for year in re.findall(r"20\d\d", match["years"]))
    return tuple(range(years[0], years[-1] + 1)) if match["span"] else years

"""Strategy: what stands beside the number that was just given: another part of its list, or the whole that it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context
from knowledge.answering.prose.asked import is_channel
from knowledge.answering.prose.fitting import Found
from knowledge.answering.prose.narrowing import any_in
from knowledge.answering.prose.quoting import note_figure, say_figure
from knowledge.answering.prose.several import asks_what_is_behind, is_stated_of_another, stated_behind
from knowledge.answering.prose.surroundings import sentence_span, siblings_of, whole_of
from knowledge.answering.strategies.decline import decline_content
from knowledge.records import Figure, HeldReport
from knowledge.search import Sentence, sentences_of, variants_of, words_of
from knowledge.understanding.grouping import adds_up


@dataclass(frozen=True, slots=True)
class _Told:
    """The figure that was given, with all of its sentence that are counted alike, in the order of the text."""

    figure: Figure
    sentence: Sentence
    figures: tuple[Figure, ...]


def answer_neighbour(context: Context) -> Answer | None:
    """Answer 行政规范性文件呢, 一共多少 or 同比增长多少 after a number of the prose, from where that number stands.

    None where none of it is asked. A whole that is not stated is left to what the numbers asked for so far come to,
    where there were several, and else declined: the part is no answer for it.
    """
    query = context.query
    if not query.recalled or len(context.reports) != 1:
        return None
    report, words = context.reports[0], words_of(query)
    told = tuple(_told(context, report, query.recalled))
    if asks_what_is_behind(query):
        behind = (
            stated_behind(context, _found(report, item)) for item in told if not is_stated_of_another(item.figure)
        )
        moved = _only(item.figure for item in behind if item)
        return _say(context, report, told, moved) if moved else None
    if not words and "sum" in query.asks:
        found = None if adds_up(query.text) else _only(whole for item in told if (whole := _whole(item)))
        if found is None:
            return None if query.gathered else decline_content(context)
        return _say(context, report, told, found)
    if not query.is_elliptic or not words:
        return None
    channels = [is_channel(word) for word in words]
    if all(channels):
        found = _only(figure for figure in _bare(context, report, told) if _is_called(figure, words))
    else:
        # 短视频呢 after the followers of a 视频号 asks for no followers again.
        beside = (
            figure for item in told for figure in item.figures if figure != item.figure and _is_called(figure, words)
        )
        found = _only(beside) if not any(channels) else None
    return _say(context, report, told, found) if found else None


def _told(context: Context, report: HeldReport, recalled: Sequence[str]) -> Iterator[_Told]:
    sentences = {item.passage.ordinal: item for item in sentences_of(context.store, report)}
    figures = [item for item in context.store.facts.figures(report.version_id) if item.passage in sentences]
    for figure in figures:
        if [figure.subject, figure.measure] == list(recalled[:2]):
            sentence = sentences[figure.passage]
            near = siblings_of(figure, figures, sentence.passage.text)
            yield _Told(figure, sentence, tuple(sibling.figure for sibling in near))


def _bare(context: Context, report: HeldReport, told: Sequence[_Told]) -> Iterator[Figure]:
    """Yield the numbers near the one given that are said of a medium and leave unsaid what they count: 微博138条."""
    near = {(item.figure.passage, item.figure.unit) for item in told}
    for figure in context.store.facts.figures(report.version_id):
        if (figure.passage, figure.unit) in near and figure.subject and figure.subject == figure.measure:
            yield figure


def _is_called(figure: Figure, words: Sequence[str]) -> bool:
    return all(any_in(variants_of(word), f"{figure.subject}，{figure.measure}") for word in words)


def _whole(told: _Told) -> Figure | None:
    return whole_of(told.figure, told.figures, told.sentence.passage.text)


def _only(figures: Iterator[Figure]) -> Figure | None:
    found = list(dict.fromkeys(figures))
    return found[0] if len(found) == 1 else None


def _found(report: HeldReport, told: _Told) -> Found:
    passage = told.sentence.passage
    return Found(report, told.figure, passage, *sentence_span(passage.text, told.figure.start, told.figure.end), 1.0)


def _say(context: Context, report: HeldReport, told: Sequence[_Told], figure: Figure) -> Answer:
    sentence = next(item.sentence for item in told if item.figure.passage == figure.passage)
    found = _found(report, _Told(figure, sentence, ()))
    composition = Composition(context)
    say_figure(composition, found)
    note_figure(composition, found)
    return composition.finish(Kind.FIGURE, value=figure.value, unit=figure.unit or None)

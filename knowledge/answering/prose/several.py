"""Several numbers of the prose for one question: asked one after the other, together or apart, or year by year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context
from knowledge.answering.gate import Computed, Said
from knowledge.answering.prose.asked import COUNT
from knowledge.answering.prose.change_ends import ASKED_MOVE, END_POINT, starts
from knowledge.answering.prose.fitting import Found, best_figure, said_beside
from knowledge.answering.prose.narrowing import counts_these_together
from knowledge.answering.prose.quoting import candidates, note_figure, say_figure, span_of
from knowledge.answering.prose.surroundings import siblings_of, whole_of
from knowledge.answering.strategies.comparison import asks_size
from knowledge.numerals import format_number
from knowledge.records import Figure, HeldReport
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

_TWO = (turn("two_taken_together"), turn("two_set_apart"))
_LEAD = turn("how_far_apart")
_CHANGE = turn("change_asked")
_COMPARED = turn("change_said")
_SHARE = turn("share_of_number")
FEWEST_PARTS = 2
"""One part tells a whole apart and lists nothing."""
_COUNT_ASKED = turn("count_asked")
_UP = turn("upward")
_DOWN = turn("downward")


def answer_parts(context: Context) -> Answer | None:
    """Answer a question that asks for one number after the other (几件，同比增长多少); None where a part has none."""
    parts = tuple(_parts(context.query))
    reports = candidates(context)
    if len(parts) < 2 or len(reports) != 1:
        return None
    found: list[Found] = []
    for part in parts:
        item = _next(context, reports[0], part, found[-1] if found else None)
        if item is None or item in found:
            return None
        found.append(item)
    composition = Composition(context)
    for item in found:
        say_figure(composition, item)
    note_figure(composition, found[0])
    return composition.finish(Kind.FIGURE, value=found[0].figure.value, unit=found[0].figure.unit or None)


def answer_stated_parts(context: Context, whole: Found) -> Answer | None:
    """List the parts that a sentence counts behind a whole (79条，其中甲类5条、乙类9条), where each is asked for."""
    if not _each_part().search(context.query.rest):
        return None
    text, figures = whole.passage.text, context.store.facts.figures(whole.report.version_id)
    counted = [sibling.figure for sibling in siblings_of(whole.figure, figures, text)]
    parts = [figure for figure in counted if whole_of(figure, counted, text) == whole.figure]
    if len(parts) < FEWEST_PARTS:
        return None
    composition = Composition(context)
    for figure in (whole.figure, *parts):
        say_figure(composition, replace(whole, figure=figure))
    return composition.finish(Kind.LIST)


@cache
def _each_part() -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["each_part"]["patterns"]))


def answer_moved(context: Context) -> Answer | None:
    """Answer by how much a number moved from one end of a change to the other: 粉丝涨了多少, 由31万人增至38万人."""
    query, reports = context.query, candidates(context)
    asked = ASKED_MOVE.search(query.rest)
    if asked is None or len(reports) != 1:
        return None
    rest = query.rest.replace(asked[0], f"有{asked['size']}", 1)
    ends = (replace(query, rest=text, asks=frozenset({"count"})) for text in (f"原来{rest}", rest))
    first, last = (best_figure(replace(context, query=end), reports[0]) for end in ends)
    if not (first and last and first.passage == last.passage and first.figure.unit == last.figure.unit):
        return None
    if not starts(first.passage.text, first.figure) or not END_POINT.search(last.passage.text[: last.figure.start]):
        return None
    composition = Composition(context)
    say_figure(composition, first)
    say_figure(composition, last)
    return difference_of(composition, first, last)


def stated_change(context: Context, report: HeldReport, value: Decimal | None = None) -> Found | None:
    """Return the change that the report states of a number (59件，较上年增加42件), where a question asks for that.

    ``value`` is what the table says of the number, which tells it from others in the prose.
    """
    query = context.query
    asked = _CHANGE.search(query.rest)
    if asked is None:
        return None
    whole = replace(query, rest=query.rest.replace(asked[0], "有", 1), asks=query.asks - {"growth", "difference"})
    main = best_figure(replace(context, query=whole), report, value) or best_figure(
        replace(context, query=whole), report
    )
    changed = _changed(context, main, query.rest) if main else None
    return changed or _told(best_figure(context, report), query.rest)


def _told(found: Found | None, asked: str) -> Found | None:
    """Return a figure that is itself said to be a change, in the direction that is asked for."""
    if found is None or not _COMPARED.search(said := said_beside(found)):
        return None
    opposed = (_UP.search(asked) and not _UP.search(said)) or (_DOWN.search(asked) and not _DOWN.search(said))
    return None if opposed else found


def _parts(query: Query) -> Iterator[Query]:
    """Yield the question cut behind each number that it asks for."""
    start = 0
    matches = list(COUNT.finditer(query.rest))
    for match, following in zip(matches, (*matches[1:], None), strict=False):
        mark = re.search("[，？；]", query.rest[match.end() : following.start() if following else None])
        end = match.end() + mark.start() if mark else match.end() if following else len(query.rest)
        text = query.rest[start:end].strip("，？；、其中和及")
        asks = {"count", *({"share"} if _SHARE.search(text) else ())}
        yield replace(query, rest=text, asks=frozenset(asks), quoted=tuple(q for q in query.quoted if q in text))
        start = end


def _next(context: Context, report: HeldReport, part: Query, before: Found | None) -> Found | None:
    """Return the figure of a part; a share or a change without a subject is that of the number before it."""
    if before is not None:
        if _CHANGE.search(part.rest) and (changed := _changed(context, before, part.rest)):
            return changed
        if "share" in part.asks and (shared := _following(context, before, "占")):
            return shared
    return best_figure(replace(context, query=part), report)


def _changed(context: Context, main: Found, asked: str) -> Found | None:
    found = next(
        (item for word in ("比", "较", "增", "降", "升", "减") if (item := _following(context, main, word))), None
    )
    if found is None:
        return None
    said = "".join(found.figure.scope) + found.figure.measure
    opposed = (_UP.search(asked) and _DOWN.search(said)) or (_DOWN.search(asked) and _UP.search(said))
    of_share = found.figure.unit == "%" and _COUNT_ASKED.search(asked)
    return None if opposed or of_share else found


def asks_what_is_behind(query: Query) -> bool:
    """Tell whether a question asks for nothing but the change or the share of what was spoken of: 同比增长多少."""
    rest = COUNT.sub("", query.rest)
    left = _SHARE.sub("", _CHANGE.sub("", rest)).strip("，那它是了占又的呢比较与和跟")
    return left in ("", "总数", "总量", "全部", "百分之") and left != rest


def stated_behind(context: Context, main: Found) -> Found | None:
    """Return the change or the share, whichever is asked for, that is stated right behind a number."""
    if _CHANGE.search(context.query.rest):
        return _changed(context, main, context.query.rest)
    return _following(context, main, "占")


def is_stated_of_another(figure: Figure) -> bool:
    """Tell whether a figure is itself a change or a share of the number before it."""
    said = "".join(figure.scope)
    return bool(_CHANGE.search(said) or _SHARE.search(said))


def _following(context: Context, main: Found, word: str) -> Found | None:
    """Return the figure right behind another whose scope or measure has a word (占, 同比)."""
    figures = [
        item for item in context.store.facts.figures(main.report.version_id) if item.passage == main.passage.ordinal
    ]
    behind = sorted((item for item in figures if main.figure.end <= item.start < main.end), key=lambda item: item.start)
    text = main.passage.text
    if not behind or re.search("[。；]", text[main.figure.end : behind[0].start]):
        return None
    said = "".join(behind[0].scope) + behind[0].measure + text[main.figure.end : behind[0].start]
    return replace(main, figure=behind[0]) if word in said else None


def subjects_of(query: Query) -> tuple[str, ...]:
    """Return the question's words for each of the things that it wants counted together or apart, if it names two."""
    match = next((match for pattern in _TWO if (match := pattern.search(query.rest))), None)
    if match is None:
        return ()
    return tuple(_LEAD.sub("有", query.rest.replace(match[0], match[name], 1)) for name in ("first", "second"))


def answer_subjects(context: Context, subjects: Sequence[str]) -> Answer | None:
    """Give the figure of each subject, and their sum or difference where it is asked for.

    None where one of them has no figure, and where their units differ: 人 and 次 are neither added nor subtracted.
    """
    reports = candidates(context)
    whole = best_figure(context, reports[0]) if len(reports) == 1 else None
    if whole and "sum" in context.query.asks and counts_these_together(context.query, whole.figure):
        # 依托网站、政务新媒体公开67条: the report has counted them together.
        return _say_whole(context, whole)
    found = [
        best
        for rest in subjects
        for report in reports[:1]
        if (best := best_figure(replace(context, query=replace(context.query, rest=rest)), report))
    ]
    if len(reports) != 1 or len(found) != len(subjects) or len({item.figure.unit for item in found}) > 1:
        return None
    if len({item.figure for item in found}) == 1 and whole:
        return _say_whole(context, whole)
    composition = Composition(context)
    for item in found:
        say_figure(composition, item)
        note_figure(composition, item)
    if "sum" in context.query.asks:
        return sum_of(composition, found)
    if "difference" in context.query.asks:
        return difference_of(composition, *found[::-1])
    return composition.finish(Kind.COMPARISON)


def _say_whole(context: Context, whole: Found) -> Answer:
    composition = Composition(context)
    say_figure(composition, whole)
    return composition.finish(Kind.FIGURE, value=whole.figure.value, unit=whole.figure.unit or None)


def sum_of(composition: Composition, found: Sequence[Found]) -> Answer:
    """Say what several figures of the prose come to."""
    formula = " + ".join(format_number(item.figure.value) for item in found)
    computed = Computed(formula, {format_number(item.figure.value): span_of(item) for item in found})
    value = sum((item.figure.value for item in found), Decimal())
    unit, size = found[0].figure.unit, format_number(value)
    composition.say("figure.formula", formula=Said(formula, computed), value=Said(size, computed), unit=unit)
    return composition.finish(Kind.FIGURE, value=value, unit=unit or None, formula=f"{formula} = {size}")


def difference_of(composition: Composition, first: Found, second: Found) -> Answer:
    """Say by how much two figures of the prose differ, later less earlier, first named less second."""
    value = second.figure.value - first.figure.value
    greater, less = (second, first) if value >= 0 else (first, second)
    formula = f"{format_number(greater.figure.value)} − {format_number(less.figure.value)}"
    computed = Computed(formula, {format_number(item.figure.value): span_of(item) for item in (first, second)})
    size = format_number(abs(value))
    composition.say(
        "figure.formula", formula=Said(formula, computed), value=Said(size, computed), unit=first.figure.unit
    )
    asked_size = value < 0 and asks_size(composition.context.query.text)
    return composition.finish(
        Kind.COMPARISON,
        value=abs(value) if asked_size else value,
        unit=first.figure.unit or None,
        formula=f"{formula} = {size}",
    )

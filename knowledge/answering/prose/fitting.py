"""How well a number of the prose fits a question: what is counted, what stands around it, what narrows it.

Two things must hold before a figure is given: the question's telling words stand around the number (or words that
mean the same), and the number is not narrowed by a word that the question does not say (关停的新媒体 are not all of
them). Otherwise it is left to the other strategies: a wrong number is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.answering.context import Context
from knowledge.answering.prose.asked import (
    asks_attendance,
    asks_duration,
    asks_place,
    clause_asked,
    heads_of,
    is_act,
    is_channel,
    is_unit_asked,
    makes_public,
    unit_fits,
    units_asked,
    words_looked_for,
)
from knowledge.answering.prose.change_ends import is_at_asked_end, is_part_of_year, tells_move
from knowledge.answering.prose.measure import (
    agrees,
    counts_other_kind,
    is_verbatim,
    measure_said,
    run_shared,
    things_said,
    unsaid,
)
from knowledge.answering.prose.narrowing import (
    any_in,
    counts_jointly,
    counts_media_jointly,
    is_of_media_asked,
    is_on_other_medium,
    lists_media,
    narrowed_otherwise,
    new_media,
    scope_penalty,
)
from knowledge.answering.prose.reach import is_of_body_unsaid, reaches_elsewhere
from knowledge.answering.prose.side_by_side import names_some, without_joint
from knowledge.answering.prose.support import is_left_out, support
from knowledge.answering.prose.surroundings import (
    Sibling,
    beside,
    clause_before,
    near_of,
    point_of,
    said_of_whole,
    sentence_span,
    siblings_of,
)
from knowledge.places import is_place
from knowledge.records import Figure, HeldReport, Passage
from knowledge.search import Sentence, Word, coverage, exactly_said, sentences_of, variants_of, weigh, words_of
from knowledge.segment import cut, is_content
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

ENOUGH = 0.72
"""Share of the question's weight that must stand around a number."""
MEASURED = 0.07
"""What is added for words that stand in the very measure of the number and right beside it."""
BESIDE = 0.45
"""Share of the question's weight that must stand right at the number."""
OTHER_THING = 0.5
"""Share of the things in a figure's measure that the question must name: 发布政策文件 does not count 信息."""
HEADED = 0.6
"""Share of the words that name what is counted which must stand beside the number."""
WORD_FOR_WORD = 0.15
"""What is added where the question has the measure word for word."""
IN_A_ROW = 0.008
"""What is added for each character of the longest run that the question shares with the measure."""
LONGER = 2
"""By how many characters a run must be longer to tell between figures that fit alike: 在村公示栏公开 and 公示栏公开."""
APART = 0.1
"""What is taken off for words that stand in the sentence but beyond a semicolon: 短视频观看19次；直播9场，观看30次."""
OF_A_WHOLE = 0.3
"""What is taken off a part where the question says 一共."""
IN_SUM = 0.15
"""What is added where the question says 一共 and the number is a sum (总计2401条)."""
CLEAR = 0.025
"""By how much the best figure must lead, where the next one has another value."""
WHOLLY = 0.8
"""Share of a figure's measure that must be said where no word of the question is telling (主动公开政府信息多少条)."""
TELLING = 0.3
"""A word that weighs less is in so many sentences that it tells nothing by itself."""

_SUMMED = turn("summed_up")
_LEAD = turn("named_point")
_DENIED = turn("denied")
_DENIAL = turn("denial")
_OF_PLACE = turn("word_of_place")
_JOINS = turn("joins_two")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with how well it fits."""

    report: HeldReport
    figure: Figure
    passage: Passage
    start: int
    end: int
    score: float


def best_figure(context: Context, report: HeldReport, value: Decimal | None = None) -> Found | None:
    """Return the figure of a report that a question is about, None where none, or more than one, may be meant.

    ``value``, where it is given, is what the figure must come to.
    """
    query = context.query
    words = words_looked_for(query)
    if asks_place(query):
        words = tuple(word for word in words if not _OF_PLACE.search(word)) or words
    sentences = sentences_of(context.store, report)
    weighed = weigh(words, query.quoted, sentences)
    passages = {sentence.passage.ordinal: sentence for sentence in sentences}
    figures = [figure for figure in context.store.facts.figures(report.version_id) if figure.passage in passages]
    scored = []
    for figure in figures:
        if not unit_fits(query, figure):
            continue
        text = passages[figure.passage].passage.text
        siblings = siblings_of(figure, figures, text)
        if not _counts_another(query, figure, siblings, text, weighed):
            scored.append(_found(query, report, figure, siblings, passages[figure.passage], weighed))
    fitting = (item for item in scored if item.score >= ENOUGH and value in (None, item.figure.value))
    ranked = sorted(fitting, key=lambda item: -item.score)
    if not ranked:
        return None
    # 多少条 may be said of 件, but where 条 or 条次 are counted it is asked of those.
    ranked = [item for item in ranked if is_unit_asked(query, item.figure.unit)] or ranked
    if query.recalled and all(is_channel(word) for word in words_of(query)):
        # 微信呢 after 微博发布信息多少条 asks in the same measure, and not how many accounts there are; 网上呢 after
        # 邮寄5件 for requests, and not for what the site has published.
        units = {one.unit for one in figures if [one.subject, one.measure] == list(query.recalled[:2])}
        alike_ones = [item for item in ranked if item.figure.unit in units]
        ranked = [item for item in ranked if item.figure.measure == query.recalled[1]] or alike_ones or ranked
    if ranked[0].figure.qualifier != "exact":
        # 43051人 and 超过4.3万人 say the same; the exact number is the better answer.
        exact = [item for item in ranked if item.figure.qualifier == "exact" and agrees(ranked[0].figure, item.figure)]
        ranked = exact or ranked
    close = [
        item for item in ranked if ranked[0].score - item.score < CLEAR and not agrees(item.figure, ranked[0].figure)
    ]
    alike_ones = [ranked[0], *close]
    near_ones = [item for item in alike_ones if not reaches_elsewhere(query, item.passage.text, item.figure)]
    best = _plainest(query, near_ones or alike_ones)
    return best and (_in_unit_asked(query, best, figures) or best)


def _in_unit_asked(query: Query, best: Found, figures: Sequence[Figure]) -> Found | None:
    """Return the number of the same sentence that is in the unit asked for and whose act the question says.

    处理了多少件政务服务 is told by the second number of 政务服务事项132项，全年处理5872件.
    """
    if not units_asked(query) or is_unit_asked(query, best.figure.unit):
        return None
    passage, start, end = best.figure.passage, best.figure.end, best.end
    behind = [item for item in figures if item.passage == passage and start < item.start < end]
    told = [item for item in behind if is_unit_asked(query, item.unit) and measure_said(query, item) == 1]
    return replace(best, figure=told[0]) if len(told) == 1 else None


def _plainest(query: Query, close: Sequence[Found]) -> Found | None:
    """Return of figures that fit alike the one that says nothing beyond the others."""
    beyond = {id(item): unsaid(query, item.figure) | _website_unsaid(query, item) for item in close}
    plain = [
        item for item in close if all(beyond[id(item)] < beyond[id(other)] for other in close if other is not item)
    ]
    if plain:
        return plain[0]
    runs = sorted(((run_shared(query, item.figure), place) for place, item in enumerate(close)), reverse=True)
    if len(runs) > 1 and runs[0][0] >= runs[1][0] + LONGER:
        return close[runs[0][1]]
    return close[0] if len({item.figure.value for item in close}) == 1 else None


def _website_unsaid(query: Query, found: Found) -> frozenset[str]:
    """Return 网站 where a figure is said of it alone and the question is not: 在网站公开1848条, of 2918 in all."""
    names = variants_of("网站")
    here = any_in(names, beside(found.passage.text, found.figure)) and not any_in(names, query.rest)
    return frozenset(["网站"]) if here else frozenset()


def said_beside(found: Found) -> str:
    """Return what is said right at a figure: its subject, its measure, and the words of its clause."""
    return near_of(found.passage.text, found.figure)


def _counts_another(
    query: Query, figure: Figure, siblings: Sequence[Sibling], text: str, words: Sequence[Word]
) -> bool:
    """Tell whether a telling word of the question stands right at another figure of the sentence and not at this one.

    Of 解读22篇，其中图解11篇 the second is asked for by 图解解读几篇, though the first has 解读 and 篇 as well.
    """
    asked, whole = clause_asked(query), said_of_whole(figure, siblings, text)
    near = next(sibling.near for sibling in siblings if sibling.figure == figure)
    telling = [
        word
        for word in words
        if word.weight > TELLING and word.text in asked and not word.stands_in(near)
        if not is_act(word.text) and word.text not in load("synonyms")["weak"]
        # What a whole is said to count (查阅场所640个) is counted by each of its parts.
        if not (whole and word.stands_in(whole))
    ]
    heads = heads_of(query, words)
    # A greater number before may be what this one is a part of: 发放300份，收回287份.
    others = [item for item in siblings if item.figure.start > figure.start or item.figure.value < figure.value]
    said = [beside(text, item.figure) for item in others]
    return any(word.stands_in(clause) and word not in heads for word in telling for clause in said)


def _found(
    query: Query,
    report: HeldReport,
    figure: Figure,
    siblings: Sequence[Sibling],
    sentence: Sentence,
    words: Sequence[Word],
) -> Found:
    text = sentence.passage.text
    start, end = sentence_span(text, figure.start, figure.end)
    near = near_of(text, figure) + new_media(figure)
    topic = _topic(sentence, figure, start) if _is_general(figure) else ""
    # Under 扶贫和社会救助 a number is said of both, and of neither alone.
    topic = "" if names_some(query, topic) else topic
    if all(map(is_act, cut(figure.measure))):
        # 刊登公报目录，全年共印发13期: what was printed is said before.
        topic = f"{topic}，{clause_before(text, figure)}"
    if is_place(figure.printed) or asks_duration(query) or figure.unit == "分":
        # 在全县测评中列第9名: what was measured stands before, and only a place answers 第几名.
        near = text[start:end]
    elif asks_attendance(query):
        near = text[max(start, text.rfind("；", 0, figure.start) + 1) : end]
    score = 0.0
    # 完成清理许可事项312项、服务事项905项: the act before the first number is of all that the question names.
    listed = measure_said(query, figure) >= WHOLLY
    earlier = [other for other in siblings if other.figure.start < figure.start]
    # 通过门户网站、微信公开606条，其中网站469条: what is of both media is no whole that 网站 asks for.
    earlier = [other for other in earlier if not counts_media_jointly(query, other.figure)]
    whole, point = said_of_whole(figure, siblings, text), text.rfind("；", start, figure.start)
    beside_it = [other for other in earlier if other.figure.start > point or other.near == whole]
    greater = [other.near for other in beside_it if other.figure.value > figure.value]
    wholes = greater + [other.near for other in beside_it if listed]
    wholes, greater = ([], []) if is_part_of_year(text, figure) else (wholes, greater)
    if _may_be_meant(query, report, figure, near, topic, wholes, greater, words) and is_at_asked_end(
        query, text, figure
    ):
        measured = coverage(words, figure.measure) + coverage(words, beside(text, figure))
        measured += measure_said(query, figure) + exactly_said(words, near)
        # A rate is of each: 建议和提案均按时办理，满意率100%.
        around = (text[start:end] if figure.unit == "%" else without_joint(query, text[start:end]), whole)
        above = without_joint(query, f"{sentence.headings}，{text[:start][-80:]}")
        if is_left_out(words, (near, topic, *around, above)):
            return Found(report, figure, sentence.passage, start, end, 0.0)
        score = support(words, f"{near}，{topic}", around, above) + MEASURED * measured
        # What else the sentence tells of (线上或者线下查阅) narrows no number.
        score -= narrowed_otherwise(query, figure, near_of(text, figure), "，".join((near, *wholes)), words)
        score += WORD_FOR_WORD if is_verbatim(query, figure) else 0.0
        score += IN_A_ROW * run_shared(query, figure)
        score -= scope_penalty(query, figure)
        score -= APART * (coverage(words, text[start:end]) - coverage(words, point_of(text, figure, start, end)))
        if "sum" in query.asks and whole and not is_of_media_asked(query, figure):
            # 一共推送多少篇 is rather asked of what was pushed in all than of a part that was printed on one site.
            score -= OF_A_WHOLE
        if "sum" in query.asks and _SUMMED.search(text[start : figure.start]):
            score += IN_SUM
    return Found(report, figure, sentence.passage, start, end, score)


def _is_general(figure: Figure) -> bool:
    """Tell whether a figure's own words end in nothing that could not be said of anything: 发布信息, 公布."""
    words = [word for word in cut(figure.measure) if len(word) > 1]
    return not words or words[-1] in load("synonyms")["publishing"] or words[-1] in load("synonyms")["common"]


def _topic(sentence: Sentence, figure: Figure, start: int) -> str:
    """Return what a sentence is about: the name of its point (一是推进教育信息公开，…), else the heading above it.

    Of a heading that joins two things, the point before that takes up one of them says which: 推进教育和医疗信息公开.
    """
    text = sentence.passage.text
    leads = list(_LEAD.finditer(text, start, figure.start))
    heading = sentence.headings.rpartition(" / ")[2]
    if not leads and _JOINS.search(heading):
        points = list(_LEAD.finditer(sentence.passage.text, 0, start))
        things = [word for word in cut(points[-1]["name"]) if len(word) > 1] if points else []
        leads = points if any(word in heading and is_content(word) for word in things if not is_act(word)) else []
    return leads[-1]["name"] if leads else heading


def _may_be_meant(
    query: Query,
    report: HeldReport,
    figure: Figure,
    near: str,
    topic: str,
    wholes: Sequence[str],
    greater: Sequence[str],
    words: Sequence[Word],
) -> bool:
    """Tell whether a figure counts what is asked for, and is no number of the question itself.

    ``wholes`` are what stands at the numbers before, ``greater`` at those of them that it may be a part of.

    A part need not say again what it is a part of: 新收申请91件，网络提交48件、信函邮寄32件. Nor need a number whose
    own words are general (发布信息77条) say again the ``topic`` that it stands under.
    """
    telling = [word for word in words if word.weight > TELLING]
    topical = bool(telling) and coverage(telling, topic) >= HEADED
    if re.search(rf"(?<!\d){re.escape(figure.printed.rstrip(figure.unit))}(?!\d)", query.rest):
        return False
    if not tells_move(query, figure, near):
        return False
    if (
        counts_jointly(query, figure)
        or is_on_other_medium(query, figure)
        or is_place(figure.printed) != asks_place(query)
    ):
        return False
    if is_place(figure.printed):
        return bool(telling) and coverage(telling, near) >= HEADED
    if _DENIED.search(clause_asked(query)) and not _DENIAL.search(near):
        return False
    if _is_of_a_whole_asked_for(query, figure, near, wholes, words):
        return False
    near = f"{near}，{topic}"
    # 线上提交的申请占比是多少: the share of a number printed before it needs no head of its own.
    heads = [] if figure.unit == "%" and any("占" in scope for scope in figure.scope) else heads_of(query, words)
    if sum(word.weight for word in heads) > TELLING and coverage(heads, near) < HEADED:
        rest = [word for word in telling if word not in heads]
        part = rest and coverage(rest, near) >= HEADED
        # 完成清理许可事项312项、服务事项905项: an act is lent by any number before, a thing by a whole alone.
        lent = greater if any(is_content(word.text) for word in heads) else wholes
        if not (part and any(coverage(heads, whole) >= HEADED for whole in lent)):
            return False
    deeds = () if figure.unit == "%" or not query.indicators else query.deeds
    if not all(any_in(variants_of(deed), near) for deed in deeds):
        # 申请补正几件 is no number of the requests that came in; a share is of what was said before it.
        return False
    if any(not word.stands for word in telling):
        return False
    if telling and all(makes_public(word.text) for word in telling) and counts_other_kind(query, figure):
        # 主动公开多少条 asks for no requests, though they came in by a column named 依申请公开.
        return False
    if sum(word.weight for word in heads) <= TELLING:
        # 发布了多少条信息: 信息 may be said of anything, so the figure must name nothing else.
        if not any(word.weight > TELLING for word in words) and counts_other_kind(query, figure):
            return False
        named = [word for word in telling if not is_act(word.text) and not is_channel(word.text)]
        if named and all(word.stands_in(near) for word in named):
            return True
        things = things_said(query, report, figure)
        return things is None or ((things >= OTHER_THING or topical) and coverage(words, near) >= BESIDE)
    return bool(telling) or measure_said(query, figure) >= WHOLLY


def _is_of_a_whole_asked_for(
    query: Query, figure: Figure, near: str, wholes: Sequence[str], words: Sequence[Word]
) -> bool:
    """Tell whether a part (其中乡村振兴228条) has of the question's words only what it shares with its whole."""
    if "其中" not in figure.scope or "其中" in query.rest:
        return False
    if measure_said(query, figure) == 1 and not is_of_body_unsaid(query, figure):
        return False
    own = near.partition("，")[2]
    wholes = [whole for whole in wholes if not lists_media(query, whole)]
    return any(
        coverage(words, whole) > 0
        and not any(word.stands_in(own) and not word.stands_in(whole) for word in words)
        and all(word.stands_in(whole) for word in words if word.stands_in(near))
        for whole in wholes
    )

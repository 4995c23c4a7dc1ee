"""What a question for a number counts: its head word, its unit, the clause that asks, and the acts it is said with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from knowledge.records import Figure
from knowledge.search import Word, variants_of, words_of
from knowledge.segment import cut, part_of_speech
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

CLAUSE_START = re.compile(r"[，。；：！？;:]|,(?!\d{3})|(?<!\d),")
COUNT = turn("how_many")
_TAKEN = re.compile(r"，{3,}")
"""Where an agency or a year was taken out of a question: no mark of the asker's."""
_IN_PEOPLE = turn("in_people")
_UNIT_ASKED = turn("unit_asked")
_BARE = turn("bare_measure")
_PLACE = turn("which_place")
_MOVE = turn("word_of_move")
_MOVED_UP = turn("how_many_places")
_DEGREE = turn("degree")
_CONTACT = turn("contact")
_COUNTED = turn("counted_contact")
_MONEY = turn("how_much_money")
_DURATION = turn("how_long")
_HOW_OFTEN = turn("how_often")
_DONE = turn("gets_done")
_CAME = turn("came")
_CASES = frozenset({"review", "litigation"})
"""Heads of the rows whose parts are called alike: 纠正 and 维持 are said of both."""
_PERSONS = turn("how_many_persons")
_ATTENDANCE = turn("how_many_came")


def wants_figure(query: Query) -> bool:
    """Tell whether a question asks for a number of things, with 多少 or by the bare name of a measure (访问量)."""
    if query.asks & {"who", "why"}:
        return False
    return (
        bool(query.asks & {"count", "sum", "share", "rate", "trend", "difference", "growth"})
        or asks_barely(query)
        or asks_place(query)
        or asks_duration(query)
    )


def asks_barely(query: Query) -> bool:
    """Tell whether a question is the bare name of a measure: 群众满意率, 门户网站访问量."""
    others = {"who", "why", "when", "how", "list", "yes_no", "definition", "findings", "rank"}
    return not query.asks & others and bool(_BARE.search(query.rest))


def asks_duration(query: Query) -> bool:
    """Tell whether a stretch of time is asked for: 平均几天办完, 办理一件要多久."""
    return bool(_DURATION.search(query.rest)) and not _HOW_OFTEN.search(query.rest)


def asks_attendance(query: Query) -> bool:
    """Tell whether it is asked how many people came: 开放日来了多少人."""
    return bool(_ATTENDANCE.search(query.rest))


def words_looked_for(query: Query) -> tuple[str, ...]:
    """Return the words to look for; what a question leaves out of subject or measure comes from the conversation."""
    words = words_of(query)
    plain = tuple(word for word in words if not is_form_of(query, word))
    if query.recalled is None:
        return (*(plain or words), *_subject_of_talk(query))
    words = plain
    subject, measure, *before = query.recalled
    if not words:
        return tuple(before) or _cut(subject + "，" + measure)
    if not query.asks & {"count", "sum"} or all(is_channel(word) or is_lower_body(word) for word in words):
        # 网站呢 after 公众号发布多少条: another subject, the same measure.
        # 网上的呢 after 信函有多少: the other way of sending takes the place of the one that was asked for.
        replaced = load("synonyms")["narrowing"]
        kept = (word for word in _cut(measure) if word not in replaced and not is_channel(word) and not is_piece(word))
        return tuple(dict.fromkeys((*words, *kept)))
    named = any(is_channel(word) for word in words)
    return words if named else tuple(dict.fromkeys((*_cut(subject), *words)))


def _subject_of_talk(query: Query) -> tuple[str, ...]:
    """Return what the rows asked for are about, where only the talk says it: 纠正了几件 after 被复议几次."""
    if "agency" not in query.carried or len(query.indicators) != 1:
        return ()
    head = query.indicators[0].partition(".")[0]
    word = load("synonyms")["subjects"].get(head, "")
    return (word,) if word and word not in query.rest and head in _CASES else ()


def _cut(text: str) -> tuple[str, ...]:
    return tuple(word for word in cut(text) if len(word) > 1 and word.isalnum())


def asks_ways(query: Query) -> bool:
    """Tell whether it is asked how many requests came in by each way: 各种申请方式分别多少件."""
    return bool(_ways().search(query.text))


@cache
def _ways() -> re.Pattern[str]:
    return re.compile("|".join(load("asks")["ways"]["patterns"]))


def is_form_of(query: Query, word: str) -> bool:
    """Tell whether a word only says in what form the number is asked for: 比例, 来了 多少人, 几天 办完; 原来 有几个."""
    if "share" in query.asks and word in load("synonyms")["shares"]:
        return True
    if word in load("synonyms")["before_change"]:
        return True
    if asks_duration(query) and _DONE.fullmatch(word):
        return True
    return asks_attendance(query) and _CAME.fullmatch(word) is not None


def is_piece(word: str) -> bool:
    """Tell whether a word is but the kind of piece that a medium publishes: 图文, 推文."""
    return word in load("synonyms")["pieces"]


def is_unit_asked(query: Query, unit: str) -> bool:
    """Tell whether a question asks in a unit; of 条次 in 条 too, but of 人次 not in 人."""
    wanted = units_asked(query)
    return unit in wanted or (unit != "人次" and unit.removesuffix("次") in wanted)


def contacts_asked(query: Query) -> tuple[str, ...]:
    """Return the words of a question that name a way to reach a body, with all that mean the same."""
    return tuple(variant for word in words_of(query) if _CONTACT.search(word) for variant in variants_of(word))


def asks_place(query: Query) -> bool:
    """Tell whether a place in a ranking is asked for: 排第几名, 全省第几."""
    return bool(_PLACE.search(query.rest)) and not _MOVED_UP.search(query.rest)


def asks_contact(query: Query) -> bool:
    """Tell whether what is asked for is told in figures and counts nothing: 联系电话是多少."""
    return bool(_CONTACT.search(query.rest)) and not _COUNTED.search(query.rest)


def clauses_of(text: str) -> list[str]:
    """Cut a question where its asker did."""
    return CLAUSE_START.split(_TAKEN.sub("", text))


def clause_asked(query: Query) -> str:
    """Return the clause of a question that asks for the number: what stands before it only sets the scene."""
    match = COUNT.search(query.rest)
    if match is None:
        return query.rest
    before, after = query.rest[: match.start()], query.rest[match.start() :]
    return clauses_of(before)[-1] + clauses_of(after)[0]


def heads_of(query: Query, words: Sequence[Word]) -> list[Word]:
    """Return the words that name what is counted: those after 多少条, else the last before that is no act.

    公众号有多少粉丝 asks for 粉丝, 粉丝有多少 too; 咨询涉税事务的有多少人次 asks for people, whom no word names, and
    公众号发了多少条 for whatever is published there.
    """
    match = COUNT.search(query.rest)
    if match is None:
        if query.recalled:
            # 网站呢 after 公众号推送信息多少条: the site may have 公开 and not 推送 them.
            return [word for word in words if not is_act(word.text)] or list(words)
        return list(words[-1:]) if asks_barely(query) else []
    after = CLAUSE_START.split(query.rest[match.end() :])[0]
    if len(after.strip("的呢了吗过啊呀")) > 1:
        heads = _up_to_act([word for word in words if word.text in after], after)
        did = _IN_PEOPLE.search(match[0]) and all(part_of_speech(word.text) == "v" for word in heads)
        # 业务培训有多少人次参加: what they took part in tells more than that they did.
        return heads_before(words, query, match) if did else heads
    return heads_before(words, query, match)


def heads_before(words: Sequence[Word], query: Query, match: re.Match[str]) -> list[Word]:
    """Return the last word before 多少条 that is no act, empty where that is but a channel."""
    before = clauses_of(query.rest[: match.start()])[-1]
    if before.endswith(("的", "的有")):
        return []
    standing = [word for word in words if word.text in before]
    things = [word for word in standing if not is_act(word.text)] or standing
    # 传真申请有多少件 is told by the way they came: 申请 may go unsaid.
    things = [word for word in things if word.text not in load("synonyms")["weak"]] or things
    last = sorted(things, key=lambda word: before.rfind(word.text) + len(word.text))[-1:]
    return [] if len(things) < len(standing) and any(is_channel(word.text) for word in last) else last


def _up_to_act(words: Sequence[Word], after: str) -> list[Word]:
    """Return the words up to what is done by or with them: of 几家企业提供了证明 the companies are counted.

    几件申请延长了期限 is told by what was done: 申请 may go unsaid.
    """
    counted = ""
    for token in cut(after):
        if counted and part_of_speech(token) == "v":
            break
        counted += token
    heads = [word for word in words if word.text in counted]
    weak = load("synonyms")["weak"]
    telling = [word for word in heads if word.text not in weak]
    return telling or [word for word in words if word.text not in weak] or list(words)


@cache
def is_act(word: str) -> bool:
    """Tell whether a word only says that something was done or published (发布, 召开, 受理) and names nothing."""
    synonyms = load("synonyms")
    if word in synonyms["narrowing"]:
        return False
    return any(variant in synonyms["publishing"] for variant in variants_of(word))


def makes_public(word: str) -> bool:
    """Tell whether a word says that something was made public (主动公开, 推送), and not that it came in or was done."""
    return any(variant in load("synonyms")["made_public"] for variant in variants_of(word))


def is_channel(word: str) -> bool:
    """Tell whether a word names where things are published (网站, 公众号, 专栏)."""
    channels = ("网站", "专栏", "政务新媒体", *load("synonyms")["channels"])
    return any(word in variants_of(name) for name in channels)


def is_lower_body(word: str) -> bool:
    """Tell whether a word names a kind of bodies below the one that reports (各乡镇, 县直部门)."""
    return any(body in word for body in load("synonyms")["lower_bodies"])


def unit_fits(query: Query, figure: Figure) -> bool:
    """Tell whether the unit asked for (多少人) can be the figure's; a loose unit (件, 条) fits any loose one."""
    wanted = units_asked(query)
    if asks_duration(query):
        return figure.unit in load("numerals")["units"]["time"] or figure.unit in ("个工作日", "个小时", "个月")
    if "百分之" in query.rest or ("率" in query.rest and not wanted):
        return figure.unit in ("%", "")
    if _DEGREE.search(query.rest) and not wanted:
        # 满意度测评开展了几次 asks how often, and not how satisfied.
        return figure.unit in ("%", "", "分")
    if figure.unit == "%":
        # 浏览量增长了多少 is told by 同比增长82%.
        moved = not wanted and bool(query.asks & {"growth", "difference"}) and any(map(_MOVE.search, figure.scope))
        return moved or bool(query.asks & {"share", "rate"})
    if "share" in query.asks and not wanted:
        return False
    if not wanted and _MONEY.search(query.rest):
        return figure.unit in load("numerals")["alike"]["money"]
    if not wanted or is_unit_asked(query, figure.unit) or not figure.unit:
        return True
    if wanted <= {"次", "回"} and any(word in query.rest for word in load("synonyms")["cases"]):
        # 被复议了几次 is told in cases.
        return figure.unit in load("numerals")["alike"]["papers"]
    if "人次" in wanted and any(word in figure.measure for word in load("synonyms")["held"]):
        # 培训40人次 and not 培训2次.
        return False
    if "人" in wanted and figure.unit == "个" and any(word in figure.measure for word in variants_of("粉丝")):
        # 订阅数达56.2万个: each is a reader.
        return True
    return any(bool(wanted & group) and figure.unit in group for group in _like_units())


def units_asked(query: Query) -> frozenset[str]:
    """Return the measure words that a question asks in."""
    asked = _UNIT_ASKED.findall(query.rest)
    # 多少个单位 counts bodies and not 单; 多少个项目 has no other unit than 个.
    found = [[unit for unit in (text, *_first_of(text)) if unit in _units()] or [one] for one, text in asked]
    people = ["名"] if _PERSONS.search(query.rest) else []
    return frozenset(unit for units in (*found, people) for unit in units if unit)


def _first_of(text: str) -> str:
    """Return the character that may be a measure word by itself: 处 of 处网, and none of 处理 or 单位."""
    barred = load("numerals")["not_before"].get(text[0], "")
    return "" if text[1:] and text[1] in barred else text[:1]


def alike(one: str, other: str) -> bool:
    """Tell whether two measure words count papers, so that the one may count a part of the other: 9件，其中5宗."""
    papers = load("numerals")["alike"]["papers"]
    return one == other or (one in papers and other in papers)


@cache
def _units() -> frozenset[str]:
    return frozenset(unit for units in load("numerals")["units"].values() for unit in units)


@cache
def _like_units() -> tuple[frozenset[str], ...]:
    """Return the groups of measure words of which a question may use one where the report uses another."""
    return tuple(frozenset(group) for group in load("numerals")["alike"].values())

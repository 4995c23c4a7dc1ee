"""Names of agencies in running text: in full, and as a report calls its own body for short (省人防办, 我局)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ingest.agencies import HAN, full_name, parts_of, stands_for
from knowledge.divisions import divisions, names_of_bodies

_KINDS = "省市县区州旗盟"
_LONGEST_PLACE = 12
_OWN = re.compile(rf"我([省市县区州旗镇乡局厅委办部校院署])(?![{HAN}]?们)")
_SHORT = re.compile(
    rf"(?<![{HAN}])(?:\d{{4}}\s*年度?)?(?:结合|按照|根据|由|是|经|在|以|和|与)?([{_KINDS}][{HAN}]{{1,10}}?(?:政府办公[厅室]|办公[厅室]|委员会|管委会|政府|[局厅委办院]))"
)

_SHORTEST_BODY = 3
_SITE = re.compile("(?:人民)?政府(?:官方|门户|信息公开)?网站?")
_ISSUER = re.compile(
    rf"由([{HAN}]{{4,30}}?)(?:负责)?(?:编制|编写|编印|撰写|汇总编制|(?:根据|按照|依据|依照)《)"
    rf"|(?<=[，。、\n,])([{HAN}]{{4,30}}?)(?:现|特|现将|特此)?(?:编制|公布|发布|公开)(?:了|本|完成)?(?:20\d\d年)?(?:度|本)?"
    rf"(?:政府信息公开)?(?:工作)?(?:年度)?报告"
)


def full_names_in(text: str) -> Counter[str]:
    """Return the full names of agencies in a text without blanks, each with how often it stands there.

    >>> full_names_in("修订《四川省人民防空办公室网站管理办法》。")
    Counter({'四川省人民防空办公室': 1})
    """
    return Counter(text[start:end] for start, end in _spans(text))


def short_names_in(text: str) -> Counter[str]:
    """Return the short names at the start of clauses (省人防办, 市教委), each with how often it stands there."""
    return Counter(match[1] for match in _SHORT.finditer(text))


def issuers_in(text: str) -> Iterator[str]:
    """Yield the names of those who say that the report is theirs (由…编制, …现公布2023年度报告), in order.

    >>> list(issuers_in("本报告由滨河县财政局编制。"))
    ['滨河县财政局']
    """
    yield from (name for match in _ISSUER.finditer(text) for name in match.groups() if name)


def own_kind(text: str) -> str | None:
    """Return by what a report calls its own body, the 局 of 我局, if it does so more than once."""
    counted = Counter(match[1] for match in _OWN.finditer(text)).most_common(1)
    return counted[0][0] if counted and counted[0][1] > 1 else None


def places_in(text: str) -> Counter[str]:
    """Return the listed divisions named in a text, each with how often it stands there."""
    return Counter(text[start:end] for start, end in _place_spans(text))


def counties_of_sites_in(text: str) -> set[str]:
    """Return the counties of whose governments' sites a text speaks.

    >>> counties_of_sites_in("可在玉门市人民政府门户网站下载。")
    {'玉门市'}
    """
    known = divisions()
    return {
        place
        for match in _SITE.finditer(text)
        for place in places_in(text[max(match.start() - _LONGEST_PLACE, 0) : match.start()])
        if text.endswith(place, 0, match.start()) and any(one.level == "county" for one in known[place])
    }


def names_before_verbs(text: str, body: str) -> set[str]:
    """Return the names of a place's body with which sentences of a text begin: 东湖高新区卫生健康局进一步健全…

    >>> names_before_verbs("2022年，湖滨高新区卫健局公开信息3条。", "卫健局")
    {'湖滨高新区卫健局'}
    """
    if len(body) < _SHORTEST_BODY:
        return set()
    found = re.finditer(rf"(?:^|[。\n])(?:20\d\d年度?[，,]?)?([{HAN}]{{2,10}}[区市县])({re.escape(body)})", text)
    return {match[1] + match[2] for match in found}


def expanded(short: str, text: str) -> str | None:
    """Return the full name that a short one stands for: one that stands in the text, else the customary long form.

    ``省人防办`` means the body whose full name in the text has these characters in order. A short name without its
    place is completed by the only place of its kind that the text names.
    """
    customary = full_name(short)
    names = full_names_in(text)
    likely = [name for name, _ in names.most_common() if stands_for(short, name) and _same_kind(short, name)]
    if likely:
        return max(likely, key=lambda name: (name.endswith(customary[-2:]), names[name]))
    if parts_of(short).place:
        return customary
    kind = short[0] if short[0] in _KINDS else ""
    known = [place for place in places_in(text) if place.endswith(kind)] if kind else []
    return full_name(known[0] + short.removeprefix(kind)) if len(known) == 1 else None


def _same_kind(short: str, full: str) -> bool:
    place = parts_of(full).place
    return short[0] not in _KINDS or place.endswith(short[0])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    end_of_last = 0
    for start, end in _joined(_place_spans(text)):
        body = _body().match(text, end)
        if body and start >= end_of_last:
            end_of_last = body.end()
            yield start, body.end()


def _joined(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans with those that follow at once made one: 绍兴市 + 越城区."""
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start == last[1]:
            last = (last[0], end)
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last


def _place_spans(text: str) -> Iterator[tuple[int, int]]:
    known, reached = divisions(), 0
    for match in re.finditer(f"[{_KINDS}]", text):
        end = match.end()
        for start in range(max(reached, end - _LONGEST_PLACE), end - 1):
            if text[start:end] in known:
                reached = end
                yield start, end
                break


@cache
def _body() -> re.Pattern[str]:
    """Return the pattern of a body that follows its place: the nearest known ending, the longest of those there."""
    words = names_of_bodies()
    endings = {*words["short"], *(ending for ending in words["words"]["endings"] if len(ending) > 1)}
    names = "|".join(sorted(endings - {"政府", "委员会"}, key=len, reverse=True))
    return re.compile(rf"(?:(?!的|和|、|与|及)[{HAN}]){{0,14}}?(?:{names}|(?<=[{HAN}]{{4}})(?:委员会|[局厅]))")

"""The words that say what a figure counts, made into patterns: who it is about, scope, change, noun."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from knowledge.alternatives import any_of
from knowledge.numerals import softeners
from knowledge.segment import cut, part_of_speech

YEAR = r"\d{2,4}[ ]*年(?:度|底|末|初)?(?:[ ]*\d{1,2}[ ]*月(?:份|底|末|初|[ ]*\d{1,2}[ ]*日)?)?"
LONGEST_SUBJECT = 30
OPEN_ENDS = ("的", "等", "全部", "全体", "所有")
SHORT = 2
"""A measure this short (聘请, 先后) is a verb that the vocabulary does not know, where a noun follows its number."""
TITLE = r"《[^》]{1,60}》"
BRACKETS = (("《", "》"), ("“", "”"))
ASIDE = r"[（(][^（）()]{1,6}[）)]"
QUOTED = r"[“\"「『][^”\"」』]{1,30}[”\"」』]"

JOINED = "(?:、|和(?!谐)|(?<![涉普危波顾提触遍])及|(?<![参赠])与)"
"""What joins the names of things in a list; 涉及 and 参与 join nothing."""
_JOINED = re.compile(JOINED)


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of figures as patterns."""

    lead: re.Pattern[str]
    tail: re.Pattern[str]
    changed: re.Pattern[str]
    verb: re.Pattern[str]
    verbs: re.Pattern[str]
    acts: re.Pattern[str]
    whole: re.Pattern[str]
    closing: re.Pattern[str]
    cut: re.Pattern[str]
    audience: re.Pattern[str]
    preposition: re.Pattern[str]
    part: re.Pattern[str]
    resuming: re.Pattern[str]
    listed: re.Pattern[str]
    carrier: re.Pattern[str]
    through: re.Pattern[str]
    share: re.Pattern[str]
    together: re.Pattern[str]
    bare: frozenset[str]
    idle: tuple[str, ...]
    carried_units: frozenset[str]
    heads: tuple[tuple[str, re.Pattern[str]], ...]
    territory: frozenset[str]
    parts: frozenset[str]
    totals: frozenset[str]
    past: re.Pattern[str]

    def opening(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Take off the words of time and scope at the head of a clause; return the rest and the scope words."""
        text, scope = self._resumed(text.lstrip("、 \u3000")), []
        while (match := self.lead.match(text)) and match.end():
            if match["scope"]:
                scope.append(match["scope"])
            text = text[match.end() :].lstrip("、 \u3000")
        return text.strip(), (*scope, *self.past.findall(text))

    def _resumed(self, text: str) -> str:
        """Return what follows the last mention of the year, where a heading or a preamble runs on into the clause.

        A subject before it is kept (“…”网站全年发布…); 公开2023年度决算 is one phrase and stays whole.
        """
        for match in reversed(list(self.resuming.finditer(text))):
            before, after = text[: match.start()], text[match.end() :]
            if (
                not after
                or not before
                or before.endswith(("由", "从"))
                or any(before.count(left) > before.count(right) for left, right in BRACKETS)
            ):
                continue
            subject, rest, _ = self.subject(before)
            if subject and not rest:
                return before + after
            if not self.closing.search(before) or self.whole.match(after):
                return text[match.start() :]
        return text

    def trailing(self, text: str) -> str:
        """Take off the words between what is counted and its number (达, 为, 共)."""
        while match := self.tail.search(text):
            text = text[: match.start()].rstrip()
        return text

    def change(self, text: str, unit: str) -> tuple[str, tuple[str, ...]]:
        """Take off 同比增长 or 占 at the end; return the rest and the word, none where nothing is compared."""
        match = self.changed.search(text)
        if match is None or (match["change"] and not match["compared"] and unit not in ("%", "倍", "个百分点")):
            return text, ()
        return text[: match.start()].rstrip(), (match[0],)

    def subject(self, text: str) -> tuple[str, str, str]:
        """Split a clause into who or what it is about, what is counted, and the kind of subject it is."""
        for kind, pattern in self.heads:
            match = pattern.match(text)
            if match is None or match["subject"] in self.bare:
                continue
            if (kind == "media" and match["rest"].startswith("类")) or (
                kind == "applicants" and _JOINED.match(match["rest"])
            ):
                # 公报类信息 is a kind of information, whatever it was published in; 企业、市民代表 came together.
                continue
            rest = self.listed.sub("", match["rest"])
            subject = self.carrier.sub("", match["subject"]) if kind == "media" else match["subject"]
            if kind in ("media", "applicants") or not rest or self.acts.match(rest):
                return subject, self.opening(rest)[0], kind
        match = self.together.match(text)
        return (match["subject"], match["rest"], "other") if match else ("", text, "")

    def kept(self, scope: Sequence[str]) -> tuple[str, ...]:
        """Return the scope words that a figure keeps for itself."""
        return tuple(
            word for word in scope if self.past.fullmatch(word) or word in self.parts or word.endswith(("累计", "累积"))
        )

    def hangs(self, text: str) -> bool:
        """Tell whether a measure only says where or whom (在海内外), so that its noun must stand elsewhere."""
        return bool(self.preposition.match(text)) and not self.verbs.search(text)

    def is_verb(self, text: str) -> bool:
        """Tell whether a measure is verbs only, so that its noun must stand elsewhere."""
        return bool(text) and bool(self.verb.fullmatch(text))

    def is_open(self, text: str) -> bool:
        """Tell whether a measure wants the noun behind its number: 现存的33个…, 聘请5名…, 梳理罗列245个…."""
        if len(text) <= SHORT or text.endswith((*OPEN_ENDS, *self.territory)) or self.closing.search(text):
            return True
        return all(part_of_speech(word).startswith("v") for word in cut(text))

    def leading_verb(self, measure: str) -> str:
        """Return the verb that a measure begins with, empty where it begins with none."""
        match = self.verbs.match(measure)
        return match[0] if match else ""

    def object(self, measure: str) -> str:
        """Return what the leading verb of a measure governs, empty where it begins with none."""
        match = self.verbs.match(measure)
        return measure[match.end() :] if match else ""

    def noun(self, text: str) -> str:
        """Return the noun phrase that follows a number, up to a mark or the next verb."""
        text = re.split("[、，,；;：:（(]", text.strip(), maxsplit=1)[0].lstrip("的了 ")
        if text.startswith("应") and self.verbs.match(text, 1):
            # 2045项应主动公开政府信息: what ought to be done tells which.
            return "应" + self.noun(text[1:]).partition("的")[0]
        for match in self.cut.finditer(text):
            if match.start() > 0:
                text = text[: match.start()].strip()
                break
        else:
            text = "" if self.cut.match(text) else text
        audience = self.audience.search(text, 1)
        return text[: audience.start()] if audience else text

    def split(self, between: str) -> tuple[str, str, bool]:
        """Share the words between two numbers: the first one's, the second one's, and whether 、 joins the two."""
        match = _JOINED.search(between)
        if match:
            return between[: match.start()], between[match.end() :], True
        verb = self.verbs.search(between)
        if verb and verb.start():
            return between[: verb.start()], between[verb.start() :], False
        return between, between, False


@cache
def words() -> Words:
    """Return the patterns made of ``knowledge/vocabulary/figures.toml``."""
    source = resources.files("knowledge").joinpath("vocabulary", "figures.toml")
    data = tomllib.loads(source.read_text("utf-8"))
    scope, fillers, change, subjects = data["scope"], data["fillers"], data["change"], data["subjects"]
    verbs = any_of(data["verbs"]["words"])
    past = scope.pop("past")
    not_before = data["not_before"]
    scopes = any_of((word for group in scope.values() for word in group), not_before)
    trailing = [*fillers["trailing"], *softeners()]
    return Words(
        lead=re.compile(
            rf"(?:(?P<scope>{scopes})|{YEAR}|\d{{1,2}}[.．、](?!\d)|[（(][一二三四五六七八九十]{{1,3}}[）)]"
            rf"|{any_of(fillers['leading'], not_before)})"
        ),
        tail=re.compile(rf"(?<=.)(?<![拥设具含])(?:{any_of(trailing)})[ ]*$"),
        changed=re.compile(
            rf"(?:(?P<compared>{any_of(change['compared'])}|[较比]{YEAR}(?:同期)?)?(?:{any_of(change['manner'])})?(?P<change>{any_of(change['verbs'])})"
            rf"|{any_of(change['share'])})(?:了|到|至)?[ ]*$"
        ),
        verb=re.compile(rf"(?:(?:{verbs})[了过并]?)+"),
        verbs=re.compile(verbs),
        acts=re.compile(any_of([*data["verbs"]["words"], *scope["total"], *subjects["prepositions"]], not_before)),
        whole=re.compile(any_of([*scope["territory"], *scope["total"]])),
        closing=re.compile(rf"(?:{verbs})[了过出到]?$"),
        cut=re.compile(any_of(data["verbs"]["cut"])),
        audience=re.compile(any_of(data["verbs"]["audience"])),
        preposition=re.compile(any_of(subjects["prepositions"], not_before)),
        part=re.compile(any_of(scope["part"])),
        resuming=re.compile(rf"(?:{any_of(scope['territory'])})?(?:{YEAR}|{any_of(fillers['resuming'])})"),
        listed=re.compile(rf"^[、和及与].*?等(?:{any_of(subjects['generic'])}|媒体|媒介|载体|方式|形式|途径)?"),
        together=re.compile(
            rf"(?P<subject>.{{2,{LONGEST_SUBJECT}}}?)(?:{any_of(scope['total'])})(?P<rest>(?:{verbs}).*)$"
        ),
        bare=frozenset((*subjects["bare"], *subjects["generic"], *scope["territory"])),
        idle=tuple(data["verbs"]["parts_of_speech"]),
        carried_units=frozenset(data["verbs"]["carried_units"]),
        through=re.compile(any_of(word for word in subjects["carriers"] if len(word) > 1)),
        carrier=re.compile(rf"^[^“”《》、]*(?:{any_of(subjects['carriers'])})(?=.{{2}})"),
        share=re.compile(any_of(change["share"])),
        heads=_heads(subjects, any_of([*data["verbs"]["words"], *data["verbs"]["care"]])),
        territory=frozenset(scope["territory"]),
        parts=frozenset(scope["part"]),
        totals=frozenset(scope["total"]),
        past=re.compile(any_of(past)),
    )


def _heads(subjects: dict[str, list[str]], verbs: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of subjects, the most telling kind first."""
    opening = rf"(?:{any_of(subjects['prepositions'])})?"
    named = rf"(?:{any_of(subjects['named'])})(?={any_of(subjects['name_nouns'])})"
    before = rf"(?:{named}|{QUOTED}|{TITLE}|{ASIDE}|(?!{verbs})[^“”《》（）()]){{0,{LONGEST_SUBJECT}}}"
    kinds = ("media", "applicants", "organisations")
    ways_as_one = f"(?:{any_of([*subjects['generic'], '媒体', '媒介', '载体', '方式', '形式', '途径'])})"
    patterns = [
        (
            kind,
            re.compile(
                rf"{opening}(?P<subject>{before}(?:{any_of(subjects[kind])})(?:{QUOTED}|{ASIDE})?)"
                rf"(?:上(?![传报线级年门市])|[^，。、“”《》\d]{{0,8}}等\w{{0,3}}{ways_as_one}|等)?(?P<rest>.*)$",
                re.DOTALL,
            ),
        )
        for kind in kinds
    ]
    quoted = re.compile(rf"{opening}(?P<subject>{QUOTED})(?P<rest>.*)$", re.DOTALL)
    return (*patterns[:2], ("named", quoted), *patterns[2:])

"""Finding the headings of a document, at the start of a line or inside a run-on one.

A heading is told by its number together with what it says. Rows of the statutory tables, enumerations and cross
references carry the same numbers and are not headings; where it stays open, the text stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Document
from ingest.heading_words import SPACE, is_statutory, is_table_text, row_labels, run_at, table_sign
from ingest.marks import HAN, LEVELS, MARK, NUMERALS, clean_heading, marks_in, number_of, order_of
from ingest.phrases import LONGEST, STOPS, phrase_at_head
from knowledge.records import Block

_TITLE = re.compile(
    r"(?:^|(?<=[\s。]))(?P<title>[^\s。，,；;：:、（(）)“”《》|]{0,40}政府信息公开[^\s。，,；;：:、（(）)“”《》|]{0,12}统计表(?:[（(][^（(）)]{1,14}[）)])?)"
    r"(?P<rest>[^。|]{0,60})$"
)
"""The title of the yearly statistics in use before 2019, without a number; who fills it in may stand behind it."""
_WINDOW = 4 * LONGEST
"""Characters after a number that are looked at; without a bound a long line costs its square."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where it stands: ``start`` to ``end`` of a block's text, its number and closing mark included.

    ``level`` is 1 for 一、 2 for （一） and so on, ``number`` the number as a path has it, ``order`` what it counts.
    ``topic`` of a heading below the first level is given only where it stands for a lost heading of the first level:
    after a statutory table no subsection of that section speaks of problems. ``stopped`` tells that a full stop
    closes it.
    """

    block: int
    start: int
    end: int
    level: int
    text: str
    number: str = ""
    order: int = 0
    topic: str | None = None
    stopped: bool = False


def headings_in(document: Document) -> tuple[Heading, ...]:
    """Return the headings of a document in reading order."""
    finder = _Finder()
    for number, block in enumerate(document.blocks):
        if block.is_table:
            finder.table = True
        else:
            finder.read(number, block)
    return tuple(_without_empty_sentences(_without_contents(finder.found), document))


class _Finder:
    """Reads block after block; remembers the last numbers and whether the text has run into a table."""

    def __init__(self) -> None:
        self.found: list[Heading] = []
        self.table = False
        self.loose_table = False
        self.statistics = False
        self.shift = 0
        self.orders = dict.fromkeys(LEVELS, 0)
        self.top: str | None = None
        self.topic: str | None = None
        self.format_level: int | None = None

    def read(self, number: int, block: Block) -> None:
        """Find the headings of a paragraph, line by line."""
        offset = 0
        for line in block.text.split("\n"):
            if line.strip():
                marks = list(marks_in(line))
                if not _is_contents(line, marks):
                    self._line(number, block, line, marks, offset)
            offset += len(line) + 1

    def _line(self, number: int, block: Block, line: str, marks: Sequence[re.Match[str]], offset: int) -> None:
        sign, last_end = table_sign().search(line), 0
        if "。" in line and sign is None:
            self.loose_table = self.statistics = False
        if _unmarked(line) and self._unmarked_heading(number, block, line, offset):
            return
        for match in marks:
            if match.start() < last_end:
                continue
            if sign and sign.start() < match.start():
                last_end = self._enter_table(number, line, sign, last_end, offset)
            heading = self._heading(line, match, last_end, block)
            if heading is None:
                continue
            last_end = heading.end
            self._accept(replace(heading, block=number, start=heading.start + offset, end=heading.end + offset))
            if sign and sign.start() < last_end:
                sign = table_sign().search(line, last_end)
        if sign:
            self._enter_table(number, line, sign, last_end, offset)

    def _enter_table(self, number: int, line: str, sign: re.Match[str], last_end: int, offset: int) -> int:
        """Note that a table begins; return where the last heading ends: the old statistics are one by their title."""
        title = _TITLE.search(line, last_end, sign.start()) if sign["statistics"] and not self.statistics else None
        if title and title.start() >= last_end:
            start, last_end = title.span("title")
            self._accept(Heading(number, start + offset, last_end + offset, 1, clean_heading(title["title"])))
        self.table = self.loose_table = True
        self.statistics = self.statistics or sign["statistics"] is not None
        return last_end

    def _accept(self, heading: Heading) -> None:
        if heading.level == 1 or heading.topic:
            self.table = self.loose_table = False
            self.topic = heading.topic
        self.found.append(heading)

    def _unmarked_heading(self, number: int, block: Block, line: str, offset: int) -> bool:
        """Take a line without a number for a heading where its wording or the file format says so."""
        text = clean_heading(line)
        topic = is_statutory(text) if len(text) <= LONGEST else None
        formatted = block.heading is not None and block.text.strip() == line.strip()
        title = _TITLE.fullmatch(line.strip())
        titled = title is not None and not title["rest"]
        if topic is None and not (self.found and (titled or (formatted and not (self.loose_table or _is_point(text))))):
            return False
        if self.statistics:
            return False
        if len(text) > LONGEST or is_table_text(text) or (topic and topic == self.topic):
            return False
        level = 1 if topic or titled else self._formatted_level(block)
        if topic:
            self.format_level = block.heading
        start = offset + len(line) - len(line.lstrip())
        self._accept(Heading(number, start, offset + len(line.rstrip()), level, text, topic=topic))
        return True

    def _formatted_level(self, block: Block) -> int:
        if block.heading is None or self.format_level is None:
            return 2
        return min(max(block.heading - self.format_level + 1, 2), 5)

    def _heading(self, line: str, match: re.Match[str], last_end: int, block: Block) -> Heading | None:
        kind = match.lastgroup or "han"
        leading = match.start() < 2 * LONGEST and not line[: match.start()].strip()
        glued = last_end > 0 and match.start() - last_end < LONGEST and not line[last_end : match.start()].strip()
        rest = line[match.end() : match.end() + _WINDOW]
        order = order_of(match[0])
        if self.statistics or _is_row(rest, self.loose_table or self.table):
            return None
        if not (leading or glued) and not self._may_stand_inside(kind, order, line, match):
            return None
        phrase = phrase_at_head(rest, kind, leading=leading, formatted=block.heading is not None)
        if phrase is None:
            self._count(kind, LEVELS[kind], order)
            return None
        end, topic = phrase.end, phrase.topic
        if (self.loose_table and topic is None) or (kind == "annex" and not _is_annex(rest[:end])):
            return None
        level = self._level(kind, clean_heading(rest[:end]))
        if level == 1:
            topic = topic or is_statutory(clean_heading(rest[:end]))
        if not leading and level == 1 and topic is None and kind != "annex" and order != self.orders["han"] + 1:
            return None
        self._count(kind, level, order)
        if level == 1:
            self.format_level = block.heading
            # 第一部分 over 一、 moves everything below a rank down, unless the parts are no statutory ones.
            self.shift = int(kind == "part" and topic is not None)
        elif topic != "problems" or not self.table:
            topic = None
        text = clean_heading(match[0] + rest[:end])
        closing = re.match(r"[。：:.\s]*", rest[end:])
        after = match.end() + end + (closing.end() if closing else 0)
        return Heading(0, match.start(), after, level, text, number_of(kind, match[0]), order, topic, phrase.stopped)

    def _may_stand_inside(self, kind: str, order: int, line: str, match: re.Match[str]) -> bool:
        """Say whether a number in the midst of a line stands where a heading may begin and counts on from the last."""
        before = line[match.start() - 1]
        run = run_at(line, match.end()) if kind in {"han", "part", "bracket"} else None
        # A second （二） counts on from the first, so that no stop need stand before it; a reference counts nothing.
        counts_on = kind != "bracket" or order == self.orders[kind] + 1 > 1
        if run and run.topic and counts_on:
            return before not in '“"《〈第、' + "".join(NUMERALS)
        # What a semicolon parts is a list in a sentence: 包括：1.总体情况；2.主动公开情况。
        if before in "；;" or (before not in STOPS + "：:）)”" and not before.isspace()):
            return False
        return kind == "annex" or order in {1, self.orders[kind] + 1}

    def _level(self, kind: str, text: str) -> int:
        """Return the level of a kind of number; where the outline does without 一、 the next kind may head it."""
        if LEVELS[kind] == 1:
            self.top = self.top or "han"
            return 1 + self.shift * (kind == "han")
        if self.top in {None, kind} and is_statutory(text):
            self.top = kind
            return 1
        return LEVELS[kind] + self.shift

    def _count(self, kind: str, level: int, order: int) -> None:
        self.orders["han" if kind == "part" else kind] = order
        for other, depth in LEVELS.items():
            if depth > max(level, LEVELS[kind]):
                self.orders[other] = 0


def _is_contents(line: str, marks: Sequence[re.Match[str]]) -> bool:
    """Say whether a line is a table of contents: headings with commas between, three of the first rank."""
    if sum(mark.lastgroup == "han" for mark in marks) < 3:
        return False
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    short = all(end - mark.end() <= LONGEST for mark, end in zip(marks, ends, strict=True))
    before = [line[mark.start() - 1] for mark in marks[1:]]
    commas = sum(character in "，,；;" for character in before)
    return short and commas * 2 > len(before) and all(character in "，,；;。" for character in before)


def _unmarked(line: str) -> bool:
    return len(line) <= 2 * LONGEST and MARK.match(line.lstrip()) is None


def _is_point(text: str) -> bool:
    """Say whether a line is a point of an enumeration in words (一是, 首先), or the report's own title."""
    return (
        re.match(rf"(?:{HAN}是|首先|其次|再次|此外)", text) is not None or re.search("年度?报告|年报", text) is not None
    )


def _is_row(rest: str, tabled: bool) -> bool:
    """Say whether what follows a number is a row of the requests table.

    A short label (其他, 不予公开) is a row only where a number, a bracket or nothing follows it.
    """
    text = SPACE.sub("", rest[:LONGEST])
    for label in row_labels():
        if text.startswith(label[:12]):
            after = text[len(label) :]
            return (
                len(label) > 4
                or not after
                or after[0] in "（(|/—-"
                or after[0].isdigit()
                or (tabled and len(label) > 2)
            )
    return text.startswith("项")


def _is_annex(text: str) -> bool:
    return re.search("统计表|情况表|附表|汇总表", text) is not None


def _without_contents(found: list[Heading]) -> list[Heading]:
    """Drop a table of contents: headings of the first level that follow each other at once and come again."""
    last = {(heading.text, heading.topic): index for index, heading in enumerate(found) if heading.level == 1}
    followers = [*found[1:], None]
    return [
        heading
        for index, (heading, follower) in enumerate(zip(found, followers, strict=False))
        if not (heading.level == 1 and _listed(heading, follower) and last[heading.text, heading.topic] > index)
    ]


def _listed(heading: Heading, follower: Heading | None) -> bool:
    """Say whether the next heading follows with nothing, or a single mark, between the two."""
    if follower is None or follower.block - heading.block > 1:
        return False
    return follower.block > heading.block or follower.start - heading.end <= 1


def _without_empty_sentences(found: list[Heading], document: Document) -> Iterator[Heading]:
    """Drop short sentences of an enumeration: closed by a full stop, with nothing under them."""
    followers = [*found[1:], None]
    for heading, follower in zip(found, followers, strict=False):
        if not (heading.stopped and _is_empty(heading, follower, document)):
            yield heading


def _is_empty(heading: Heading, follower: Heading | None, document: Document) -> bool:
    """Say whether nothing stands between a heading and the next of its rank or a higher one."""
    if follower and follower.level > heading.level:
        return False
    blocks = document.blocks[heading.block : follower.block + 1 if follower else None]
    if any(block.is_table for block in blocks):
        return False
    texts = [block.text for block in blocks]
    if follower:
        texts[-1] = texts[-1][: follower.start]
    texts[0] = texts[0][heading.end :]
    return not "".join(texts).strip()

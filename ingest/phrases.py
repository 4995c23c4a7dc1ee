"""Where the phrase of a heading ends, on a line of its own or run into the text that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.heading_words import Run, is_statutory, is_table_text, run_at, vocabulary
from ingest.marks import LEVELS, MARK

STOPS = "。；;！？!?"
_TITLE_END = re.compile(r"[。；;！？!?：:\n]|(?<=[\u4e00-\u9fff])\.(?!\d)")
_FIRST_POINT = re.compile("(?<![统唯第之划同归])一是(?![否不])|①")
"""The first of the points under a heading begins its text."""
LONGEST = 40
"""Characters of the longest heading seen; what is longer is a sentence."""
LONGEST_SENTENCE = 30
"""The same where a full stop closes it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The phrase of a heading: its length, the statutory topic that it names, and whether a full stop closes it."""

    end: int
    topic: str | None = None
    stopped: bool = False


def phrase_at_head(rest: str, kind: str, *, leading: bool, formatted: bool) -> Phrase | None:
    """Return the phrase of a heading that ``rest``, what follows a number, begins with; None where it is a sentence.

    ``leading`` tells that the number begins the line, ``formatted`` that the file format calls the line a heading.
    """
    run = run_at(rest, 0)
    stop = _TITLE_END.search(rest)
    line_end = stop.start() if stop else len(rest)
    topic = run.topic if run and (LEVELS[kind] == 1 or run.topic == "problems") else None
    sentence = (
        topic is not None and run is not None and run.end < line_end and _parts(run, rest[run.end : line_end], stop)
    )
    if leading and not sentence and len(rest) <= LONGEST and not rest[line_end + 1 :].strip():
        return _whole_line(rest, run.end if run else 0, topic or (run.topic if run and kind != "paren" else None))
    if formatted and leading and line_end <= LONGEST:
        return Phrase(line_end, topic if run and run.end == line_end else None)
    firm = run is not None and (run.firm or is_statutory(rest[: run.end]) is not None)
    if run and firm and not _goes_on(rest, run.end) and (topic or not _stops_soon(rest, line_end)):
        return Phrase(run.end, topic, rest[run.end : run.end + 1] == "。")
    return _run_in(rest, line_end)


def _parts(run: Run, after: str, stop: re.Match[str] | None) -> bool:
    """Say whether a line has more in it than a heading: the sentence or the head of the table that follows."""
    return stop is not None or (run.firm and is_table_text(after))


def _whole_line(rest: str, run_end: int, topic: str | None) -> Phrase | None:
    text = rest.rstrip()
    stopped = text.endswith((*STOPS, "."))
    if re.search(vocabulary()["run_in"]["counts"], text):
        return None
    if text.endswith(("；", ";", "！", "？")) or (stopped and not _title_like(text[:-1], LONGEST_SENTENCE)):
        return None
    covered = 2 * run_end >= len(text.rstrip("。：:.")) and run_end
    return Phrase(len(text.rstrip("。：:.")), topic if covered else None, stopped)


def _stops_soon(rest: str, line_end: int) -> bool:
    return line_end < len(rest) and rest[line_end] in "。：:." and _title_like(rest[:line_end], LONGEST_SENTENCE)


def _goes_on(rest: str, end: int) -> bool:
    """Say whether a sentence goes on where a run of heading words ends."""
    return rest[end : end + 1] in set("，,的是为由不较更；;")


def _run_in(rest: str, line_end: int) -> Phrase | None:
    """Return the end of a phrase that runs into its text: at a full stop, a number, a point, a blank or an opener."""
    mark = next((m for m in MARK.finditer(rest, 0, line_end) if m.start() > 1), None)
    if (
        mark
        and mark.lastgroup != "han"
        and rest[mark.start() - 1] not in "第“《"
        and _title_like(rest[: mark.start()], LONGEST)
    ):
        return Phrase(mark.start())
    blank = re.search(r"(?<=[^\s\d])\s+(?=[^\s\d])", rest[:line_end])
    if blank and _title_like(rest[: blank.start()], LONGEST) and blank.start() > 3:
        return Phrase(blank.start())
    point = _FIRST_POINT.search(rest, 4, min(line_end, LONGEST))
    if point and _title_like(rest[: point.start()], LONGEST):
        return Phrase(point.start())
    if _stops_soon(rest, line_end):
        return Phrase(line_end, None, rest[line_end] in "。.")
    opener = _opened().search(rest, 2, min(line_end, LONGEST))
    if opener and _title_like(rest[: opener.end()], LONGEST):
        return Phrase(opener.end())
    return None


@cache
def _opened() -> re.Pattern[str]:
    words = vocabulary()["words"]
    closing = "|".join((*words["closing"], *words["half_closing"]))
    run_in = vocabulary()["run_in"]
    return re.compile(rf"(?:{closing})(?=\s*{run_in['openers']}|{run_in['adverbs']})")


def _title_like(text: str, longest: int) -> bool:
    run_in = vocabulary()["run_in"]
    text = text.strip()
    if not 2 <= len(text) <= longest or len(re.findall("[，,]", text)) > 2 or text[-1] in "的和与及、，":
        return False
    return not re.match(run_in["sentences"], text) and not re.search(run_in["counts"], text)

"""What the measure of a number of the prose names: its things, and how far a question names them too."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache

from knowledge.answering.prose.asked import is_act, is_channel
from knowledge.records import Figure, HeldReport
from knowledge.search import variants_of
from knowledge.segment import cut, is_content
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

VERBATIM = 4
"""Characters of the shortest measure that tells by being said word for word."""
EXAMPLES = turn("examples")


def counts_other_kind(query: Query, figure: Figure) -> bool:
    """Tell whether a figure counts a kind of thing that the question does not name: 新收申请 are no 信息."""
    words = [word for word in cut(figure.measure) if len(word) > 1]
    kinds = [word for word in words if _is_kind(word)]
    return any(not any(variant in query.rest for variant in variants_of(word)) for word in kinds)


@cache
def _is_kind(word: str) -> bool:
    kinds = load("synonyms")["kinds"]
    return any(variant.endswith(kind) for variant in variants_of(word) for kind in kinds)


def things_said(query: Query, report: HeldReport, figure: Figure) -> float | None:
    """Return what share of the things in a figure's measure the question names too; None where it names no thing."""
    words = things_of(report, figure)
    text = query.rest + "".join(query.quoted) + "".join(query.recalled or ())
    said = [word for word in words if any(variant in text for variant in variants_of(word))]
    return len("".join(said)) / len("".join(words)) if words else None


def things_of(report: HeldReport, figure: Figure) -> list[str]:
    """Return the things that a measure names behind its act, but for examples (甲、乙等媒体) and the body's name."""
    synonyms = load("synonyms")
    idle = {*synonyms["publishing"], *synonyms["common"], *synonyms["pieces"]}
    if any(is_channel(word) for word in cut(figure.subject)):
        idle |= {*synonyms["on_media"]}
    words = [word for word in cut(EXAMPLES.sub("", figure.measure)) if len(word) > 1]
    acts = [index for index, word in enumerate(words) if is_act(word)]
    words = words[acts[-1] + 1 :] if acts and acts[-1] + 1 < len(words) else words
    words = [word for word in words if word not in idle]
    return [word for word in words if is_content(word) and word not in report.agency]


def measure_said(query: Query, figure: Figure) -> float:
    """Return what share of a figure's measure the question says, in its own or other words."""
    words = [word for word in cut(figure.measure) if len(word) > 1]
    text = query.rest + "".join(query.quoted)
    said = [word for word in words if any(variant in text for variant in variants_of(word))]
    return len("".join(said)) / len("".join(words)) if words else 0.0


def unsaid(query: Query, figure: Figure) -> frozenset[str]:
    """Return the words of a figure's measure that the question does not say; 各级 and the like say nothing."""
    idle = {"政府", *variants_of("发布"), *variants_of("公开")}
    words = (word for word in cut(figure.measure) if len(word) > 1 and word[0] not in "各全" and word not in idle)
    return frozenset(word for word in words if not any(variant in query.rest for variant in variants_of(word)))


def is_verbatim(query: Query, figure: Figure) -> bool:
    """Tell whether a measure of some length stands in the question as it is: 教育通知类信息公开多少条."""
    if len(figure.measure) < VERBATIM or figure.measure not in query.rest:
        return False
    return any(not is_act(word) and word not in load("synonyms")["common"] for word in cut(figure.measure))


def run_shared(query: Query, figure: Figure) -> int:
    """Return how many characters in a row the question and a measure share (财政信息专栏公开)."""
    asked, measure = (text.replace("政府信息", "信息") for text in (query.rest, figure.measure))
    return SequenceMatcher(None, asked, measure, autojunk=False).find_longest_match().size


def agrees(figure: Figure, exact: Figure) -> bool:
    """Tell whether a softened number (超过4.3万) says the same as an exact one."""
    if figure.value == exact.value:
        return True
    return (
        figure.unit == exact.unit
        and figure.qualifier in ("at_least", "about")
        and exact.value * 9 <= figure.value * 10 <= exact.value * 11
    )

"""Strategy: what the report says in words: the sentence that answers, verbatim, or its list of points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context, said_agency, said_span, said_year
from knowledge.answering.gate import Said
from knowledge.answering.prose.asked import asks_barely, asks_contact, asks_duration, contacts_asked
from knowledge.answering.prose.quoting import candidates
from knowledge.answering.sentences.evidence import SETTLED, holds, is_silent, is_strange, scores_of, words_asked
from knowledge.answering.sentences.wanted import has_wanted
from knowledge.records import HeldReport
from knowledge.search import Sentence, Word, coverage, sentences_of, variants_of, words_of
from knowledge.segment import is_content
from knowledge.semantic import is_doubtful, wording_of
from knowledge.thesaurus import rewordings_in
from knowledge.understanding.query import Query
from knowledge.vocabulary import load
from knowledge.vocabulary.turns import turn

ENOUGH = 0.575
"""How well the best sentence must fit, half of its lead over the second counted in: a word that many sentences have
singles out none. Of 355 questions in words of their own over reports (see README), 111 of which no report answers, 179
are answered rightly and 4 of the 111 are answered from here on."""
AHEAD = 0.5
SILENT = 0.05
"""What is wanted besides where reports have words for a matter of the question and this one has none of them."""
LEAD = 0.02
"""By how much it must be ahead where it holds but one telling word of the question."""
SEVERAL = 2
WHOLLY = 1.05
"""From here it says all of the question in the form asked for: then any of several that do so will do."""
AMONG_REMEDIES = 0.25
"""How well it must fit among the few sentences that say what is to be done, where the report is not silent."""
HEADING = 32
"""Characters of the longest sentence that may be no more than the name of a point."""
SECTION = 0.85
"""Share of the question's weight in a heading from which its whole section is the answer."""
TITLED = "《"
"""What opens the title of a document."""
PLAIN = 0.95
"""From here a sentence holds all that a question says; one below must not be far from it in meaning either."""
LONGEST = 900
"""Characters of a report that are read out; the rest is one tap away on the report's page."""

_TURN = turn("turns_to_remedies")
_STILL_PROBLEM = turn("still_a_problem")
_AIMED = turn("aimed_at_problems")
_OF_BOTH = turn("heads_both")
_HEADS_PROBLEMS = turn("heads_problems")
_HEADS_REMEDIES = turn("heads_remedies")
_PART = turn("fifth_section")
_REASON = turn("reason")
PROBLEMS, REMEDIES = "问题", "下一步"
"""The first words of the lines of ``rewordings.txt`` that mean the parts of a report's fifth section."""
TELLING = 0.3
"""A sentence must hold one word at least that weighs as much: common words alone answer nothing."""

_POINT = turn("point")
_MARK = turn("heading_number")
_REACHED = turn("address_given")
_TIME = turn("time_given")
_STRETCH = turn("stretch_given")
_MANNER = turn("in_what_manner")
_NEXT_POINT = turn("next_point")
_OPENS_LIST = turn("opens_list")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a passage that answers, with how well."""

    report: HeldReport
    sentence: Sentence
    start: int
    end: int
    score: float
    name: str = ""
    """The heading of its own that it is said with, where it stands below the one that was asked for."""


def answer_statement(context: Context) -> Answer | None:
    """Answer a question that the report answers in words; None where none is asked for or none fits."""
    query = context.query
    in_words = query.asks & {"who", "how", "why", "when", "list"} or asks_contact(query) or asks_duration(query)
    if asks_barely(query) or (query.asks & {"count", "share"} and not in_words):
        return None
    found: list[Excerpt] = []
    for report in candidates(context):
        found += _best(context, report) if query.foreign else _section_part(context, report) or _best(context, report)
    return answer_of(context, found)


def answer_of(context: Context, found: Sequence[Excerpt]) -> Answer | None:
    """Say the stretches found, cited; None where none of them is of the kind that the question asks for."""
    query = context.query
    found = [item for item in found if query.foreign_body in _text(item)]
    if "why" in query.asks:
        found = [item for item in found if _REASON.search(_text(item))]
    if not found:
        return None
    composition = Composition(context)
    shown = found if len(context.reports) > 1 or len({item.report.id for item in found}) == 1 else found[:1]
    _say(composition, shown)
    listed = any(item.name or _POINT.search(_text(item)) for item in shown) or "list" in query.asks
    return composition.finish(Kind.LIST if listed else Kind.STATEMENT)


def _section_part(context: Context, report: HeldReport) -> list[Excerpt]:
    """Return the problems, or the improvements, as the report lists them, where the question asks for them as such."""
    found, rest = rewordings_in(context.query.rest)
    said = [item.words[0] for item in found]
    if set(said) <= {PROBLEMS, REMEDIES}:
        words = words_of(replace(context.query, rest=rest))
    else:
        words, said = words_of(context.query), []
    wants_problems = PROBLEMS in said or any(word in variants_of(PROBLEMS) for word in words)
    wants_problems = wants_problems and not _AIMED.search(context.query.rest)
    wants_remedies = _wants_remedies(context.query)
    meant = (*variants_of("问题"), *variants_of("改进"), *load("synonyms")["remedies"])
    others = [word for word in words if word not in meant and not _is_common(word) and is_content(word)]
    if others or not (wants_problems or wants_remedies):
        return []
    sentences = [item for item in sentences_of(context.store, report) if item.topic == "problems"]
    problems, remedies = _parted(sentences)
    chosen = (
        remedies if wants_remedies and not (wants_problems and "list" in context.query.asks and problems) else problems
    )
    return [replace(item, name=_point_of(item.sentence)) for item in _merged(report, chosen)]


def _point_of(sentence: Sentence) -> str:
    """Return the heading that makes a point of its own among problems or remedies ((二)做好预算公开), if it has one."""
    own = sentence.headings.rpartition(" / ")[2] if " / " in sentence.headings else ""
    return "" if not own or _PART.search(own) else _name_of(sentence)


def _wants_remedies(query: Query) -> bool:
    """Tell whether a question is for what a body means to do about its problems."""
    if any(phrase in query.rest for phrase in load("synonyms")["remedies"]):
        return True
    return any(item.words[0] == REMEDIES for item in rewordings_in(query.rest)[0])


def _parted(sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Part problems from improvements by the section's own headings, else at the sentence that turns to what comes."""
    problems: list[Sentence] = []
    remedies: list[Sentence] = []
    turned = False
    for sentence in sentences:
        own = sentence.headings.rpartition(" / ")[2]
        heading = "" if _OF_BOTH.search(own) else own
        if heading and _HEADS_REMEDIES.search(heading):
            remedies.append(sentence)
        elif heading and _HEADS_PROBLEMS.search(heading):
            problems.append(sentence)
        else:
            turned = turned or bool(
                problems and _TURN.search(sentence.text) and not _STILL_PROBLEM.search(sentence.text)
            )
            (remedies if turned else problems).append(sentence)
    return problems, remedies


def _merged(report: HeldReport, sentences: Sequence[Sentence]) -> list[Excerpt]:
    """Join sentences that follow each other in one passage, up to the length that is read out."""
    excerpts: list[Excerpt] = []
    length = 0
    for sentence in sentences:
        length += len(sentence.text)
        if length > LONGEST:
            break
        last = excerpts[-1] if excerpts else None
        if last and last.sentence.passage is sentence.passage and last.end == sentence.start:
            excerpts[-1] = Excerpt(report, last.sentence, last.start, sentence.end, 1.0)
        else:
            excerpts.append(Excerpt(report, sentence, sentence.start, sentence.end, 1.0))
    return excerpts


def _best(context: Context, report: HeldReport) -> list[Excerpt]:
    """Return the sentence of a report that fits best, with the points that follow it where it opens a list."""
    query, sentences = context.query, sentences_of(context.store, report)
    words = words_asked(query, sentences)
    telling = [word for word in words if word.weight >= TELLING]
    if not telling or is_strange(query, words):
        return []
    headed = _under_heading(report, sentences, [word for word in telling if not word.kind])
    if headed and not query.asks & {"yes_no", "who", "when"}:
        return headed
    eligible, remedies = _eligible(query, sentences)
    eligible = [index for index in eligible if has_wanted(query, sentences[index].text)]
    if not eligible:
        return []
    found = _chosen(query, words, sentences, eligible, remedies)
    if found is None:
        return []
    index, score = found
    plainly = not any(word.nearly for word in _held(words, sentences[index]))
    if plainly and score < PLAIN and is_doubtful(context.store, report, wording_of(query), sentences, index):
        return []
    return excerpts_at(report, sentences, index, score)


def _chosen(
    query: Query, words: Sequence[Word], sentences: Sequence[Sentence], eligible: Sequence[int], remedies: bool
) -> tuple[int, float] | None:
    """Return the place of the sentence that fits best, with how well it does; None where it does not stand out."""
    scores = scores_of(query, words, sentences)
    index = max(eligible, key=lambda place: (scores[place], -place))
    lead = scores[index] - max((score for place, score in enumerate(scores) if place != index), default=0.0)
    silent = is_silent(words)
    among = remedies and not silent
    enough = AMONG_REMEDIES if among else ENOUGH + SILENT if silent else ENOUGH
    # Where yes or no is asked of something that the report never names, no lead makes up for it.
    settles = "yes_no" in query.asks and not query.asks & {"sum", "findings"}
    missing = settles and any(not word.stands and word.weight >= SETTLED for word in words)
    evidence = scores[index] + (0.0 if among or missing else AHEAD * lead)
    held = _held(words, sentences[index])
    stands_out = evidence >= enough and bool(held) and (among or _singled(held, scores[index], lead))
    return (index, scores[index]) if stands_out else None


def _held(words: Sequence[Word], sentence: Sentence) -> list[Word]:
    """Return the telling words that a sentence has, itself or nearly."""
    return [word for word in words if word.weight >= TELLING and not word.kind and holds(word, sentence.text)]


def _singled(held: Sequence[Word], score: float, lead: float) -> bool:
    """Tell whether the words that a sentence holds single it out."""
    return lead >= LEAD or len(held) >= SEVERAL or any(word.quoted for word in held) or score > WHOLLY


def excerpts_at(report: HeldReport, sentences: Sequence[Sentence], index: int, score: float) -> list[Excerpt]:
    """Return a sentence, with what it opens: the points of its list, or what stands under a point's name."""
    last = index
    if _is_heading(sentences[index]):
        while last + 1 < len(sentences) and _belongs(sentences, last + 1):
            last += 1
    elif _opens_list(sentences[index]):
        while last + 1 < len(sentences) and _goes_on(sentences, last + 1):
            last += 1
    excerpts = _merged(report, sentences[index : last + 1])
    return [Excerpt(report, item.sentence, item.start, item.end, score) for item in excerpts]


def _eligible(query: Query, sentences: Sequence[Sentence]) -> tuple[list[int], bool]:
    """Return which sentences may answer, and whether they are the few that say what is to be done.

    What a body means to do (打算怎样…) stands among its remedies, in words of their own.
    """
    # Of a body within the report (县医保局) only those sentences tell that name it.
    everywhere = [index for index, item in enumerate(sentences) if query.foreign_body in item.text]
    contacts = contacts_asked(query) if asks_contact(query) else ()
    if contacts:
        everywhere = [index for index in everywhere if _tells(sentences[index].text, contacts)]
    about = [word for word in load("synonyms")["cases"] if word in query.rest]
    if told := [i for i in everywhere if any(word in sentences[i].text + sentences[i].headings for word in about)]:
        # 复议有没有被纠正的: that a fault was put right elsewhere is no answer.
        everywhere = told
    if "when" in query.asks:
        everywhere = [index for index in everywhere if _TIME.search(sentences[index].text)]
    if asks_duration(query):
        everywhere = [index for index in everywhere if _STRETCH.search(sentences[index].text)]
    if "why" in query.asks:
        everywhere = [index for index in everywhere if _REASON.search(sentences[index].text)]
    how = "how" in query.asks and _MANNER.search(query.rest)
    if not (how or _wants_remedies(query)):
        return everywhere, False
    problems, remedies = _parted([item for item in sentences if item.topic == "problems"])
    if not _wants_remedies(query):
        # 怎样方便老年人: that they find it hard is no answer.
        barred = {(item.passage.ordinal, item.start) for item in problems}
        return [i for i in everywhere if (sentences[i].passage.ordinal, sentences[i].start) not in barred], False
    chosen = {(item.passage.ordinal, item.start) for item in remedies}
    among = [index for index in everywhere if (sentences[index].passage.ordinal, sentences[index].start) in chosen]
    return (among, True) if among else (everywhere, False)


def _tells(text: str, contacts: Sequence[str]) -> bool:
    """Tell whether a sentence gives a way to reach the body, and does not only speak of one (热线电话接听23通)."""
    return any(word in text for word in contacts) and bool(_REACHED.search(text))


def _opens_list(sentence: Sentence) -> bool:
    return bool(_OPENS_LIST.search(sentence.text))


def _under_heading(report: HeldReport, sentences: Sequence[Sentence], words: Sequence[Word]) -> list[Excerpt]:
    """Return the section whose own heading says what is asked for (年度政务公开工作创新情况), with those below it."""
    for headings in dict.fromkeys(sentence.headings for sentence in sentences):
        path = headings.split(" / ")
        for depth in range(len(path), 1, -1):
            if coverage(words, path[depth - 1]) >= SECTION:
                return _section(report, sentences, " / ".join(path[:depth]), titled=TITLED in path[depth - 1])
    return []


def _section(report: HeldReport, sentences: Sequence[Sentence], heading: str, *, titled: bool) -> list[Excerpt]:
    """Return a section; one whose heading names a document (制定《…制度》) with the other points beside it."""
    above = heading.rpartition(" / ")[0]
    whole = above if titled and " / " in above else heading
    inside = [item for item in sentences if f"{item.headings} / ".startswith(f"{whole} / ")]
    return [
        item if item.sentence.headings == whole and not titled else replace(item, name=_name_of(item.sentence))
        for item in _merged(report, inside)
    ]


def _name_of(sentence: Sentence) -> str:
    """Return a sentence's own heading without its mark; a heading with a number in it could not be cited."""
    name = _MARK.sub("", sentence.headings.rpartition(" / ")[2])
    return "" if re.search(r"\d", name) else name


def _is_heading(sentence: Sentence) -> bool:
    """Tell whether a sentence only names a point (三是提高办理质量。), so that what it says comes after it."""
    return len(sentence.text.strip()) <= HEADING and bool(_POINT.match(sentence.text.strip()))


def _belongs(sentences: Sequence[Sentence], index: int) -> bool:
    same = sentences[index].passage is sentences[index - 1].passage
    return same and not _POINT.match(sentences[index].text.strip())


def _goes_on(sentences: Sequence[Sentence], index: int) -> bool:
    return sentences[index].passage is sentences[index - 1].passage and bool(_NEXT_POINT.match(sentences[index].text))


def _say(composition: Composition, found: Sequence[Excerpt]) -> None:
    previous = None
    for item in found:
        start, end = _trimmed(item)
        composition.cite_text(item.report, item.sentence.passage, start, end)
        quote = said_span(item.report, item.sentence.passage, start, end)
        if previous is item.report:
            composition.pieces.append(Said("\n"))
        else:
            composition.say("statement.lead", agency=said_agency(item.report), year=said_year(item.report))
        composition.pieces += [Said(f"{item.name}：" if item.name else ""), quote]
        previous = item.report


def _text(item: Excerpt) -> str:
    return item.sentence.passage.text[item.start : item.end]


def _trimmed(item: Excerpt) -> tuple[int, int]:
    text = _text(item)
    return item.start + len(text) - len(text.lstrip()), item.end - (len(text) - len(text.rstrip()))


def _is_common(word: str) -> bool:
    return word in load("synonyms")["common"]

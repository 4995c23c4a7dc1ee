"""What a new or re-issued report changes: answers that now say something else, and those given with an old number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from knowledge.answering import Answerer
from knowledge.answering.answer import Answer
from knowledge.answering.gate import stands_in
from knowledge.errors import WordsGone
from knowledge.faq.live import has_live
from knowledge.faq.maintained import Content, Maintained, Rendered, Source, SourceKind
from knowledge.forms import label_of
from knowledge.numerals import format_number
from knowledge.records import Fact, HeldReport
from knowledge.store import Store
from knowledge.trial import preview

Cell = tuple[str, str, str, str]
"""Report id, indicator, applicant, value as said."""


@dataclass(frozen=True, slots=True)
class Update:
    """An entry whose live figures say something else now than when a person last looked; ``after`` None: nothing."""

    entry: Maintained
    before: Rendered
    after: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A cell that a re-issued report gives otherwise."""

    indicator: str
    applicant: str
    label: str
    before: str
    after: str
    place: tuple[str, str, str]
    """Table, row and column on the form."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given, or what an entry said, with a number that has been corrected since.

    ``times`` says how often an answer was given and ``last`` when last, as far as conversations are kept.
    """

    id: str
    question: str
    text: str
    cells: tuple[Corrected, ...]
    entry: Maintained | None = None
    times: int = 0
    last: str = ""


@dataclass(frozen=True, slots=True)
class Recall:
    """What a re-issued report corrected, and where the old numbers were told."""

    old: HeldReport
    new: HeldReport
    corrected: tuple[Corrected, ...]
    answers: tuple[Given, ...]
    entries: tuple[Given, ...]
    citing: tuple[Maintained, ...]
    """Published entries whose words cite the old version."""


def keep_said(answerer: Answerer, entry: Maintained, *, seen: bool = True) -> None:
    """Keep what a published entry says now."""
    if entry.live is None:
        return
    text, cells, _ = _said(answerer, entry)
    answerer.store.faq.keep_rendered(entry.id, entry.live.number, text, cells, seen=seen)


def refresh(answerer: Answerer) -> tuple[Update, ...]:
    """Render every published entry with live figures anew; return those that say something else than last looked at.

    What they say now is kept, so that a recall finds it.
    """
    store, updates = answerer.store, []
    latest: dict[int, Rendered] = {}
    looked_at: dict[int, Rendered] = {}
    for rendered in store.faq.rendered():
        latest.setdefault(rendered.entry_id, rendered)
        if rendered.seen:
            looked_at.setdefault(rendered.entry_id, rendered)
    for entry in store.faq.answering():
        if entry.live is None or not has_live(entry.live.content.answer) or entry.id not in latest:
            continue
        text, cells, problem = _said(answerer, entry)
        if text != latest[entry.id].text:
            store.faq.keep_rendered(entry.id, entry.live.number, text, cells, seen=False)
        before = looked_at.get(entry.id)
        if before and before.text != text:
            updates.append(Update(entry, before, text, problem))
    return tuple(updates)


def cited_anew(store: Store, content: Content) -> Content:
    """Return an entry's content with its words cited from the reports in force, where others took their place.

    Raises WordsGone where the report in force no longer has the words: then the answer itself is to be looked at.
    """
    return replace(content, sources=tuple(_anew(store, source) for source in content.sources))


def recall(store: Store, old: HeldReport, new: HeldReport) -> Recall:
    """Return what a re-issued report corrected and where the old numbers were told."""
    corrected = {(each.indicator, each.applicant): each for each in _corrected(store, old, new)}
    answers = [
        Given(key, question, str(body.get("answer", "")), cells, times=times, last=last)
        for key, question, body, times, last in store.faq.answers_citing(old.id)
        if (cells := tuple(_cells_of(body, old, corrected.values())))
    ]
    known = {entry.id: entry for entry in store.faq.all()}
    entries = [
        Given(str(said.entry_id), known[said.entry_id].newest.content.question, said.text, cells, known[said.entry_id])
        for said in store.faq.rendered()
        if (
            cells := tuple(
                corrected[cell[1], cell[2]] for cell in said.cells if cell[0] == old.id and cell[1:3] in corrected
            )
        )
    ]
    citing = tuple(entry for entry in known.values() if entry.live and _cites(entry, old.id))
    return Recall(old, new, tuple(corrected.values()), tuple(answers), tuple(entries), citing)


def _anew(store: Store, source: Source) -> Source:
    held = store.reports.get(source.report) if source.kind is SourceKind.REPORT else None
    now = store.reports.current(held.agency_id, held.year) if held and not held.current else None
    if now is None:
        return source
    for passage in store.reports.passages(now.version_id):
        if source.quote and stands_in(source.quote, passage.text):
            return replace(source, report=now.id, passage=passage.ordinal)
    raise WordsGone(f"{now.agency}{now.year}年的新版报告里没有“{source.quote}”，请核对后修改答案和依据。")


def _said(answerer: Answerer, entry: Maintained) -> tuple[str, tuple[Cell, ...], str]:
    assert entry.live is not None
    texts: list[str] = []
    cells: list[Cell] = []
    problem = ""
    for each in preview(answerer, entry.live.content):
        problem = problem or each.problem
        if each.answer:
            texts.append(each.answer.text)
            cells += _cells(each.answer)
    return "\n".join(texts), tuple(cells), problem


def _cells(answer: Answer) -> Iterator[Cell]:
    reports = {citation.id: citation.report.id for citation in answer.citations}
    for figure in answer.figures:
        if figure.indicator and figure.value is not None:
            yield reports[figure.citation], figure.indicator, figure.applicant or "total", format_number(figure.value)


def _corrected(store: Store, old: HeldReport, new: HeldReport) -> Iterator[Corrected]:
    after = {(fact.indicator, fact.applicant): fact for fact in store.facts.of_version(new.version_id)}
    for fact in store.facts.of_version(old.version_id):
        now = after.get((fact.indicator, fact.applicant))
        if _shown(fact) != _shown(now):
            label = label_of(fact.indicator)
            place = (fact.table, fact.row, fact.column)
            yield Corrected(fact.indicator, fact.applicant, label, _shown(fact), _shown(now), place)


def _shown(fact: Fact | None) -> str:
    if fact is None:
        return "（没有这一格）"
    return format_number(fact.value) if fact.value is not None else f"（{fact.printed or '空白'}）"


def _cells_of(body: Mapping[str, Any], old: HeldReport, corrected: Iterable[Corrected]) -> Iterator[Corrected]:
    places = {each.place: each for each in corrected}
    for citation in body.get("citations", ()):
        locator = citation["locator"]
        if citation["report_id"] == old.id and locator["type"] == "cell":
            found = places.get((locator["table"], locator["row"], locator["column"]))
            if found:
                yield found


def _cites(entry: Maintained, report_id: str) -> bool:
    sources = entry.live.content.sources if entry.live else ()
    return any(source.kind is SourceKind.REPORT and source.report == report_id for source in sources)

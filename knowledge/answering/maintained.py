"""Maintained answers: which entry a question is for, and the answer with its live figures, through the number gate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from threading import Lock
from unicodedata import decimal
from weakref import WeakKeyDictionary

from knowledge.answering.answer import Answer, Kind
from knowledge.answering.context import Composition, Context, said_year
from knowledge.answering.gate import Article, Said, stands_in
from knowledge.answering.tables.quantity import Quantity, add_operands, cell_of, share_of
from knowledge.answering.tables.rates import Share
from knowledge.answering.tables.readings import read, share_label
from knowledge.answering.wording import words
from knowledge.errors import BadLiveFigure, GateRefusal
from knowledge.faq import Entry
from knowledge.faq.live import Live, pieces_of
from knowledge.faq.maintained import Content, Source, SourceKind
from knowledge.faq.matching import Hit
from knowledge.faq.shelf import Shelf, stock
from knowledge.records import HeldReport
from knowledge.store import Store
from knowledge.understanding import Query, understand
from knowledge.understanding.normalise import normalise

_NUMBER = re.compile(r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?")
_RUN = re.compile(r"\d[\d,.．]*")
_TRIED: ContextVar[Shelf | None] = ContextVar("tried", default=None)
_shelves: WeakKeyDictionary[Store, tuple[int, date, Shelf]] = WeakKeyDictionary()
_building = Lock()


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the words of an entry rest on: quotations of articles and documents, and passages looked up again."""

    sources: tuple[Source, ...]

    def carries(self, text: str, store: Store) -> bool:
        """Tell whether every number of the text stands in one of the quotations."""
        return not unsourced(text, self.sources, store)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A wording near a question, with the entry that it is of, and why that may not answer (empty: it may)."""

    hit: Hit
    content: Content | None
    starter: Entry | None
    refusal: str = ""

    @property
    def answers(self) -> bool:
        """True where the question is taken for this wording and the entry may answer."""
        return self.hit.sure and not self.refusal and self.hit.wording.wanted


@contextmanager
def trying(shelf: Shelf) -> Iterator[None]:
    """Answer from a shelf that is not live: what would change, before it does."""
    token = _TRIED.set(shelf)
    try:
        yield
    finally:
        _TRIED.reset(token)


def shelf_of(context: Context) -> Shelf:
    """Return what may answer, indexed; made anew when what is held has changed or the day has."""
    tried = _TRIED.get()
    if tried is not None:
        return tried
    store, revision = context.store, context.base.revision
    with _building:
        kept = _shelves.get(store)
        if kept is None or kept[:2] != (revision, context.today):
            before = kept[2] if kept else None
            kept = _shelves[store] = (revision, context.today, stock(store, context.today, before))
    return kept[2]


def weigh(context: Context, most: int = 8) -> list[Weighed]:
    """Return the wordings nearest a question, nearest first, each with why its entry may not answer."""
    shelf = shelf_of(context)
    if not shelf.maintained and _starter_refusal(context):
        return []
    hits = shelf.index.nearest(context.query.text, most)
    if context.query.agencies and shelf.maintained:
        # An entry that holds for an agency need not name it: 云溪市档案局几点上班 is its 几点上班.
        rest = [hit for hit in shelf.index.nearest(_rest(context), most) if _is_bound(shelf, hit)]
        hits = sorted((*hits, *rest), key=lambda hit: (-hit.likeness, not hit.wording.wanted))
    nearest: dict[str, Hit] = {}
    for hit in hits:
        nearest.setdefault(hit.wording.text + hit.wording.key, hit)
    return [_weighed(context, shelf, hit) for hit in list(nearest.values())[:most]]


def choose(context: Context) -> Weighed | None:
    """Return the entry that answers a question; None where none is like it enough, or the nearest is one it is not."""
    for weighed in weigh(context):
        if weighed.hit.sure and not weighed.refusal:
            return weighed if weighed.hit.wording.wanted else None
    return None


def compose(context: Context, content: Content) -> Answer:
    """Return an entry's answer with its live figures cited.

    Raises BadLiveFigure where a figure cannot be had, GateRefusal where a digit rests on nothing.
    """
    composition = Composition(context)
    evidence = Sourced(content.sources)
    for piece in pieces_of(content.answer):
        if isinstance(piece, Live):
            composition.pieces.append(_say_live(composition, content, piece))
        else:
            composition.pieces += [Said(part, evidence) for part in piece.splitlines(keepends=True)]
    _keep_apart([piece.text for piece in composition.pieces])
    _cite_sources(composition, content)
    return composition.finish(Kind.FAQ)


def unsourced(text: str, sources: Iterable[Source], store: Store) -> tuple[str, ...]:
    """Return the numbers of a text written by hand that no source has: a whole number each, so that 1 does not stand in
    1,000 nor 12 in 12.5.
    """
    carried = {number for source in sources for number in numbers_in(quoted(source, store))}
    return tuple(number for number in dict.fromkeys(numbers_in(text)) if number not in carried)


def numbers_in(text: str) -> list[str]:
    """Return the numbers that are written in a text, in digits of any script, without marks between thousands.

    >>> numbers_in("收费1,000元，１５日内，共12.50万元")
    ['1000', '15', '12.50']
    """
    plain = "".join(str(decimal(char)) if char.isdecimal() else char for char in text.replace("．", "."))
    return [number.replace(",", "") for number in _NUMBER.findall(plain)]


def quoted(source: Source, store: Store) -> str:
    """Return the words that a source stands for, its name included; those of a report only if they stand in it."""
    if source.kind is not SourceKind.REPORT:
        return f"{source.name}，{source.quote}"
    held = store.reports.get(source.report)
    passage = store.reports.passage(held.version_id, source.passage) if held and source.passage is not None else None
    return source.quote if passage and source.quote and stands_in(source.quote, passage.text) else ""


def report_of(context: Context, content: Content, live: Live) -> HeldReport:
    """Return the report that a live figure is taken from. Raises BadLiveFigure where there is none."""
    agency = _agency_of(context, content, live)
    base, held = context.base, context.base.agencies[agency]
    if live.back is not None:
        years = held.years[-1 - live.back :] if live.back < len(held.years) else ()
        year = years[0] if years else None
    elif live.year:
        year = int(live.year)
    else:
        year = context.query.years[0] if context.query.years else (held.years[-1] if held.years else None)
    report = base.report(agency, year) if year else None
    if report is None:
        raise BadLiveFigure(words("live.no_report", agency=held.name, year=live.year or ""))
    return report


def _agency_of(context: Context, content: Content, live: Live) -> int:
    asked = context.query.agencies
    if (
        not live.agency
        and asked
        and (not content.agencies or any(asked[0] in _ids(context, n) for n in content.agencies))
    ):
        return asked[0]
    name = live.agency or next(iter(content.agencies), "")
    found = _ids(context, name) if name else ()
    if len(found) != 1:
        raise BadLiveFigure(words("live.no_agency", agency=name) if name else words("live.agency_unsaid"))
    return found[0]


def _ids(context: Context, name: str) -> tuple[int, ...]:
    exact = tuple(key for key, agency in context.base.agencies.items() if name in (agency.name, *agency.aliases))
    return exact if len(exact) == 1 else context.base.index.find(normalise(name))


def _keep_apart(pieces: Sequence[str]) -> None:
    """Raise BadLiveFigure where two numbers would run into one: each is carried, and what they make together is not."""
    ends = set(accumulate(map(len, pieces)))
    for number in _RUN.finditer("".join(pieces)):
        if any(number.start() < end < number.end() for end in ends):
            raise BadLiveFigure(words("live.run_together", number=number.group()))


def _say_live(composition: Composition, content: Content, live: Live) -> Said:
    context = composition.context
    report = report_of(context, content, live)
    if live.name == "year":
        return said_year(report)
    quantity = _quantity(context, report, live)
    if quantity.value is None:
        label = quantity.label
        raise BadLiveFigure(words("live.no_value", agency=report.agency, year=report.year, label=label))
    add_operands(composition, quantity)
    said = quantity.said()
    # The unit has no digit: it rides along with a number that the gate has in its own piece.
    composition.pieces.append(said)
    return Said(quantity.unit)


def _quantity(context: Context, report: HeldReport, live: Live) -> Quantity:
    if live.name == "share":
        part, whole = live.indicators
        label = share_label([(part, "total")], [(whole, "total")])
        return share_of(context, report, Share(label, ((part, live.applicant),), ((whole, live.applicant),)))
    return cell_of(read(context, report, live.indicators[0], live.applicant))


def _cite_sources(composition: Composition, content: Content) -> None:
    store = composition.context.store
    names = []
    for source in content.sources:
        held = store.reports.get(source.report) if source.kind is SourceKind.REPORT else None
        if held is None:
            names.append(source.name)
            continue
        passage = store.reports.passage(held.version_id, source.passage) if source.passage is not None else None
        start = passage.text.find(source.quote) if passage else -1
        if passage and start >= 0:
            composition.cite_text(held, passage, start, start + len(source.quote))
    listed = "；".join(dict.fromkeys(name for name in names if name))
    if listed:
        composition.say("faq.source", source=Said(listed, Article((listed,))))


def _weighed(context: Context, shelf: Shelf, hit: Hit) -> Weighed:
    content = shelf.maintained.get(hit.wording.key)
    if content is None:
        return Weighed(hit, None, shelf.starters[hit.wording.key], _starter_refusal(context))
    return Weighed(hit, content, None, _refusal(context, content, hit))


def _starter_refusal(context: Context) -> str:
    if not context.query.is_general:
        return words("not_for.named")
    return ""


def _refusal(context: Context, content: Content, hit: Hit) -> str:
    """Return why an entry may not answer a question that is like one of its wordings: another body, year, row."""
    other = _other_agency(context, content, hit)
    if other:
        return other
    query, wording = context.query, _understood(context, hit.wording.text)
    # The year of the talk keeps out an entry that was written for another, not one that holds for any.
    free = "year" in query.carried and not content.years and not wording.years
    for year in query.years if query.year_said and not free else ():
        if year not in content.years and year not in wording.years:
            return words("not_for.year", year=year)
    if query.indicators and set(query.indicators) != set(wording.indicators):
        return words("not_for.indicator")
    return _gap(context, content)


def _other_agency(context: Context, content: Content, hit: Hit) -> str:
    query, wording = context.query, normalise(hit.wording.text)
    if content.agencies and (query.foreign or query.every_agency or not query.agencies):
        return words("not_for.other_agency")
    if query.foreign and normalise(query.foreign) not in wording:
        return words("not_for.foreign", name=query.foreign)
    own = {key for name in content.agencies for key in _ids(context, name)}
    for key in query.agencies:
        agency = context.base.agencies[key]
        named = any(normalise(name) in wording for name in (agency.name, *agency.aliases))
        free = not content.agencies and {"agency", "scope"} & query.carried
        if not (key in own or named or free):
            return words("not_for.agency", agency=agency.name)
    return ""


def _gap(context: Context, content: Content) -> str:
    try:
        compose(context, content)
    except (BadLiveFigure, GateRefusal) as error:
        return str(error)
    return ""


def _understood(context: Context, wording: str) -> Query:
    return understand(wording, context.base.index, today=context.today)


def _is_bound(shelf: Shelf, hit: Hit) -> bool:
    content: Mapping[str, Content] = shelf.maintained
    return hit.wording.key in content and bool(content[hit.wording.key].agencies)


def _rest(context: Context) -> str:
    return context.query.rest.replace("，", "") or context.query.text

"""Every number in the tables of the real reports is given when asked for, in every wording known, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest

from ingest.pipeline import files_in, ingest_paths
from knowledge.answering import Answerer
from knowledge.answering.answer import Answer, CellLocator, Kind, Reason
from knowledge.forms import forms, label_of
from knowledge.records import Fact, HeldReport
from knowledge.store import Store
from knowledge.understanding.terms import DEFAULT_MEASURE
from knowledge.vocabulary import load
from tests.knowledge.made import lines_of

pytestmark = pytest.mark.corpus

PHRASINGS = (
    "{agency}{year}年{wording}{count}？",
    "请问{year}年{alias}的{wording}是多少",
    "{alias}{year}年度{wording}有{few}，谢谢",
)
COUNTS = {"件": ("多少件", "几件"), "项": ("多少项", "几项"), "个": ("多少个", "几个")}
ORGANISATION_WORDINGS = 2
"""Wordings of each kind of applicant that are tried; all of them stand in the cases of understanding."""


@pytest.fixture(scope="module")
def real(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A knowledge base of every real report of the corpus."""
    store = Store(tmp_path_factory.mktemp("sweep") / "zhiqing.db")
    list(ingest_paths(store, files_in([corpus / "reports"])[0]))
    return store


@pytest.fixture(scope="module")
def real_answerer(real: Store) -> Answerer:
    return Answerer(real, today=lambda: date(2026, 11, 23))


def wordings(indicator: str, form_id: str) -> list[str]:
    """Return the labels of an indicator and every phrase, or subject with measure, that the vocabulary has for it."""
    terms = load("terms")
    printed = [layout.label(indicator) for layout in forms() if (indicator, "total") in layout.cells]
    found = [label_of(indicator), *printed, *terms["indicators"].get(indicator, ())]
    if form_id == "2014":
        found += load("statistics")["indicators"].get(indicator, ())
    for subject, names in terms["subjects"].items():
        for measure, respects in {**terms["measures"], "": ()}.items():
            if indicator != (f"{subject}.{measure}" if measure else subject):
                continue
            if DEFAULT_MEASURE[subject] == measure:
                found += names
            if respects:
                found += [f"{name}{respects[0]}" for name in names]
                found += [f"{names[0]}{respect}" for respect in respects]
    return list(dict.fromkeys(found))


def applicants(applicant: str) -> list[str]:
    return [] if applicant == "total" else load("terms")["applicants"][applicant][:ORGANISATION_WORDINGS]


def questions(report: HeldReport, fact: Fact, aliases: tuple[str, ...]) -> Iterator[str]:
    """Yield a question for every wording of a cell, the ways of putting it in turn."""
    start = len(fact.indicator) + len(fact.applicant) + report.year
    phrasings = cycle(PHRASINGS[start % 3 :] + PHRASINGS[: start % 3])
    names = cycle(aliases)
    count, few = COUNTS.get(fact.unit, ("多少", "多少"))
    found = wordings(fact.indicator, report.form or "2021")
    if fact.applicant != "total":
        found = found[:3]
    for wording in found:
        for who in applicants(fact.applicant) or [""]:
            yield next(phrasings).format(
                agency=report.agency,
                alias=next(names),
                year=report.year,
                wording=f"{who}{wording}",
                count=count,
                few=few,
            )


def gives(answer: Answer, report: HeldReport, fact: Fact) -> bool:
    """Tell whether an answer gives a cell's value and cites that cell."""
    place = CellLocator(fact.table, fact.row, fact.column)
    cited = any(c.report.version_id == report.version_id and c.locator == place for c in answer.citations)
    return answer.value == fact.value and cited


def unambiguous(answerer: Answerer, report: HeldReport) -> tuple[str, ...]:
    base = answerer._current_base()
    agency = base.agencies[report.agency_id]
    return tuple(name for name in (agency.name, *agency.aliases) if base.index.find(name) == (agency.id,))


def test_every_printed_cell_is_given_in_every_wording(real: Store, real_answerer: Answerer) -> None:
    wrong, asked = [], 0
    for report in real.reports.all_current():
        aliases = unambiguous(real_answerer, report)
        for fact in real.facts.of_version(report.version_id):
            if fact.value is None:
                continue
            for question in questions(report, fact, aliases):
                asked += 1
                answer = real_answerer.answer(question).answer
                if not gives(answer, report, fact):
                    meant = f"{fact.indicator} {fact.applicant} = {fact.value}"
                    wrong.append(f"{question} → {meant}, got {answer.value} {answer.text[:60]}")
    assert asked > 10_000
    assert not wrong, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong[:200])


def test_every_year_that_is_not_held_is_declined(real: Store, real_answerer: Answerer) -> None:
    held = {(report.agency, report.year) for report in real.reports.all_current()}
    for agency in sorted({name for name, _ in held}):
        for year in range(2010, 2027):
            if (agency, year) in held:
                continue
            for indicator in ("requests.new", "outcomes.refused", "review.total", "normative_documents.issued"):
                answer = real_answerer.answer(f"{agency}{year}年{label_of(indicator)}多少件").answer
                assert (answer.kind, answer.reason) == (Kind.NONE, Reason.NO_SUCH_REPORT), answer.text
                assert (answer.value, answer.figures) == (None, ())


@pytest.mark.parametrize("agency", lines_of("strangers.txt"))
def test_a_body_that_is_not_held_is_declined(real_answerer: Answerer, agency: str) -> None:
    for wording in ("新收申请", "予以公开", "行政复议", "主动公开信息", "微信公众号粉丝"):
        for year in (2024, 2025):
            answer = real_answerer.answer(f"{agency}{year}年{wording}多少").answer
            assert answer.kind in (Kind.NONE, Kind.CLARIFY), answer.text
            assert (answer.value, answer.figures) == (None, ()), answer.text

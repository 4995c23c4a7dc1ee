"""Questions about the statistics before 2019: their own rows answer; only what means the same is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest

from knowledge.answering import Answerer
from knowledge.forms import CUMULATIVE, form, forms
from knowledge.records import Fact, FactStatus, Identity, Place, ReadReport, Section
from knowledge.store import Store
from knowledge.understanding.lexicon import entries
from knowledge.vocabulary import load
from tests.knowledge.made import lines_of

OLD = form("2014")
COUNTS = {
    "published.total": (310, 905),
    "published.website": (290, 870),
    "published.gazette": (0, 8),
    "applications.received": (14, 40),
    "applications.received.in_person": (9, 20),
    "applications.received.fax": (5, 20),
    "applications.closed": (13, 39),
    "responses.interpretations": (6, 6),
    "replies.total": (12, 38),
    "replies.granted": (7, 21),
    "replies.partly_granted": (3, 9),
    "replies.refused": (2, 8),
    "reviews.total": (1, 1),
    "lawsuits.total": (0, 2),
    "complaints.appeals": (4, 6),
}
CASES = [tuple(part.strip() for part in line.split("|")) for line in lines_of("statistics.txt")]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """Answers from two reports of one invented agency, one on the old form, one on the form in force."""
    old = {name: year for name, (year, _) in COUNTS.items()}
    old |= {f"{name}.{CUMULATIVE}": years for name, (_, years) in COUNTS.items()}
    new = {"requests.new": 30, "outcomes.granted": 11, "outcomes.total": 28}
    store = Store(tmp_path_factory.mktemp("old") / "zhiqing.db")
    with store.transaction():
        store.reports.keep(_report(2013, "2014", old))
        store.reports.keep(_report(2022, "2021", new))
    yield Answerer(store, today=lambda: date(2026, 11, 23))
    store.close()


def _report(year: int, form_id: str, values: Mapping[str, int]) -> ReadReport:
    cells = form(form_id).cells
    facts = tuple(
        Fact(
            name,
            "total",
            Decimal(value),
            cells[name, "total"].column.unit if form_id == "2021" else "件",
            str(value),
            FactStatus.PRINTED,
            cells[name, "total"].table,
            cells[name, "total"].row.id,
            cells[name, "total"].column.id,
            Place(0, row=number, column=1),
        )
        for number, (name, value) in enumerate(values.items())
    )
    identity = Identity("禾塘县人民政府", year, f"禾塘县{year}年报告", ("禾塘县",), "禾塘县", "county")
    return ReadReport(identity, form_id, str(year), f"{year}.txt", (), (Section(0, 0, ""),), (), facts)


@pytest.mark.parametrize(("question", "value", "words"), CASES, ids=[case[0] for case in CASES])
def test_a_question_is_answered_from_the_row_that_it_means(
    answers: Answerer, question: str, value: str, words: str
) -> None:
    answer = answers.answer(question).answer
    assert answer.value == (None if value == "无" else Decimal(value)), answer.text
    assert words in answer.text


def test_a_follow_up_can_ask_for_all_years_so_far(answers: Answerer) -> None:
    first = answers.answer("禾塘县2013年当面申请的有几件")
    assert answers.answer("那历年累计呢", memory=first.memory).answer.value == 20


def test_the_year_at_which_the_asker_stands_tells_the_form_as_well(answers: Answerer) -> None:
    assert answers.answer("传真申请多少件", agency="禾塘县人民政府", year=2013).answer.value == 5


def test_equivalents_and_successors_name_rows_that_are_there() -> None:
    later = {name for layout in forms() if layout.first_year >= 2019 for name in layout.indicators}
    later |= {subtotal.id for layout in forms() for subtotal in layout.subtotals}
    assert set(OLD.equivalents) | set(OLD.successors.values()) <= later
    assert {row for rows in OLD.equivalents.values() for row in rows} | set(OLD.successors) <= set(OLD.indicators)


def test_what_means_the_same_also_answers_in_the_later_words() -> None:
    assert all(row in OLD.equivalents[later] for row, later in OLD.successors.items())


def test_a_row_is_asked_in_words_of_its_own_or_in_those_of_a_later_row() -> None:
    words = load("statistics")
    asked = {*words["indicators"], *(row for rows in OLD.equivalents.values() for row in rows)}
    assert {row.id for row in OLD.tables[0].rows} == asked
    said = [phrase for names in (words["indicators"], words["loose"]) for list_ in names.values() for phrase in list_]
    assert len(said) == len(set(said))


def test_the_words_of_the_old_table_are_not_among_the_common_ones() -> None:
    assert not {term.value for _, term in entries() if term.role == "indicator"} & set(OLD.indicators)

"""The knowledge base: a report is kept whole or not at all, comes back whole, and nothing older is lost."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import BadDatabase
from knowledge.records import Fact, FactStatus, Finding, Operand, Place, ReadReport, Severity
from knowledge.segment import tokens
from knowledge.store import Store
from tests.knowledge.made import reports

SAMPLE = reports()[0]
TABLES = ("agencies", "agency_aliases", "reports", "versions", "blocks", "sections", "passages", "facts", "findings")


def keep(store: Store, report: ReadReport) -> str:
    with store.transaction():
        return store.reports.keep(report)[1]


def sizes(store: Store) -> dict[str, int]:
    return {table: store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608


def again(report: ReadReport, digest: str = "again") -> ReadReport:
    """The same agency and year, published anew with one cell changed."""
    facts = tuple(
        replace(fact, value=Decimal(77), printed="77") if fact.indicator == "licensing.decisions" else fact
        for fact in report.facts
    )
    return replace(report, digest=digest, facts=facts)


# ------------------------------------------------------------------ the file
def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "zhiqing.db"
    first = Store(path)
    keep(first, SAMPLE)
    schema = first.db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    held = sizes(first)
    first.close()
    second = Store(path)
    assert second.db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == schema
    assert sizes(second) == held


def test_readers_and_a_writer_work_side_by_side_in_wal_mode(fresh: Store) -> None:
    assert fresh.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_database_of_somebody_else_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "accounts.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE accounts (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(BadDatabase, match="不是知情的知识库") as refusal:
        Store(path)
    assert str(path) in str(refusal.value)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("这不是数据库。" * 400, "utf-8")
    with pytest.raises(BadDatabase, match=r"notes\.db"):
        Store(path)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDatabase, match="无法打开"):
        Store(tmp_path / "nowhere" / "zhiqing.db")


def test_a_base_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zhiqing.db"
    store = Store(path)
    columns = [row[1] for row in store.db.execute("PRAGMA table_info(_sqlite_migrations)").fetchall()]
    row = dict(zip(columns, store.db.execute("SELECT * FROM _sqlite_migrations LIMIT 1").fetchone(), strict=True))
    row = {key: value for key, value in row.items() if key != "id"} | {"name": "m999_later"}
    with store.transaction() as db:
        db.table("_sqlite_migrations").insert(row)
    store.close()
    with pytest.raises(BadDatabase, match="m999_later"):
        Store(path)


# ------------------------------------------------------------------ keeping reports
def test_a_report_is_created_then_unchanged_then_updated(fresh: Store) -> None:
    assert [keep(fresh, SAMPLE), keep(fresh, SAMPLE), keep(fresh, again(SAMPLE))] == ["created", "unchanged", "updated"]
    assert fresh.reports.count() == 1


def test_an_older_version_stays_under_its_public_id(fresh: Store) -> None:
    keep(fresh, SAMPLE)
    old = fresh.reports.all_current()[0]
    keep(fresh, again(SAMPLE))
    new = fresh.reports.all_current()[0]
    assert new.id != old.id
    assert (new.version, new.current) == (2, True)
    superseded = fresh.reports.get(old.id)
    assert superseded is not None
    assert (superseded.version, superseded.current) == (1, False)
    first, second = (fresh.facts.get(held.version_id, "licensing.decisions") for held in (superseded, new))
    assert (first and first.value, second and second.value) == (Decimal(41), Decimal(77))


@pytest.mark.parametrize(
    "wrong", ["", "1", "1-2024", "1-2024-1-1", "a-b-c", "9-2024-1", "1-1999-1", "1-2024-9", "１-2024-1"]
)
def test_an_id_of_no_report_finds_none(fresh: Store, wrong: str) -> None:
    keep(fresh, SAMPLE)
    assert fresh.reports.get(wrong) is None


def test_what_fails_inside_a_transaction_leaves_no_trace(fresh: Store) -> None:
    keep(fresh, SAMPLE)
    before, revision = sizes(fresh), fresh.revision()

    def fail() -> None:
        with fresh.transaction():
            fresh.reports.keep(reports()[1])
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()
    assert sizes(fresh) == before
    assert fresh.revision() == revision
    assert fresh.reports.search(["门户网站"]) == fresh.reports.search(["门户网站"], limit=1)


def test_the_revision_grows_only_when_what_is_held_changes(fresh: Store) -> None:
    numbers = [fresh.revision()]
    for report in (SAMPLE, SAMPLE, again(SAMPLE), reports()[1]):
        keep(fresh, report)
        numbers.append(fresh.revision())
    start = numbers[0]
    assert numbers == [start, start + 1, start + 1, start + 2, start + 3]


def test_a_reader_is_not_held_up_by_a_writer_and_sees_only_what_is_finished(fresh: Store) -> None:
    keep(fresh, SAMPLE)
    seen: list[int] = []
    with fresh.transaction():
        fresh.reports.keep(reports()[1])
        reader = threading.Thread(target=lambda: seen.append(fresh.reports.count()))
        reader.start()
        reader.join(timeout=5)
        assert seen == [1]
    assert fresh.reports.count() == 2


# ------------------------------------------------------------------ what comes back
def test_every_record_of_a_report_comes_back_as_it_was_kept(fresh: Store) -> None:
    keep(fresh, SAMPLE)
    held = fresh.reports.all_current()[0]
    version = held.version_id
    assert (held.agency, held.year, held.title, held.form) == (
        SAMPLE.identity.agency,
        SAMPLE.identity.year,
        SAMPLE.identity.title,
        SAMPLE.form,
    )
    assert fresh.reports.blocks(version) == SAMPLE.blocks
    assert fresh.reports.sections(version) == SAMPLE.sections
    assert fresh.reports.passages(version) == SAMPLE.passages
    assert Counter(fresh.facts.of_version(version)) == Counter(SAMPLE.facts)
    assert fresh.facts.figures(version) == SAMPLE.figures
    assert fresh.facts.findings(version) == SAMPLE.findings


def test_an_agency_is_held_with_its_names_and_years(fresh: Store) -> None:
    for report in reports():
        keep(fresh, report)
    held = {agency.name: agency for agency in fresh.reports.agencies()}
    archive = held["云溪市档案局"]
    assert archive.years == (2019, 2020, 2021, 2023, 2024)
    assert set(archive.aliases) == {"云溪市档案局", "市档案局", "档案局"}
    assert archive.place == "云溪市"


def test_the_report_of_an_agency_and_year_is_found_and_none_where_none_is_held(store: Store) -> None:
    agency = store.reports.agencies()[0]
    found = store.reports.current(agency.id, 2024)
    assert found is not None
    assert (found.agency, found.year) == ("云溪市档案局", 2024)
    assert store.reports.current(agency.id, 2022) is None
    assert {report.year for report in store.reports.all_current(2023)} == {2023}


def test_a_heading_is_said_with_those_above_it(store: Store) -> None:
    archive = next(r for r in store.reports.all_current() if r.agency == "云溪市档案局" and r.year == 2024)
    headings = [store.reports.heading(archive.version_id, n) for n in range(4)]
    assert headings == [None, "一、总体情况", "一、总体情况 / （一）主动公开情况", "一、总体情况 / （二）监督保障情况"]


def test_the_text_is_found_by_its_words(store: Store) -> None:
    found = store.reports.search(tokens("领导小组组长"))
    assert found
    version, ordinal, _ = found[0]
    passage = store.reports.passage(version, ordinal)
    assert passage is not None
    assert "领导小组" in passage.text


@pytest.mark.parametrize("words", [[], [""], ['"'], ["*"], ["AND", "NEAR("], ["无此词语甲乙丙"]])
def test_a_search_for_anything_at_all_is_answered(store: Store, words: list[str]) -> None:
    assert store.reports.search(words) == []


def test_only_the_newest_version_is_searched(fresh: Store) -> None:
    keep(fresh, SAMPLE)
    keep(fresh, again(SAMPLE))
    newest = fresh.reports.all_current()[0].version_id
    assert {version for version, _, _ in fresh.reports.search(["门户网站"])} == {newest}


decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=8)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
places = st.builds(
    Place,
    st.integers(0, 99),
    st.none() | st.integers(0, 99),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 999),
    st.none() | st.integers(0, 999),
)
cells = st.builds(
    Fact,
    indicator=words,
    applicant=words,
    value=st.none() | decimals,
    unit=words,
    printed=words,
    status=st.sampled_from(FactStatus),
    table=words,
    row=words,
    column=words,
    place=places,
    candidates=st.lists(decimals, max_size=3).map(tuple),
    basis=words,
    section=st.none() | st.integers(0, 20),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(cells, max_size=6, unique_by=lambda fact: (fact.indicator, fact.applicant)))
def test_cells_come_back_to_the_last_digit(fresh: Store, facts: list[Fact]) -> None:
    keep(fresh, SAMPLE)
    version = fresh.reports.all_current()[0].version_id
    with fresh.transaction():
        fresh.facts.keep(version, facts)
    assert fresh.facts.of_version(version) == tuple(facts)
    for fact in facts:
        found = fresh.facts.get(version, fact.indicator, fact.applicant)
        assert found == fact
        assert found is not None
        assert str(found.value) == str(fact.value)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(message=words, value=decimals, passage=st.none() | st.integers(0, 9), year=st.none() | st.integers(2008, 2030))
def test_findings_come_back_whole(
    fresh: Store, message: str, value: Decimal, passage: int | None, year: int | None
) -> None:
    keep(fresh, SAMPLE)
    version = fresh.reports.all_current()[0].version_id
    operand = Operand(message, value, (("requests.new", "total"),), passage, passage, passage, year)
    finding = Finding("rule", Severity.ERROR, message, (operand, operand))
    with fresh.transaction():
        fresh.facts.keep_findings(version, [finding])
    assert fresh.facts.findings(version) == (finding,)


# ------------------------------------------------------------------ conversations
def test_a_turn_is_kept_and_an_answer_is_written_once(fresh: Store) -> None:
    for conversation in ("one", "two"):
        fresh.turns.record(conversation, {"years": [2024]}, "answer", "多少件？", {"answer": "9件"})
    assert fresh.turns.memory("one") == {"years": [2024]}
    assert fresh.turns.memory("three") is None
    assert fresh.turns.answer("answer") == ("多少件？", {"answer": "9件"})
    assert fresh.turns.answer("another") is None
    assert fresh.db.execute("SELECT count(*) FROM answers").fetchone()[0] == 1

"""From files to stored reports: created, unchanged, updated, or failed with a reason and without a trace."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.pipeline import Outcome, files_in, ingest_paths, ingest_upload
from knowledge.errors import ZhiqingError
from knowledge.records import FactStatus
from knowledge.store import Store
from tests.ingest.written import AGENCY, report_text

TABLES = ("agencies", "agency_aliases", "reports", "versions", "blocks", "sections", "passages", "facts", "figures")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = Store(tmp_path / "zhiqing.db")
    yield kept
    kept.close()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(report_text(), "utf-8")
    return path


def ingest(store: Store, *paths: Path) -> list[Outcome]:
    return list(ingest_paths(store, paths))


def statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def sizes(store: Store) -> dict[str, int]:
    return {table: store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608


# ------------------------------------------------------------------ one report
def test_a_report_is_kept_with_its_cells_text_and_figures(store: Store, report: Path) -> None:
    outcome = ingest(store, report)[0]
    held = outcome.report
    assert held is not None
    assert (outcome.status, held.agency, held.year, held.form) == ("created", AGENCY, 2024, "2021")
    facts = store.facts.of_version(held.version_id)
    assert len(facts) == 200
    assert {fact.status for fact in facts} <= {FactStatus.PRINTED, FactStatus.SETTLED}
    granted = store.facts.get(held.version_id, "outcomes.granted")
    assert granted is not None
    assert (granted.value, granted.unit) == (Decimal(6), "件")
    assert any("门户网站公开信息906条" in passage.text for passage in store.reports.passages(held.version_id))
    assert Decimal(906) in {figure.value for figure in store.facts.figures(held.version_id)}
    assert outcome.findings == ()


def test_every_cell_knows_the_section_that_it_stands_in(store: Store, report: Path) -> None:
    held = ingest(store, report)[0].report
    assert held is not None
    for fact in store.facts.of_version(held.version_id):
        heading = store.reports.heading(held.version_id, fact.section if fact.section is not None else -1)
        assert heading is not None, fact.indicator
        assert heading.startswith({"disclosure": "二、", "requests": "三、", "review": "四、"}[fact.table])


def test_the_same_file_again_is_unchanged(store: Store, report: Path) -> None:
    first = ingest(store, report)[0]
    before = sizes(store)
    second = ingest(store, report)[0]
    assert second.status == "unchanged"
    assert second.report == first.report
    assert sizes(store) == before


def test_a_file_under_another_name_with_the_same_bytes_is_unchanged(store: Store, report: Path) -> None:
    ingest(store, report)
    copy = report.with_name("copy.txt")
    copy.write_bytes(report.read_bytes())
    assert statuses(ingest(store, copy)) == ["unchanged"]


def test_a_changed_text_is_a_new_version_and_the_old_one_stays_under_its_id(store: Store, report: Path) -> None:
    old = ingest(store, report)[0].report
    report.write_text(report_text(granted=8), "utf-8")
    outcome = ingest(store, report)[0]
    assert outcome.status == "updated"
    assert old is not None
    assert outcome.report is not None
    assert outcome.report.version == 2
    superseded = store.reports.get(old.id)
    assert superseded is not None
    assert not superseded.current
    values = [store.facts.get(held.version_id, "outcomes.granted") for held in (superseded, outcome.report)]
    assert [fact and fact.value for fact in values] == [Decimal(6), Decimal(8)]
    assert store.reports.count() == 1


def test_agency_and_year_can_be_given_where_the_text_says_others(store: Store, report: Path) -> None:
    (outcome,) = ingest_paths(store, [report], agency="云溪市园林局", year=2020)
    assert outcome.report is not None
    assert (outcome.report.agency, outcome.report.year) == ("云溪市园林局", 2020)


def test_an_upload_is_kept_like_a_file_and_a_bad_one_raises(store: Store) -> None:
    outcome = ingest_upload(store, "upload.txt", report_text().encode())
    assert outcome.status == "created"
    with pytest.raises(ZhiqingError):
        ingest_upload(store, "empty.txt", b"")
    assert store.reports.count() == 1


# ------------------------------------------------------------------ years beside each other
def test_a_year_that_does_not_go_on_where_the_last_one_ended_is_found(store: Store, tmp_path: Path) -> None:
    for year in (2023, 2024):
        (tmp_path / f"{year}.txt").write_text(report_text(year=year), "utf-8")
    outcomes = ingest(store, tmp_path / "2023.txt", tmp_path / "2024.txt")
    assert statuses(outcomes) == ["created", "created"]
    assert any("结转" in finding.message for finding in outcomes[1].findings)


def test_the_order_in_which_years_come_does_not_matter(tmp_path: Path) -> None:
    found = []
    for order in ((2023, 2024), (2024, 2023)):
        base = Store(tmp_path / f"{order[0]}.db")
        for year in order:
            path = tmp_path / f"{year}.txt"
            path.write_text(report_text(year=year), "utf-8")
            ingest(base, path)
        messages = {
            finding.message for held in base.reports.all_current() for finding in base.facts.findings(held.version_id)
        }
        found.append(messages)
        base.close()
    assert found[0] == found[1] != set()


# ------------------------------------------------------------------ folders and archives
def test_a_folder_is_read_through_and_other_files_are_passed_over(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "deep").mkdir(parents=True)
    for number, year in enumerate((2022, 2023, 2024)):
        path = folder / ("deep" if number else ".") / f"{year}.txt"
        path.write_text(report_text(year=year, carried_out=0), "utf-8")
    for other in ("photo.jpg", "sheet.xlsx", ".hidden.txt", "~$open.docx"):
        (folder / other).write_bytes(b"x")
    files, passed = files_in([folder])
    assert [path.name for path in files] == ["2022.txt", "2023.txt", "2024.txt"]
    assert passed == 4
    assert statuses(ingest(store, *files)) == ["created"] * 3


def test_the_members_of_a_zip_are_read_one_by_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "reports.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for year in (2023, 2024):
            archive.writestr(f"{year}.txt", report_text(year=year, carried_out=0))
        archive.writestr("empty.txt", "")
    outcomes = ingest(store, path)
    assert sorted(statuses(outcomes)) == ["created", "created", "failed"]
    assert store.reports.count() == 2


# ------------------------------------------------------------------ bad input
def bad_files(folder: Path) -> dict[str, Path]:
    """Files that are no reports, each under the reason why."""
    files = {
        "nothing in it": folder / "empty.txt",
        "only blanks": folder / "blank.txt",
        "a PDF under the name of a text": folder / "pdf.txt",
        "a web page that is no report": folder / "page.html",
        "noise": folder / "noise.txt",
        "a text that is no report": folder / "letter.txt",
        "a broken PDF": folder / "broken.pdf",
        "a broken Word file": folder / "broken.docx",
        "a broken zip": folder / "broken.zip",
    }
    files["nothing in it"].write_bytes(b"")
    files["only blanks"].write_text(" \n\t\n　\n", "utf-8")
    files["a PDF under the name of a text"].write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
    page = "<html><head><title>天气预报</title></head><body><p>明天晴，气温12到20度。</p></body></html>"
    files["a web page that is no report"].write_text(page, "utf-8")
    files["a text that is no report"].write_text("各位同事：\n明天下午三点开会，请准时参加。\n", "utf-8")
    with files["noise"].open("wb") as noise:
        noise.truncate(50 * 2**20)
    for name in ("broken.pdf", "broken.docx", "broken.zip"):
        (folder / name).write_bytes(b"this is not what the name says")
    files["there is no such path"] = folder / "missing.txt"
    return files


BAD = (
    "nothing in it",
    "only blanks",
    "a PDF under the name of a text",
    "a web page that is no report",
    "noise",
    "a text that is no report",
    "a broken PDF",
    "a broken Word file",
    "a broken zip",
    "there is no such path",
)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    files = bad_files(tmp_path_factory.mktemp("bad"))
    assert tuple(files) == BAD
    return files


@pytest.mark.parametrize("reason", BAD)
def test_a_file_that_is_no_report_fails_with_a_message_and_leaves_nothing(
    store: Store, bad: dict[str, Path], reason: str
) -> None:
    before = sizes(store)
    outcomes = ingest(store, bad[reason])
    assert statuses(outcomes) == ["failed"]
    message = outcomes[0].message
    assert message
    assert "Traceback" not in message
    assert any("\u4e00" <= character <= "\u9fff" for character in message)
    assert outcomes[0].report is None
    assert sizes(store) == before


def test_a_bad_file_never_stops_the_rest(store: Store, report: Path, bad: dict[str, Path]) -> None:
    outcomes = ingest(store, *bad.values(), report)
    assert statuses(outcomes) == ["failed"] * len(bad) + ["created"]
    assert len({outcome.message for outcome in outcomes[:-1]}) > 4


def test_two_texts_for_one_agency_and_year_in_one_run_conflict(store: Store, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(report_text(granted=9), "utf-8")
    outcomes = ingest(store, report, other)
    assert statuses(outcomes) == ["created", "failed"]
    assert AGENCY in outcomes[1].message
    assert "2024" in outcomes[1].message
    assert "report.txt" in outcomes[1].message
    assert [(held.version, held.year) for held in store.reports.all_current()] == [(1, 2024)]


def test_a_report_without_agency_or_year_says_how_to_give_them(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "nameless.txt"
    text = report_text().replace(AGENCY, "本机关").replace("2024年", "")
    path.write_text(text, "utf-8")
    outcome = ingest(store, path)[0]
    assert outcome.status == "failed"
    assert "--agency" in outcome.message or "--year" in outcome.message or "指定" in outcome.message


def test_what_fails_halfway_through_keeping_leaves_nothing(
    store: Store, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sizes(store)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ingest.pipeline.reconcile_years", fail)
    outcomes = ingest(store, report)
    assert statuses(outcomes) == ["failed"]
    assert sizes(store) == before

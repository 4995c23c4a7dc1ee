"""The commands that bring reports in and show what was read, by the contract of design §5."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from knowledge.store import Store
from tests.ingest.written import AGENCY, report_text
from tests.knowledge.made import reports

Run = Callable[..., Result]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "zhiqing.db"


@pytest.fixture
def run(base: Path) -> Run:
    """Run a command against the test's own knowledge base."""

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["--db", str(base), *map(str, arguments)])

    return invoke


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(report_text(), "utf-8")
    return path


@pytest.fixture
def made(base: Path) -> None:
    """The knowledge base of the invented agencies."""
    store = Store(base)
    with store.transaction():
        for item in reports():
            store.reports.keep(item)
    store.close()


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# ------------------------------------------------------------------ ingest
def test_ingest_says_a_line_a_report_and_a_sum(run: Run, report: Path) -> None:
    result = run("ingest", report)
    assert result.exit_code == 0
    assert "created" in result.stdout
    assert AGENCY in result.stdout
    assert "2024" in result.stdout
    assert "新增 1" in result.stdout


def test_ingest_again_says_unchanged_then_updated(run: Run, report: Path) -> None:
    run("ingest", report)
    assert "unchanged" in run("ingest", report).stdout
    report.write_text(report_text(granted=8), "utf-8")
    result = run("ingest", report)
    assert result.exit_code == 0
    assert "updated" in result.stdout


def test_ingest_shows_what_the_checks_found(run: Run, report: Path) -> None:
    report.write_text(report_text().replace("新收政府信息公开申请7件", "新收政府信息公开申请70件"), "utf-8")
    result = run("ingest", report)
    assert result.exit_code == 0
    assert "70" in result.stdout
    assert "核查" in result.stdout


def test_ingest_as_json_is_one_object_a_report(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("ingest", "--json", report, tmp_path / "empty.txt")
    assert result.exit_code == 1
    good, bad = objects(result)
    assert good["status"] == "created"
    assert (good["report"]["agency"], good["report"]["year"], good["report"]["form"]) == (AGENCY, 2024, "2021")
    assert good["findings"] == []
    assert (bad["status"], bad["report"]) == ("failed", None)
    assert "empty.txt" in bad["path"]
    assert bad["message"]


def test_a_failure_is_named_ends_with_one_and_keeps_the_rest(run: Run, report: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    result = run("ingest", missing, report)
    assert result.exit_code == 1
    assert "failed" in result.stdout
    assert "missing.txt" in result.stdout
    assert "Traceback" not in result.output
    assert "共 1 份" in run("reports").stdout


def test_a_folder_is_read_through_and_the_others_counted(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "report.txt").write_text(report_text(), "utf-8")
    for name in ("photo.png", "notes.xlsx"):
        (folder / name).write_bytes(b"x")
    result = run("ingest", folder)
    assert result.exit_code == 0
    assert "2 个文件" in result.stdout
    assert "略过" in result.stdout


def test_an_empty_folder_is_no_failure_and_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    result = run("ingest", tmp_path / "folder")
    assert result.exit_code == 0
    assert "没有找到" in result.stdout


def test_agency_and_year_can_be_given(run: Run, report: Path) -> None:
    result = run("ingest", report, "--agency", "云溪市园林局", "--year", "2020", "--json")
    assert objects(result)[0]["report"]["agency"] == "云溪市园林局"
    assert objects(result)[0]["report"]["year"] == 2020


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ingest",),
        ("ingest", "x.txt", "--year", "abc"),
        ("ingest", "x.txt", "--year", "1492"),
        ("ingest", "a.txt", "b.txt", "--agency", "甲", "--year", "2024"),
        ("nothing",),
        ("facts", "--year", "abc"),
        ("ask",),
        ("exam",),
        ("exam", "missing.jsonl"),
        ("serve", "--port", "99999"),
        ("check", "没有这一份"),
        ("--nothing",),
    ],
)
def test_wrong_usage_ends_with_two(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_wrong_usage_and_help_leave_no_database_behind(run: Run, base: Path) -> None:
    for arguments in (("--help",), ("ingest", "--help"), ("ingest",), ("nothing",)):
        run(*arguments)
    assert not base.exists()


# ------------------------------------------------------------------ facts
def test_facts_as_json_are_every_cell_held(run: Run, made: None) -> None:
    result = run("facts", "--json")
    assert result.exit_code == 0
    items = json.loads(result.stdout)
    assert len(items) == sum(len(item.facts) for item in reports())
    for item in items:
        assert set(item) - {"candidates"} == {
            "agency",
            "year",
            "indicator",
            "applicant",
            "value",
            "unit",
            "printed",
            "status",
        }
        assert item["status"] in ("printed", "settled", "uncertain", "blank", "not_applicable")
        assert (item["value"] is None) == (item["status"] in ("uncertain", "blank", "not_applicable"))


@pytest.mark.parametrize(
    ("year", "indicator", "wanted"),
    [
        (2024, "requests.new", {"value": 9, "unit": "件", "printed": "9", "status": "printed"}),
        (2024, "fees.amount", {"value": 1.25, "unit": "万元", "printed": "1.25", "status": "printed"}),
        (2024, "normative_documents.repealed", {"value": None, "unit": "件", "printed": "", "status": "blank"}),
        (2024, "coercion.decisions", {"value": None, "unit": "件", "printed": "/", "status": "not_applicable"}),
        (2023, "normative_documents.issued", {"value": 2, "unit": "件", "printed": "2022", "status": "settled"}),
        (
            2023,
            "normative_documents.in_force",
            {"value": None, "unit": "件", "printed": "2022", "status": "uncertain", "candidates": [22, 202]},
        ),
    ],
)
def test_a_cell_of_each_status_is_listed_as_it_is(
    run: Run, made: None, year: int, indicator: str, wanted: dict[str, Any]
) -> None:
    items = json.loads(run("facts", "--json", "--agency", "市档案局", "--year", year).stdout)
    found = next(item for item in items if (item["indicator"], item["applicant"]) == (indicator, "total"))
    assert found == {"agency": "云溪市档案局", "year": year, "indicator": indicator, "applicant": "total", **wanted}


def test_facts_can_be_narrowed_to_an_agency_and_a_year(run: Run, made: None) -> None:
    items = json.loads(run("facts", "--json", "--agency", "云溪市水务局", "--year", "2023").stdout)
    assert {(item["agency"], item["year"]) for item in items} == {("云溪市水务局", 2023)}
    assert len(items) == 200
    assert json.loads(run("facts", "--json", "--agency", "没有这个局").stdout) == []


def test_facts_without_json_are_a_line_a_cell(run: Run, made: None) -> None:
    result = run("facts", "--agency", "市档案局", "--year", "2024")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 200


# ------------------------------------------------------------------ reports and check
def test_reports_lists_what_is_held_with_ids_and_doubts(run: Run, made: None) -> None:
    result = run("reports")
    assert result.exit_code == 0
    assert "1-2024-1" in result.stdout
    assert "共 11 份" in result.stdout
    assert "按落款日期认定" in result.stdout
    items = json.loads(run("reports", "--json").stdout)
    assert len(items) == 11
    assert {"id", "agency", "year", "form", "title"} <= set(items[0])


def test_check_lists_what_the_checks_found_in_all_reports_or_in_one(run: Run, made: None) -> None:
    everything = run("check")
    assert everything.exit_code == 0
    assert "正文写收到申请50件" in everything.stdout
    by_name = run("check", "云溪市水务局")
    assert "1 处提示" in by_name.stdout
    ids = [item["id"] for item in json.loads(run("reports", "--json").stdout) if item["agency"] == "云溪市档案局"]
    assert "0 处提示" in run("check", ids[0]).stdout


def test_a_database_of_somebody_else_is_an_error_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    path.write_text("not a database at all " * 100, "utf-8")
    result = CliRunner().invoke(main, ["--db", str(path), "reports"])
    assert result.exit_code == 1
    assert "错误" in result.output
    assert "Traceback" not in result.output


def test_the_database_may_be_named_in_the_environment(base: Path, report: Path) -> None:
    runner = CliRunner(env={"ZHIQING_DB": str(base)})
    assert runner.invoke(main, ["ingest", str(report)]).exit_code == 0
    assert base.exists()

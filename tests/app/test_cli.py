"""The commands that answer: ``ask``, ``exam``, ``serve``, and what every command shares."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from knowledge.store import Store
from tests.knowledge.made import reports

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base of the invented agencies."""
    path = tmp_path_factory.mktemp("made") / "zhiqing.db"
    store = Store(path)
    with store.transaction():
        for report in reports():
            store.reports.keep(report)
    store.close()
    return path


@pytest.fixture(scope="module")
def run(base: Path) -> Run:
    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["--db", str(base), *map(str, arguments)])

    return invoke


def paper(folder: Path, *cases: dict[str, Any]) -> Path:
    path = folder / "paper.jsonl"
    path.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in cases), "utf-8")
    return path


def case(key: str, question: str, expect: dict[str, Any], category: str = "cell") -> dict[str, Any]:
    return {"id": key, "category": category, "turns": [{"q": question, "expect": expect}]}


# ------------------------------------------------------------------ ask
def test_ask_says_the_answer_its_sources_and_what_to_ask_next(run: Run) -> None:
    result = run("ask", "市档案局2024年予以公开多少件")
    assert result.exit_code == 0
    assert "予以公开为5件" in result.stdout
    assert "注：" in result.stdout
    assert "[1] 云溪市档案局2024年报告，三、收到和处理政府信息公开申请情况：“5”" in result.stdout
    assert "还可以问：" in result.stdout


def test_ask_as_json_is_what_the_chat_api_answers(run: Run) -> None:
    body = json.loads(run("ask", "市档案局2024年新收多少件申请", "--json").stdout)
    assert (body["kind"], body["value"], body["unit"]) == ("figure", 9, "件")
    assert {"conversation_id", "turn_id", "answer", "figures", "citations", "notes", "suggestions"} <= set(body)
    figure = body["figures"][0]
    assert {key: figure[key] for key in ("agency", "year", "indicator", "applicant", "value", "printed")} == {
        "agency": "云溪市档案局",
        "year": 2024,
        "indicator": "requests.new",
        "applicant": "total",
        "value": 9,
        "printed": "9",
    }
    citation = body["citations"][0]
    assert citation["id"] == figure["citation"]
    assert citation["locator"] == {"type": "cell", "table": "requests", "row": "requests.new", "column": "total"}
    assert (citation["quote"], citation["section"]) == ("9", "三、收到和处理政府信息公开申请情况")


def test_ask_takes_agency_and_year_where_the_question_names_none(run: Run) -> None:
    result = run("ask", "新收多少件申请", "--agency", "云溪市水务局", "--year", "2023", "--json")
    assert json.loads(result.stdout)["value"] == 20


def test_a_question_that_is_declined_is_no_failure(run: Run) -> None:
    result = run("ask", "市档案局2022年新收多少件申请", "--json")
    assert result.exit_code == 0
    body = json.loads(result.stdout)
    assert (body["kind"], body["reason"], body["value"]) == ("none", "no_such_report", None)


@pytest.mark.parametrize("question", ["", "   ", "长" * 501])
def test_a_blank_or_over_long_question_is_an_error_in_one_line(run: Run, question: str) -> None:
    result = run("ask", question)
    assert result.exit_code == 1
    assert result.stderr.startswith("错误：")
    assert "Traceback" not in result.output


def test_the_same_question_has_the_same_bytes(run: Run) -> None:
    assert run("ask", "市档案局2024年公开率", "--json").stdout == run("ask", "市档案局2024年公开率", "--json").stdout


# ------------------------------------------------------------------ exam
def test_an_exam_gives_marks_by_category_wrong_numbers_and_times(run: Run, tmp_path: Path) -> None:
    sheet = paper(
        tmp_path,
        case("a", "市档案局2024年新收多少件申请", {"value": 9}),
        case("b", "市档案局2024年新收多少件申请", {"value": 10}),
        case("c", "市档案局2022年新收多少件申请", {"none": True}, "decline"),
    )
    result = run("exam", sheet)
    assert result.exit_code == 0
    assert "1/2" in result.stdout
    assert "50.0%" in result.stdout
    assert "2/3" in result.stdout
    assert "错误数字 1：b" in result.stdout
    assert "ms" in result.stdout


def test_faults_are_listed_where_asked_for(run: Run, tmp_path: Path) -> None:
    sheet = paper(tmp_path, case("b", "市档案局2024年新收多少件申请", {"value": 10}))
    assert "value 应为 10" in run("exam", "--faults", sheet).stdout
    assert "value 应为 10" not in run("exam", sheet).stdout


def test_a_paper_that_breaks_the_contract_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "paper.jsonl"
    sheet.write_text(json.dumps(case("a", "问", {"value": 1})) + "\n{\n", "utf-8")
    result = run("exam", sheet)
    assert result.exit_code == 1
    assert "第 2 行" in result.output
    assert "Traceback" not in result.output


def test_a_paper_with_an_unknown_key_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("exam", paper(tmp_path, case("a", "市档案局2024年新收多少件申请", {"valeu": 9})))
    assert result.exit_code == 1
    assert "valeu" in result.output


# ------------------------------------------------------------------ what every command shares
@pytest.mark.parametrize("command", ["ingest", "ask", "serve", "reports", "check", "exam", "facts"])
def test_every_command_of_the_contract_has_its_help(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.strip()


def test_help_lists_every_command(run: Run) -> None:
    listed = run("--help").stdout
    for command in ("ingest", "ask", "serve", "reports", "check", "exam", "facts"):
        assert f"  {command}" in listed


def test_the_version_is_said(run: Run) -> None:
    assert run("--version").exit_code == 0


def test_serve_hands_over_the_address_and_the_database(run: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[Any, ...]] = []
    monkeypatch.setattr("app.server.serve", lambda *arguments: served.append(arguments))
    assert run("serve", "--host", "0.0.0.0", "--port", "8123").exit_code == 0
    config, host, port = served[0]
    assert (host, port) == ("0.0.0.0", 8123)
    assert str(config.database) == str(base)

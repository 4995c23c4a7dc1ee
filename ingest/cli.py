"""Commands that bring reports in and show what was read: ``ingest``, ``reports``, ``facts``, ``check``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ingest.pipeline import Outcome, files_in, ingest_paths
from knowledge.errors import ZhiqingError
from knowledge.records import Fact, Finding, HeldReport
from knowledge.store import Store

FAILED = 1
"""Exit code where some input failed; the rest is kept."""

STATUS_WORDS = {"created": "新增", "updated": "更新", "unchanged": "未变", "failed": "失败"}


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--agency", help="报告属于哪个行政机关（文中看不出来或看错时用）。")
@click.option("--year", type=click.IntRange(2000, 2100), help="报告是哪一年的（文中看不出来或看错时用）。")
@click.option("--json", "as_json", is_flag=True, help="每份报告输出一行 JSON。")
@click.pass_context
def ingest_command(
    context: click.Context, paths: tuple[Path, ...], agency: str | None, year: int | None, as_json: bool
) -> None:
    """导入年度报告：文件、文件夹或 zip。"""
    store: Store = context.obj()
    files, passed = files_in(paths)
    if len(files) > 1 and agency and year:
        raise click.UsageError("--agency 与 --year 同时给出时只能导入一份报告。")
    console = Console(stderr=True)
    tally: Counter[str] = Counter()
    with Progress(
        TextColumn("导入"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}"),
        console=console,
        transient=True,
        disable=not console.is_terminal or len(files) < 2,
    ) as progress:
        task = progress.add_task("ingest", total=len(files), name="")
        outcomes = ingest_paths(
            store, files, agency=agency, year=year, on_file=lambda path: progress.update(task, name=path.name)
        )
        for outcome in outcomes:
            tally[outcome.status] += 1
            progress.advance(task)
            click.echo(_outcome_json(outcome) if as_json else _outcome_line(outcome))
    if not as_json:
        click.echo(_summary(tally, passed))
    if tally["failed"]:
        sys.exit(FAILED)


@click.command("reports")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.pass_context
def reports_command(context: click.Context, as_json: bool) -> None:
    """列出收录的报告。"""
    store: Store = context.obj()
    reports = store.reports.all_current()
    if as_json:
        click.echo(_json([_report_item(report) for report in reports]))
        return
    for report in reports:
        doubts = f"  待核：{'；'.join(report.review)}" if report.review else ""
        click.echo(f"{report.id}  {report.agency}  {report.year}  表样{report.form or '无'}{doubts}")
    click.echo(f"共 {len(reports)} 份。")


@click.command("facts")
@click.option("--agency", help="只看这个行政机关（全称或别名）。")
@click.option("--year", type=int, help="只看这一年。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.pass_context
def facts_command(context: click.Context, agency: str | None, year: int | None, as_json: bool) -> None:
    """列出读到的每一格。"""
    store: Store = context.obj()
    reports = [report for report in store.reports.all_current(year) if _named(store, report, agency)]
    items = [_fact_item(report, fact) for report in reports for fact in store.facts.of_version(report.version_id)]
    if as_json:
        click.echo(_json(items))
        return
    for item in items:
        value = item["printed"] if item["value"] is None else item["value"]
        click.echo("\t".join(map(str, (*list(item.values())[:4], value, item["unit"], item["status"]))))


@click.command("check")
@click.argument("report_id", metavar="[REPORT]", required=False)
@click.pass_context
def check_command(context: click.Context, report_id: str | None) -> None:
    """列出勾稽核查的结果。REPORT 是 zhiqing reports 列出的编号，或单位名称。"""
    store: Store = context.obj()
    reports = _chosen(store, report_id)
    count = 0
    for report in reports:
        findings = store.facts.findings(report.version_id)
        count += len(findings)
        for line in _finding_lines(report, findings):
            click.echo(line)
    click.echo(f"核查了 {len(reports)} 份报告，{count} 处提示。")


def _chosen(store: Store, wanted: str | None) -> list[HeldReport]:
    if wanted is None:
        return list(store.reports.all_current())
    report = store.reports.get(wanted)
    if report:
        return [report]
    named = [report for report in store.reports.all_current() if _named(store, report, wanted)]
    if not named:
        raise click.UsageError(f"没有“{wanted}”这份报告。zhiqing reports 列出收录的报告。")
    return named


def _named(store: Store, report: HeldReport, name: str | None) -> bool:
    if name is None or name == report.agency:
        return True
    return any(agency.id == report.agency_id and name in agency.aliases for agency in store.reports.agencies())


def _outcome_line(outcome: Outcome) -> str:
    head = f"{STATUS_WORDS[outcome.status]}（{outcome.status}）  {outcome.path}"
    if outcome.report is None:
        return f"{head}\n    {outcome.message}"
    report = outcome.report
    lines = [f"{head}  {report.agency} {report.year} 表样{report.form or '无'}"]
    lines += [f"    待核：{reason}" for reason in report.review]
    lines += [f"    核查：{finding.message}" for finding in outcome.findings]
    return "\n".join(lines)


def _outcome_json(outcome: Outcome) -> str:
    report = outcome.report
    return _json(
        {
            "path": outcome.path,
            "status": outcome.status,
            "report": _report_item(report) if report else None,
            "findings": [{"rule": f.rule, "severity": f.severity, "message": f.message} for f in outcome.findings],
            "message": outcome.message,
        }
    )


def _summary(tally: Counter[str], passed: int) -> str:
    counts = "，".join(f"{STATUS_WORDS[status]} {tally[status]}" for status in STATUS_WORDS if tally[status])
    other = f"；另有 {passed} 个文件不是能读的类型，已略过" if passed else ""
    return f"完成：{counts or '没有找到可导入的文件'}{other}。"


def _finding_lines(report: HeldReport, findings: tuple[Finding, ...]) -> list[str]:
    return [f"{report.id}  {report.agency} {report.year}  [{item.severity}] {item.message}" for item in findings]


def _report_item(report: HeldReport) -> dict[str, Any]:
    return {
        "id": report.id,
        "agency": report.agency,
        "year": report.year,
        "form": report.form,
        "title": report.title,
        "published": report.published,
        "source": report.source,
        "status": "needs_review" if report.review else "held",
        "review": list(report.review),
    }


def _fact_item(report: HeldReport, fact: Fact) -> dict[str, Any]:
    item: dict[str, Any] = {
        "agency": report.agency,
        "year": report.year,
        "indicator": fact.indicator,
        "applicant": fact.applicant,
        "value": _number(fact.value),
        "unit": fact.unit,
        "printed": fact.printed,
        "status": fact.status.value,
    }
    if fact.candidates and fact.value is None:
        item["candidates"] = [_number(value) for value in fact.candidates]
    return item


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


__all__ = ["ZhiqingError", "check_command", "facts_command", "ingest_command", "reports_command"]

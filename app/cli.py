"""The ``zhiqing`` command: every command of design §5, each a thin call into the package that does the work."""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

import click

from app.desk.passwords import hashed
from app.embedding import embed_command
from app.present import answer_json
from ingest.cli import check_command, facts_command, ingest_command, reports_command
from knowledge.accounts import Role
from knowledge.answering import Answerer
from knowledge.errors import ZhiqingError
from knowledge.exam import Mark, load_paper, sit
from knowledge.store import Store

WRONG_USAGE = 2


class _Group(click.Group):
    """Shows an error of the family as one line, without a traceback."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except ZhiqingError as error:
            click.echo(f"错误：{error}", err=True)
            sys.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", envvar="ZHIQING_DB", default="zhiqing.db", show_default=True, help="知识库文件。")
@click.version_option(package_name="zhiqing")
@click.pass_context
def main(context: click.Context, db: str) -> None:
    """知情：回答政府信息公开工作年度报告的问题，每个数字都有出处。"""
    store: list[Store] = []

    def opened() -> Store:
        # Opened on first use, so that --help and wrong usage leave no file behind.
        if not store:
            store.append(Store(db))
        return store[0]

    context.obj = opened


for command in (ingest_command, reports_command, facts_command, check_command, embed_command):
    main.add_command(command)


@main.command()
@click.argument("question")
@click.option("--agency", help="问的是哪个行政机关（问题里没说时用）。")
@click.option("--year", type=int, help="问的是哪一年（问题里没说时用）。")
@click.option("--json", "as_json", is_flag=True, help="输出与 POST /api/chat 相同的 JSON。")
@click.pass_context
def ask(context: click.Context, question: str, agency: str | None, year: int | None, as_json: bool) -> None:
    """问一个问题。"""
    reply = Answerer(context.obj()).answer(question, agency=agency, year=year)
    answer = reply.answer
    if as_json:
        click.echo(json.dumps(answer_json(answer, conversation_id="", turn_id=reply.id), ensure_ascii=False))
        return
    click.echo(answer.text)
    for note in answer.notes:
        click.echo(f"  注：{note}")
    for citation in answer.citations:
        report = citation.report
        click.echo(f"  [{citation.id}] {report.agency}{report.year}年报告，{citation.section}：“{citation.quote}”")
    for suggestion in answer.suggestions:
        click.echo(f"  还可以问：{suggestion}")


@main.command()
@click.argument("papers", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--faults", is_flag=True, help="逐题列出答错的。")
@click.pass_context
def exam(context: click.Context, papers: tuple[Path, ...], faults: bool) -> None:
    """考一份试卷：各类得分、错误数字、每题用时。"""
    answerer = Answerer(context.obj())
    marks = [mark for paper in papers for mark in sit(answerer, load_paper(paper))]
    by_category: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_category[mark.case.category].append(mark)
    for category, members in by_category.items():
        right = sum(mark.right for mark in members)
        click.echo(f"{category:<12} {right:>4}/{len(members):<4} {right / len(members):>7.1%}")
    right = sum(mark.right for mark in marks)
    seconds = sorted(taken for mark in marks for taken in mark.seconds)
    wrong = [mark for mark in marks if mark.wrong_number]
    click.echo(f"{'合计':<10} {right:>4}/{len(marks):<4} {right / len(marks):>7.1%}")
    click.echo(f"错误数字 {len(wrong)}{'：' + '、'.join(mark.case.id for mark in wrong) if wrong else ''}")
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    click.echo(f"用时 中位 {statistics.median(seconds) * 1000:.2f} ms，p95 {p95 * 1000:.2f} ms")
    if faults:
        for mark in marks:
            for fault in mark.faults:
                click.echo(f"{mark.case.id} [{mark.case.category}]{' 错误数字' if mark.wrong_number else ''} {fault}")


@main.group()
def user() -> None:
    """工作台的账号。"""


@user.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([role.label for role in Role]), help="角色。")
@click.pass_context
def add_user(context: click.Context, name: str, role: str) -> None:
    """新增一个账号；密码在终端输入两遍，或从标准输入读一行。"""
    if sys.stdin.isatty():
        password = click.prompt("密码", hide_input=True, confirmation_prompt="再输一遍")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    store = context.obj()
    added = store.users.add(name.strip(), Role.named(role), hashed(password, name))
    store.audit.record("命令行", "新增账号", f"账号 {added.name}", None, {"角色": added.role.label})
    click.echo(f"已新增账号“{added.name}”（{added.role.label}）。登录地址：/desk")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口。")
@click.pass_context
def serve(context: click.Context, host: str, port: int) -> None:
    """在网页上提供问答。"""
    from app.config import Config
    from app.server import serve as run

    run(Config.from_environment(db=context.parent.params["db"] if context.parent else "zhiqing.db"), host, port)

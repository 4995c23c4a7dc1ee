"""What the README says is so: its session runs, its commands, rooms and links are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from app.cli import main
from ingest.pipeline import ingest_paths
from knowledge.answering import Answerer
from knowledge.answering.answer import Kind
from knowledge.store import Store

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "README.zh-CN.md").read_text("utf-8")
PROMPT, LEFT_OUT = "$ ", "..."


def sessions(page: str) -> Iterator[tuple[str, str]]:
    """Give each command of the page's console blocks with the output printed under it."""
    for block in re.findall(r"^```console\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def pattern(output: str) -> str:
    """Return the expression of an output in which a line of three dots stands for any lines, or none."""
    return "".join(r"(?:.*\n)*" if line == LEFT_OUT else re.escape(line + "\n") for line in output.splitlines())


def test_the_session_prints_what_the_readme_shows(tmp_path: Path) -> None:
    # A reader's shell finds zhiqing in the environment, so must this one.
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "ZHIQING_DB": str(tmp_path / "zhiqing.db"),
        "COLUMNS": "120",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    session = list(sessions(README))
    assert session
    for command, wanted in session:
        done = subprocess.run(
            command, shell=True, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert re.fullmatch(pattern(wanted), done.stdout), f"{PROMPT}{command}\n{done.stdout}{done.stderr}"


def test_every_question_that_the_guide_suggests_is_answered(tmp_path: Path) -> None:
    store = Store(tmp_path / "zhiqing.db")
    list(ingest_paths(store, sorted((ROOT / "ingest" / "samples").iterdir())))
    chapter = GUIDE.partition("## 三、")[2].partition("## 四、")[0]
    questions = re.findall(r"^- (.+)$", chapter, re.MULTILINE)
    assert questions
    answered = {question: Answerer(store).answer(question).answer.kind for question in questions}
    assert {question: kind for question, kind in answered.items() if kind in (Kind.NONE, Kind.CLARIFY)} == {}


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    assert isinstance(main, click.Group)
    missing = [name for name in main.commands if f"zhiqing {name}" not in README]
    assert not missing


@pytest.mark.parametrize("page", [README, GUIDE], ids=["README.md", "README.zh-CN.md"])
def test_every_make_target_named_in_a_readme_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^    )make ([a-z]+)", page, re.MULTILINE)) <= targets


@pytest.mark.parametrize("page", [README, GUIDE], ids=["README.md", "README.zh-CN.md"])
def test_every_file_that_a_readme_links_or_names_exists(page: str) -> None:
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", page) if "://" not in link]
    named = re.findall(r"`((?:ingest|knowledge|app|tests|\.ci)/[\w./-]*)`", page)
    missing = [name for name in linked + named if not (ROOT / name).exists()]
    assert not missing


def test_every_setting_named_in_the_guide_is_one_that_is_read() -> None:
    # Those of a measure (how many mutations) are read by the tests that take it.
    measures = [ROOT / "tests" / "kit" / "profile.py", *(ROOT / "tests" / "ingest").glob("*.py")]
    read = [*(ROOT / "app").glob("*.py"), ROOT / "Makefile", *measures]
    code = "".join(path.read_text("utf-8") for path in read)
    assert {name for name in re.findall(r"ZHIQING_[A-Z_]+", README + GUIDE) if name not in code} == set()

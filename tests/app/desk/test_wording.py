"""What the desk says is data: no page and no code says anything that is not in the files of wording."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import app.desk
from app.desk.wording import say

DESK = Path(app.desk.__file__).parent
CODE = sorted(DESK.glob("*.py"))
PAGES = sorted(DESK.glob("templates/desk/*.html"))
SCRIPTS = sorted((DESK.parent / "static").glob("*.js"))
HAN = re.compile(r"[\u4e00-\u9fff]")
SAID = re.compile(r"""\bsay(?:\.part)?\(\s*f?["']([a-z0-9_.]+)""")


def names(part: dict[str, Any], above: str = "") -> Iterator[str]:
    """Yield the dotted name of every text."""
    for name, text in part.items():
        if isinstance(text, dict):
            yield from names(text, f"{above}{name}.")
        else:
            yield f"{above}{name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_says_nothing_of_its_own(page: Path) -> None:
    without_comments = re.sub(r"\{#.*?#\}", "", page.read_text("utf-8"), flags=re.DOTALL)
    assert not HAN.search(without_comments), "its words belong into app/desk/wording"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_nothing_of_its_own(script: Path) -> None:
    without_comments = re.sub(r"//.*", "", script.read_text("utf-8"))
    assert not HAN.search(without_comments), "its words are handed to it by the page"


@pytest.mark.parametrize("module", CODE, ids=lambda path: path.name)
def test_code_says_nothing_of_its_own(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    spoken = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]
    assert not [text for text in spoken if HAN.search(text)], "its words belong into app/desk/wording"


def test_everything_said_is_there_and_everything_there_is_said() -> None:
    sources = [path.read_text("utf-8") for path in (*CODE, *PAGES)]
    held = set(names(dict(say.entries)))
    said = {name for source in sources for name in SAID.findall(source)}
    said |= {name for name in held if any(f'"{name}"' in source or f"'{name}'" in source for source in sources)}
    groups = {name for name in said if name not in held}
    for name in groups:
        # A group, or the head of names that are put together (f"home.tasks.{name}").
        assert any(each.startswith(f"{name.rstrip('.')}.") for each in held), (
            f"{name} is said and there is no such text"
        )
    unsaid = {name for name in held - said if not any(name.startswith(f"{group.rstrip('.')}.") for group in groups)}
    assert not unsaid, "nobody says these"


def test_every_text_is_one_line_with_named_blanks() -> None:
    for name in names(dict(say.entries)):
        text = say(name)
        assert text == text.strip() and "\n" not in text, name
        assert all(blank != "" for _, blank, _, _ in Formatter().parse(text) if blank is not None), name

"""The sentences of every answer, in one place as data, and how pieces are set into them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from string import Formatter

from knowledge.answering.gate import Said

Part = Said | str | Sequence[Said]
"""What fills a place of a sentence: a piece with its evidence, a word that needs none, or several pieces."""


def sentence(key: str, /, **parts: Part) -> list[Said]:
    """Return a sentence of ``wording.toml`` (``group.name``) with its places filled.

    Raises KeyError where there is no such sentence or a place is left empty.
    """
    pieces: list[Said] = []
    for literal, place in _template(key):
        if literal:
            pieces.append(Said(literal))
        if place:
            part = parts[place]
            pieces += [Said(part)] if isinstance(part, str) else [part] if isinstance(part, Said) else part
    return pieces


def words(key: str, /, **parts: object) -> str:
    """Return a sentence as plain text, with its places filled where anything is given to fill them."""
    text = _sentences()[key]
    return text.format(**parts) if parts else text


@cache
def _template(key: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, place) for literal, place, _, _ in Formatter().parse(_sentences()[key]))


@cache
def _sentences() -> Mapping[str, str]:
    data = tomllib.loads(resources.files("knowledge.answering").joinpath("wording.toml").read_text("utf-8"))
    return {f"{group}.{name}": text for group, texts in data.items() for name, text in texts.items()}

"""Turns of speech: regular expressions over questions and reports, kept as data, each with a name and a meaning."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from knowledge.vocabulary import load


@cache
def turn(name: str, **filled: str) -> re.Pattern[str]:
    """Return a turn of speech by its name, as a regular expression.

    ``filled`` is what its places without a name of their own stand for. Raises KeyError where no file of this folder
    has the turn, or a place is left empty.

    >>> bool(turn("distance").search("两年相差多少件"))
    True
    """
    return re.compile(_alternatives(name, filled))


@cache
def turns() -> Mapping[str, Any]:
    """Return every turn of speech of this folder, by its name. Raises ValueError where two have one name."""
    found: dict[str, Any] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        entries = tomllib.loads(file.read_text("utf-8"))
        if twice := found.keys() & entries.keys():
            raise ValueError(f"turns named twice: {sorted(twice)}")
        found |= entries
    return found


_PLACE = re.compile(r"\{(?P<name>[a-z_]+)(?P<keys>(?:\.[a-z_]+)*)\}")


def _alternatives(name: str, filled: Mapping[str, str]) -> str:
    found: Sequence[str] = turns()[name]["any"]
    return "|".join(_PLACE.sub(lambda place: f"(?:{_meant(place, filled)})", text) for text in found)


def _meant(place: re.Match[str], filled: Mapping[str, str]) -> str:
    """Return what a place in a turn of speech stands for: what fills it, another turn, or the words of a list."""
    name, keys = place["name"], place["keys"].split(".")[1:]
    if not keys:
        return filled[name] if name in filled else _alternatives(name, filled)
    words: Any = load(name)
    for key in keys:
        words = words[key]
    return "|".join(sorted(words, key=len, reverse=True))

"""The words of the tables that the forms themselves do not list (``phrases.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("phrases.toml").read_text("utf-8"))


def inside_words() -> tuple[str, ...]:
    """Return words that stand inside the tables and are neither row nor column."""
    return tuple(_phrases()["inside"])


def telling_headers() -> Mapping[str, tuple[str, ...]]:
    """Return, by form id, the column headers that only that form has."""
    return {form_id: tuple(words) for form_id, words in _phrases()["headers"].items()}


@cache
def statistics_words() -> Mapping[str, tuple[str, ...]]:
    """Return the words of the headers and units of the statistics before 2019, by what they tell."""
    return {name: tuple(words) for name, words in _phrases()["statistics"].items()}

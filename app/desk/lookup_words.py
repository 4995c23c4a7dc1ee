"""What the lookup pages call rules, levels, statuses and gaps, from ``lookup_words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from app.desk.wording import say
from knowledge.answering.tables.readings import applicant_label
from knowledge.records import APPLICANTS


@cache
def words(group: str) -> Mapping[str, str]:
    """Return a group of words.

    >>> words("statuses")["settled"]
    '据勾稽关系读定'
    """
    data = tomllib.loads(resources.files("app.desk").joinpath("lookup_words.toml").read_text("utf-8"))
    found: Mapping[str, str] = data[group]
    return found


def word(group: str, name: str) -> str:
    """Return one word; a name that has none is shown as it is (a level of a place that no list foresees)."""
    return words(group).get(name, name)


@cache
def applicants() -> Mapping[str, str]:
    """Return the kinds of applicants by id."""
    return {name: say("common.total") if name == "total" else applicant_label(name) for name in APPLICANTS}

"""How people say what the forms say: word lists kept as data beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from knowledge.forms import forms


@cache
def load(name: str) -> Mapping[str, Any]:
    """Return a data file of this folder by its name without the ending.

    >>> "review" in load("terms")["subjects"]
    True
    """
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


def domain_terms() -> list[str]:
    """Return the terms that the segmenter must keep whole: labels of the forms, names of matters, applicants, synonyms.

    How citizens say a row (收到的申请) is a phrase and no word: kept whole, its words could not be found in a text.
    """
    terms = load("terms")
    rows = [row for form in forms() for table in form.tables if not table.is_statistics for row in table.rows]
    words = [row.label for row in rows if row.label.isalnum()]
    for group in ("subjects", "applicants"):
        words += [phrase for phrases in terms[group].values() for phrase in phrases if 2 < len(phrase) <= 8]
    words += [word for group in load("synonyms")["groups"] for word in group if len(word) > 2]
    words += [*load("asks")["nouns"]["words"], *load("synonyms")["narrowing"]]
    return list(dict.fromkeys(words))

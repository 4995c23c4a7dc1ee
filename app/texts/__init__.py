"""What the interface says, by language: one TOML file each.

``texts("zh-Hans")`` reads ``zh-Hans.toml``. Names are dotted (``chat.placeholder``); an unknown name fails saying
the name, and a test holds that every language has the same names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Texts:
    """The interface texts of one language."""

    language: str
    entries: Mapping[str, Any]

    def __call__(self, name: str, /, **values: object) -> str:
        """Return a text with its blanks filled in. Raises KeyError with the name where there is none.

        >>> texts("zh-Hans")("nav.reports")
        '年度报告'
        """
        found = self.part(name)
        if not isinstance(found, str):
            raise KeyError(name)
        return found.format(**values) if values else found

    def part(self, name: str) -> Any:
        """Return a whole group of texts, or a list of them."""
        found: Any = self.entries
        for key in name.split("."):
            if not isinstance(found, Mapping) or key not in found:
                raise KeyError(name)
            found = found[key]
        return found


@cache
def texts(language: str) -> Texts:
    """Return the texts of a language. Raises LookupError naming the languages that there are."""
    known = languages()
    if language not in known:
        raise LookupError(f"no interface texts for {language}; there are: {', '.join(known)}")
    content = resources.files(__name__).joinpath(f"{language}.toml").read_text("utf-8")
    return Texts(language, tomllib.loads(content))


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are texts for."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))

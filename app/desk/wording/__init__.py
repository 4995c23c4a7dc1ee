"""What the desk says to those who work at it: one TOML file a subject, read as one.

``say("login.wrong")`` returns a text, its blanks filled in; templates have the same ``say``. The files are there to be
edited by those who know the words; tests hold that pages and code say nothing that is not in them.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from app.texts import Texts

LANGUAGE = "zh-Hans"
"""Staff read one language; what readers are told is in ``app.texts``, by language."""


def _read() -> Texts:
    entries: dict[str, Any] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            found = tomllib.loads(file.read_text("utf-8"))
            twice = entries.keys() & found.keys()
            if twice:
                raise ValueError(f"{file.name} says again what another file says: {', '.join(sorted(twice))}")
            entries |= found
    return Texts(LANGUAGE, entries)


say = _read()

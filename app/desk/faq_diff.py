"""What two versions of an entry say differently, field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from app.desk.faq_form import COLUMN_OF, typed_as
from knowledge.faq.maintained import Content

_PIECES = re.compile(r"\d[\d,.]*\d|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: in both (``same``), taken out (``del``) or put in (``ins``)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """A field that differs."""

    name: str
    pieces: tuple[Piece, ...]


def diff_text(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one, with what was taken out and what was put in.

    >>> [(piece.kind, piece.text) for piece in diff_text("共9件", "共12件")]
    [('same', '共'), ('del', '9'), ('ins', '12'), ('same', '件')]

    A number is one piece: 316 became 315, not 6 became 5.

    >>> [piece.text for piece in diff_text("共316件", "共315件")]
    ['共', '316', '315', '件']
    """
    pieces: list[Piece] = []
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
        else:
            pieces += [Piece("del", "".join(old[a:b])), Piece("ins", "".join(new[c:d]))]
    return tuple(piece for piece in pieces if piece.text)


def diff(before: Content | None, after: Content) -> tuple[FieldDiff, ...]:
    """Return the fields in which two versions differ; of a first version, all that are filled in."""
    old = typed_as(before) if before else dict.fromkeys(COLUMN_OF, "")
    new = typed_as(after)
    return tuple(
        FieldDiff(COLUMN_OF[name], diff_text(old[name], new[name])) for name in COLUMN_OF if old[name] != new[name]
    )


def changed(before: Content | None, after: Content) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """Return what changed, before and after, for the log."""
    old = typed_as(before) if before else {}
    new = typed_as(after)
    names = [name for name in COLUMN_OF if old.get(name, "") != new[name]]
    return ({COLUMN_OF[n]: old[n] for n in names} if before else None), {COLUMN_OF[n]: new[n] for n in names}

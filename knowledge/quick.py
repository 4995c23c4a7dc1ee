"""Frozen records of which a report has thousands, made in half the time.

A frozen dataclass sets each field by way of ``object.__setattr__``, which looks the field up by its name; the slots
themselves can be set without. What the record is stays as ``dataclass`` made it: frozen, compared and hashed by value.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

RecordT = TypeVar("RecordT", bound=type[Any])


def quick(record: RecordT) -> RecordT:
    """Return a frozen dataclass with slots whose ``__init__`` sets the slots directly.

    To stand above ``@dataclass(frozen=True, slots=True)``; for records without ``__post_init__`` or default factories.

    >>> from dataclasses import dataclass
    >>> @quick
    ... @dataclass(frozen=True, slots=True)
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(1, y=0)
    (Point(x=1, y=0), True)
    """
    known: dict[str, Any] = {f"set_{field.name}": getattr(record, field.name).__set__ for field in fields(record)}
    known |= {f"default_{field.name}": field.default for field in fields(record)}
    given = (
        field.name if field.default is MISSING else f"{field.name}=default_{field.name}" for field in fields(record)
    )
    body = "\n".join(f"    set_{field.name}(self, {field.name})" for field in fields(record))
    exec(f"def __init__(self, {', '.join(given)}):\n{body}", known)
    known["__init__"].__annotations__ = record.__init__.__annotations__
    record.__init__ = known["__init__"]
    return record

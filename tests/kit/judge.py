"""Whether what was read is what was printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.records import Fact, FactStatus
from tests.kit.manuscript import Manuscript
from tests.kit.sheets import Key

KNOWN = (FactStatus.PRINTED, FactStatus.SETTLED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``wrong`` says which cells came back with something else than is printed; ``unread`` which did not come back."""

    wrong: tuple[str, ...]
    unread: tuple[Key, ...]


def judged(facts: Iterable[Fact], report: Manuscript) -> Verdict:
    """Hold the facts read from a rendering against the report that was rendered."""
    printed = {cell.key: cell for sheet in report.sheets for cell in sheet.data if cell.key}
    read = {(fact.indicator, fact.applicant): fact for fact in facts}
    wrong = []
    for key, fact in read.items():
        cell = printed.get(key)
        if fact.status in KNOWN:
            if cell is None or fact.value != cell.value:
                wrong.append(
                    f"{key} read as {fact.value} ({fact.status}), printed {cell.text if cell else 'nowhere'!r}"
                )
        elif fact.status is not FactStatus.UNCERTAIN and (cell is None or cell.value is not None):
            wrong.append(f"{key} read as {fact.status}, printed {cell.text if cell else 'nowhere'!r}")
    unread = (
        key
        for key, cell in printed.items()
        if cell.value is not None and (key not in read or read[key].status not in KNOWN)
    )
    return Verdict(tuple(wrong), tuple(unread))

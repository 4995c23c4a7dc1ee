"""What is read of each report of the corpus: ``python -m tests.cells`` prints the table that the README shows."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from ingest.pipeline import read_report
from ingest.readers import read
from knowledge.errors import UnknownIdentity
from knowledge.records import Fact, FactStatus, ReadReport
from tests.conftest import SHARED

HEAD = ("report", "form", "cells", "printed", "settled", "blank", "not applicable", "uncertain", "in the gold", "wrong")


def rows(corpus: Path) -> Iterator[tuple[str, ...]]:
    """Yield a row for each report: its cells by status, the cells that the gold holds, and the wrong ones."""
    for path in sorted((corpus / "reports").iterdir()):
        report = _read(path, corpus)
        counted = Counter(fact.status for fact in report.facts)
        gold = _gold(corpus, path.stem)
        wrong = sum(_is_wrong(fact, gold) for fact in report.facts)
        statuses = (counted[status] for status in _in_order())
        yield (
            path.name,
            report.form or "—",
            str(len(report.facts)),
            *map(str, statuses),
            str(len(gold)) if gold else "—",
            str(wrong) if gold else "—",
        )


def _read(path: Path, corpus: Path) -> ReadReport:
    """Read a report; where it does not say whose it is (tables alone), the gold does."""
    try:
        return read_report(read(path))
    except UnknownIdentity:
        named = json.loads((corpus / "gold" / f"{path.stem}.json").read_text("utf-8"))
        return read_report(read(path), agency=named["agency"], year=named["year"])


def _in_order() -> tuple[FactStatus, ...]:
    return (
        FactStatus.PRINTED,
        FactStatus.SETTLED,
        FactStatus.BLANK,
        FactStatus.NOT_APPLICABLE,
        FactStatus.UNCERTAIN,
    )


def _gold(corpus: Path, name: str) -> dict[tuple[str, str], Decimal | None]:
    path = corpus / "gold" / f"{name}.json"
    if not path.exists():
        return {}
    facts = json.loads(path.read_text("utf-8"), parse_float=Decimal)["facts"]
    return {(indicator, who): None if value is None else Decimal(value) for indicator, who, value in facts}


def _is_wrong(fact: Fact, gold: dict[tuple[str, str], Decimal | None]) -> bool:
    key = fact.indicator, fact.applicant
    return fact.status is not FactStatus.UNCERTAIN and key in gold and fact.value != gold[key]


def main() -> None:
    """Print the table as Markdown."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "corpus"
    print(f"| {' | '.join(HEAD)} |")
    print(f"|{'---|' * 2}{'---:|' * (len(HEAD) - 2)}")
    for row in rows(corpus):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()

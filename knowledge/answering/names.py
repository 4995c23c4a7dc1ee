"""Names that a question has without quotation marks: a report that has them within marks shows where they end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from knowledge.answering.base import Base
from knowledge.records import HeldReport
from knowledge.search import CACHED_REPORTS, is_known
from knowledge.segment import cut
from knowledge.store import Store
from knowledge.understanding import Query
from knowledge.understanding.normalise import normalise

_MARKED = re.compile(r"[“「]([^“”「」，。；：、]{3,12})[”」]")


def with_names(query: Query, store: Store, base: Base, reports: Sequence[HeldReport]) -> Query:
    """Take for quoted what stands in quotation marks in the reports asked about (政策公开讲是什么, for “政策公开讲”).

    Of names within one another the longest is meant. A body's own name is no other thing's, though an account has it.
    """
    found: list[str] = []
    names = {name for report in reports for name in _names_in(store, report.version_id) if name in query.text}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if base.index.find(name) or name in base.index.core_names:
            continue
        if not any(name in other or other in name for other in (*query.quoted, *found)):
            found.append(name)
    found.sort(key=query.text.index)
    return replace(query, quoted=(*query.quoted, *found)) if found else query


@lru_cache(CACHED_REPORTS)
def _names_in(store: Store, version_id: int) -> frozenset[str]:
    """Return the names of a report; words of the matter in marks (“依申请公开”栏目) are none."""
    texts = store.reports.texts(version_id)
    marked = {normalise(name) for text in texts for name in _MARKED.findall(text)}
    return frozenset(name for name in marked if not all(map(is_known, cut(name))))

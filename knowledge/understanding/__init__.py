"""From a question to a query: an ordered list of small steps over data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from knowledge.understanding.agencies import read_agencies
from knowledge.understanding.elsewhere import read_elsewhere
from knowledge.understanding.followup import read_followup
from knowledge.understanding.index import AgencyIndex
from knowledge.understanding.normalise import normalise
from knowledge.understanding.pronouns import read_leader, read_pair
from knowledge.understanding.query import Draft, Query
from knowledge.understanding.rates import read_rates
from knowledge.understanding.remainders import read_remainder
from knowledge.understanding.repair import repair
from knowledge.understanding.rewrite import rewrite
from knowledge.understanding.scope import read_scope
from knowledge.understanding.script import to_characters
from knowledge.understanding.shares import read_share
from knowledge.understanding.talk import Talk
from knowledge.understanding.terms import read_terms
from knowledge.understanding.thresholds import read_limit, read_threshold
from knowledge.understanding.years import read_every_year, read_years

__all__ = ["Query", "understand"]


def understand(
    question: str,
    index: AgencyIndex,
    *,
    today: date,
    memory: Mapping[str, Any] | None = None,
    year: int | None = None,
) -> Query:
    """Return what a question asks, given the names of the agencies held, the day, and the conversation so far.

    ``year`` is that of the report at which the asker stands, if any.
    """
    draft = Draft(question, today, Talk.of(memory or {}), stands=year)
    draft.text = draft.rest = normalise(question)
    steps: tuple[Callable[[Draft], None], ...] = (
        read_scope,
        lambda draft: to_characters(draft, index),
        rewrite,
        lambda draft: read_elsewhere(draft, index),
        read_pair,
        lambda draft: read_agencies(draft, index),
        read_leader,
        read_years,
        keep_words,
        read_limit,
        read_threshold,
        read_terms,
        lambda draft: repair(draft, index),
        read_rates,
        read_share,
        read_remainder,
        read_every_year,
        read_followup,
    )
    for step in steps:
        step(draft)
        if draft.done:
            break
    return draft.query()


def keep_words(draft: Draft) -> None:
    """Keep the question as it is now, agencies and years taken out, for the search of the narrative."""
    draft.words = draft.rest

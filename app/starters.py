"""Questions to begin with: each is about reports that are held, and each has an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.texts import Texts
from knowledge.answering import Answerer
from knowledge.answering.answer import Kind
from knowledge.records import HeldAgency
from knowledge.store import Store

_MOST_KEPT = 200
"""So many sets are kept: one for each language and each agency that a portal asks for."""


class Starters:
    """Makes the questions anew when what is held has changed."""

    def __init__(self, store: Store, answerer: Answerer) -> None:
        self._store = store
        self._answerer = answerer
        self._revision = -1
        self._made: dict[tuple[str, str], tuple[str, ...]] = {}

    def __call__(self, say: Texts, agency: HeldAgency | None = None) -> tuple[str, ...]:
        """Return the questions, about one agency or about all; none where nothing is held."""
        revision = self._store.revision()
        if self._revision != revision or len(self._made) >= _MOST_KEPT:
            self._revision, self._made = revision, {}
        made = self._made  # another thread may begin anew meanwhile
        key = say.language, agency.name if agency else ""
        if key not in made:
            held = [agency] if agency else [each for each in self._store.reports.agencies() if each.years]
            made[key] = tuple(filter(self._is_answered, dict.fromkeys(_questions(held, say))))
        return made[key]

    def _is_answered(self, question: str) -> bool:
        return self._answerer.answer(question).answer.kind not in {Kind.NONE, Kind.CLARIFY}


def _questions(held: Sequence[HeldAgency], say: Texts) -> Iterator[str]:
    if not held:
        return
    longest = max(held, key=lambda agency: len(agency.years))
    yield say("starters.figure", agency=longest.name, year=longest.years[-1])
    yield say("starters.outcome", agency=held[-1].name, year=held[-1].years[-1])
    if len(longest.years) > 1:
        yield say("starters.trend", agency=longest.name)
    shared = [year for year in longest.years if sum(year in agency.years for agency in held) > 1]
    if shared:
        yield say("starters.ranking", year=shared[-1])

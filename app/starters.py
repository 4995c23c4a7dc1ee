"""Questions to begin with: each is about reports that are held, and each has an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.texts import Texts
from knowledge.answering import Answerer
from knowledge.answering.answer import Kind
from knowledge.records import HeldAgency
from knowledge.store import Store


class Starters:
    """Makes the questions anew when what is held has changed."""

    def __init__(self, store: Store, answerer: Answerer, say: Texts) -> None:
        self._store = store
        self._answerer = answerer
        self._say = say
        self._made: tuple[int, tuple[str, ...]] = (-1, ())

    def __call__(self) -> tuple[str, ...]:
        """Return the questions; none where nothing is held."""
        revision = self._store.revision()
        if self._made[0] != revision:
            held = [agency for agency in self._store.reports.agencies() if agency.years]
            self._made = revision, tuple(filter(self._is_answered, self._questions(held)))
        return self._made[1]

    def _questions(self, held: Sequence[HeldAgency]) -> Iterator[str]:
        if not held:
            return
        longest = max(held, key=lambda agency: len(agency.years))
        yield self._say("starters.figure", agency=longest.name, year=longest.years[-1])
        yield self._say("starters.outcome", agency=held[-1].name, year=held[-1].years[-1])
        if len(longest.years) > 1:
            yield self._say("starters.trend", agency=longest.name)
        shared = [year for year in longest.years if sum(year in agency.years for agency in held) > 1]
        if shared:
            yield self._say("starters.ranking", year=shared[-1])

    def _is_answered(self, question: str) -> bool:
        return self._answerer.answer(question).answer.kind not in {Kind.NONE, Kind.CLARIFY}

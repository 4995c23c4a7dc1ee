"""What is asked and how it is answered, counted for the dashboard. Nobody is named: only turns are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from knowledge.clock import CHINA
from knowledge.store.rooms import Room

_DAY = "date(datetime(t.asked_at, '+8 hours'))"
_KIND = "json_extract(a.body, '$.kind')"
_TURNS = "FROM turns t JOIN answers a ON a.id = t.answer_id WHERE t.asked_at >= ?"


@dataclass(frozen=True, slots=True)
class Day:
    """A day in China: how many questions, and how many of them were answered."""

    day: str
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with how often it was asked, and of what kind its answer was."""

    question: str
    times: int
    kind: str


class Statistics(Room):
    """Counts over the turns that are kept, since the beginning of a day."""

    def days(self, since: date) -> tuple[Day, ...]:
        """Return each day with questions, oldest first."""
        rows = self.rows(
            f"SELECT {_DAY}, count(*), sum({_KIND} NOT IN ('none', 'clarify')) {_TURNS} GROUP BY 1 ORDER BY 1",
            _moment(since),
        )
        return tuple(Day(*row) for row in rows)

    def kinds(self, since: date) -> dict[str, int]:
        """Return how many answers were of which kind."""
        rows = self.rows(f"SELECT {_KIND}, count(*) {_TURNS} GROUP BY 1 ORDER BY 2 DESC", _moment(since))
        return dict(rows)

    def reasons(self, since: date) -> dict[str, int]:
        """Return for which reason how many questions had no answer, or were asked back about."""
        reason = "json_extract(a.body, '$.reason')"
        rows = self.rows(
            f"SELECT {reason}, count(*) {_TURNS} AND {reason} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC",
            _moment(since),
        )
        return dict(rows)

    def verdicts(self, since: date) -> dict[str, int]:
        """Return how many answers were rated which way."""
        rows = self.rows("SELECT verdict, count(*) FROM feedback WHERE given_at >= ? GROUP BY 1", _moment(since))
        return dict(rows)

    def seconds(self, since: date) -> tuple[float, ...]:
        """Return how long each answer took, the quickest first, where it was measured."""
        rows = self.rows(
            "SELECT seconds FROM turns WHERE asked_at >= ? AND seconds IS NOT NULL ORDER BY seconds", _moment(since)
        )
        return tuple(row[0] for row in rows)

    def most_asked(self, since: date, limit: int = 20) -> tuple[Asked, ...]:
        """Return the questions asked most."""
        rows = self.rows(
            f"SELECT a.question, count(*), max({_KIND}) {_TURNS} GROUP BY a.question ORDER BY 2 DESC, 1 LIMIT ?",
            _moment(since),
            limit,
        )
        return tuple(Asked(*row) for row in rows)

    def entries(self, since: date) -> dict[str, int]:
        """Return how often each maintained entry answered, by its key, most often first."""
        rows = self.rows(
            "SELECT entry, count(*) FROM turns WHERE asked_at >= ? AND entry <> '' GROUP BY 1 ORDER BY 2 DESC, 1",
            _moment(since),
        )
        return dict(rows)


def _moment(since: date) -> str:
    return datetime.combine(since, time(), CHINA).astimezone(UTC).isoformat(timespec="seconds")

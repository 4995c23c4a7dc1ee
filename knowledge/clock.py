"""The day and the hour as the readers have them: China's, wherever the server stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""China's one time zone, without summer time since 1992."""


def today() -> date:
    """Return the day that it is in China, by which 去年 is understood and the dashboard counts."""
    return datetime.now(CHINA).date()

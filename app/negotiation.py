"""Who is asking: our own script, which wants something drawn, or anybody else."""

from __future__ import annotations

from flask import request


def wants_fragment() -> bool:
    """Say whether our own script asks, which draws nothing itself: it accepts ``text/html`` and nothing else."""
    return request.headers.get("Accept", "").strip() == "text/html"

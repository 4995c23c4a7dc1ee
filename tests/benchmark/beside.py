"""Measuring two works side by side, so that a slow or busy machine slows both."""

from __future__ import annotations

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter


def medians(first: Callable[[], object], second: Callable[[], object], runs: int, warm_up: int) -> tuple[float, float]:
    """Return the median seconds of each of two works, run in turn."""
    for _ in range(warm_up):
        first()
        second()
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for _ in range(runs):
        for work, taken in zip((first, second), times, strict=True):
            start = perf_counter()
            work()
            taken.append(perf_counter() - start)
    return median(times[0]), median(times[1])

"""How many made-up reports are tried: the same few in every run, many other ones where the environment asks for it."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

LARGE = os.environ.get("ZHIQING_HYPOTHESIS") == "large"
MORE = 10
"""``ZHIQING_HYPOTHESIS=large`` tries so many times as many, drawn anew in each run.

On two cores that nothing else uses, a report takes a tenth of a second and a print two: some twenty minutes in all.
"""


def examples(count: int) -> settings:
    """Return the settings for a property that is tried ``count`` times in the ordinary run."""
    return settings(
        max_examples=count * MORE if LARGE else count,
        deadline=None,
        derandomize=not LARGE,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a smaller seed is no simpler report
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )

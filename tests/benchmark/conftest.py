"""Measures run when they are asked for (``make bench``): beside other tests, on a busy machine, they tell nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if any("benchmark" in str(argument) for argument in config.invocation_params.args):
        return
    measures = [item for item in items if item.path.is_relative_to(HERE)]
    config.hook.pytest_deselected(items=measures)
    items[:] = [item for item in items if item not in set(measures)]

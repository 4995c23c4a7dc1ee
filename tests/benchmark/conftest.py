"""Measures run when they are asked for (``make bench``): beside other tests, on a busy machine, they tell nothing."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = any("benchmark" in str(argument) for argument in config.invocation_params.args)
    for item in items:
        if item.get_closest_marker("benchmark") and not asked:
            item.add_marker(pytest.mark.skip(reason="measured by make bench"))

"""A record that is made quickly is the record that ``dataclass`` made."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, replace
from inspect import signature

import pytest

from knowledge.quick import quick


@dataclass(frozen=True, slots=True)
class Plain:
    number: int
    unit: str = "件"


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    number: int
    unit: str = "件"


def test_it_takes_the_same_arguments_and_holds_the_same() -> None:
    assert Quick(3) == Quick(number=3, unit="件") != Quick(4)
    assert repr(Quick(3, "条")) == repr(Plain(3, "条")).replace("Plain", "Quick")
    assert list(signature(Quick).parameters) == list(signature(Plain).parameters)
    with pytest.raises(TypeError):
        Quick()  # type: ignore[call-arg]


def test_it_stays_frozen_and_can_be_replaced_hashed_and_pickled() -> None:
    record = Quick(3)
    with pytest.raises(FrozenInstanceError):
        record.number = 4  # type: ignore[misc]
    assert replace(record, unit="条") == Quick(3, "条")
    assert {record: 1}[Quick(3)] == 1
    assert pickle.loads(pickle.dumps(record)) == record

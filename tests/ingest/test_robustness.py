"""Damaged bytes of whole reports go through the whole journey: a report or a refusal, soon, in little room.

The ordinary run takes a few hundred mutations; ``ZHIQING_MUTATIONS=10000`` takes as many as it says.
"""

from __future__ import annotations

import os
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import PurePath
from random import Random

import pytest

from ingest.pipeline import read_report
from ingest.readers import read_bytes, unpack
from knowledge.errors import ZhiqingError
from tests.ingest.readers import samples
from tests.kit.formats import FORMATS, rendered
from tests.kit.manuscript import FORMS, manuscript

MUTATIONS = int(os.environ.get("ZHIQING_MUTATIONS", "300"))
SECONDS = 10.0
SUFFIXES = {".txt", ".md", ".html", ".docx", ".pdf", ".zip"}
PACKED, PACKED_DAMAGED = 1 / 12, 0.4
MEGABYTES = 500
"""What reading may take on top of what the test's process holds before."""


def test_no_mutation_crashes_hangs_or_swells(capsys: pytest.CaptureFixture[str]) -> None:
    """Every outcome but a report or a refusal in words fails, with the seed that makes it again."""
    before = _peak()
    outcomes: Counter[tuple[str, str]] = Counter()
    slowest = 0.0
    for seed in range(MUTATIONS):
        name, data = mutated(seed)
        started = time.process_time()
        try:
            outcome = _read(name, data)
        except Exception as error:
            raise AssertionError(f"mutation {seed} of {name}: {error!r}") from error
        taken = time.process_time() - started
        assert taken < SECONDS, f"mutation {seed} of {name}"
        slowest = max(slowest, taken)
        outcomes[PurePath(name).suffix, outcome] += 1
    assert {suffix for suffix, _ in outcomes} == SUFFIXES
    assert _peak() - before < MEGABYTES
    with capsys.disabled():
        print(f"\n{MUTATIONS} mutations, the slowest {slowest:.1f} s, {_peak() - before:.0f} MB more than before")
        for (suffix, outcome), count in sorted(outcomes.items()):
            print(f"{suffix:6} {outcome:8} {count:6}")


def _read(name: str, data: bytes) -> str:
    """Read a file, or the members of a zip, to the last cell; say whether a report came of it or why none did."""
    try:
        for document in unpack(name, data) if name.endswith(".zip") else [read_bytes(name, data)]:
            read_report(document)
    except ZhiqingError as error:
        assert str(error)
        return "refused"
    return "read"


def mutated(seed: int) -> tuple[str, bytes]:
    """Return the file that a seed gives: a rendering of a made-up report or a small sample, changed in a few places.

    One in twelve is packed, with a second one beside it, into a zip that may be damaged in its turn.
    """
    random = Random(seed)
    name, data = random.choice(_files())
    for _ in range(random.randint(1, 8)):
        data = random.choice(CHANGES)(data, random)
    if random.random() > PACKED:
        return name, data
    other, beside = random.choice(_files())
    packed = samples.zipped({name: data, f"b/{other}": beside})
    return "a.zip", random.choice(CHANGES)(packed, random) if random.random() < PACKED_DAMAGED else packed


@cache
def _files() -> Sequence[tuple[str, bytes]]:
    made = [rendered(layout, manuscript(kind, seed)) for layout in FORMATS for kind in FORMS for seed in (1, 2)]
    small = [("a.docx", samples.word()), ("a.pdf", samples.ruled_pdf()), ("a.pdf", samples.scanned_pdf())]
    return [*made, *small * 4]


def _cut(data: bytes, random: Random) -> bytes:
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[min(end, start + random.choice([1, 50, 5000])) :]


def _doubled(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    part = data[start : start + random.choice([1, 20, 400, 3000])]
    return data[:start] + part * random.choice([2, 2, 9]) + data[start + len(part) :]


def _overwritten(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    junk = random.randbytes(random.choice([1, 2, 16]))
    return data[:start] + junk + data[start + len(junk) :]


def _interspersed(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + random.choice(PIECES).encode(random.choice(["utf-8", "gb18030"])) + data[start:]


def _moved(data: bytes, random: Random) -> bytes:
    first, second, third = sorted(random.randrange(len(data) + 1) for _ in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def _digits_changed(data: bytes, random: Random) -> bytes:
    digits = random.choice([b"0", b"1", b"9"])
    return data.replace(digits, random.choice([b"", b"00", b"1,", b".", b"-7"]), random.randint(1, 200))


PIECES = (
    *(
        "|",
        " | ",
        "\n",
        "\n\n",
        "\0",
        "&#x0;",
        "ā",
        "\ufeff",
        "-",
        "．",
        "（",
        "(一)",
        "一、",
        "其他",
        "总计",
        "结果维持",
    ),
    *(
        "<td>",
        "</table>",
        "<table><tr>",
        "<td colspan=999>",
        "</div>",
        "1 2 3 4 5 6 7",
        "0" * 40,
        "9" * 300,
        "２０２４年",
    ),
    "三、收到和处理政府信息公开申请情况",
)
CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut, _doubled, _overwritten, _interspersed, _interspersed, _moved, _digits_changed,
)  # fmt: skip


def _peak() -> float:
    """Return the most memory that this process held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

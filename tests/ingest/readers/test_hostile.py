"""Whatever the bytes, a reader gives a document or an error that a person can act on, and gives it soon."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import readers
from ingest.clean import clean
from knowledge.errors import UnreadableInput, ZhiqingError
from tests.ingest.readers import samples

SAMPLES = {
    "a.txt": samples.TEXT.encode(),
    "b.txt": samples.TEXT.encode("gb18030"),
    "a.md": samples.TEXT.encode("utf-16"),
    "a.html": samples.HTML.encode(),
    "a.docx": samples.word(),
    "a.pdf": samples.ruled_pdf(),
}


def survives(read: Callable[[], object]) -> None:
    try:
        read()
    except ZhiqingError as error:
        assert str(error)


@st.composite
def damaged(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[str, bytes]:
    """A sample with stretches cut out, doubled or overwritten."""
    name = draw(st.sampled_from(names))
    data = bytearray(SAMPLES[name])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 40))
        data[at : at + length] = draw(st.one_of(st.binary(max_size=40), st.just(data[at : at + length] * 2)))
    return name, bytes(data)


@given(damaged(("a.txt", "b.txt", "a.md", "a.html")))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_text_and_pages_crash_nothing(case: tuple[str, bytes]) -> None:
    survives(lambda: clean(readers.read_bytes(*case)))


@given(damaged(("a.docx", "a.pdf")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_documents_crash_nothing(case: tuple[str, bytes]) -> None:
    survives(lambda: readers.read_bytes(*case))


@given(st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf"]), st.binary(max_size=600))
@settings(max_examples=200, deadline=None)
def test_any_bytes_under_any_name_crash_nothing(name: str, data: bytes) -> None:
    survives(lambda: readers.read_bytes(name, data))


@given(st.binary(max_size=30), st.integers(0, 400))
@settings(max_examples=100, deadline=None)
def test_a_damaged_archive_crashes_nothing(junk: bytes, at: int) -> None:
    data = samples.archive()
    survives(lambda: list(readers.unpack("a.zip", data[:at] + junk + data[at + len(junk) :])))


TAGS = """<table> <tr> <td~colspan=99999> <td~rowspan=0> </table> <p> </p> <br> <h1> </h1> 规章 12 <a> </a> <div> </div>
<div~style='display:none'> &nbsp; 发布机构： | <script> </script>"""


@given(st.lists(st.sampled_from(TAGS.split()), max_size=60))
@settings(max_examples=200, deadline=None)
def test_tags_in_any_order_crash_nothing_and_lose_no_rectangle(tags: list[str]) -> None:
    try:
        document = readers.read_bytes("a.html", "".join(tags).replace("~", " ").encode())
    except UnreadableInput:
        return
    for block in document.blocks:
        assert len({len(row) for row in block.rows}) <= 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<table>" + "<tr><td rowspan=65534 colspan=1000>1</td></tr>" * 3000 + "</table>"),
        ("a.html", "<table><tr><td>甲</td><td>" * 1500),
        ("a.html", "<b>" * 100_000 + "文"),
        ("a.html", "<a>文</a>" * 100_000),
        ("a.html", "<td>1</td>" * 100_000),
        ("a.txt", "|" * 300_000),
        ("a.txt", "|\n" * 100_000),
        ("a.txt", "a | b\n" * 50_000),
        ("a.txt", "[" * 100_000),
        ("a.txt", "![" * 50_000),
        ("a.txt", "[](" * 50_000),
        ("a.txt", "**" * 100_000),
        ("a.txt", "-" * 100_000),
        ("a.txt", "# " * 50_000),
        ("a.txt", "来源：" * 50_000),
        ("a.txt", "<table" * 50_000),
        ("a.txt", "政府信息公开工作\n" * 50_000),
        ("a.txt", "，" * 300_000),
    ],
    ids=lambda value: value[:16],
)
def test_no_small_file_takes_long(name: str, text: str) -> None:
    started = time.process_time()
    survives(lambda: clean(readers.read_bytes(name, text.encode())))
    assert time.process_time() - started < 8  # five times what the slowest takes: what grows with the square takes more

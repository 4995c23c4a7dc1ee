"""Whatever the layout and the damage, a report comes back as it was written, or says what could not be read."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st
from playwright.sync_api import Browser

from ingest.pipeline import read_report
from ingest.readers import read_bytes
from knowledge.errors import UnknownIdentity
from knowledge.records import FactStatus, ReadReport
from tests.kit.damage import BLANKING, DAMAGES, HARMLESS, damaged
from tests.kit.damages.rows import is_hidden_move
from tests.kit.formats import BORDERED, FORMATS, rendered
from tests.kit.judge import KNOWN, judged
from tests.kit.manuscript import FORMS, Heading, Manuscript, manuscript, wording
from tests.kit.profile import examples
from tests.kit.renderings.print import printed
from tests.kit.sheets import Cell, Line

RELIABLE = [name for name in FORMATS if name not in ("one line", "cells parted by spaces")]
"""Layouts that lose nothing; the other two run cells together, or break labels around their figures."""

GRIDS = ["web page", "web page in GBK", "Word", "Markdown"]
"""Layouts in which each cell stands in its column below the heads."""

UNSEEN = {"title missing", "no cells", "cells missing"}
"""Damage that a printed page does not show as such: where a cell is lost, it shows the same white as for a blank."""

HEADS_BROKEN = {"columns moved"}
"""Damage that print without rules hides: the heads are broken over lines, and nothing tells which column a piece heads.
The order of the form is taken then."""

LOSING = {"cells missing", "no cells"}
"""Damage that takes cells out of their rows."""

made = st.builds(manuscript, st.sampled_from(sorted(FORMS)), st.integers(0, 10**6))


def read(name: str, data: bytes, report: Manuscript) -> ReadReport:
    note(f"{report.seed} as {name}")
    return read_report(read_bytes(name, data))


def matches(found: ReadReport, report: Manuscript) -> None:
    """Hold agency and year, and that no cell is wrong."""
    assert judged(found.facts, report).wrong == ()
    assert (found.identity.agency, found.identity.year) == (report.agency, report.year)


@examples(120)
@given(made, st.sampled_from(RELIABLE))
def test_a_clean_report_is_read_to_the_last_cell(report: Manuscript, layout: str) -> None:
    found = read(*rendered(layout, report), report)
    matches(found, report)
    assert judged(found.facts, report).unread == ()


@examples(40)
@given(made, st.sampled_from(sorted(FORMATS)))
def test_all_six_sections_are_found(report: Manuscript, layout: str) -> None:
    found = read(*rendered(layout, report), report)
    topics = {section.topic for section in found.sections}
    assert topics >= {"overview", "disclosure", "requests", "review", "problems", "other"}


@examples(120)
@given(made, st.sampled_from(sorted(BORDERED)), st.lists(st.sampled_from(sorted(HARMLESS)), unique=True, max_size=3))
def test_harmless_damage_costs_no_cell(report: Manuscript, layout: str, harm: list[str]) -> None:
    report = damaged(report, harm)
    note(f"{harm}")
    found = read(*rendered(layout, report), report)
    matches(found, report)
    assert judged(found.facts, report).unread == ()


@examples(80)
@given(made, st.sampled_from(sorted(BORDERED)), st.sampled_from(sorted(BLANKING)))
def test_what_is_not_filled_in_is_neither_zero_nor_another_cells_number(
    report: Manuscript, layout: str, harm: str
) -> None:
    report = damaged(report, [harm])
    matches(read(*rendered(layout, report), report), report)


@examples(200)
@given(made, st.sampled_from(sorted(FORMATS)), st.lists(st.sampled_from(sorted(DAMAGES)), unique=True, max_size=3))
def test_no_damage_makes_a_wrong_number(report: Manuscript, layout: str, harm: list[str]) -> None:
    assume("surplus cells" not in harm or not LOSING & set(harm))  # the one hides the other: a cell is blank then
    report = damaged(report, harm)
    assume(not is_hidden_move(report))
    note(f"{harm}")
    try:
        found = read(*rendered(layout, report), report)
    except UnknownIdentity:
        assert "title missing" in harm
        return
    matches(found, report)


@examples(20)
@given(made, st.sampled_from(sorted(BORDERED)), st.sampled_from(["no cells", "pictures"]))
def test_lost_cells_are_unknown_and_not_zero(report: Manuscript, layout: str, harm: str) -> None:
    report = damaged(report, [harm])
    found = read(*rendered(layout, report), report)
    assert not [fact for fact in found.facts if fact.status in KNOWN or fact.status is FactStatus.BLANK]


@examples(40)
@given(made, st.sampled_from(GRIDS))
def test_moved_columns_are_read_by_their_heads(report: Manuscript, layout: str) -> None:
    report = damaged(report, ["columns moved"])
    found = read(*rendered(layout, report), report)
    matches(found, report)
    assert judged(found.facts, report).unread == ()


@examples(20)
@given(made, st.sampled_from(sorted(FORMATS)))
def test_a_section_whose_table_was_a_picture_is_named(report: Manuscript, layout: str) -> None:
    report = damaged(report, ["pictures"])
    found = read(*rendered(layout, report), report)
    tops = [part if isinstance(part, Heading) and part.level == 1 else None for part in report.parts]
    empty = [one.text for one, below in pairwise(tops) if one and below]
    assert [heading for heading in empty if heading not in "".join(found.review)] == []


@examples(20)
@given(made, st.sampled_from(GRIDS))
def test_a_table_that_is_unlike_any_is_named(report: Manuscript, layout: str) -> None:
    (requests,) = (sheet for sheet in report.sheets if sheet.table == "requests")
    strange = [Line(tuple(Cell(f"{row}{column}") for column in range(4))) for row in range(1, 9)]
    sheets = [sheet for sheet in report.sheets if sheet is not requests]
    found = read(*rendered(layout, report.with_sheets(*sheets, requests.with_lines(strange))), report)
    (heading,) = (part.text for part in report.parts if getattr(part, "text", "") in wording()["headings"]["requests"])
    assert [doubt for doubt in found.review if heading in doubt and "对不上" in doubt]


@pytest.mark.browser
@examples(12)
@given(report=made)
def test_a_printed_report_with_rules_is_read_to_the_last_cell(browser: Browser, report: Manuscript) -> None:
    found = read("a.pdf", printed(browser, report, Random(report.seed), ruled=True), report)
    matches(found, report)
    assert judged(found.facts, report).unread == ()


@pytest.mark.browser
@examples(12)
@given(report=made, harm=st.lists(st.sampled_from(sorted(DAMAGES.keys() - UNSEEN)), unique=True, max_size=2))
def test_no_print_makes_a_wrong_number(browser: Browser, report: Manuscript, harm: list[str]) -> None:
    report = damaged(report, harm)
    note(f"{harm}")
    for ruled in (True,) if HEADS_BROKEN & set(harm) else (True, False):
        matches(read("a.pdf", printed(browser, report, Random(report.seed), ruled=ruled), report), report)

"""Whatever the layout and the damage: every cell is read as it is printed, or said to be uncertain. Never wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.tables import TablesRead
from knowledge.records import FactStatus
from tests.ingest.tables import made as m
from tests.ingest.tables.faults import FAULTS, faulty
from tests.kit.profile import examples

KNOWN = (FactStatus.PRINTED, FactStatus.SETTLED)
few = settings(max_examples=25, deadline=None)


def never_wrong(read: TablesRead, cells: Mapping[m.Key, Decimal | None], *, all_there: bool = False) -> set[m.Key]:
    """Check that no cell is wrong; return the cells that are open or not found.

    Where all cells are there (``all_there``), the candidates of an open one hold what is printed.
    """
    facts = {(fact.indicator, fact.applicant): fact for fact in read.facts}
    assert len(facts) == len(read.facts), "no cell twice"
    unread = set(cells) - set(facts)
    for key, fact in facts.items():
        if key not in cells:
            assert fact.status is FactStatus.UNCERTAIN, f"no such cell: {fact}"
        elif fact.status in KNOWN:
            assert fact.value == cells[key], (key, fact)
        elif fact.status is FactStatus.BLANK:
            assert cells[key] is None, (key, fact)
        else:
            unread.add(key)
            assert not all_there or not fact.candidates or cells[key] in fact.candidates, (key, fact)
    return unread


@few
@given(m.made_tables())
def test_a_grid_is_read_to_the_last_cell(made: m.MadeTables) -> None:
    read = m.read(m.grid_document(made))
    assert never_wrong(read, made.cells) == set()
    assert {fact.status for fact in read.facts} == {FactStatus.PRINTED}
    assert read.form == made.form.id


@few
@given(m.made_tables(), st.data())
def test_blanks_in_a_grid_stay_blank(made: m.MadeTables, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(sorted(made.cells)), max_size=60))
    made = replace(made, cells={**made.cells, **dict.fromkeys(gone)})
    never_wrong(m.read(m.grid_document(made)), made.cells)


@few
@given(m.made_tables())
def test_pipe_lines_are_read_to_the_last_cell(made: m.MadeTables) -> None:
    assert never_wrong(m.read(m.pipe_lines(made)), made.cells) == set()


@few
@given(m.made_tables(), st.integers(), st.sampled_from([0.1, 0.3, 0.6]))
def test_lost_labels_and_surplus_cells_never_lead_astray(made: m.MadeTables, seed: int, drop: float) -> None:
    never_wrong(m.read(m.pipe_lines(made, Random(seed), drop, surplus=True)), made.cells)


@few
@given(m.made_tables())
def test_spaced_lines_are_read_to_the_last_cell(made: m.MadeTables) -> None:
    assert never_wrong(m.read(m.spaced_lines(made)), made.cells) == set()


@few
@given(m.made_tables(), st.integers(), st.sampled_from([0.1, 0.3, 0.6]), st.sampled_from([0.0, 0.1, 0.3]))
def test_broken_labels_and_missing_rows_never_lead_astray(
    made: m.MadeTables, seed: int, drop: float, missing: float
) -> None:
    never_wrong(m.read(m.spaced_lines(made, Random(seed), drop, missing)), made.cells)


@few
@given(m.made_tables())
def test_a_cell_a_line_is_read_to_the_last_cell(made: m.MadeTables) -> None:
    assert never_wrong(m.read(m.upright(made)), made.cells) == set()


@few
@given(m.made_tables())
def test_run_together_cells_are_cut_right_or_stay_open(made: m.MadeTables) -> None:
    never_wrong(m.read(m.run_together(made)), made.cells, all_there=True)


@few
@given(m.made_tables())
def test_spaces_between_the_cells_of_running_text_settle_every_cell(made: m.MadeTables) -> None:
    assert never_wrong(m.read(m.run_together(made, gap=" ")), made.cells) == set()


@few
@given(m.made_tables(), st.data())
def test_sums_published_wrong_are_kept_as_printed(made: m.MadeTables, data: st.DataObject) -> None:
    keys = st.sampled_from(sorted(key for key in made.cells if key[1] == "total" or "total" in key[0]))
    wrong = data.draw(st.dictionaries(keys, st.integers(0, 3000).map(Decimal), max_size=6))
    made = replace(made, cells={**made.cells, **wrong})
    assert never_wrong(m.read(m.grid_document(made)), made.cells) == set()


@few
@given(m.made_tables(), st.data())
def test_blanks_that_left_no_trace_in_running_text_never_lead_astray(made: m.MadeTables, data: st.DataObject) -> None:
    zeros = sorted(key for key, value in made.cells.items() if value == 0)
    gone = data.draw(st.sets(st.sampled_from(zeros), max_size=80)) if zeros else set()
    made = replace(made, cells={**made.cells, **dict.fromkeys(gone)})
    never_wrong(m.read(m.run_together(made)), made.cells)


SIZES = st.sampled_from([m.MOST, (300, 30, 9, 9, 9, 9), (30_000, 5_000, 300, 300, 300, 300), (90_000, *[9_000] * 5)])


@examples(100)
@given(st.sampled_from(["2019", "2021"]), st.integers(0, 10**6), SIZES, st.sampled_from(sorted(FAULTS)))
def test_no_cut_adds_up_by_chance_where_published_numbers_are_wrong(
    form: str, seed: int, most: tuple[int, ...], fault: str
) -> None:
    made = faulty(m.make(form, seed, most), fault)
    never_wrong(m.read(m.run_together(made)), made.cells)


def test_a_row_whose_total_is_wrong_is_read_by_the_sums_of_the_columns() -> None:
    made = m.make("2021", 3, (300, 30, 9, 9, 9, 9))
    before = never_wrong(m.read(m.run_together(made)), made.cells)
    assert not any(indicator.startswith(("requests.", "outcomes.")) for indicator, _ in before)
    made = replace(made, cells={**made.cells, ("requests.new", "total"): Decimal(999)})
    after = never_wrong(m.read(m.run_together(made)), made.cells)
    at_its_border = {("requests.new", "other_organisation"), ("requests.new", "total")}
    assert after - before == at_its_border, "where the one ends and the other begins only that column tells"


@examples(40)
@given(m.made_tables(), st.data())
def test_a_row_that_lost_a_cell_and_ends_with_a_surplus_one_puts_no_number_into_another_column(
    made: m.MadeTables, data: st.DataObject
) -> None:
    rows = [row.id for row in made.form.table("requests").rows]
    row = data.draw(st.sampled_from(rows))
    kept = [key for key in made.cells if key[0] == row]
    assert len(kept) == 7
    grid = m.request_grid(made)
    line = grid[3 + rows.index(row)]
    lost = data.draw(st.integers(0, 5))
    grid[3 + rows.index(row)] = [*line[: 3 + lost], *line[4 + lost :], ""]
    document = m.as_grids(m.disclosure_lines(made), grid, m.review_grid(made))
    for fact in m.read(document).facts:
        if fact.indicator == row and fact.status in KNOWN and fact.value:
            assert fact.value == made.cells[row, fact.applicant], fact


@examples(40)
@given(m.made_tables())
def test_a_table_whose_first_column_alone_is_filled_in_has_no_totals(made: m.MadeTables) -> None:
    kept = {key: value if key[1] == "natural_person" else None for key, value in made.cells.items()}
    made = replace(made, cells=kept)
    never_wrong(m.read(m.run_together(made)), made.cells)

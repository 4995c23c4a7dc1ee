"""The requests table: one row an outcome, one column an applicant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.tables.align import Alignment, Fit, likenesses
from ingest.tables.cells import Kind
from ingest.tables.cuts import TooManyCuts
from ingest.tables.evidence import Evidence, possible
from ingest.tables.found import FoundRow, Item
from ingest.tables.labels import core, variants
from ingest.tables.members import segments
from ingest.tables.near_cuts import Check
from ingest.tables.placed import PlacedRow, PlacedTable, joined, without_repeats
from ingest.tables.readings import Readings, Slot, is_balanced, lacks_total, readings_of
from ingest.tables.solve import Choices, agreeing, nearly_agreeing, summed_rows
from knowledge.forms import Column, Form, Table, forms

LEAST_NAMED = 3
"""Fewer rows known by their labels are no table."""
LIKELY = 1.5
"""What the form of the other tables is worth: more than two rows missing, less than a label."""
RIVAL = 5.0
"""A form this near to the best, a surplus row or two, may be the one that was used: rows in which they differ are open.
"""
EXACT = 0.95
"""Likeness from which a label names its row even out of order."""
ONE_CUT = "按“六类申请人之和等于总计”只有一种读法"
ONE_TABLE = "按六类申请人之和等于总计及各列合计，全表只有一种读法"
BY_ORDER = "行标签缺失，按表样行序定位"
BY_STRAY = "单元格离位，按“六类申请人之和等于总计”归位"

Placing = dict[str, tuple[PlacedRow, ...]]


def read_requests(items: Sequence[Item], likely: str | None) -> PlacedTable | None:
    """Return the requests table of a document on the form that fits it best, None where there is none.

    ``likely`` is the form of the document's other tables: it decides where both fit; without it the newer one does.
    """
    candidates = [(form, table) for form in forms()[::-1] for table in form.tables if table.id == "requests"]
    found = (
        _best_fit(segment, items, candidates, likely) for segment in segments(items, [table for _, table in candidates])
    )
    return joined(table for table in found if table)


def _best_fit(
    segment: Sequence[FoundRow], items: Sequence[Item], candidates: Sequence[tuple[Form, Table]], likely: str | None
) -> PlacedTable | None:
    if not segment:
        return None
    fits = [(Fit(segment, table), form, table) for form, table in candidates]
    scores = [fit.score + LIKELY * (form.id == likely) for fit, form, _ in fits]
    fit, form, table = fits[scores.index(max(scores))]
    alignment = fit.alignment()
    if sum(alignment.named) < LEAST_NAMED and not _is_complete(alignment, table):
        return None
    gappy = _loses_blanks(segment, alignment, table)
    rivals = [fit for fit, score in zip(fits, scores, strict=True) if score > max(scores) - RIVAL and fit[1] != form]
    placings = [_row_ids(alignment, table), *(_row_ids(rival.alignment(), other) for rival, _, other in rivals)]
    agreed = [len(set(ids)) == 1 for ids in zip(*placings, strict=True)]
    rows = _with_stray(table, _placed(segment, alignment, table, gappy, agreed), items)
    return PlacedTable(form.id, table, _solved(table, rows, gappy=gappy), gappy)


def _is_complete(alignment: Alignment, table: Table) -> bool:
    """True where each row of the form has its row of numbers, and no other: so many are this table without labels."""
    return alignment.options == tuple((j,) for j in range(len(table.rows)))


def _row_ids(alignment: Alignment, table: Table) -> list[frozenset[str]]:
    """Return, for each found row, the ids of the rows that it may be."""
    return [frozenset(table.rows[j].id for j in options) for options in alignment.options]


def _placed(
    segment: Sequence[FoundRow], alignment: Alignment, table: Table, gappy: bool, agreed: Sequence[bool]
) -> Placing:
    """Return the found rows by the row of the form that each may be; sure is one on which all likely forms agree."""
    rows: dict[str, list[PlacedRow]] = {}
    lost = _maybe_swallowed(segment, alignment, table)
    crowded = _crowded(segment, alignment, table)
    says: dict[int, set[tuple[object, ...]]] = {}
    for found, options in zip(segment, alignment.options, strict=True):
        for j in options:
            says.setdefault(j, set()).add(found.says)
    filled = any(len(found.numbers) == len(table.rows[0].columns) for found in segment)
    for found, named, options, same in zip(segment, alignment.named, alignment.options, agreed, strict=True):
        for j in options or _out_of_order(found, named, table):
            row = table.rows[j]
            readings = readings_of(found, row.columns, table.balances, gappy=gappy)
            readings = _unless_shifted(readings, row.columns, table, filled=filled)
            if found.upright and j + 1 in lost:
                readings = replace(readings, balanced=False)
            sure = same and len(options) <= 1 and len(says.get(j, ())) <= 1 and found.order not in crowded
            placed = PlacedRow(row, found, readings, named, sure, "" if named else BY_ORDER)
            rows.setdefault(row.id, []).append(placed)
    return {row: without_repeats(tuple(placed)) for row, placed in rows.items()}


def _maybe_swallowed(segment: Sequence[FoundRow], alignment: Alignment, table: Table) -> set[int]:
    """Return the rows not found of a table of a cell a line that lost blanks: the row above may hold their cells."""
    if not any(row.upright and len(row.cells) % len(table.rows[0].columns) for row in segment):
        return set()
    return set(range(len(table.rows))) - {j for options in alignment.options for j in options}


def _crowded(segment: Sequence[FoundRow], alignment: Alignment, table: Table) -> set[tuple[int, int]]:
    """Return where rows stand that are more than the form has from the label before them to the next.

    The labels that a PDF sets apart from their rows come before them, the last of them next to a row not its own.
    """
    labelled = [index for index, named in enumerate(alignment.named) if named and len(alignment.options[index]) == 1]
    rows = [alignment.options[index][0] for index in labelled]
    crowded: set[tuple[int, int]] = set()
    for start, end, row, below in zip(
        labelled, [*labelled[1:], len(segment)], rows, [*rows[1:], len(table.rows)], strict=True
    ):
        if segment[start].upright and end - start > below - row:
            crowded |= {found.order for found in segment[start:end]}
    return crowded


def _unless_shifted(readings: Readings, columns: Sequence[Column], table: Table, *, filled: bool) -> Readings:
    """Leave a row open that begins with a blank and does not add up, or lacks its total where others have theirs.

    It may have lost cells, and blanks of its label or surplus ones stand in their place. ``filled`` says that other
    rows of the table have all their numbers.
    """
    if len(readings.all) != 1:
        return readings
    row = readings.all[0]
    begins = row[0].kind is Kind.BLANK and any(slot.kind is Kind.NUMBER for slot in row)
    shifted = begins and not is_balanced(row, columns, table.balances)
    return replace(readings, balanced=not (shifted or (filled and lacks_total(row, columns, table.balances))))


def _out_of_order(found: FoundRow, named: bool, table: Table) -> tuple[int, ...]:
    """Return the row that a label names exactly although it stands out of order or a second time."""
    like = likenesses(found.texts, table) if named else (0.0,)
    return (like.index(max(like)),) if max(like) >= EXACT else ()


def _loses_blanks(segment: Sequence[FoundRow], alignment: Alignment, table: Table) -> bool:
    """True where running text shows that blank cells left no trace: a row with too few digits, or with none."""
    missing = set(range(len(table.rows))) - {j for options in alignment.options for j in options}
    lost = [variant for j in missing for variant in variants(table.rows[j]) if len(variant) > 4]
    return any(
        sum(len(cell.text) for cell in row.cells) < len(table.rows[0].columns)
        or any(variant in core(row.label) for variant in lost)
        for row in segment
        if row.loose
    )


def _solved(table: Table, rows: Placing, *, gappy: bool) -> Placing:
    """Let the sums of the table choose among the readings, and confirm the rows placed by order alone.

    Where all sums hold, nothing else comes near. Where some are published wrong, each row is weighed by itself.
    """
    sure = {row: placed[0] for row, placed in rows.items() if len(placed) == 1 and _can_be_told(placed[0])}
    if _without_sums(sure):
        return {**rows, **{row: (_opened(placed),) for row, placed in sure.items() if placed.readings.chosen}}
    choices = _expected(table, sure, gappy=gappy)
    summed = summed_rows(table, choices)
    kept = agreeing(table, choices) if summed else None
    whole = kept is not None and all(placed.readings.balanced for placed in sure.values())
    left = kept or (nearly_agreeing(table, choices) if summed else None) or choices
    evidence = Evidence(table, left)
    solved = dict(rows)
    for row, placed in sure.items():
        if not placed.named and not (whole and row in summed):
            solved[row] = (replace(placed, sure=False),)
        elif placed.readings.chosen and whole and row in summed:
            solved[row] = (placed.with_readings(left[row], ONE_TABLE),)
        elif placed.readings.chosen:
            solved[row] = (_weighed(table, evidence.checks(row), placed, gappy=gappy),)
    return solved


def _without_sums(sure: Mapping[str, PlacedRow]) -> bool:
    """True where more rows with numbers fail their own sum than fulfil it: the totals are not filled in."""
    holding = [
        placed.readings.balanced
        for placed in sure.values()
        if placed.readings.chosen and any(slot.amount for slot in placed.readings.all[0])
    ]
    return 2 * sum(holding) < len(holding)


def _opened(placed: PlacedRow) -> PlacedRow:
    """Return a row left open, unless there is nothing in it."""
    empty = not any(slot.amount for slot in placed.readings.all[0])
    return placed if empty else replace(placed, readings=replace(placed.readings, balanced=False))


def _expected(table: Table, sure: Mapping[str, PlacedRow], *, gappy: bool) -> Choices:
    """Return the readings of the rows; of one whose own sum is wrong those that the other rows lead to expect."""
    choices = {row: placed.readings.all for row, placed in sure.items()}
    evidence = Evidence(table, choices)
    for row, placed in sure.items():
        if not placed.readings.balanced and (checks := evidence.checks(row)):
            choices[row] = _weighed(table, checks, placed, gappy=gappy).readings.all or choices[row]
    return choices


def _can_be_told(placed: PlacedRow) -> bool:
    """True where a row is known and its sum holds, or columns may tell how it is cut although its sum is wrong."""
    return placed.sure and (placed.readings.balanced or (placed.found.loose and bool(placed.readings.all)))


def _weighed(table: Table, checks: Sequence[Check], placed: PlacedRow, *, gappy: bool) -> PlacedRow:
    """Return a row with the readings against which hardly more speaks than against the best.

    A sum is published wrong, or a cell was lost: then a reading may fulfil the row's own sum by chance. A row with
    more cuts than can be listed stays open whole.
    """
    try:
        left = possible(placed, table.balances, checks, gappy=gappy)
    except TooManyCuts:
        left = ()
    readings = Readings(left, chosen=True, balanced=bool(left))
    return replace(placed, readings=readings, basis=ONE_TABLE if checks else ONE_CUT)


def _with_stray(table: Table, rows: Placing, items: Sequence[Item]) -> Placing:
    """Put the one number that lies loose in the table into its one blank cell, if the row's sum asks for it.

    A text taken from a PDF drops a cell somewhere else on the page now and then.
    """
    placed = [row for several in rows.values() for row in several]
    gaps = [(row, i) for row in placed for i in _blanks(row)]
    strays = _strays(placed, items)
    if len(gaps) != 1 or len(strays) != 1:
        return rows
    (gap, index), stray = gaps[0], strays[0].cells[0]
    (reading,) = gap.readings.all
    whole = (*reading[:index], Slot(Kind.NUMBER, stray.value, stray), *reading[index + 1 :])
    if not gap.sure or stray.value == Decimal(0) or not is_balanced(whole, gap.row.columns, table.balances):
        return rows
    filled = replace(gap, readings=replace(gap.readings, all=(whole,), balanced=True), basis=BY_STRAY)
    return {**rows, gap.row.id: (filled,)}


def _blanks(row: PlacedRow) -> list[int]:
    if len(row.readings.all) != 1:
        return []
    return [index for index, slot in enumerate(row.readings.all[0]) if slot.kind is Kind.BLANK]


def _strays(placed: Sequence[PlacedRow], items: Sequence[Item]) -> list[FoundRow]:
    orders = sorted(row.found.order for row in placed)
    return [
        item
        for item in items
        if isinstance(item, FoundRow) and item.upright and len(item.cells) == 1
        if orders and orders[0] < item.order < orders[-1]
    ]

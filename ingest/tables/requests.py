"""The requests table: one row an outcome, one column an applicant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.tables.align import Alignment, align, likenesses
from ingest.tables.found import FoundRow, Item, Words
from ingest.tables.labels import SURE, core, variants
from ingest.tables.placed import PlacedRow, PlacedTable, places_of, settle
from ingest.tables.readings import readings_of
from ingest.tables.solve import agreeing, has_row_sums
from knowledge.forms import Form, Table, forms

LEAST_NAMED = 3
"""Fewer rows known by their labels are no table."""
NARRATIVE = 160
"""Words longer than this between two rows are prose, not pieces of labels."""

ONE_CUT = "各栏连写，只有一种切分使六类申请人之和等于总计"
ONE_TABLE = "各栏连写，按六类申请人之和等于总计及各列合计，全表只有一种读法"
BY_ORDER = "行标签缺失，按表样行序定位"


def read_requests(items: Sequence[Item]) -> tuple[PlacedTable, ...]:
    """Return the requests tables of a document, each on the form that fits it best."""
    candidates = [(form, form.table("requests")) for form in forms() if _has_table(form)]
    members = _members(items, [table for _, table in candidates])
    return tuple(
        read for segment in _segments(members, candidates[-1][1]) if (read := _best_fit(segment, items, candidates))
    )


def _has_table(form: Form) -> bool:
    return any(table.id == "requests" for table in form.tables)


def _members(items: Sequence[Item], tables: Sequence[Table]) -> list[FoundRow]:
    """Return the rows that may be rows of the table, those without a label only where they stand among named ones."""
    kept: list[FoundRow] = []
    waiting: list[FoundRow] = []
    after_named = False
    for item in (part for whole in items for part in _split_upright(whole, 7)):
        if isinstance(item, Words):
            if len(item.text) > NARRATIVE:
                waiting, after_named = [], False
        elif _is_named(item, tables):
            kept += [*waiting, item]
            waiting, after_named = [], True
        elif _fits_unnamed(item, tables[-1]):
            (kept if after_named else waiting).append(item)
    return kept


def _split_upright(item: Item, width: int) -> Iterator[Item]:
    """Yield the rows of a list of cells in which the labels between the rows are lost."""
    if isinstance(item, Words) or not item.upright or len(item.cells) <= width or len(item.cells) % width:
        yield item
        return
    for start in range(0, len(item.cells), width):
        texts = item.texts if start == 0 else ()
        yield replace(item, cells=item.cells[start : start + width], texts=texts)


def _is_named(row: FoundRow, tables: Sequence[Table]) -> bool:
    if not row.texts or (not row.loose and len(row.cells) < 5):
        return False
    return max(max(likenesses(row.texts, table)) for table in tables) >= SURE


def _fits_unnamed(row: FoundRow, table: Table) -> bool:
    if not row.numbers or len(core(row.label)) > NARRATIVE:
        return False
    readings = readings_of(row, table.rows[0].columns, table.balances)
    return (
        len(readings.all) >= 1 and readings.balanced and len(row.numbers) <= 7 and len(row.cells) >= 7 - row.loose * 6
    )


def _segments(members: Sequence[FoundRow], table: Table) -> Iterator[list[FoundRow]]:
    """Yield the tables one by one: a second first row begins another table."""
    segment: list[FoundRow] = []
    seen = 0
    for row in members:
        like = likenesses(row.texts, table)
        position = like.index(max(like)) if max(like) >= SURE else -1
        if position == 0 and seen >= len(table.rows) // 2:
            yield segment
            segment, seen = [], 0
        segment.append(row)
        seen = max(seen, position)
    yield segment


def _best_fit(
    segment: Sequence[FoundRow], items: Sequence[Item], candidates: Sequence[tuple[Form, Table]]
) -> PlacedTable | None:
    if not segment:
        return None
    fits = [(align(segment, table), form, table) for form, table in candidates]
    alignment, form, table = max(fits, key=lambda fit: (fit[0].score, fit[1].first_year))
    if sum(alignment.named) < LEAST_NAMED:
        return None
    rows = _placed(segment, alignment, table)
    used = [segment[i] for i, options in enumerate(alignment.options) if options]
    return PlacedTable(form.id, table, _solved(table, rows), places_of(iter(used)))


def _placed(segment: Sequence[FoundRow], alignment: Alignment, table: Table) -> dict[str, tuple[PlacedRow, ...]]:
    rows: dict[str, tuple[PlacedRow, ...]] = {}
    lost_blanks = _has_lost_blanks(segment, alignment, table)
    for i, options in enumerate(alignment.options):
        for j in options:
            row = table.rows[j]
            readings = readings_of(segment[i], row.columns, table.balances)
            if readings.cut and lost_blanks:
                readings = replace(readings, balanced=False)
            sure = len(options) == 1 and sum(j in other for other in alignment.options) == 1
            basis = "" if alignment.named[i] else BY_ORDER
            placed = PlacedRow(row, segment[i], readings, alignment.named[i], sure, basis)
            rows[row.id] = (*rows.get(row.id, ()), placed)
    return rows


def _has_lost_blanks(segment: Sequence[FoundRow], alignment: Alignment, table: Table) -> bool:
    """True where running text shows that blank cells left no trace: a row with too few digits, or with none."""
    missing = set(range(len(table.rows))) - {j for options in alignment.options for j in options}
    for row in segment:
        if not row.loose:
            continue
        if sum(len(cell.text) for cell in row.cells) < 7:
            return True
        words = core(row.label)
        if any(variant in words for j in missing for variant in variants(table.rows[j]) if len(variant) > 4):
            return True
    return False


def _solved(table: Table, rows: dict[str, tuple[PlacedRow, ...]]) -> dict[str, tuple[PlacedRow, ...]]:
    """Let the sums of the table choose among the readings of the rows whose place is sure."""
    sure = {row: placed[0] for row, placed in rows.items() if placed[0].sure and placed[0].readings.balanced}
    choices = {row: placed.readings.all for row, placed in sure.items()}
    kept = agreeing(table, choices) if has_row_sums(table, choices) else None
    basis = ONE_TABLE if kept else ONE_CUT
    for row, placed in sure.items():
        if placed.readings.cut:
            rows[row] = (settle(placed, (kept or choices)[row], basis),)
    return rows

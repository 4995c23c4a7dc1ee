"""What befalls tables and texts on their way to a reader, by name."""

from __future__ import annotations

from random import Random

from tests.kit.damages import around, cells, columns, rows
from tests.kit.damages.made import Damage, to_cells, to_lines
from tests.kit.manuscript import TABLES, Manuscript

HARMLESS: dict[str, Damage] = {
    "thousands separators": to_cells(cells.thousands),
    "full-width digits": to_cells(cells.full_width),
    "padded cells": to_cells(cells.padded),
    "unit in the cell": to_cells(cells.with_unit),
    "year in column heads": cells.year_in_heads,
    "half-width articles": cells.half_width_articles,
    "labels explained": cells.labels_explained,
    "half-width marks": cells.half_width_marks,
    "title twice": around.title_twice,
    "title broken": around.title_broken,
    "breadcrumb": around.breadcrumb,
    "covering letter": around.cover_letter,
    "labels before the title": around.labels_before,
    "dates without marks": around.dates_without_marks,
}
"""What a reader must see through where cells have borders: everything is still there."""

BLANKING: dict[str, Damage] = {
    "blanks for zero": to_cells(cells.blank_for_zero),
    "some blanks for zero": to_cells(cells.some_blank_for_zero),
    "signs for zero": to_cells(cells.slash_for_zero),
    "unit alone for zero": to_cells(cells.unit_alone),
    "nothing filled in": to_cells(cells.no_figures),
    "only the first column": cells.only_first_column,
}
"""What leaves cells in their places, but nothing in them."""

HARMFUL: dict[str, Damage] = {
    "full-width separators": to_cells(cells.wide_thousands),  # a mirror doubles these as it does all marks
    "labels dropped": to_lines(rows.no_label, "requests"),
    "labels garbled": to_lines(rows.garbled_label, "requests"),
    "surplus cells": to_lines(rows.surplus, *TABLES),
    "cells missing": to_lines(rows.missing, *TABLES),
    "no cells": cells.no_cells,
    "rows missing": rows.rows_missing,
    "rows moved": rows.rows_moved,
    "rows twice": rows.rows_twice,
    "columns moved": columns.columns_moved,
    "head again": rows.printed_twice,
    "wrong sums": rows.wrong_sums,
    "pictures": cells.pictures,
    "a table gone": cells.one_table_gone,
    "title missing": around.title_missing,
    "headings lost": around.headings_lost,
}
"""What takes something away for good."""

DAMAGES = HARMLESS | BLANKING | HARMFUL


def damaged(report: Manuscript, names: list[str]) -> Manuscript:
    """Return a report with damages done to it, one after the other, the same each time."""
    for name in names:
        report = DAMAGES[name](report, Random(f"{report.seed}/{name}"))
    return report

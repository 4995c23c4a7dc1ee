"""The statutory forms (表样), read from the TOML files beside this module.

A form is data: its tables, their rows and columns, the units, which cells sum to which, the
subtotals that it does not print, and what became of its rows on the next form. A new form is a new file.

Sources: 国办公开办函〔2021〕30号 (``2021``), 国办公开办函〔2019〕60号 (``2019``), 国办发〔2014〕32号 (``2014``, with
the forms of provinces before and beside it).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, cached_property
from importlib import resources
from typing import Any

from knowledge.errors import UnknownForm

CUMULATIVE = "cumulative"
"""The column of the old statistics that counts all years so far (历年累计)."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of a table.

    ``group`` is the header that spans it, if any; ``decimals`` and ``signed`` say what its numbers may look like.
    """

    id: str
    label: str
    unit: str
    group: str = ""
    short: str = ""
    decimals: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of a table.

    ``mark`` is its printed number (一、 （一） 1.), ``groups`` the labels that span it, ``aliases`` other labels
    seen for it.
    """

    id: str
    label: str
    columns: tuple[Column, ...]
    mark: str = ""
    short: str = ""
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    article: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label by which the row may be recognised."""
        return (self.label, *self.aliases)


@dataclass(frozen=True, slots=True)
class Balance:
    """The sum of ``left`` equals the sum of ``right`` (勾稽关系).

    ``across`` says whether it holds over the ``columns`` of each row, or over the ``rows`` of each column. ``also`` are
    rows that only local forms print and that belong to the left side where they stand.
    """

    rule: str
    across: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """No row of ``parts`` is more than the row ``whole``, though the parts need not add up to it."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell that the form has: its indicator and applicant, and where it stands."""

    table: str
    row: Row
    column: Column
    indicator: str
    applicant: str


@dataclass(frozen=True, eq=False)
class Table:
    """A statutory table.

    ``names`` says how indicator ids are made: ``row.column``, ``row`` (columns are applicants), ``column``, or
    ``row/column`` (the first column is the row's own, a further one ``row.column``).
    """

    id: str
    topic: str
    title: str
    names: str
    rows: tuple[Row, ...]
    balances: tuple[Balance, ...]
    limits: tuple[Limit, ...] = ()

    @property
    def is_statistics(self) -> bool:
        """True for the statistics before 2019 (统计表), whose labels are worded like the narrative."""
        return self.topic == "statistics"

    def cell(self, row: Row, column: Column) -> FormCell:
        """Return the form's cell at a row and a column."""
        return self._cells.get((row, column)) or self._named(row, column)

    def _named(self, row: Row, column: Column) -> FormCell:
        own = row.id if column == row.columns[0] else f"{row.id}.{column.id}"
        names = {"row.column": f"{row.id}.{column.id}", "row": row.id, "column": column.id, "row/column": own}
        indicator = names[self.names]
        applicant = column.id if self.names == "row" else "total"
        return FormCell(self.id, row, column, indicator, applicant)

    @cached_property
    def cells(self) -> tuple[FormCell, ...]:
        """All cells in reading order."""
        return tuple(self._cells.values())

    @cached_property
    def _cells(self) -> Mapping[tuple[Row, Column], FormCell]:
        return {(row, column): self._named(row, column) for row in self.rows for column in row.columns}

    @cached_property
    def keys(self) -> frozenset[tuple[str, str]]:
        """Indicator and applicant of every cell."""
        return frozenset((cell.indicator, cell.applicant) for cell in self.cells)

    def row(self, row_id: str) -> Row:
        """Return a row by its id. Raises KeyError where the table has no such row."""
        for row in self.rows:
            if row.id == row_id:
                return row
        raise KeyError(row_id)


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A sum that the form does not print and that an answer computes with a receipt."""

    id: str
    label: str
    short: str
    parts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Form:
    """A statutory layout in force from ``first_year`` until the next form.

    ``successors`` say which row of the next form means the same, "" for none. ``equivalents`` say, for rows of later
    forms, which rows of this one answer a question that is put in the later words, the first that a report has.
    """

    id: str
    title: str
    notice: str
    first_year: int
    tables: tuple[Table, ...]
    subtotals: tuple[Subtotal, ...]
    successors: Mapping[str, str]
    equivalents: Mapping[str, tuple[str, ...]]

    def table(self, table_id: str) -> Table:
        """Return a table by its id. Raises KeyError where the form has none of that name."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], FormCell]:
        """Every cell, by (indicator, applicant)."""
        return {(cell.indicator, cell.applicant): cell for table in self.tables for cell in table.cells}

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator printed on the form, in order."""
        return tuple(dict.fromkeys(cell.indicator for table in self.tables for cell in table.cells))

    def label(self, indicator: str) -> str:
        """Return what a reader calls an indicator, printed row or subtotal.

        >>> form("2021").label("review.corrected")
        '行政复议结果纠正'
        >>> form("2021").label("normative_documents.in_force")
        '行政规范性文件现行有效数量'
        >>> form("2021").label("outcomes.refused.state_secret")
        '不予公开（属于国家秘密）'
        >>> form("2014").label("reviews.corrected"), form("2014").label("published.total.cumulative")
        ('行政复议被依法纠错数', '主动公开政府信息数（历年累计）')
        """
        for subtotal in self.subtotals:
            if subtotal.id == indicator:
                return subtotal.short or subtotal.label
        cell = self.cells[(indicator, "total")]
        if cell.row.label and cell.indicator == cell.row.id:
            return _in_group(cell.row)
        if cell.indicator.startswith(f"{cell.row.id}.") and cell.column.id == CUMULATIVE:
            return f"{_in_group(cell.row)}（{cell.column.label}）"
        if cell.row.label:
            return f"{cell.row.label}{cell.column.short or cell.column.label}"
        return f"{cell.column.group}{cell.column.label}"

    def subtotal_parts(self, indicator: str) -> tuple[str, ...]:
        """Return the indicators that add up to a subtotal; empty where it is none."""
        return self._parts.get(indicator, ())

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        return {subtotal.id: tuple(expand(subtotal.parts, self.indicators)) for subtotal in self.subtotals}


def _in_group(row: Row) -> str:
    # 属于国家秘密 alone does not say what became of the request: the group above it does.
    name = row.short or row.label
    return f"{row.groups[-1].split('）', 1)[1]}（{name}）" if len(row.groups) > 1 else name


def expand(patterns: tuple[str, ...], names: tuple[str, ...]) -> Iterator[str]:
    """Yield the names that match each pattern in turn (``outcomes.refused.*``)."""
    for pattern in patterns:
        yield from (name for name in names if fnmatchcase(name, pattern))


@cache
def forms() -> tuple[Form, ...]:
    """Return every form known, oldest first."""
    files = sorted(entry.name for entry in resources.files(__name__).iterdir() if entry.name.endswith(".toml"))
    return tuple(_form(tomllib.loads(resources.files(__name__).joinpath(name).read_text("utf-8"))) for name in files)


def form(form_id: str) -> Form:
    """Return a form by its id. Raises UnknownForm with the ids that are known."""
    for candidate in forms():
        if candidate.id == form_id:
            return candidate
    raise UnknownForm(form_id, [candidate.id for candidate in forms()])


@cache
def form_of_year(year: int) -> Form:
    """Return the form in force for the reports of a year (the oldest for all years before it)."""
    in_force = [candidate for candidate in forms() if candidate.first_year <= year]
    return in_force[-1] if in_force else forms()[0]


@cache
def table_title(year: int, table_id: str) -> str:
    """Return the title of a table on the form of a year; a report may have tables of another form, which then gives it.

    >>> table_title(2018, "statistics"), table_title(2018, "review")
    ('政府信息公开情况统计表', '政府信息公开行政复议、行政诉讼情况')
    """
    titles = {table.id: table.title for layout in (*forms(), form_of_year(year)) for table in layout.tables}
    return titles[table_id]


@cache
def label_of(indicator: str) -> str:
    """Return what a reader calls an indicator, on the newest form that has it."""
    for candidate in reversed(forms()):
        if (indicator, "total") in candidate.cells or candidate.subtotal_parts(indicator):
            return candidate.label(indicator)
    raise KeyError(indicator)


def _form(data: dict[str, Any]) -> Form:
    return Form(
        id=data["id"],
        title=data["title"],
        notice=data["notice"],
        first_year=data["first_year"],
        tables=tuple(_table(table) for table in data["tables"]),
        subtotals=tuple(
            Subtotal(item["id"], item["label"], item.get("short", ""), tuple(item["parts"]))
            for item in data.get("subtotals", [])
        ),
        successors=data.get("successors", {}),
        equivalents={later: tuple(rows) for later, rows in data.get("equivalents", {}).items()},
    )


def _table(data: dict[str, Any]) -> Table:
    sets = {item["set"]: item for item in data["columns"]}
    columns = {name: tuple(Column(**cell) for cell in item["cells"]) for name, item in sets.items()}
    rows = tuple(_row(row, columns, sets[row["columns"]].get("article", "")) for row in data["rows"])
    names = tuple(row.id for row in rows)
    balances = tuple(
        Balance(
            item["rule"],
            item["across"],
            tuple(item["left"]) if item["across"] == "columns" else tuple(expand(tuple(item["left"]), names)),
            tuple(item["right"]),
            tuple(item.get("also", ())),
        )
        for item in data.get("balances", [])
    )
    limits = tuple(Limit(item["whole"], tuple(item["parts"])) for item in data.get("limits", []))
    return Table(data["id"], data["topic"], data["title"], data["names"], rows, balances, limits)


def _row(data: dict[str, Any], columns: Mapping[str, tuple[Column, ...]], article: str) -> Row:
    return Row(
        id=data["id"],
        label=data["label"],
        columns=columns[data["columns"]],
        mark=data.get("mark", ""),
        short=data.get("short", ""),
        groups=tuple(data.get("groups", ())),
        aliases=tuple(data.get("aliases", ())),
        article=article,
    )

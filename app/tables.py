"""The statutory tables as a page shows them: the layout of the form, the cells of the report.

Headers and labels come from ``knowledge.forms``; what stands in a cell comes from the report's facts. A table is
laid out on the form whose rows fit its facts best, since a report may mix tables of two forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.present import shown
from app.texts import Texts
from knowledge.answering.answer import CellLocator
from knowledge.forms import Column, Form, Row, Table, forms
from knowledge.lookups import Confirmation
from knowledge.records import Fact, FactStatus

_LONGEST_PRINTED = 16
"""What is printed longer than this is a whole run of cells: the value read from it is shown in its place."""
_LEGEND = ("settled", "confirmed", "uncertain", "blank", "not_applicable", "absent")
"""The kinds of cells that want a word of explanation."""


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a table: a header, or a cell with its value.

    ``scope`` is ``col``, ``row``, ``colgroup`` or ``rowgroup`` for a header, empty for a cell; ``status`` is the
    fact's, ``confirmed`` where a person has said what an uncertain cell is, or ``absent`` where the report has no
    such cell; ``note`` says what to know beside the value.
    """

    text: str
    columns: int = 1
    rows: int = 1
    scope: str = ""
    id: str = ""
    status: str = ""
    note: str = ""
    cited: bool = False


@dataclass(frozen=True, slots=True)
class StatutoryTable:
    """A table ready to be drawn: rows of the head, then bodies of rows.

    ``notice`` is the notice whose form it follows, ``notes`` the kinds of cells in it that want a legend, ``cited``
    the labels that lead to the cited cell, from the table's title on.
    """

    id: str
    title: str
    notice: str
    head: tuple[tuple[Square, ...], ...]
    body: tuple[tuple[Square, ...], ...]
    notes: tuple[str, ...]
    cited: tuple[str, ...] = ()


Confirmed = Mapping[tuple[str, str], Confirmation]
"""What people confirmed uncertain cells to be, by (indicator, applicant)."""


def statutory_table(
    table_id: str,
    facts: Sequence[Fact],
    form_id: str | None,
    cited: CellLocator | None,
    say: Texts,
    confirmed: Confirmed | None = None,
) -> StatutoryTable:
    """Lay out the facts of one table."""
    form = _best_form(table_id, facts, form_id)
    table = form.table(table_id)
    cells = _Cells(table, {(fact.row, fact.column): fact for fact in facts}, cited, say, confirmed or {})
    head, body = _LAYOUTS[table.names](table, cells, say)
    noted = {square.status for line in body for square in line}
    notes = tuple(name for name in _LEGEND if name in noted)
    return StatutoryTable(table_id, table.title, form.notice, tuple(head), tuple(body), notes, _path(table, cited))


def _path(table: Table, cited: CellLocator | None) -> tuple[str, ...]:
    for cell in table.cells:
        if cited == CellLocator(table.id, cell.row.id, cell.column.id):
            row, column = cell.row, cell.column
            labels = (table.title, *row.groups, f"{row.mark}{row.label}", column.group, column.label)
            return tuple(label for label in labels if label)
    return ()


def _best_form(table_id: str, facts: Sequence[Fact], form_id: str | None) -> Form:
    places = {(fact.row, fact.column) for fact in facts}

    def fit(form: Form) -> tuple[int, bool]:
        known = {(cell.row.id, cell.column.id) for cell in form.cells.values() if cell.table == table_id}
        return len(places & known) - len(known - places), form.id == form_id

    return max((form for form in forms() if any(table.id == table_id for table in form.tables)), key=fit)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The facts of a table by place, each as a square."""

    table: Table
    facts: dict[tuple[str, str], Fact]
    cited: CellLocator | None
    say: Texts
    confirmed: Confirmed

    def square(self, row: Row, column: Column, columns: int = 1) -> Square:
        fact = self.facts.get((row.id, column.id))
        cited = self.cited == CellLocator(self.table.id, row.id, column.id)
        place = f"{self.table.id}:{row.id}:{column.id}"
        if fact is None:
            return Square("", columns, id=place, status="absent", cited=cited)
        # What is printed is never overwritten: it stands in the note, with who confirmed the cell, when and why.
        if found := self._confirmation(fact):
            note = self.say(
                "tables.confirmed_note", by=found.by, day=found.day, ground=found.ground, printed=self._printed(fact)
            )
            return Square(shown(found.value), columns, 1, "", place, "confirmed", note, cited)
        return Square(_shown(fact), columns, 1, "", place, fact.status.value, self._note(fact), cited)

    def _confirmation(self, fact: Fact) -> Confirmation | None:
        uncertain = fact.status is FactStatus.UNCERTAIN
        return self.confirmed.get((fact.indicator, fact.applicant)) if uncertain else None

    def _printed(self, fact: Fact) -> str:
        return fact.printed or self.say("tables.nothing")

    def _note(self, fact: Fact) -> str:
        if fact.status is FactStatus.UNCERTAIN:
            readings = self.say("list.or").join(map(shown, fact.candidates))
            name = "tables.uncertain_note" if fact.candidates else "tables.unreadable_note"
            return self.say(name, readings=readings, printed=self._printed(fact))
        if fact.status is FactStatus.SETTLED:
            return fact.basis
        return ""


def _shown(fact: Fact) -> str:
    if fact.status is FactStatus.UNCERTAIN:
        return "?"
    if fact.status is FactStatus.PRINTED and 0 < len(fact.printed) <= _LONGEST_PRINTED:
        return fact.printed
    if fact.value is not None:
        return str(fact.value)
    return fact.printed if fact.status is FactStatus.NOT_APPLICABLE else ""


Lines = list[tuple[Square, ...]]


def _by_article(table: Table, cells: _Cells, say: Texts) -> tuple[Lines, Lines]:
    # Each article of the statute brings its own columns; single columns are spread over the width of the widest.
    width = max(len(row.columns) for row in table.rows)
    body: Lines = []
    for _, run in groupby(table.rows, key=lambda row: (row.article, row.columns)):
        rows = list(run)
        spans = _spans(len(rows[0].columns), width)
        body.append((Square(rows[0].article, width + 1, scope="colgroup"),))
        labels = zip(rows[0].columns, spans, strict=True)
        body.append(
            (Square(say("tables.subject"), scope="col"), *(Square(c.label, span, scope="col") for c, span in labels))
        )
        for row in rows:
            values = zip(row.columns, spans, strict=True)
            body.append((Square(row.label, scope="row"), *(cells.square(row, c, span) for c, span in values)))
    return [], body


def _spans(count: int, width: int) -> list[int]:
    return [1] * (count - 1) + [width - count + 1]


def _by_applicant(table: Table, cells: _Cells, say: Texts) -> tuple[Lines, Lines]:
    columns = table.rows[0].columns
    depth = max(len(row.groups) for row in table.rows) + 1
    head = [
        (Square(say("tables.item"), depth, 3, "col"), Square(say("tables.applicants"), len(columns), 1, "colgroup"))
    ]
    return head + _grouped_head([(column.group, column) for column in columns]), _labelled(table, cells, depth)


def _grouped_head(columns: Sequence[tuple[str, Column]]) -> Lines:
    upper: list[Square] = []
    lower: list[Square] = []
    for group, run in groupby(columns, key=lambda pair: pair[0]):
        members = [column for _, column in run]
        if group:
            upper.append(Square(group, len(members), 1, "colgroup"))
            lower.extend(Square(column.label, scope="col") for column in members)
        else:
            upper.extend(Square(column.label, 1, 2, "col") for column in members)
    return [tuple(upper), tuple(lower)]


def _labelled(table: Table, cells: _Cells, depth: int) -> Lines:
    lines: Lines = []
    above: tuple[str, ...] = ()
    for place, row in enumerate(table.rows):
        labels = list(_opened_groups(table.rows, place, above))
        labels.append(Square(f"{row.mark}{row.label}", depth - len(row.groups), 1, "row"))
        lines.append((*labels, *(cells.square(row, column) for column in row.columns)))
        above = row.groups
    return lines


def _opened_groups(rows: Sequence[Row], place: int, above: tuple[str, ...]) -> Iterator[Square]:
    groups = rows[place].groups
    for level, label in enumerate(groups):
        prefix = groups[: level + 1]
        if above[: level + 1] == prefix:
            continue
        under = 0
        while place + under < len(rows) and rows[place + under].groups[: level + 1] == prefix:
            under += 1
        yield Square(label, 1, under, "rowgroup")


def _by_case(table: Table, cells: _Cells, say: Texts) -> tuple[Lines, Lines]:
    row = table.rows[0]
    top: list[Square] = []
    middle: list[Square] = []
    for name, run in groupby(row.columns, key=lambda column: column.group.split("（")[0]):
        members = list(run)
        kinds = [(kind, len(list(of))) for kind, of in groupby(members, key=lambda column: _kind(column.group))]
        plain = kinds == [("", len(members))]
        top.append(Square(name, len(members), 2 if plain else 1, "colgroup"))
        middle.extend(Square(kind, count, 1, "colgroup") for kind, count in kinds if not plain)
    low = tuple(Square(column.label, scope="col") for column in row.columns)
    head: Lines = [tuple(top), tuple(middle), low]
    return [line for line in head if line], [tuple(cells.square(row, column) for column in row.columns)]


def _kind(group: str) -> str:
    return group.partition("（")[2].rstrip("）")


def _by_statistic(table: Table, cells: _Cells, say: Texts) -> tuple[Lines, Lines]:
    # Local forms have few of the rows, and only some have the second column: what a report does not print is left out.
    printed = {row for row, _ in cells.facts}
    shown = [column for column in table.rows[0].columns if any(name == column.id for _, name in cells.facts)]
    body: Lines = []
    for group, run in groupby((row for row in table.rows if row.id in printed), key=lambda row: row.groups[0]):
        body.append((Square(group, len(shown) + 2, scope="colgroup"),))
        for row in run:
            columns = [column for column in row.columns if column.id in {known.id for known in shown}]
            unit = next(fact.unit for (name, _), fact in cells.facts.items() if name == row.id)
            values = (cells.square(row, column) for column in columns)
            body.append((Square(row.label, scope="row"), Square(unit), *values))
    head = [Square(say(f"tables.{name}"), scope="col") for name in ("indicator", "unit")]
    return [(*head, *(Square(column.label, scope="col") for column in shown))], body


_LAYOUTS = {"row.column": _by_article, "row": _by_applicant, "column": _by_case, "row/column": _by_statistic}
"""How a table is laid out, by the way in which its indicators are named."""

"""Consistency checks (勾稽关系): the tables' own sums, text against table, year against year.

A finding says that published numbers do not agree and cites both; it never alters one. What the checks compare and
the words of their messages stand in ``knowledge/forms`` and ``knowledge/vocabulary/findings.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from ingest.claims import Statement, wordings
from ingest.ledger import Amount, Key, Ledger, add
from ingest.prose_checks import check_prose
from knowledge.forms import Balance, Column, Row, Table, label_of
from knowledge.numerals import format_number
from knowledge.records import Fact, FactStatus, Figure, Finding, Operand, Passage, Severity

CARRIED_OVER, IN_FORCE = "across_years.carried_over", "across_years.in_force"
STATISTICS = "statistics"
"""The table of the years before 2019."""
STOCKS = ("rules", "normative_documents")
"""Rows of the disclosure table that carry a stock over from year to year."""


def check(
    facts: Sequence[Fact],
    stated: Sequence[Statement],
    figures: Sequence[Figure],
    passages: Sequence[Passage],
    form: str | None,
) -> tuple[Finding, ...]:
    """Return where one report contradicts itself: in its tables, between text and table, within its text.

    ``stated`` is what the figures say of the tables (``ingest.claims.statements``). ``form`` decides only where a table
    could be of more than one form. Severity: ``error`` where printed numbers contradict each other, ``warning`` where a
    reading or a computed total is involved, ``info`` where blank cells may explain the difference.
    """
    ledger = Ledger(facts, form)
    stated = [one for one in stated if one.of_the_whole]
    return (
        *_table_findings(ledger),
        *_text_findings(ledger, stated),
        *_open_findings(ledger, stated),
        *check_prose(figures, passages),
    )


def check_years(earlier: Sequence[Fact], later: Sequence[Fact], year: int) -> tuple[Finding, ...]:
    """Return where the report of ``year`` does not take up what the report of the year before left."""
    before, after = Ledger(earlier), Ledger(later)
    return (*_carried_findings(before, after, year), *_stock_findings(before, after, year))


def _table_findings(ledger: Ledger) -> Iterator[Finding]:
    for table_id in ledger.tables:
        layout = ledger.layout(table_id)
        if layout is None:
            continue
        for balance in layout[1].balances:
            lines = _row_lines if balance.across == "columns" else _column_lines
            for row, column, left, right in lines(ledger, layout[1], balance):
                if left and right and left.value != right.value and not right.blanks:
                    yield _sum_finding(balance, row, column, left, right)


Line = tuple[Row, Column, Amount | None, Amount | None]


def _row_lines(ledger: Ledger, table: Table, balance: Balance) -> Iterator[Line]:
    """Yield each row's two sides of a balance that holds over columns."""
    for row, column, left, right in _summed_rows(table, balance):
        yield row, column, add(map(ledger.cell, left)), add(map(ledger.cell, right))


@cache
def _summed_rows(table: Table, balance: Balance) -> tuple[tuple[Row, Column, tuple[Key, ...], tuple[Key, ...]], ...]:
    """Return the rows that have the columns of a balance, with the column of its total and the cells of its sides."""
    rows = []
    for row in table.rows:
        cells = {column.id: table.cell(row, column) for column in row.columns}
        if all(name in cells for name in (*balance.left, *balance.right)):
            keys = {name: (cell.indicator, cell.applicant) for name, cell in cells.items()}
            left, right = (tuple(keys[name] for name in side) for side in (balance.left, balance.right))
            rows.append((row, cells[balance.right[0]].column, left, right))
    return tuple(rows)


def _column_lines(ledger: Ledger, table: Table, balance: Balance) -> Iterator[Line]:
    """Yield each column's two sides of a balance that holds over rows."""
    rows = {row.id: row for row in table.rows}
    if balance.also and any(
        cell.row.id in balance.also for cell in table.cells if (cell.indicator, cell.applicant) in ledger.facts
    ):
        return  # a local form: which of its rows are parts of the whole, only its own notice says
    last = rows[balance.right[0]]
    for column in last.columns:
        left, right = (
            add(_down(ledger, table, rows[name], column) for name in side) for side in (balance.left, balance.right)
        )
        yield last, column, left, right


def _down(ledger: Ledger, table: Table, row: Row, column: Column) -> Amount | None:
    cell = table.cell(row, column)
    return ledger.total(cell.indicator) if cell.applicant == "total" else ledger.cell((cell.indicator, cell.applicant))


def _sum_finding(balance: Balance, row: Row, column: Column, left: Amount, right: Amount) -> Finding:
    rules, notes = wordings()["rules"], wordings()["notes"]
    words = rules.get(balance.rule, rules["sum"])
    label = f"{row.mark}{row.label.split('（')[0]}"
    names = {"row": label, "column": column.label, "unit": column.unit}
    message = words["message"].format(**names, left=format_number(left.value), right=format_number(right.value))
    if left.blanks:
        message += notes["blank"]
    return Finding(
        balance.rule,
        _sum_severity(left, right),
        message,
        (
            Operand(words["left"].format(**names), left.value, left.keys),
            Operand(words["right"].format(**names), right.value, right.keys),
        ),
    )


def _sum_severity(left: Amount, right: Amount) -> Severity:
    """Blanks can hide what is missing from a sum, but never explain one that is too large."""
    if left.blanks and left.value < right.value:
        return Severity.INFO
    return Severity.WARNING if left.blanks or left.computed or right.computed else Severity.ERROR


def _text_findings(ledger: Ledger, stated: Sequence[Statement]) -> Iterator[Finding]:
    """Yield a finding for each statement that no reading of its row fits."""
    seen: set[tuple[str, Decimal]] = set()
    for statement in stated:
        readings = _readings(ledger, statement)
        key = statement.claim.name, statement.figure.value
        if not readings or key in seen or any(statement.fits(amount.value) for _, amount in readings):
            continue
        if not _only_a_part(statement, stated, ledger):
            seen.add(key)
            yield _text_finding(statement, readings)


def _readings(ledger: Ledger, statement: Statement) -> list[tuple[str, Amount]]:
    """Return what each reading of a statement comes to in the tables.

    None is returned where a cell is missing or uncertain: it could hold the reading that fits. A reading of blank
    cells only is no reading, nor one of rows that the local form of the statistics before 2019 does not print.
    """
    readings: list[tuple[str, Amount]] = []
    older = STATISTICS in ledger.tables
    for indicators in statement.claim.statistics if older else statement.claim.readings:
        if older and not all((indicator, "total") in ledger.facts for indicator in indicators):
            continue
        totals = [ledger.total(indicator) for indicator in indicators]
        if any(total is None for total in totals):
            return []
        amount = add(totals)
        if amount:
            readings.append(("＋".join(label_of(indicator) for indicator in indicators), amount))
    return readings


def _only_a_part(statement: Statement, stated: Sequence[Statement], ledger: Ledger) -> bool:
    """Tell whether the same claim is made elsewhere with a larger number that fits: then this one is a share of it."""
    return any(
        other.claim is statement.claim
        and other.figure.value > statement.figure.value
        and any(other.fits(amount.value) for _, amount in _readings(ledger, other))
        for other in stated
    )


def _text_finding(statement: Statement, readings: Sequence[tuple[str, Amount]]) -> Finding:
    figure, notes = statement.figure, wordings()["notes"]
    unit = figure.unit
    said = "、".join(
        f"{label}为{format_number(amount.value)}{unit}{notes['computed'] if amount.computed else ''}"
        for label, amount in readings
    )
    plain = statement.claim.sure and len(readings) == 1 and not readings[0][1].computed and figure.qualifier == "exact"
    return Finding(
        "text_matches_table",
        Severity.ERROR if plain else Severity.WARNING,
        wordings()["rules"]["text_matches_table"]["message"].format(phrase=statement.phrase, readings=said),
        (
            _cited(statement),
            *(Operand(label, amount.value, amount.keys) for label, amount in readings),
        ),
    )


def _open_findings(ledger: Ledger, stated: Sequence[Statement]) -> Iterator[Finding]:
    """Yield a finding where the text gives a cell a number that no cut of its run of digits allows."""
    words = wordings()["rules"]["text_fits_open_cell"]
    for statement in stated:
        rows = statement.claim.rows if statement.claim.settles else ()
        fact = next((ledger.facts[row, "total"] for row in rows if (row, "total") in ledger.facts), None)
        if fact is None or fact.status is not FactStatus.UNCERTAIN or not fact.candidates:
            continue
        if not any(statement.fits(candidate) for candidate in fact.candidates):
            label = label_of(fact.indicator)
            message = words["message"].format(phrase=statement.phrase, label=label, printed=fact.printed)
            yield Finding("text_fits_open_cell", Severity.WARNING, message, (_cited(statement),))


def _cited(statement: Statement) -> Operand:
    figure = statement.figure
    return Operand(statement.phrase, figure.value, passage=figure.passage, start=figure.start, end=figure.end)


def _carried_findings(before: Ledger, after: Ledger, year: int) -> Iterator[Finding]:
    words = wordings()["rules"][CARRIED_OVER]
    layout = after.layout("requests")
    columns: Iterable[Column] = layout[1].rows[0].columns if layout else ()
    for column in reversed(tuple(columns)):
        out = before.facts.get(("requests.carried_out", column.id))
        into = after.facts.get(("requests.carried_in", column.id))
        if not out or not into or out.value is None or into.value is None or out.value == into.value:
            continue
        names = {"before": year - 1, "year": year, "column": column.label, "unit": column.unit}
        yield Finding(
            CARRIED_OVER,
            Severity.ERROR,
            words["message"].format(**names, left=format_number(out.value), right=format_number(into.value)),
            (
                Operand(words["left"].format(**names), out.value, ((out.indicator, out.applicant),), year=year - 1),
                Operand(words["right"].format(**names), into.value, ((into.indicator, into.applicant),), year=year),
            ),
        )


def _stock_findings(before: Ledger, after: Ledger, year: int) -> Iterator[Finding]:
    """Compare each stock with last year's, what was issued and what was repealed. A clean-up may explain it."""
    for stock in STOCKS:
        base = before.cell((f"{stock}.in_force", "total"))
        flows = [after.cell((f"{stock}.{name}", "total")) for name in ("issued", "repealed", "in_force")]
        printed = [amount for amount in (base, *flows) if amount is not None and not amount.blanks]
        if len(printed) < len(flows) + 1:
            continue
        held, issued, repealed, now = printed
        if held.value + issued.value - repealed.value != now.value:
            yield _stock_finding(stock, (held, issued, repealed, now), year)


def _stock_finding(stock: str, amounts: tuple[Amount, Amount, Amount, Amount], year: int) -> Finding:
    held, issued, repealed, now = amounts
    expected = held.value + issued.value - repealed.value
    words = wordings()["rules"][IN_FORCE]
    names = {"before": year - 1, "year": year, "label": label_of(f"{stock}.in_force"), "unit": "件"}
    shown = {"base": held.value, "left": expected, "right": now.value}
    return Finding(
        IN_FORCE,
        Severity.WARNING,
        words["message"].format(**names, **{name: format_number(value) for name, value in shown.items()}),
        (
            Operand(words["base"].format(**names), held.value, held.keys, year=year - 1),
            Operand(words["issued"].format(**names), issued.value, issued.keys, year=year),
            Operand(words["repealed"].format(**names), repealed.value, repealed.keys, year=year),
            Operand(words["right"].format(**names), now.value, now.keys, year=year),
        ),
    )

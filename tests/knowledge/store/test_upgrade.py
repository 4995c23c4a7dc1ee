"""A base from before the searches is brought up to them: year, agency, value and subtotals of what was held."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from knowledge.forms import form
from knowledge.lookups import Wanted
from knowledge.store import Store
from knowledge.store.schema import APPLICATION_ID, migrations


def test_cells_held_before_are_found_sorted_and_added_up(tmp_path: Path) -> None:
    path = tmp_path / "zhiqing.db"
    db = Database(path)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(db, stop_before="m_lookup")
    db.conn.execute("INSERT INTO agencies VALUES (1, '云溪市档案局', NULL, 'city')")
    db.conn.execute("INSERT INTO reports VALUES (1, 1, 2024, 1)")
    db.conn.execute("INSERT INTO versions VALUES (1, 1, 1, 'd', 'f', 't', '2021', NULL, NULL, NULL, '[]', '')")
    rows = form("2021").subtotal_parts("outcomes.refused")
    db.conn.executemany(
        "INSERT INTO facts VALUES (NULL, 1, ?, 'total', '2', '件', '2', 'printed', '', '', 'requests', ?, 'total',"
        " NULL, 0, 0, 0, NULL, NULL)",
        [(row, row) for row in rows],
    )
    db.conn.execute("""INSERT INTO findings VALUES (1, 0, 'rule', 'error', 'm', '[{"facts": [["a", "total"]]}]')""")
    db.conn.commit()
    db.close()
    store = Store(path)
    (held,) = store.lookup.facts(Wanted(years=(2024,), indicators=("outcomes.refused",), applicants=("total",)))
    assert held.value == 2 * len(rows)
    assert store.lookup.top([rows[0]], "total", 2024) == ((1, 1),)
    assert store.db.execute("SELECT indicator, rule FROM finding_cells").fetchall() == [("a", "rule")]

"""Every script of the schema is applied once, and a new base has all of them."""

from __future__ import annotations

from importlib.resources import files

from sqlite_utils import Database

from knowledge.store.schema import CALCULATED, ORDER, migrations


def test_every_script_stands_in_the_order_and_every_name_has_its_migration() -> None:
    scripts = {script.name.removesuffix(".sql") for script in files("knowledge.store").joinpath("migrations").iterdir()}
    assert scripts | CALCULATED.keys() == set(ORDER)
    assert not scripts & CALCULATED.keys()


def test_a_new_base_has_had_all_migrations_in_their_order() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    assert [applied.name for applied in migrations.applied(db)] == list(ORDER)

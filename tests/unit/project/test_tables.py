"""The dated tables as values."""

from __future__ import annotations

from preflight import resources
from preflight.language.plain import plain
from preflight.project.tables import replaced_attributes, tables


def test_the_tables_are_read_once() -> None:
    assert tables() is tables()
    assert plain(tables()) == resources.tables()


def test_attributes_that_do_not_exist_have_one_that_does() -> None:
    assert replaced_attributes() == resources.tables()["attributes_that_do_not_exist"]

"""The dated tables that a rule rests on."""

from __future__ import annotations

from typing import Any

import pytest

from preflight import resources
from preflight.ruledata import data_lines

IMAGES = resources.table_notes("tables")["deprecated_images"]
RULE: dict[str, Any] = {
    "when": {"path": "environment.image", "exists": True},
    "check": [{"not": {"path": "environment.image_name", "in": {"path": "tables.deprecated_images.*"}}}],
    "message": "one of {tables.nothing_of_that_name.*}",
}


@pytest.mark.parametrize(("months", "old"), [(0, False), (12, False), (13, True), (24, True)])
def test_a_table_is_old_after_a_year(months: int, old: bool) -> None:  # noqa: FBT001 - a row of the table
    year, month = map(int, IMAGES["seen"].split("-"))
    years, rest = divmod(month - 1 + months, 12)
    (line,) = data_lines(RULE, f"{year + years}-{rest + 1:02}-28")
    assert line.startswith(f"  deprecated_images: {IMAGES['source']} (seen {IMAGES['seen']}")
    assert line.endswith(", more than a year ago: see whether it still holds)") == old


def test_a_rule_on_packages_rests_on_their_tables() -> None:
    rule = {"check": {"each": "script.imports.*", "as": "import", "check": {"path": "import.installed", "equals": True}}}
    lines = data_lines(rule, "2026-11")
    assert [line.split(":")[0].strip() for line in lines] == list(resources.table_notes("import_names"))
    assert lines


def test_a_rule_without_tables_rests_on_none() -> None:
    assert data_lines({"check": {"path": "doc.name", "exists": True}}, "2026-11") == []
    assert data_lines({}, "2026-11") == []


def test_every_table_has_a_source_and_a_month() -> None:
    for name in ("tables", "import_names"):
        for note in resources.table_notes(name).values():
            assert "https://" in note["source"]
            assert data_lines({}, note["seen"]) == []

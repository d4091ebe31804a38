"""The JSON report, version 1, is a contract: its shape is checked against the published schema, and its text against a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import preflight
from preflight.report import Report
from preflight.reporters import json_v1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas" / "report.v1.schema.json").read_bytes())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(autouse=True)
def steady_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "__version__", "1.2.3")


def test_a_full_report(full: Report, golden: Callable[[str, str], None]) -> None:
    written = json_v1.write(full)
    VALIDATOR.validate(json.loads(written))
    golden("full.json", written)


def test_an_empty_report_has_all_keys(golden: Callable[[str, str], None]) -> None:
    written = json_v1.write(Report(root="../..", files=0, documents=0, rules=0, judged=0, findings=()))
    VALIDATOR.validate(json.loads(written))
    golden("empty.json", written)


def test_hostile_texts_survive_and_do_no_harm(hostile: Report) -> None:
    written = json_v1.write(hostile)
    shown = json.loads(written)
    VALIDATOR.validate(shown)
    assert shown["findings"][0]["message"] == hostile.findings[0].message
    assert shown["unchecked"][0]["path"] == hostile.unchecked[0].path
    assert written.replace("\n", "").isprintable()
    assert "##" not in written.replace("\ufe0f", "").replace("\\u0023#", "")
    assert "漢字" in written
    written.encode()


def test_only_what_was_asked_counts_as_unknown(full: Report) -> None:
    shown = json.loads(json_v1.write(full))
    assert len(shown["unknowns"]) == 2
    assert shown["summary"]["unknown"] == 1
    assert shown["summary"]["not_asked"] == 2
    assert shown["unknowns"][1]["location"] is None
    assert shown["unknowns"][1]["permission"] is None


def _objects(schema: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield pointer, schema
        for key, value in schema.items():
            yield from _objects(value, f"{pointer}/{key}")


def test_the_schema_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_describes_every_key_and_requires_it() -> None:
    for pointer, schema in _objects(SCHEMA):
        assert set(schema["required"]) == set(schema["properties"]), pointer
        for key, value in schema["properties"].items():
            target = SCHEMA["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else {}
            assert value.get("description") or target.get("description"), f"{pointer}/{key}"


def test_the_schema_allows_additions_and_no_losses(full: Report) -> None:
    shown = json.loads(json_v1.write(full))
    VALIDATOR.validate({**shown, "later": True})
    for key in shown:
        without = {name: value for name, value in shown.items() if name != key}
        assert not VALIDATOR.is_valid(without), key
    for key in shown["findings"][0]:
        finding = {name: value for name, value in shown["findings"][0].items() if name != key}
        assert not VALIDATOR.is_valid({**shown, "findings": [finding]}), key

"""Which azure-ai-ml is installed beside preflight."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from preflight.project.installed import MIRRORED, later_sdk
from preflight.project.schemas import Schemas
from preflight.value import child, fact, members, text_of

if TYPE_CHECKING:
    from preflight.value import Value

SCHEMAS = Path(__file__).parents[3] / "schemas"


@pytest.mark.parametrize(
    ("names", "later"),
    [
        (["azure_ai_ml-1.35.3.dist-info"], "1.35.3"),
        (["azure_ai_ml-1.36.0a20261101.dist-info"], "1.36.0a20261101"),
        (["azure_ai_ml-10.0.dist-info"], "10.0"),
        (["azure_ai_ml-1.35.2.dist-info"], None),
        (["azure_ai_ml-1.9.0.dist-info"], None),
        (["azure_ai_ml-.dist-info"], None),
        (["azure_ai_ml-zork.dist-info", "azure_ai_ml-2.0.dist-info"], None),
        (["azure_ai_mlx-2.0.dist-info", "azure_ai_ml-2.0.egg-info"], None),
        ([], None),
    ],
)
def test_a_later_version_is_found_by_the_name_of_its_folder(tmp_path: Path, names: list[str], later: str | None) -> None:
    for name in names[:1]:
        (tmp_path / name).mkdir()
    assert later_sdk([str(tmp_path)]) == later


def test_the_first_that_is_installed_counts(tmp_path: Path) -> None:
    for folder, version in (("a", "1.30.0"), ("b", "1.99.0")):
        (tmp_path / folder / f"azure_ai_ml-{version}.dist-info").mkdir(parents=True)
    assert later_sdk([str(tmp_path / "none"), str(tmp_path / "a"), str(tmp_path / "b")]) is None
    assert later_sdk([str(tmp_path / "b"), str(tmp_path / "a")]) == "1.99.0"


def kinds(problems: Value) -> list[str | None]:
    return [text_of(child(one, "kind")) for one in members(problems)]


def test_schemas_look_for_it_where_they_meet_an_unknown_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schemas = Schemas()
    (tmp_path / "azure_ai_ml-9.9.9.dist-info").mkdir()
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    assert kinds(schemas.problems("batch-endpoint", fact({"name": 3}))) == ["wrong-type"]
    assert kinds(schemas.problems("batch-endpoint", fact({"zork": 3, "name": "a"}))) == ["newer-key"]
    monkeypatch.setattr("sys.path", [])
    assert kinds(schemas.problems("batch-endpoint", fact({"zork": 3, "name": "a"}))) == ["newer-key"]
    assert kinds(Schemas().problems("batch-endpoint", fact({"zork": 3, "name": "a"}))) == ["unknown-key"]


def test_all_schemas_mirror_one_version() -> None:
    said = {path.name: json.loads(path.read_text(encoding="utf-8")).get("$comment", "") for path in SCHEMAS.iterdir()}
    mirrors = {name: text for name, text in said.items() if text.startswith("mirrors azure-ai-ml")}
    assert len(mirrors) >= 6
    assert {text.split()[2].rstrip(",") for text in mirrors.values()} == {MIRRORED}

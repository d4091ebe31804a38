"""Both layouts of preflight's own files: a checkout and a wheel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from preflight import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
CHECKOUT = {
    "pyproject.toml": '[project]\nname = "azureml-preflight"\n',
    "rules/script/run-missing.yaml": "id: run-missing\n",
    "rules/conda/pip-missing.yaml": "id: pip-missing\n",
    "schemas/conda.schema.json": '{"type": "object"}',
    "schemas/report.v1.schema.json": "{}",
    "data/import_names.yaml": "modules:\n  source: https://example.org\n  seen: 2026-08\n  values: {PIL: [pillow]}\n",
    "data/failures/script.yaml": "run-failed: {summary: it failed}\n",
    "data/tables.yaml": "images:\n  source: https://example.org\n  seen: 2026-08\n  values: [old]\n",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is taken for the folder of the package."""
    package = tmp_path / "preflight"
    package.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", str(package))
    return package


def lay(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_this_checkout_has_rules_and_schemas_and_no_pack() -> None:
    files = resources.rule_files()
    assert files == [str(path) for path in sorted(ROOT.glob("rules/*/*.yaml"), key=lambda path: (path.parent.name, path.name))]
    assert files
    assert resources.schema_names()
    assert all(isinstance(resources.schema(name), dict) for name in resources.schema_names())
    assert resources.tables()["azureml_core_providers"][0] == "azureml-core"
    assert resources.import_names()["modules"]["PIL"][0] == "pillow"
    assert resources.failures()["run-timed-out"]["says"]["fr"]
    assert resources.packed_rules() is None
    assert resources.packed_pages() is None


def test_a_checkout_is_read_from_its_sources(package: Path) -> None:
    lay(package.parent, CHECKOUT)
    assert resources.rule_files() == [
        str(package.parent / "rules" / "conda" / "pip-missing.yaml"),
        str(package.parent / "rules" / "script" / "run-missing.yaml"),
    ]
    assert resources.schema_names() == ["conda", "report.v1"]
    assert resources.schema("conda") == {"type": "object"}
    assert resources.tables() == {"images": ["old"]}
    assert resources.import_names() == {"modules": {"PIL": ["pillow"]}}
    assert resources.failures() == {"run-failed": {"summary": "it failed"}}
    assert resources.packed_rules() is None


def test_only_rule_files_in_families_are_rules(package: Path) -> None:
    strangers = ("rules/README.md", "rules/stray.yaml", "rules/conda/.#lock.yaml", "rules/conda/notes.txt", "rules/.git/x.yaml")
    lay(package.parent, CHECKOUT | dict.fromkeys(strangers, ""))
    assert [Path(path).name for path in resources.rule_files()] == ["pip-missing.yaml", "run-missing.yaml"]


def test_only_schemas_and_tables_are_such(package: Path) -> None:
    lay(package.parent, CHECKOUT | dict.fromkeys(("schemas/README.md", "schemas/.conda.schema.json", "data/README.md"), ""))
    assert resources.schema_names() == ["conda", "report.v1"]
    assert list(resources.tables()) == ["images"]


def test_a_wheel_is_read_from_its_pack(package: Path) -> None:
    lay(package, {name: text for name, text in CHECKOUT.items() if name != "pyproject.toml"})
    packed = {
        "rules": [{"id": "run-missing"}],
        "pages": {"run-missing": {"why": "…"}},
        "tables": {"images": ["old"]},
        "import_names": {"modules": {"PIL": ["pillow-simd"]}},
        "failures": {"run-failed": {"summary": "packed"}},
        "exceptions": {"rules": {}, "retired": {"a": "b"}},
        "conda": {"type": "array"},
    }
    lay(package, {f"_pack/{name}.json": json.dumps(data, ensure_ascii=False) for name, data in packed.items()})
    assert resources.packed_rules() == packed["rules"]
    assert resources.packed_pages() == packed["pages"]
    assert resources.tables() == packed["tables"]
    assert resources.import_names() == packed["import_names"]
    assert resources.failures() == packed["failures"]
    assert resources.exceptions() == packed["exceptions"]
    assert resources.schema("conda") == packed["conda"]
    assert resources.schema("report.v1") == {}
    assert [Path(path).parent.parent for path in resources.rule_files()] == [package / "rules"] * 2


def test_a_failure_has_one_name(package: Path) -> None:
    lay(package.parent, CHECKOUT | {"data/failures/twice.yaml": "run-failed: {}\n"})
    with pytest.raises(ValueError, match="two failures have the name `run-failed`"):
        resources.failures()


def test_rules_inside_the_package_win_over_those_beside_it(package: Path) -> None:
    lay(package.parent, CHECKOUT)
    lay(package, {"rules/script/mine.yaml": ""})
    assert resources.rule_files() == [str(package / "rules" / "script" / "mine.yaml")]


@pytest.mark.parametrize("project", [None, '[project]\nname = "azureml-preflight-rules"\n', '# name = "azureml-preflight"\n'])
def test_a_stranger_beside_an_installed_package_is_not_ours(package: Path, project: str | None) -> None:
    lay(package.parent, {name: text for name, text in CHECKOUT.items() if name != "pyproject.toml"})
    if project:
        lay(package.parent, {"pyproject.toml": project})
    for find in (resources.rule_files, resources.schema_names, resources.tables, resources.failures, lambda: resources.schema("conda")):
        with pytest.raises(FileNotFoundError, match=r"^this installation of preflight has no (rules|schemas|data)/$"):
            find()


def test_an_unknown_schema_is_not_found(package: Path) -> None:
    lay(package.parent, CHECKOUT)
    with pytest.raises(FileNotFoundError, match=r"nothing\.schema\.json"):
        resources.schema("nothing")

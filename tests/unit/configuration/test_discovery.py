"""Which file configures a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.configuration.discovery import configures, find_configuration

if TYPE_CHECKING:
    from pathlib import Path


def lay(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[tool.azureml-preflight]\n" if name.endswith(".toml") else "")


@pytest.mark.parametrize(
    ("there", "paths", "found"),
    [
        (["r/.git/x", "r/preflight.yml", "r/a/b/d.yml"], ["r/a/b/d.yml"], "r/preflight.yml"),
        (["r/.git/x", "r/preflight.yml", "r/a/pyproject.toml", "r/a/b/d.yml"], ["r/a/b"], "r/a/pyproject.toml"),
        (["r/.git/x", "r/preflight.yml", "r/a/preflight.yml", "r/a/d.yml", "r/b/d.yml"], ["r/a/d.yml", "r/b"], "r/preflight.yml"),
        (["preflight.yml", "r/.git/x", "r/d.yml"], ["r"], None),
        (["preflight.yml", "w/preflight.yml", "w/a/d.yml"], ["w/a"], "w/preflight.yml"),
        (["preflight.yml", "w/x", "o/d.yml"], ["o"], None),
        (["r/.git/x", "r/preflight.yml", "w/x"], [], None),
    ],
)
def test_the_nearest_above_all_that_is_checked_up_to_the_git_root(
    there: list[str], paths: list[str], found: str | None, tmp_path: Path
) -> None:
    lay(tmp_path, "w/here", *there)
    expected = None if found is None else str(tmp_path / found)
    assert find_configuration([str(tmp_path / path) for path in paths], str(tmp_path / "w")) == expected


def test_two_in_a_folder_are_one_too_many(tmp_path: Path) -> None:
    lay(tmp_path, ".git/x", "preflight.yml", "pyproject.toml")
    with pytest.raises(exits.UsageError, match="both configure preflight"):
        find_configuration([str(tmp_path)], str(tmp_path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"[tool.ruff]\n", False),
        (b'[project]\nname = "azureml-preflight"\n', False),
        (b'[project]\ndependencies = ["azureml-preflight"]\n[tool]\nx = 1\n', False),
        (b"[tool]\nazureml-preflight = {}\n", True),
        (b"tool = 3 # azureml-preflight\n", False),
        (b"azureml-preflight no toml", False),
        (b"[tool.azureml-preflight]\nno toml", True),
    ],
)
def test_a_pyproject_that_is_about_something_else_is_none(text: bytes, *, expected: bool, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(text)
    assert configures(str(tmp_path / "pyproject.toml")) is expected
    assert configures(str(tmp_path)) is False

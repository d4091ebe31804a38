"""The root of a run: the git root, else the working directory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.root import find_root

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repo/a/b").mkdir(parents=True)
    (tmp_path / "repo/.git").mkdir()
    (tmp_path / "repo/a/b/d.yml").touch()
    return tmp_path / "repo"


@pytest.mark.parametrize("path", [".", "a", "a/b", "a/b/d.yml", "a/b/missing.yml"])
def test_the_git_root_is_looked_for_upwards(repository: Path, path: str) -> None:
    assert find_root(os.path.normpath(repository / path), "/elsewhere") == str(repository)


def test_a_worktree_has_a_file_called_git(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    (tmp_path / "a").mkdir()
    assert find_root(str(tmp_path / "a"), "/elsewhere") == str(tmp_path)


def test_the_nearest_git_root_counts(repository: Path) -> None:
    (repository / "a/.git").mkdir()
    assert find_root(str(repository / "a/b"), "/elsewhere") == str(repository / "a")


@pytest.mark.parametrize("below", ["", "a", "a/b"])
def test_without_one_it_is_the_working_directory(tmp_path: Path, below: str) -> None:
    assert not any((parent / ".git").exists() for parent in (tmp_path, *tmp_path.parents))
    (tmp_path / "work/a/b").mkdir(parents=True)
    assert find_root(os.path.normpath(tmp_path / "work" / below), str(tmp_path / "work")) == str(tmp_path / "work")


def test_what_is_not_in_the_working_directory_is_a_root_itself(tmp_path: Path) -> None:
    (tmp_path / "other/a").mkdir(parents=True)
    (tmp_path / "other/d.yml").touch()
    for working in ("/elsewhere", str(tmp_path / "oth"), str(tmp_path / "other/a")):
        assert find_root(str(tmp_path / "other"), working) == str(tmp_path / "other")
        assert find_root(str(tmp_path / "other/d.yml"), working) == str(tmp_path / "other")
    assert find_root(str(tmp_path / "other"), "/") == "/"

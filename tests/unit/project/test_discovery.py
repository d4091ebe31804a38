"""Which files of a folder are looked at."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.project.discovery import candidates_in, is_candidate, walk

if TYPE_CHECKING:
    from pathlib import Path

    from preflight.finding import Unchecked


def found(folder: Path, noted: list[Unchecked] | None = None) -> list[str]:
    return [os.path.relpath(path, folder) for path in walk(str(folder), ".", [] if noted is None else noted)]


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("a.yml", True),
        ("a.yaml", True),
        ("MLmodel", True),
        (".yml", True),
        ("a.YML", False),
        ("a.yml.j2", False),
        ("mlmodel", False),
        ("s.py", False),
    ],
)
def test_candidates_are_known_by_their_names(name: str, candidate: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_candidate(name) is candidate


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "b.yml", "a/z.yaml", "a/b/MLmodel", "c/s.py", "a.yml", "Z.yml")
    assert found(tmp_path) == ["Z.yml", "a/b/MLmodel", "a/z.yaml", "a.yml", "b.yml", "c/s.py"]


def test_what_tools_keep_for_themselves_is_passed_over(tmp_path: Path) -> None:
    touch(
        tmp_path,
        ".git/a.yml",
        "node_modules/a.yml",
        ".venv/a.yml",
        "__pycache__/a.yml",
        "env/pyvenv.cfg",
        "env/lib/a.yml",
        ".github/a.yml",
        "a/.git",
    )
    assert found(tmp_path) == [".github/a.yml"]


def test_a_folder_may_be_called_like_a_file(tmp_path: Path) -> None:
    touch(tmp_path, "x.yml/y.yml", "MLmodel/z.yml")
    assert found(tmp_path) == ["MLmodel/z.yml", "x.yml/y.yml"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.yml")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "folder.yml").symlink_to("a")
    (tmp_path / "file.yml").symlink_to("a/x.yml")
    (tmp_path / "gone.yml").symlink_to("nowhere")
    (tmp_path / "self.yml").symlink_to("self.yml")
    assert found(tmp_path) == ["a/x.yml", "file.yml", "gone.yml", "self.yml"]


def test_a_folder_that_cannot_be_listed_is_noted(tmp_path: Path) -> None:
    noted: list[Unchecked] = []
    assert list(walk(str(tmp_path / "gone"), "gone", noted)) == []
    assert [(one.path, one.line, one.reason) for one in noted] == [("gone", 1, "folder cannot be listed: no such file or directory")]


def test_folders_may_be_too_deep(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 70)
    touch(tmp_path, f"{deep}/x.yml", "d/x.yml")
    noted: list[Unchecked] = []
    assert found(tmp_path, noted) == ["d/x.yml"]
    assert [(one.path, one.reason) for one in noted] == [("/".join(["d"] * 65), "folders nested more than 64 deep")]


def test_noted_folders_have_the_path_that_is_shown(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.yml")
    noted: list[Unchecked] = []
    assert len(list(walk(str(tmp_path / "a"), "somewhere/a", noted))) == 1
    (tmp_path / "a/locked").mkdir(mode=0)
    list(walk(str(tmp_path / "a"), "somewhere/a", noted))
    if not os.access(tmp_path / "a/locked", os.R_OK):
        assert [(one.path, one.reason) for one in noted] == [("somewhere/a/locked", "folder cannot be listed: permission denied")]


def test_candidates_right_in_a_folder(tmp_path: Path) -> None:
    touch(tmp_path, "b.yml", "a.yaml", "MLmodel", "s.py", "inner/c.yml", "d.yml/e.yml")
    (tmp_path / "gone.yml").symlink_to("nowhere")
    assert [os.path.basename(path) for path in candidates_in(str(tmp_path))] == ["MLmodel", "a.yaml", "b.yml"]
    assert candidates_in(str(tmp_path / "gone")) == []

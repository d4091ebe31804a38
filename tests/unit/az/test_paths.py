"""Which file a command names."""

from __future__ import annotations

import pytest

from preflight.az.paths import candidates, named_file
from preflight.passage import Folder, PathBelow
from preflight.shell.command import ANYWHERE, ROOT
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, Value, spot

NEAR = spot(Source("x.sh", "x"))


@pytest.mark.parametrize(
    ("path", "folder", "script", "wanted"),
    [
        ("d.yml", ANYWHERE, "a/b/x.sh", ["a/b/d.yml", "a/d.yml", "d.yml"]),
        ("d.yml", ANYWHERE, "x.sh", ["d.yml"]),
        ("./c/d.yml", ANYWHERE, "a/x.sh", ["a/c/d.yml", "c/d.yml"]),
        ("c\\d.yml", ANYWHERE, "x.ps1", ["c/d.yml"]),
        ("../d.yml", ANYWHERE, "a/x.sh", ["d.yml"]),
        ("d.yml", Folder("anywhere", "c"), "a/x.sh", ["a/c/d.yml", "c/d.yml"]),
        ("d.yml", ROOT, ".github/workflows/x.yml", ["d.yml"]),
        ("d.yml", Folder("root", "cli/"), ".github/workflows/x.yml", ["cli/d.yml"]),
        ("d.yml", Folder("root", "/cli"), "x.yml", ["cli/d.yml"]),
        ("d.yml", Folder("script", "/.."), "a/b/x.sh", ["a/d.yml"]),
    ],
)
def test_candidates(path: str, folder: Folder, script: str, wanted: list[str]) -> None:
    assert candidates(Present(path), folder, script) == wanted


@pytest.mark.parametrize(
    ("folder", "wanted"),
    [
        (Folder("root", "/a/d.yml"), ["a/d.yml"]),
        (Folder("script", "/d.yml"), ["s/d.yml"]),
        (Folder("script", "/../d.yml"), ["d.yml"]),
        (Folder("root"), ["."]),
    ],
)
def test_a_path_below_a_known_folder(folder: Folder, wanted: list[str]) -> None:
    assert candidates(PathBelow("why", NEAR, "$X/d.yml", folder), Unknown("nowhere"), "s/x.sh") == wanted


@pytest.mark.parametrize(
    ("path", "folder", "reason"),
    [
        (Present("/etc/d.yml"), ROOT, "`/etc/d.yml` is not in the repository"),
        (Present("~/d.yml"), ROOT, "`~/d.yml` is not in the repository"),
        (Present("C:\\d.yml"), ROOT, "`C:\\d.yml` is not in the repository"),
        (Present("https://x/d.yml"), ROOT, "`https://x/d.yml` is not in the repository"),
        (Present("../d.yml"), ROOT, "`../d.yml` is outside of the repository"),
        (Present(".."), ROOT, "`..` is outside of the repository"),
        (Present("d.yml"), Unknown("nowhere"), "nowhere"),
        (Unknown("not set", text="$X"), ROOT, "not set"),
        (Absent(), ROOT, "no path is given"),
    ],
)
def test_what_cannot_be_told(path: Value, folder: Folder | Unknown, reason: str) -> None:
    found = named_file(path, folder, "a/x.sh", lambda _: True)
    assert isinstance(found, Unknown)
    assert found.reason == reason


def test_the_file_that_exists() -> None:
    assert named_file(Present("d.yml"), ANYWHERE, "a/b/x.sh", lambda path: path == "a/d.yml") == "a/d.yml"
    assert named_file(Present("d.yml"), ANYWHERE, "a/b/x.sh", lambda _: False) == "a/b/d.yml"

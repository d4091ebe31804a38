"""Which files the paths in commands name."""

from __future__ import annotations

import pytest

from preflight.az.paths import candidates, named_file
from preflight.passage import Folder, PathBelow
from preflight.shell.command import ANYWHERE, ROOT
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, spot

HERE = spot(Source("ci/run.sh", "x"))
BESIDE = Folder("script")


@pytest.mark.parametrize(
    ("path", "folder", "script", "found"),
    [
        ("d.yml", ANYWHERE, "a/b/run.sh", ["a/b/d.yml", "a/d.yml", "d.yml"]),
        ("d.yml", ANYWHERE, "run.sh", ["d.yml"]),
        ("../d.yml", ANYWHERE, "a/run.sh", ["d.yml"]),
        ("../../d.yml", ANYWHERE, "a/b/c/run.sh", ["a/d.yml", "d.yml"]),
        ("./x/./d.yml", ANYWHERE, "run.sh", ["x/d.yml"]),
        ("x\\d.yml", ANYWHERE, "run.sh", ["x/d.yml"]),
        ("d.yml", Folder("anywhere", "sub"), "a/run.sh", ["a/sub/d.yml", "sub/d.yml"]),
        ("d.yml", ROOT, "a/run.sh", ["d.yml"]),
        ("d.yml", Folder("root", "/x\\y"), "a/run.sh", ["x/y/d.yml"]),
        ("../d.yml", Folder("root", "x"), "a/run.sh", ["d.yml"]),
        ("d.yml", BESIDE, "a/run.sh", ["a/d.yml"]),
        ("d.yml", Folder("script", ".."), "a/b/run.sh", ["a/d.yml"]),
        ("..d.yml", ROOT, "run.sh", ["..d.yml"]),
    ],
)
def test_a_path_is_seen_from_the_working_directory(path: str, folder: Folder, script: str, found: list[str]) -> None:
    assert candidates(Present(path), folder, script) == found


@pytest.mark.parametrize(
    ("below", "found"),
    [
        (Folder("script", "/d.yml"), ["a/d.yml"]),
        (Folder("script", "/../d.yml"), ["d.yml"]),
        (Folder("script", "\\x\\d.yml"), ["a/x/d.yml"]),
        (Folder("anywhere", "/d.yml"), ["a/d.yml"]),
        (Folder("root", "/x/d.yml"), ["x/d.yml"]),
        (Folder("root"), ["."]),
    ],
)
def test_a_path_below_a_folder_that_a_script_works_out(below: Folder, found: list[str]) -> None:
    path = PathBelow("worked out", HERE, "$DIR/…", below)
    assert candidates(path, Unknown("nobody knows where it is run"), "a/run.sh") == found


@pytest.mark.parametrize(
    ("path", "folder", "reason"),
    [
        (Present("/d.yml"), ANYWHERE, "`/d.yml` is not in the repository"),
        (Present("~/d.yml"), ANYWHERE, "`~/d.yml` is not in the repository"),
        (Present("C:\\d.yml"), ANYWHERE, "`C:\\d.yml` is not in the repository"),
        (Present("https://x/d.yml"), ANYWHERE, "`https://x/d.yml` is not in the repository"),
        (Present("../d.yml"), ROOT, "`../d.yml` is outside of the repository"),
        (Present(".."), ROOT, "`..` is outside of the repository"),
        (Present("../../d.yml"), ANYWHERE, "`../../d.yml` is outside of the repository"),
        (PathBelow("worked out", HERE, "$D/..", Folder("root", "/..")), ROOT, "`..` is outside of the repository"),
        (Present("d.yml"), Unknown("nobody knows where it is run"), "nobody knows where it is run"),
        (Unknown("`$F` is not set", text="$F"), ANYWHERE, "`$F` is not set"),
        (Absent(), ANYWHERE, "no path is given"),
        (Present(3), ANYWHERE, "no path is given"),
    ],
)
def test_a_path_that_names_no_file_of_the_repository(path: Present | Absent | Unknown, folder: Folder | Unknown, reason: str) -> None:
    path.source, path.start, path.end = HERE.source, HERE.start, HERE.end
    for found in (candidates(path, folder, "a/run.sh"), named_file(path, folder, "a/run.sh", lambda _: True)):
        assert isinstance(found, Unknown)
        assert (found.reason, str(found.place)) == (reason, "ci/run.sh:1:1")


@pytest.mark.parametrize(
    ("files", "found"), [({"d.yml"}, "d.yml"), ({"d.yml", "a/d.yml"}, "a/d.yml"), (set(), "a/b/d.yml"), ({"a/b/d.yml"}, "a/b/d.yml")]
)
def test_of_several_the_first_that_exists_is_meant(files: set[str], found: str) -> None:
    assert named_file(Present("d.yml"), ANYWHERE, "a/b/run.sh", files.__contains__) == found

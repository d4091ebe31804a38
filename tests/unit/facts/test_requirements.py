"""What pip installs for a list of requirements and for the files it names."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from preflight.facts.requirements import pip_packages, requirement_lines
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.facts.requirements import OpenFile
    from preflight.value import Located, Value

PYTHON = Present("==3.10.*")


def named(items: list[str], python: Value = PYTHON, open_file: OpenFile | None = None) -> list[str]:
    """Return the packages as `name version`, and the doubts as `more: reason`."""
    packages, doubts = pip_packages([Present(item) for item in items], python, open_file)
    found = [(text_of(child(one, "name")), text_of(child(one, "version"))) for one in packages]
    return [f"{name} {version or ''}".strip() for name, version in found] + [f"more: {doubt.reason}" for doubt in doubts]


def files(texts: Mapping[str, str]) -> OpenFile:
    """Return what opens files by name, whichever file names them."""

    def opened(path: str, named_in: str | None, near: Located) -> tuple[str, Source] | Unknown:
        assert near is not None
        folder = named_in.rpartition("/")[0] + "/" if named_in and "/" in named_in else ""
        text = texts.get(folder + path)
        return Unknown(f"no {folder}{path}") if text is None else (folder + path, Source(folder + path, text))

    return opened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pandas", ["pandas"]),
        ("pandas>=2,<3", ["pandas >=2,<3"]),
        ("pandas (>=2)", ["pandas >=2"]),
        ("Azure_ML.Core[a, b_c]~=1.2 # why", ["azure-ml-core ~=1.2"]),
        ("pandas==2.0 --hash=sha256:ab --hash=sha256:cd", ["pandas ==2.0"]),
        ("pandas --global-option=x", ["pandas"]),
        ("pandas @ https://x/y.whl", ["pandas"]),
        ("pandas[a] @ git+https://x/y.git@main", ["pandas"]),
        ("pandas @ https://x/y.whl ; sys_platform == 'win32'", []),
        ("git+https://x/y.git#egg=my_pkg[a]", ["my-pkg"]),
        ("https://x/my_pkg-1.0-py3-none-any.whl", ["my-pkg"]),
        ("https://x/my_pkg-1.0+cu118-cp310-cp310-linux_x86_64.whl", ["my-pkg"]),
        ("./wheels/my_pkg-1.0-py3-none-any.whl", ["my-pkg"]),
        ("my_pkg-1.0-py3-none-any.whl", ["my-pkg"]),
        ("my_pkg-1.0.tar.gz", ["my-pkg"]),
        ("./lib", ["more: `./lib` installs a package that has no name here"]),
        ("https://x/y.git", ["more: `https://x/y.git` installs a package that has no name here"]),
        ("-e git+https://x/y.git#egg=tools", ["tools"]),
        ("-e .", ["more: `-e .` may install more packages"]),
        ("--editable=./lib", ["more: `--editable=./lib` may install more packages"]),
        ("-e", []),
        ("-c constraints.txt", []),
        ("--constraint constraints.txt", []),
        ("--index-url https://x", []),
        ("--extra-index-url=https://x", []),
        ("-f https://x", []),
        ("--require-hashes", []),
        ("==2", ["more: `==2` installs a package that has no name here"]),
        ("-r r.txt", ["more: `r.txt` lists more packages and was not read"]),
    ],
)
def test_one_requirement(text: str, expected: list[str]) -> None:
    assert named([text]) == expected


def test_extras_are_kept() -> None:
    (package,), _ = pip_packages([Present("a[b_c, D ,]")], Absent())
    assert [text_of(extra) for extra in members(child(package, "extras"))] == ["b-c", "d"]
    (package,), _ = pip_packages([Present("git+https://x#egg=a[b]")], Absent())
    assert [text_of(extra) for extra in members(child(package, "extras"))] == ["b"]


def test_what_is_no_text() -> None:
    packages, doubts = pip_packages([Present(3), Absent(), Unknown("`${P}` is filled in later", text="${P}")], Absent())
    assert packages == []
    assert [doubt.reason for doubt in doubts] == ["`${P}` is filled in later"]


@pytest.mark.parametrize(
    ("marker", "kept"),
    [
        ("sys_platform == 'win32'", False),
        ("platform_system != 'Linux'", False),
        ("os_name == 'nt'", False),
        ("sys_platform == 'linux'", True),
        ("python_version < '3.8'", False),
        ("python_version >= '3.8'", True),
        ("python_version < '3.8' or sys_platform == 'linux'", True),
        ("platform_machine == 'arm64'", False),
        ("implementation_name == 'pypy'", False),
        ("python_full_version < '3.10.0'", True),
        ("platform_release >= '5'", True),
        ("extra == 'x'", False),
        ("no marker at all", True),
        ("sys_platform", True),
        ("((((", True),
        ("(" * 900 + "sys_platform == 'win32'" + ")" * 50, True),
        ("sys_platform == '" + "w" * 1000 + "'", True),
    ],
)
def test_markers(marker: str, kept: bool) -> None:  # noqa: FBT001 - it is what is expected
    assert named([f"pandas ; {marker}"]) == (["pandas"] if kept else [])


def test_a_marker_must_exclude_every_python_that_may_be_there() -> None:
    text = "pandas ; python_version < '3.9'"
    assert named([text], Present(">=3.8,<3.10")) == ["pandas"]
    assert named([text], Absent()) == ["pandas"]
    assert named([text], Present(">=3.9,<3.10")) == []


def test_packaging_is_imported_for_markers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "packaging.markers", None)
    assert named(["pandas>=2", "x @ https://y"]) == ["pandas >=2", "x"]
    with pytest.raises(ImportError):
        named(["pandas ; sys_platform == 'win32'"])


def lines(text: str) -> list[str]:
    return [f"{one.place}-{one.place.end_column if one.place else ''} {one.data}" for one in requirement_lines(Source("r.txt", text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n  \n# a\n   # b\n", []),
        ("a\nb", ["r.txt:1:1-2 a", "r.txt:2:1-2 b"]),
        ("a\r\nb\r\n", ["r.txt:1:1-2 a", "r.txt:2:1-2 b"]),
        ("  a  # b # c\n", ["r.txt:1:3-4 a"]),
        ("a#b # c\n", ["r.txt:1:1-4 a#b"]),
        ("a==1 \\\n    --hash=x\\\n\nb\n", ["r.txt:1:1-5 a==1     --hash=x", "r.txt:4:1-2 b"]),
        ("a \\\n# b\nc\n", ["r.txt:1:1-2 a", "r.txt:3:1-2 c"]),
        ("a\\", ["r.txt:1:1-2 a"]),
        ("\\\na\n", ["r.txt:1:1-1 a"]),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_files_are_read_where_they_stand() -> None:
    opened = files({"req/a.txt": "-r b.txt\npandas\n-c c.txt\n", "req/b.txt": "numpy\n--requirement=sub/c.txt\n", "req/sub/c.txt": "scipy"})
    assert named(["joblib", "-r req/a.txt", "six"], open_file=opened) == ["joblib", "numpy", "scipy", "pandas", "six"]
    packages, _ = pip_packages([Present("-r req/a.txt")], PYTHON, opened)
    assert [str(one.place) for one in packages] == ["req/b.txt:1:1", "req/sub/c.txt:1:1", "req/a.txt:2:1"]


def test_a_file_that_cannot_be_read_leaves_the_list_open() -> None:
    assert named(["-r a.txt"], open_file=files({"a.txt": "x\n-r b.txt\ny\n"})) == ["x", "y", "more: no b.txt"]


def test_files_that_name_one_another_are_read_once() -> None:
    assert named(["-r a.txt", "-r a.txt"], open_file=files({"a.txt": "x\n-r b.txt\n", "b.txt": "y\n-r a.txt\n-r b.txt"})) == ["x", "y"]


def test_files_are_read_to_a_depth_and_a_number() -> None:
    deep = {f"{number}.txt": f"p{number}\n-r {number + 1}.txt\n" for number in range(20)}
    assert named(["-r 0.txt"], open_file=files(deep)) == [
        *(f"p{number}" for number in range(8)),
        "more: `8.txt` lists more packages and was not read",
    ]
    many = {f"{number}.txt": f"p{number}\n" for number in range(60)}
    found = named([f"-r {number}.txt" for number in range(60)], open_file=files(many))
    assert found[:50] == [f"p{number}" for number in range(50)]
    assert found[50] == "more: `50.txt` lists more packages and was not read"


@pytest.mark.parametrize("part", ["a ", "a", "a[", " ", "#", " #", "\\\n", "-e ", "a;", "@", "egg=", "/a-1", "${", "(", "\0"], ids=repr)
def test_a_hostile_file_is_read_in_no_time(part: str) -> None:
    start = time.perf_counter()
    named(["-r a.txt"], open_file=files({"a.txt": part * (500_000 // len(part))}))
    named([part * (500_000 // len(part))])
    assert time.perf_counter() - start < 2


def test_only_so_many_requirements_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preflight.facts.requirements._MOST_REQUIREMENTS", 3)
    assert named(["a", "b", "c", "d", "e"]) == ["a", "b", "c", "more: only the first 3 requirements were read"]
    opened = files({"a.txt": "a\nb\nc\nd\n"})
    assert named(["-r a.txt"], open_file=opened) == ["a", "b", "more: only the first 3 requirements were read"]

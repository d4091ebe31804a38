"""What pip installs for a list of requirements and for the files it names."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from preflight.facts.requirements import pip_list, requirement_lines
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.facts.package import Known
    from preflight.facts.requirements import OpenFile
    from preflight.value import Located, Value

PYTHON = Present("==3.10.*")


def named(items: list[str], python: Value = PYTHON, open_file: OpenFile | None = None, known: Known | None = None) -> list[str]:
    """Return the packages as `name version`, and the doubts as `more: reason`."""
    made = pip_list([Present(item) for item in items], python, open_file, known)
    found = [(text_of(child(one, "name")), text_of(child(one, "version"))) for one in made.packages]
    return [f"{name} {version or ''}".strip() for name, version in found] + [f"more: {doubt.reason}" for doubt in made.doubts]


def files(texts: Mapping[str, str]) -> OpenFile:
    """Return what opens files by name, whichever file names them."""

    def opened(path: str, named_in: str | None, near: Located) -> tuple[str, Source] | Unknown:
        assert near is not None
        folder = named_in.rpartition("/")[0] + "/" if named_in and "/" in named_in else ""
        text = texts.get(folder + path)
        return Unknown(f"no {folder}{path}") if text is None else (folder + path, Source(folder + path, text))

    return opened


def public(name: str, section: str) -> bool:
    """Know what pandas and azureml-core bring with them."""
    assert section == "pip"
    return name in {"pandas", "azureml-core"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pandas", ["pandas"]),
        ("Azure_ML.Core[a, b_c]~=1.2 # why", ["azure-ml-core ~=1.2"]),
        ("pandas==2.0 --hash=sha256:ab --hash=sha256:cd", ["pandas ==2.0"]),
        ("pandas==${V}", ["pandas"]),
        ("pandas @ https://x/y.whl", ["pandas"]),
        ("pandas @ https://x/y.whl ; sys_platform == 'win32'", []),
        ("https://x/azureml-core-1.57.tar.gz", ["azureml-core ==1.57", "more: it is not known what `azureml-core` brings with it"]),
        ("git+https://x/y.git#egg=my_pkg[a]", ["my-pkg", "more: it is not known what `my_pkg` brings with it"]),
        ("./wheels/my_pkg-1.0-py3-none-any.whl", ["my-pkg ==1.0", "more: it is not known what `my_pkg` brings with it"]),
        ("./lib", ["more: `./lib` installs a package that has no name here"]),
        ("https://me:secret@x/y.git?sig=secret", ["more: `https://x/y.git` installs a package that has no name here"]),
        ("-e git+https://x/y.git#egg=tools", ["tools", "more: it is not known what `tools` brings with it"]),
        ("-e .", ["more: `-e .` installs a package that has no name here"]),
        ("-e", []),
        ("-c constraints.txt", []),
        ("--index-url https://x", []),
        ("==2", ["more: `==2` installs a package that has no name here"]),
        ("pandas=2", ["pandas"]),
        ("-r r.txt", ["more: `r.txt` lists more packages and was not read"]),
        ("pandas\nnumpy>=2 # a\n\n# b\nscipy \\\n ==1\n", ["pandas", "numpy >=2", "scipy ==1"]),
        ("  # nothing", []),
    ],
)
def test_one_entry(text: str, expected: list[str]) -> None:
    assert named([text], known=lambda name, section: name != "azureml-core" and public(name, section)) == expected


@pytest.mark.parametrize(
    ("items", "doubt"),
    [
        (
            ["--extra-index-url https://me:secret@pkgs.dev.azure.com/x/simple/", "pandas", "mine", "other"],
            "`mine` may come from `pkgs.dev.azure.com`",
        ),
        (["pandas", "mine", "-i https://pypi.corp/simple"], "`mine` may come from `pypi.corp`"),
        (["mine", "--find-links ./wheels"], "`mine` may come from `./wheels`"),
        (["mine", "--index-url=${INDEX}"], "`mine` may come from `${INDEX}`"),
        (["pandas", "azureml-core", "-i https://pypi.corp/simple"], None),
        (["mine", "-i https://pypi.org/simple", "--extra-index-url https://download.pytorch.org/whl/cu118"], None),
        (["mine ; sys_platform == 'win32'", "-i https://pypi.corp/simple"], None),
    ],
)
def test_an_index_of_ones_own_may_bring_more(items: list[str], doubt: str | None) -> None:
    found = [one for one in named(items, known=public) if one.startswith("more")]
    assert found == ([] if doubt is None else [f"more: {doubt}, and it is not known what it brings with it"])


def test_nobody_who_knows_leaves_every_package_of_an_index_open() -> None:
    assert named(["pandas", "-i https://pypi.corp/simple"])[1:] == [
        "more: `pandas` may come from `pypi.corp`, and it is not known what it brings with it"
    ]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("-r r.txt", ["a requirements file r.txt"]),
        ("-r file:r.txt", ["a requirements file r.txt"]),
        ("-c sub/c.txt", ["a file of constraints sub/c.txt"]),
        ("-e .", ["a package ."]),
        ("-e ./lib[dev]", ["a package ./lib"]),
        ("../lib", ["a package ../lib"]),
        ("x @ file:w/x-1.0-py3-none-any.whl", ["a package w/x-1.0-py3-none-any.whl"]),
        ("--find-links wheels", ["a folder of packages wheels"]),
        ("-r https://x/r.txt", []),
        ("-r /opt/r.txt", []),
        ("-r ~/r.txt", []),
        ("-r ${HOME}/r.txt", []),
        ("C:/x/y-1.0-py3-none-any.whl", []),
        ("/opt/x-1.0-py3-none-any.whl", []),
        ("-i https://x", []),
        ("git+https://x/y.git", []),
        ("pandas", []),
    ],
)
def test_files_that_an_entry_names(text: str, files: list[str]) -> None:
    found = pip_list([Present(text)], PYTHON).files
    assert [f"{text_of(child(one, 'what'))} {text_of(child(one, 'path'))}" for one in found] == files


def test_only_what_the_list_itself_says_is_a_fault_or_a_file() -> None:
    item = Present("-r a.txt")
    made = pip_list([item, Present("--no-deps")], PYTHON, files({"a.txt": "pandas=2\n-r b.txt\n./lib\n", "b.txt": ""}))
    assert [fault.reason.partition(" is")[0] for fault, _ in made.faults] == ["`--no-deps`"]
    assert [text_of(child(one, "path")) for one in made.files] == ["a.txt"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pandas==${V}", "pandas"), ("azureml-core[a, b] >= $(v)", "azureml-core"), ("pandas==<v>", "pandas"), ("pandas~=__V__", "pandas"),
        ("pandas=${V}", None), ("${P}==1", None), ("a__X__==1", None), ("pandas-${X}==1", None), ("<name>==1", None), ("pandas ${V}", None),
    ],
)  # fmt: skip
def test_a_version_that_is_filled_in_later_leaves_the_name(text: str, name: str | None) -> None:
    made = pip_list([Unknown("filled in later", text=text)], PYTHON)
    if name is None:
        assert (made.packages, [one.reason for one in made.doubts]) == ([], ["filled in later"])
        return
    (package,) = made.packages
    assert (text_of(child(package, "name")), text_of(child(package, "text")), made.doubts) == (name, text, [])
    assert isinstance(child(package, "version"), Unknown)


def test_extras_are_kept() -> None:
    (package,) = pip_list([Present("a[b_c, D ,]")], Absent()).packages
    assert [text_of(extra) for extra in members(child(package, "extras"))] == ["b-c", "d"]
    (package,) = pip_list([Present("git+https://x#egg=a[b]")], Absent()).packages
    assert [text_of(extra) for extra in members(child(package, "extras"))] == ["b"]


def test_what_is_no_text() -> None:
    made = pip_list([Present(3), Absent(), Unknown("`${P}` is filled in later", text="${P}")], Absent())
    packages, doubts = made.packages, made.doubts
    assert packages == []
    assert [doubt.reason for doubt in doubts] == ["`${P}` is filled in later"]


@pytest.mark.parametrize(
    ("marker", "kept"),  # None: it is not known
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
        ("python_full_version < '3.10.0'", None),
        ("platform_release >= '5'", None),
        ("extra == 'x'", False),
        ("no marker at all", None),
        ("sys_platform", None),
        ("((((", None),
        ("(" * 900 + "sys_platform == 'win32'" + ")" * 50, None),
        ("sys_platform == '" + "w" * 1000 + "'", None),
    ],
)
def test_markers(marker: str, kept: bool | None) -> None:  # noqa: FBT001 - it is what is expected
    found = named([f"pandas ; {marker}"])
    if kept is None:
        assert found == [f"more: `pandas` is installed only where `{marker[:80]}`, of which it is not known whether it holds"]
    else:
        assert found == (["pandas"] if kept else [])


def test_a_marker_is_judged_by_every_python_that_may_be_there() -> None:
    text = "pandas ; python_version < '3.9'"
    assert named([text], Present(">=3.7,<3.9")) == ["pandas"]
    assert named([text], Present(">=3.9,<3.10")) == []
    for python in (Present(">=3.8,<3.10"), Absent()):
        assert named([text], python) == [
            "more: `pandas` is installed only where `python_version < '3.9'`, of which it is not known whether it holds"
        ]


def test_packaging_is_imported_for_markers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "packaging.markers", None)
    assert named(["pandas>=2", "pandas @ https://y"], known=public) == ["pandas >=2", "pandas"]
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
    packages = pip_list([Present("-r req/a.txt")], PYTHON, opened).packages
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

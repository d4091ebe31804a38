"""What is known of a conda file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from preflight.facts.conda import broken_conda, conda_facts
from preflight.facts.package import normal_name
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, Value, child, listing, mapping, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def package_of(text: str, *, pip: bool) -> str | None:
    """Return a package as `name version`, or why it is not known; None when there is none."""
    entry: Value = Present(text)
    dependencies = listing([mapping({"pip": listing([entry])}) if pip else entry])
    facts = conda_facts(mapping({"dependencies": dependencies}), known=lambda name, _: name == "azureml-core")
    packages = child(facts, "packages")
    assert isinstance(packages, Present)
    if packages.rest is not None:
        return f"more: {packages.rest.reason}"
    for package in members(packages):
        assert text_of(child(package, "section")) == ("pip" if pip else "conda")
        assert child(package, "text") is entry
        version = child(package, "version")
        return f"{text_of(child(package, 'name'))} {version.reason if isinstance(version, Unknown) else text_of(version)}"
    return None


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ("mlflow", "mlflow no version is given"),
        ("mlflow==2.8", "mlflow ==2.8"),
        ("mlflow >= 2.8, < 3", "mlflow >= 2.8, < 3"),
        ("  MLflow_Skinny[x, y]~=2.8  # why", "mlflow-skinny ~=2.8"),
        ("torch==2.0 ; sys_platform == 'linux'", "torch ==2.0"),
        (
            "torch==2.0 ; python_version < '3.12'",
            "more: `torch` is installed only where `python_version < '3.12'`, of which it is not known whether it holds",
        ),
        ("a.b-_c", "a-b-c no version is given"),
        ("azureml-core @ https://x/azureml_core-1.0-py3-none-any.whl", "azureml-core ==1.0"),
        ("azureml-core[a] @ https://x/y.whl", "azureml-core no version is given"),
        ("https://x/y/azureml_core-1.58.0-py3-none-any.whl", "azureml-core ==1.58.0"),
        ("https://x/y/mypkg-1.0.tar.gz", "more: it is not known what `mypkg` brings with it"),
        ("git+https://github.com/x/y.git#egg=my_pkg", "more: it is not known what `my_pkg` brings with it"),
        ("git+https://github.com/x/y.git@main#subdirectory=z&egg=pkg", "more: it is not known what `pkg` brings with it"),
        ("git+https://github.com/x/y.git", "more: `git+https://github.com/x/y.git` installs a package that has no name here"),
        ("./local", "more: `./local` installs a package that has no name here"),
        ("-r requirements.txt", "more: `requirements.txt` lists more packages and was not read"),
        ("--requirement=requirements.txt", "more: `requirements.txt` lists more packages and was not read"),
        ("-rreq.txt", "more: `req.txt` lists more packages and was not read"),
        ("-e .", "more: `-e .` installs a package that has no name here"),
        ("--editable ../x", "more: `--editable ../x` installs a package that has no name here"),
        ("--index-url https://x", None),
        ("-c constraints.txt", None),
        ("--pre", None),
        ("", "more: `` installs a package that has no name here"),
        ("???", "more: `???` installs a package that has no name here"),
    ],
)
def test_what_pip_installs(text: str, package: str | None) -> None:
    assert package_of(text, pip=True) == package


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ("python", "python no version is given"),
        ("python=3.10", "python ==3.10.*"),
        ("python=3.10.*", "python ==3.10.*"),
        ("python==3.10.4", "python ==3.10.4"),
        ("python = 3.10", "python ==3.10.*"),
        ("python 3.10", "python ==3.10"),
        ("python 3.10 h12345_0", "python ==3.10"),
        ("python>=3.9,<3.12", "python >=3.9,<3.12"),
        ("python >=3.9, <3.12", "python >=3.9,<3.12"),
        ("numpy=1.26=py310_0", "numpy ==1.26"),
        ("conda-forge::numpy=1.26", "numpy ==1.26.*"),
        ("conda-forge/linux-64::numpy", "numpy no version is given"),
        ("numpy[version='>=1']", "numpy >=1"),
        ("Scikit_Learn", "scikit-learn no version is given"),
        ("", None),
        ("=3", "more: `=3` names no package in sight"),
        ("::", "more: `::` names no package in sight"),
        ("./numpy-1.26-0.conda", "more: `./numpy-1.26-0.conda` names no package in sight"),
    ],
)
def test_what_conda_installs(text: str, package: str | None) -> None:
    assert package_of(text, pip=False) == package


def test_a_name_is_compared_as_pip_does() -> None:
    assert {normal_name(name) for name in ("a-b", "A_B", "a.b", "a---b", "a._-b")} == {"a-b"}


def test_a_conda_file(read: Read) -> None:
    facts = conda_facts(read("name: c\nchannels: [conda-forge]\ndependencies:\n- python=3.10\n- pip=23\n- pip:\n  - mlflow==2.8\n").root)
    packages = members(child(facts, "packages"))
    assert [(text_of(child(one, "name")), str(one.place)) for one in packages] == [
        ("python", "x.yml:4:3"),
        ("pip", "x.yml:5:3"),
        ("mlflow", "x.yml:7:5"),
    ]
    assert text_of(child(facts, "python")) == "==3.10.*"
    assert str(child(facts, "python").place) == "x.yml:4:3"
    assert [text_of(one) for one in members(child(facts, "channels"))] == ["conda-forge"]
    assert members(child(facts, "faults")) == []
    assert str(facts.place) == str(child(facts, "dependencies").place) == "x.yml:3:1"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("channels: [conda-forge]\ndependencies: [mine]\n", None),
        ("channels: [https://conda.anaconda.org/mine]\ndependencies: [mine]\n", None),
        ("channels: [conda-forge, https://conda.corp/x]\ndependencies: [python=3.11, mine]\n", "`mine` may come from `conda.corp`"),
        ("channels: [./channel]\ndependencies: [mine]\n", "`mine` may come from `./channel`"),
        ("channels: [https://conda.corp/x]\ndependencies: [python=3.11, 'conda-forge::mine']\n", None),
        ("dependencies: ['https://conda.corp/x::mine']\n", "`mine` may come from `conda.corp`"),
        ("channels: [https://conda.corp/x]\ndependencies: ['python=${P}']\n", None),
    ],
)
def test_a_channel_of_ones_own_may_bring_more(read: Read, text: str, more: str | None) -> None:
    packages = child(conda_facts(read(text).root, known=lambda name, section: (name, section) == ("python", "conda")), "packages")
    assert isinstance(packages, Present)
    assert (packages.rest.reason if packages.rest is not None else None) == (
        f"{more}, and it is not known what it brings with it" if more is not None else None
    )


def test_a_version_that_is_filled_in_later_leaves_the_name(read: Read) -> None:
    facts = conda_facts(read("dependencies: ['python=${P}', 'numpy${N}']\n").root)
    packages = child(facts, "packages")
    assert isinstance(packages, Present)
    assert [text_of(child(one, "name")) for one in members(packages)] == ["python"]
    assert packages.rest is not None
    assert packages.rest.reason == "`numpy${N}` is filled in later"
    assert len(members(child(facts, "pythons"))) == 1
    assert isinstance(child(facts, "python"), Unknown)


def test_files_and_faults_of_the_list_for_pip(read: Read) -> None:
    facts = conda_facts(read("dependencies: [pip, {pip: [-r r.txt, pandas=2]}]\n").root)
    assert [str(one.place) for one in members(child(facts, "files"))] == ["x.yml:1:28"]
    (fault,) = members(child(facts, "faults"))
    assert [text_of(child(fault, key)) for key in ("kind", "reason", "expected")] == [
        "not-read", "`pandas=2` is no requirement: pip compares with two signs", "`pandas==2`",
    ]  # fmt: skip


def test_python_from_pip_is_not_the_python(read: Read) -> None:
    python = child(conda_facts(read("dependencies: [{pip: [python==3]}]\n").root), "python")
    assert isinstance(python, Absent)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("dependencies: ${D}\n", "`${D}` is filled in later"),
        ("dependencies: [{pip: '${P}'}]\n", "`${P}` is filled in later"),
        ("dependencies: [a, '${P}']\n", "`${P}` is filled in later"),
        ("dependencies: [{pip: ['${P}', '-r x']}]\n", "`${P}` is filled in later"),
    ],
)
def test_what_is_filled_in_later_leaves_the_packages_open(read: Read, text: str, reason: str) -> None:
    facts = conda_facts(read(text).root)
    packages, python = child(facts, "packages"), child(facts, "python")
    assert isinstance(packages, Present)
    assert packages.rest is not None
    assert packages.rest.reason == reason
    assert isinstance(python, Unknown)
    assert python.reason == reason


@pytest.mark.parametrize(
    "text",
    ["text\n", "[a]\n", "{}\n", "dependencies:\n", "dependencies: a\n", "dependencies: {a: b}\n", "dependencies: [1, ~, [a], {b: [c]}]\n"],
)
def test_another_shape_has_no_packages(read: Read, text: str) -> None:
    facts = conda_facts(read(text).root)
    packages = child(facts, "packages")
    assert isinstance(packages, Present)
    assert (packages.data, packages.rest) == ([], None)
    assert isinstance(child(facts, "python"), Absent)
    assert packages.place is not None


def test_a_file_that_cannot_be_read_is_one_fault(read: Read) -> None:
    near = child(read("conda_file: c.yml\n").root, "conda_file")
    facts = broken_conda("missing", Unknown("`c.yml` does not exist", near), near)
    (fault,) = members(child(facts, "faults"))
    assert [text_of(child(fault, name)) for name in ("kind", "reason")] == ["missing", "`c.yml` does not exist"]
    assert str(fault.place) == "x.yml:1:13"
    packages = child(facts, "packages")
    assert isinstance(packages, Unknown)
    assert packages.reason == "`c.yml` does not exist"


def test_of_very_many_requirements_the_first_are_read() -> None:
    source = Source("r.txt", "a\n" * 10_001)
    pip = mapping({"pip": listing([Present("-r r.txt"), Present("b")])})
    facts = conda_facts(mapping({"dependencies": listing([pip])}), lambda *_: ("r.txt", source))
    packages = child(facts, "packages")
    assert isinstance(packages, Present)
    assert len(members(packages)) == 9_999  # the line that names the file is one, too
    assert packages.rest is not None
    assert packages.rest.reason == "only the first 10,000 requirements were read"
    assert str(packages.rest.place) == "r.txt:10000:1"


@pytest.mark.parametrize("part", ["a ", "a", "a[", "/a-1", "/a-1.", "egg=", "-", "=", " ", "[", "::", "a::"], ids=repr)
@pytest.mark.parametrize("pip", [True, False])
def test_a_hostile_requirement_is_read_in_no_time(part: str, pip: bool) -> None:  # noqa: FBT001 - both
    many = part * (500_000 // len(part))
    start = time.perf_counter()
    for text in (many, f"a{many}://", f"://{many}", f"a{' ' * 500_000}://", f"://#egg={many}"):
        package_of(text, pip=pip)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("dependencies", "pythons", "release", "patch"),
    [
        ("[python=3.10]", ["python=3.10"], "3.10", None),
        ("[python=3.8.5=h1_0, pip]", ["python=3.8.5=h1_0"], "3.8", "3.8.5"),
        ("[python==3.8.5]", ["python==3.8.5"], "3.8", "3.8.5"),
        ("[python>=3.8]", ["python>=3.8"], None, None),
        ("[python=3.8, python=3.9]", ["python=3.8", "python=3.9"], "3.8", None),
        ("[{pip: [python]}]", [], None, None),
    ],
)
def test_what_is_asked_of_python(read: Read, dependencies: str, pythons: list[str], release: str | None, patch: str | None) -> None:
    facts = conda_facts(read(f"dependencies: {dependencies}\n").root)
    assert [text_of(one) for one in members(child(facts, "pythons"))] == pythons
    assert (text_of(child(facts, "python_release")), text_of(child(facts, "python_patch"))) == (release, patch)


def test_a_python_without_a_version_has_no_known_release(read: Read) -> None:
    facts = conda_facts(read("dependencies: [python]\n").root)
    assert isinstance(child(facts, "python_release"), Unknown)
    assert isinstance(child(facts, "python_patch"), Unknown)


@pytest.mark.parametrize(
    ("dependencies", "pip", "listed"),
    [
        ("[pip, {pip: [x]}]", Present, Present),
        ("[pip=23, {pip: [x]}]", Present, Present),
        ("[{pip: [x]}]", Absent, Present),
        ("[pip]", Present, Absent),
        ("[{pip: }]", Absent, Absent),
        ("['${PIP}', {pip: [x]}]", Unknown, Present),
        ("['${PIP}', pip]", Present, Absent),
        ("${ALL}", Unknown, Absent),
    ],
)
def test_pip_and_its_list(read: Read, dependencies: str, pip: type[Value], listed: type[Value]) -> None:
    facts = conda_facts(read(f"dependencies: {dependencies}\n").root)
    assert isinstance(child(facts, "pip"), pip)
    assert isinstance(child(facts, "pip_list"), listed)


def test_what_is_filled_in_later_may_be_a_python(read: Read) -> None:
    pythons = child(conda_facts(read("dependencies: ['${PYTHON}', pip]\n").root), "pythons")
    assert isinstance(pythons, Present)
    assert pythons.rest is not None

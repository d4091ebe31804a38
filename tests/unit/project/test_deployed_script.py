"""A scoring script in the environment of its deployment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight import resources
from preflight.value import Absent, Present, Unknown, Value, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]
    Files = dict[str, str]

CODE = "code_configuration: {code: src, scoring_script: score.py}\n"
MATCH = "match 1:\n    case _:\n        pass\n"


def deployment(conda: str = "[python=3.10, pandas]", code: str = CODE, more: str = "") -> str:
    return f"endpoint_name: e\nname: d\n{code}environment: {{image: i, conda_file: {{dependencies: {conda}}}}}\n{more}"


def shown(one: Value) -> str:
    """Return an import as `origin: installed`."""
    origin, installed = child(one, "origin"), child(one, "installed")
    words = [
        value.reason if isinstance(value, Unknown) else str(value.data) for value in (origin, installed) if not isinstance(value, Absent)
    ]
    return ": ".join(words)


@pytest.fixture
def imports(project: Load) -> Callable[..., list[str]]:
    """Return the imports of a script in some project, each as `origin: installed`."""

    def made(script: str, files: Files | None = None, deployed: str = deployment(), path: str = "src/score.py") -> list[str]:
        loaded = project({"d.yml": deployed, path: script, **(files or {})}, "d.yml")
        return [shown(one) for one in members(child(loaded.subject("d.yml").root("script"), "imports"))]

    return made


def test_imports(imports: Callable[..., list[str]]) -> None:
    assert imports("import os\nimport numpy\nimport torch\nfrom . import x\n") == [
        "stdlib",
        "third-party: True",
        "third-party: False",
        "relative",
    ]


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("helper.py", "local"),
        ("helper.pyc", "local"),
        ("helper.cpython-310-x86_64-linux-gnu.so", "local"),
        ("helper/__init__.py", "local"),
        ("helper/part/x.txt", "local"),
        ("helper.txt", "third-party: False"),
        ("helper.d/x.py", "third-party: False"),
        ("other.py", "third-party: False"),
        ("sub/helper.py", "third-party: False"),
        ("../helper.py", "third-party: False"),
    ],
)
def test_what_lies_beside_the_script(imports: Callable[..., list[str]], name: str, origin: str) -> None:
    assert imports("import helper.part\n", {os.path.normpath(f"src/{name}"): ""}) == [origin]


def test_both_the_folder_of_the_code_and_that_of_the_script_are_looked_into(imports: Callable[..., list[str]]) -> None:
    code = "code_configuration: {code: src, scoring_script: sub/score.py}\n"
    files = {"src/one.py": "", "src/sub/two.py": "", "three.py": ""}
    found = imports("import one, two, three\n", files, deployment(code=code), "src/sub/score.py")
    assert found == ["local", "local", "third-party: False"]


def test_without_code_the_folder_of_the_deployment_counts(imports: Callable[..., list[str]]) -> None:
    code = "code_configuration: {scoring_script: sub/score.py}\n"
    found = imports("import one, two\n", {"one.py": "", "sub/x.py": ""}, deployment(code=code), "sub/score.py")
    assert found == ["local", "third-party: False"]


def test_a_folder_that_cannot_be_listed(imports: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preflight.project.tree._MOST_NAMES", 1)
    assert imports("import os, numpy\n", {"src/x.py": ""}) == ["stdlib", "folder `src` holds more than 1 entries"]


@pytest.mark.parametrize(
    "line",
    [
        "sys.path.append('x')",
        "sys . path.insert(0, 'x')",
        "from sys import argv, path",
        "sys.modules['torch'] = x",
        "site.addsitedir('x')",
        "importlib.util.spec_from_file_location('x', 'y')",
        "os.environ['PYTHONPATH'] = 'x'",
        "os.system('pip install torch')",
        "os.system('pip3 install torch')",
        "subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'torch'])",
        "from pip._internal import main",
        "os.system('conda  install torch')",
    ],
)
def test_modules_may_come_another_way(imports: Callable[..., list[str]], line: str) -> None:
    (first, *_) = imports(f"import torch\n{line}\n")
    assert first.startswith("third-party: `")
    assert first.endswith("` in `src/score.py` may bring more modules")


@pytest.mark.parametrize("line", ["# pip install torch", "    # sys.path", "x.sys_path", "os.path.join('pipe')", "import pipes"])
def test_what_is_no_other_way(imports: Callable[..., list[str]], line: str) -> None:
    (first, *_) = imports(
        f"import torch\nif torch:\n    pass\n{line}\n" if not line.startswith(" ") else f"import torch\nif torch:\n{line}\n    pass\n"
    )
    assert first == "third-party: False"


@pytest.mark.parametrize(("name", "module"), [("helper.py", "helper"), ("pack/__init__.py", "pack.sub"), ("pack/sub.py", "pack.sub")])
def test_local_modules_may_lead_elsewhere_too(imports: Callable[..., list[str]], name: str, module: str) -> None:
    found = imports(f"import {module}\nimport torch\n", {f"src/{name}": "import sys\nsys.path.append('x')\n", "src/other.py": "sys.path"})
    assert found == ["local", f"third-party: `sys.path` in `src/{name}` may bring more modules"]


def test_a_local_module_that_cannot_be_read(imports: Callable[..., list[str]]) -> None:
    assert (
        imports("import helper\nimport torch\n", {"src/helper.py": "\0"})[1]
        == "third-party: `src/helper.py` was not read: binary: it holds a NUL byte"
    )


@pytest.mark.parametrize(
    "more", ["environment_variables: {PYTHONPATH: x}\n", "environment_variables: {PYTHONPATH: '${P}'}\n", "environment_variables: ${V}\n"]
)
def test_the_search_path_may_be_set(imports: Callable[..., list[str]], more: str) -> None:
    expected = ["third-party: the environment variable `PYTHONPATH` may lead to more modules"]
    assert imports("import torch\n", None, deployment(more=more)) == expected
    assert imports("import numpy\n", None, deployment(more=more)) == ["third-party: True"]


def test_other_variables_do_not_matter(imports: Callable[..., list[str]]) -> None:
    assert imports("import torch\n", None, deployment(more="environment_variables: {A: x}\n")) == ["third-party: False"]


def test_the_tables_are_read_for_what_needs_a_package_only(imports: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def tables() -> dict[str, dict[str, list[str]]]:
        asked.append("names")
        return {"modules": {}, "brings": {}, "conda_names": {}}

    monkeypatch.setattr(resources, "import_names", tables)
    imports("import os\nimport helper\nfrom azureml_user import x\n", {"src/helper.py": ""})
    assert asked == []
    imports("import numpy\nimport torch\n")
    assert asked == ["names"]


def test_the_tables_are_read_once_for_all_deployments(project: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = resources.import_names
    monkeypatch.setattr(resources, "import_names", lambda: (asked.append("names"), read())[1])  # type: ignore[func-returns-value]
    loaded = project({"a.yml": deployment(), "b.yml": deployment(), "src/score.py": "import numpy\n"})
    for name in ("a.yml", "b.yml"):
        assert shown(members(child(loaded.subject(name).root("script"), "imports"))[0]) == "third-party: True"
    assert asked == ["names"]


# The Python of the environment


@pytest.mark.parametrize(
    ("python", "message"),
    [
        ("python=3.8", "does not parse with Python 3.8: pattern matching is only supported in Python 3.10 and greater"),
        ("'python>=3.9,<3.10'", "does not parse with Python 3.9: pattern matching is only supported in Python 3.10 and greater"),
        ("python=3.10", None),
        ("python", None),
        ("'python>=3.8'", None),
        ("pandas", None),
    ],
)
def test_the_script_must_parse_with_the_python_of_the_environment(project: Load, python: str, message: str | None) -> None:
    loaded = project({"d.yml": deployment(f"[{python}]"), "src/score.py": MATCH}, "d.yml")
    error = child(loaded.subject("d.yml").root("script"), "syntax_error")
    assert text_of(child(error, "message")) == message
    assert isinstance(error, Absent if message is None else Present)
    if message is not None:
        assert str(error.place).startswith("src/score.py:1:1")
        assert f"Python {text_of(child(error, 'python'))}:" in message
        assert str(child(error, "python").place).startswith("d.yml:4:")
    assert isinstance(child(loaded.subject("src/score.py").root("script"), "syntax_error"), Absent)


@pytest.mark.parametrize(("text", "known"), [(MATCH, False), ("import torch\n", True)])
def test_where_the_python_is_not_known_neither_is_whether_it_parses_what_is_new(project: Load, text: str, *, known: bool) -> None:
    written = "endpoint_name: e\ncode_configuration: {code: src, scoring_script: score.py}\nenvironment: azureml:env:1\n"
    loaded = project({"d.yml": written, "src/score.py": text}, "d.yml")
    error = child(loaded.subject("d.yml").root("script"), "syntax_error")
    assert isinstance(error, Absent if known else Unknown)
    assert known or str(error.place) == "d.yml:3:14"


def test_a_script_that_no_python_parses(project: Load) -> None:
    loaded = project({"d.yml": deployment("[python=3.8]"), "src/score.py": "def run(:\n"}, "d.yml")
    script = loaded.subject("d.yml").root("script")
    error = child(script, "syntax_error")
    assert text_of(child(error, "message")) == "does not parse: invalid syntax"
    assert isinstance(child(error, "python"), Absent)
    assert isinstance(child(script, "imports"), Unknown)


def test_two_deployments_share_a_script(project: Load) -> None:
    loaded = project(
        {"a.yml": deployment("[python=3.8]"), "b.yml": deployment("[python=3.11, torchvision]"), "src/score.py": MATCH + "import torch\n"}
    )
    first, second = (loaded.subject(name).root("script") for name in ("a.yml", "b.yml"))
    assert isinstance(child(first, "syntax_error"), Present)
    assert isinstance(child(second, "syntax_error"), Absent)
    assert [shown(members(child(script, "imports"))[0]) for script in (first, second)] == ["third-party: False", "third-party: True"]


def test_a_script_that_cannot_be_read(project: Load) -> None:
    script = project({"d.yml": deployment(), "src/score.py": "\0"}, "d.yml").subject("d.yml").root("script")
    assert isinstance(script, Unknown)
    assert script.reason == "`src/score.py` was not read: binary: it holds a NUL byte"

"""Reading a configuration, in YAML and in TOML: what it says, and every error with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from jsonschema import Draft202012Validator

from preflight import __version__, exits, resources
from preflight.configuration.reading import Configuration, read_configuration
from preflight.finding import Severity

if TYPE_CHECKING:
    from pathlib import Path

YAML = """\
required-version: ">=0.1"
extends: [../pack]
select: [a, b]
ignore: c
severity: {a: info}
fail-on: warning
unknown: fail
format: [text, json:report.json]
baseline: base.json
rules: rules
paths:
  - files: [x/**, "*.yml"]
    ignore: [d]
    severity: {e: warning}
    reason: |
      they are
      demos
    until: "2027-01-31"
targets:
  prod:
    workspace: ws
    resource-group: rg
    set: {a.b: 3, c: true, d: x}
  test: {facts: f.json, files: a}
"""
TOML = """\
[project]
name = "x"

[tool.azureml-preflight]
required-version = ">=0.1"
extends = ["../pack"]
select = [
  "a", "b",
]
ignore = "c"
severity = {a = "info"}
fail-on = "warning"
unknown = "fail"
format = ["text", "json:report.json"]
baseline = "base.json"
rules = "rules"

[[tool.azureml-preflight.paths]]
files = ["x/**", "*.yml"]
ignore = ["d"]
severity = {e = "warning"}
reason = "they are demos"
until = "2027-01-31"

[tool.azureml-preflight.targets.prod]
workspace = "ws"
resource-group = "rg"
set = {"a.b" = 3, c = true, d = "x"}

[tool.azureml-preflight.targets]
test = {facts = "f.json", files = "a"}
"""


def read(folder: Path, name: str, text: str) -> Configuration:
    (folder / name).write_text(text, encoding="utf-8")
    return read_configuration(str(folder / name), name, name)


def faults(folder: Path, name: str, text: str) -> list[str]:
    with pytest.raises(exits.UsageError) as raised:
        read(folder, name, text)
    return str(raised.value).splitlines()


@pytest.mark.parametrize(("name", "text"), [("preflight.yml", YAML), ("pyproject.toml", TOML)])
def test_what_it_says(name: str, text: str, tmp_path: Path) -> None:
    made = read(tmp_path, name, text)
    assert made.settings == {
        "required-version": ">=0.1",
        "extends": ["../pack"],
        "select": ["a", "b"],
        "ignore": "c",
        "severity": {"a": "info"},
        "fail-on": "warning",
        "unknown": "fail",
        "format": ["text", "json:report.json"],
        "baseline": "base.json",
        "rules": "rules",
    }
    (setting,) = made.paths
    assert (setting.files, setting.ignore, setting.severity) == (("x/**", "*.yml"), ("d",), {"e": Severity.WARNING})
    assert (setting.reason, setting.until) == ("they are demos", "2027-01-31")
    prod, test = made.targets.values()
    assert prod.address == {"workspace": "ws", "resource_group": "rg"}
    assert (prod.settings, prod.files, prod.facts) == (("a.b=3", "c=true", "d=x"), (), None)
    assert (test.address, test.files, test.facts) == ({}, ("a",), "f.json")
    assert made.names.keys() == {"a", "b", "c", "d", "e"}
    line = next(number for number, one in enumerate(text.splitlines(), 1) if one.startswith("unknown"))
    assert made.places["unknown"].line == line
    assert made.absolute("../x") == str(tmp_path.parent / "x")
    assert made.folder == str(tmp_path)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_an_empty_one_says_nothing(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, "preflight.yml", text).settings == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("selct: [a]\n", "preflight.yml:1:1 unknown key `selct`; did you mean `select`?"),
        ("fail-on: eror\n", "preflight.yml:1:10 `fail-on` takes one of `error`, `warning`, `info`; did you mean `error`?"),
        ("x: [\n", "preflight.yml:2:1 not YAML: *"),
        ("ignore: a\nignore: b\n", "preflight.yml:2:1 the key `ignore` is written twice"),
        ("a: 1\n---\nb: 2\n", "preflight.yml:2:1 several documents in one file: *"),
        ("- a\n", "preflight.yml:1:1 `a configuration` takes a mapping"),
        ("select: {a: b}\n", "preflight.yml:1:1 `select` takes a text or a list of texts"),
        ("paths:\n- files: a\n", "preflight.yml:2:3 `reason` is missing"),
        ("paths:\n- {files: a, reason: ' '}\n", "preflight.yml:2:22 `reason` says nothing"),
        (
            "paths:\n- {files: a, reason: b, until: 2027-02-30}\n",
            "preflight.yml:2:32 `2027-02-30` is no day; expected one as in `2027-01-31`",
        ),
        ("required-version: '>=99'\n", f"preflight.yml:1:19 this is preflight {__version__}, and `required-version` is `>=99`"),
        ("required-version: x\n", "preflight.yml:1:19 `x` is no range of versions; expected one as in `>=0.1,<1`"),
        ("targets: {a: {facts: f, workspace: w}}\n", "preflight.yml:1:22 `facts` takes the place of a workspace: `a` names both"),
        ("targets: {a: {files: 3}}\n", "preflight.yml:1:22 `files` takes a text or a list of texts"),
    ],
)
def test_every_error_has_its_place(text: str, expected: str, tmp_path: Path) -> None:
    (said,) = faults(tmp_path, "preflight.yml", text)
    assert said == expected or said.startswith(expected.removesuffix("*"))
    assert expected.endswith("*") or said == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sevrity = {a = 'x'}\n", ["pyproject.toml:2:1 unknown key `sevrity`; did you mean `severity`?"]),
        ("severity = {b = 'info', a = 'x'}\n", ["pyproject.toml:2:25 `a` takes one of `error`, `warning`, `info`"]),
        ("[[tool.azureml-preflight.paths]]\nfiles = 'a'\nreason = 'b'\n[[tool.azureml-preflight.paths]]\nfile = 'a'\nreason = 'b'\n",
         ["pyproject.toml:5:3 `files` is missing", "pyproject.toml:6:1 unknown key `file` of `paths`; did you mean `files`?"]),
        ("targets.prod.worksace = 'a'\n", ["pyproject.toml:2:1 unknown key `worksace` of `prod`; did you mean `workspace`?"]),
        ("fail-on = 2027-01-31\n", ["pyproject.toml:2:1 `fail-on` takes one of `error`, `warning`, `info`"]),
        ("x = \n", ["pyproject.toml:2:1 not TOML: invalid value"]),
        ("x = [[[[" + "[" * 5000 + "\n", ["pyproject.toml:1:1 nested too deep"]),
    ],
)  # fmt: skip
def test_every_error_of_toml_has_its_line(text: str, expected: list[str], tmp_path: Path) -> None:
    assert faults(tmp_path, "pyproject.toml", f"[tool.azureml-preflight]\n{text}") == expected


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "preflight.yml").write_bytes(b"\xff\xfe")
    with pytest.raises(exits.UsageError, match=r"preflight\.yml:1:1 UTF-16"):
        read_configuration(str(tmp_path / "preflight.yml"), "preflight.yml", "preflight.yml")


@pytest.mark.parametrize(
    "text", [YAML, "selct: a\n", "paths: [{files: a}]\n", "targets: {a: {set: {x: []}}}\n", "format: 3\n", "unknown: no\n"]
)
def test_the_schema_of_editors_says_the_same(text: str, tmp_path: Path) -> None:
    valid = Draft202012Validator(resources.schema("config")).is_valid(yaml.safe_load(text))
    if valid:
        read(tmp_path, "preflight.yml", text)
    else:
        assert faults(tmp_path, "preflight.yml", text)

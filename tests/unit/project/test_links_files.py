"""The files that a document names: conda files and scripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.value import Present, Unknown, Value, child, members, text_of
from tests.shared.links import CONDA, UNASKED, deployment, packages, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]


def faults(conda: Value) -> list[str]:
    return [
        f"{text_of(child(fault, 'kind'))}: {text_of(child(fault, 'reason'))} at {fault.place}" for fault in members(child(conda, "faults"))
    ]


# Conda files


def conda_of(project: Load, conda_file: str, files: dict[str, str] | None = None) -> Value:
    text = deployment(f"environment:\n  image: x\n  conda_file: {conda_file}\n")
    return project({"a/d.yml": text, **(files or {})}).subject("a/d.yml").root("conda")


@pytest.mark.parametrize("path", ["conda.yml", "./conda.yml", "x/../conda.yml", "../a/conda.yml"])
def test_a_conda_file_stands_beside_the_deployment(project: Load, path: str) -> None:
    conda = conda_of(project, path, {"a/conda.yml": CONDA})
    assert packages(conda) == ["python", "mlflow"]
    assert faults(conda) == []


def test_a_conda_file_may_be_written_inline(project: Load) -> None:
    conda = conda_of(project, "{dependencies: [python=3.9, {pip: [a]}]}")
    assert packages(conda) == ["python", "a"]
    assert str(child(conda, "dependencies").place) == "a/d.yml:7:16"


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        (None, "missing", "`c.yml` does not exist"),
        ("a: [\n", "not-yaml", "`c.yml` cannot be read: not YAML: did not find expected node content"),
        ("", "unreadable", "`c.yml` cannot be read: empty"),
        ("name: {{ name }}\n", "unreadable", "`c.yml` cannot be read: template placeholders `{{…}}`: not YAML until they are filled in"),
        ("a: \0\n", "unreadable", "`c.yml` cannot be read: binary: it holds a NUL byte"),
    ],
)
def test_a_conda_file_that_cannot_be_read_is_one_fault(project: Load, text: str | None, kind: str, reason: str) -> None:
    conda = conda_of(project, "c.yml", {} if text is None else {"a/c.yml": text})
    assert faults(conda) == [f"{kind}: {reason} at a/d.yml:7:15"]
    for name in ("packages", "python", "dependencies", "channels"):
        assert shown(child(conda, name)) == f"unknown: {reason}"


@pytest.mark.parametrize("path", [".", "''", "../a"])
def test_a_folder_is_no_conda_file(project: Load, path: str) -> None:
    named = path.strip("'")
    assert faults(conda_of(project, path)) == [f"missing: `{named}` is not a file at a/d.yml:7:15"]


@pytest.mark.parametrize("text", ["- python\n", "text\n", "12\n"])
def test_a_conda_file_may_hold_something_else(project: Load, text: str) -> None:
    (fault,) = faults(conda_of(project, "c.yml", {"a/c.yml": text}))
    assert fault == "not-a-mapping: None at a/c.yml:1:1"


@pytest.mark.parametrize("path", ["../../conda.yml", "/etc/passwd", "/dev/zero", "../../../../../../../../etc/passwd"])
def test_a_conda_file_outside_of_the_repository_is_not_read(project: Load, path: str) -> None:
    assert shown(conda_of(project, path)) == f"unknown: `{path}` is outside of the repository and was not read"


def test_a_conda_file_behind_a_link_to_outside_is_not_read(project: Load, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("dependencies: [secret]\n")
    (tmp_path / "repo/a").mkdir(parents=True)
    (tmp_path / "repo/a/c.yml").symlink_to(tmp_path / "secret.yml")
    (tmp_path / "repo/out").symlink_to(tmp_path)
    for path in ("c.yml", "../out/secret.yml"):
        assert shown(conda_of(project, path)) == f"unknown: `{path}` is outside of the repository and was not read"


def test_a_conda_file_may_be_a_device_or_a_pipe(project: Load, tmp_path: Path) -> None:
    (tmp_path / "repo/a").mkdir(parents=True)
    os.mkfifo(tmp_path / "repo/a/c.yml")
    assert faults(conda_of(project, "c.yml")) == ["missing: `c.yml` is not a file at a/d.yml:7:15"]


@pytest.mark.parametrize(("text", "expected"), [("${CONDA}", "unknown: `${CONDA}` is filled in later"), ("", "absent"), ("~", "absent")])
def test_a_conda_file_may_be_filled_in_later_or_left_out(project: Load, text: str, expected: str) -> None:
    assert shown(conda_of(project, text)) == expected


def test_a_conda_file_may_name_itself(project: Load) -> None:
    conda = conda_of(project, "d.yml")
    assert "unknown-key: None at a/d.yml:2:1" in faults(conda)
    assert packages(conda) == []


def test_one_conda_file_is_read_once_for_all(project: Load) -> None:
    text = deployment("environment: {image: x, conda_file: c.yml}\n")
    loaded = project({"d.yml": text, "f.yml": text, "c.yml": CONDA})
    assert loaded.subject("d.yml").root("conda") is loaded.subject("f.yml").root("conda")


# Scoring scripts


def script_of(project: Load, code: str, files: dict[str, str] | None = None) -> tuple[str, str]:
    """Return the facts `deployment.script_found` and `script.run.name`."""
    subject = project({"a/d.yml": deployment(f"code_configuration: {code}\n"), **(files or {})}).subject("a/d.yml")
    found = child(subject.root("deployment"), "script_found")
    return shown(found), shown(child(child(subject.root("script"), "run"), "name"))


RUN = "def run(batch):\n    return []\n"


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("{code: ., scoring_script: s.py}", "a/s.py"), ("{code: src, scoring_script: s.py}", "a/src/s.py"),
        ("{code: .., scoring_script: x/s.py}", "x/s.py"),
        ("{scoring_script: s.py}", "a/s.py"), ("{code: , scoring_script: ./s.py}", "a/s.py"),
        ("{code: src/, scoring_script: s.txt}", "a/src/s.txt"),
    ],
)  # fmt: skip
def test_a_scoring_script_is_found_in_the_folder_of_the_code(project: Load, code: str, path: str) -> None:
    found, run = script_of(project, code, {path: RUN})
    assert found.startswith("True at a/d.yml:5:")
    assert run == f"run at {path}:1:5"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("{code: azureml:c:1, scoring_script: s.py}", f"unknown, not asked: `azureml:c:1` {UNASKED}"),
        (
            "{code: 'azureml://datastores/d/paths/c', scoring_script: s.py}",
            f"unknown, not asked: `azureml://datastores/d/paths/c` {UNASKED}",
        ),
        ("{code: '${DIR}', scoring_script: s.py}", "unknown: `${DIR}` is filled in later"),
        ("{code: ., scoring_script: '${S}'}", "unknown: `${S}` is filled in later"),
        ("{code: ../.., scoring_script: s.py}", "unknown: `../../s.py` is outside of the repository and was not read"),
        ("{code: {local_path: x}, scoring_script: s.py}", "unknown: the folder of the scoring script is not a text"),
        ("{code: ., scoring_script: [s.py]}", "unknown: no scoring script is named"),
        ("{code: .}", "absent"),
        ("", "absent"),
        ("${CODE}", "unknown: `${CODE}` is filled in later"),
    ],
)
def test_where_a_script_is_may_be_unknown(project: Load, code: str, expected: str) -> None:
    assert script_of(project, code) == (expected, expected)


def test_a_script_may_be_missing(project: Load) -> None:
    found, run = script_of(project, "{code: ., scoring_script: s.py}")
    assert (found, run) == ("False at a/d.yml:5:47", "unknown: `a/s.py` does not exist")
    found, run = script_of(project, "{code: ., scoring_script: x}", {"a/x/y.txt": ""})
    assert (found, run) == ("False at a/d.yml:5:47", "unknown: `a/x` is not a file")


def test_no_other_address_is_code(project: Load) -> None:
    # azure-ai-ml opens the script in a folder of that name.
    found, _ = script_of(project, "{code: 'git+https://x/y', scoring_script: s.py}")
    assert found == "False at a/d.yml:5:63"


# Component files


def component_files(project: Load, text: str, files: dict[str, str] | None = None) -> list[tuple[str, str]]:
    subject = project({"a/d.yml": f"name: d\nendpoint_name: e\ntype: pipeline\n{text}", **(files or {})}).subject("a/d.yml")
    found = members(child(subject.root("deployment"), "component_files"))
    return [(shown(child(one, "path")), shown(child(one, "exists"))) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("component: c.yml\n", [("c.yml at a/d.yml:4:12", "True at a/d.yml:4:12")]),
        ("component: ../a/c.yml\n", [("../a/c.yml at a/d.yml:4:12", "True at a/d.yml:4:12")]),
        ("component: a/c.yml\n", [("a/c.yml at a/d.yml:4:12", "False at a/d.yml:4:12")]),
        ("component: score\n", [("score at a/d.yml:4:12", "False at a/d.yml:4:12")]),
        ("job_definition: {component: x.yml}\n", [("x.yml at a/d.yml:4:29", "False at a/d.yml:4:29")]),
        ("component: ../../c\n", [("../../c at a/d.yml:4:12", "unknown: `../../c` is outside of the repository and was not read")]),
        ("component: azureml:c:1\n", []), ("component: ${C}\n", []), ("component: {type: pipeline}\n", []), ("component: 3\n", []),
        ("job_definition: azureml:job\n", []), ("component: ''\n", []), ("", []),
    ],
)  # fmt: skip
def test_component_files_are_there_or_not(project: Load, text: str, expected: list[tuple[str, str]]) -> None:
    assert component_files(project, text, {"a/c.yml": "type: pipeline\n"}) == expected


def test_a_script_may_be_unreadable(project: Load) -> None:
    found, run = script_of(project, "{code: ., scoring_script: s.py}", {"a/s.py": "\0"})
    assert found == "True at a/d.yml:5:47"
    assert run == "unknown: `a/s.py` was not read: binary: it holds a NUL byte"


# What else is named by a path


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("model", True),
        ("model/a.pkl", True),
        ("../a/model", True),
        ("models", False),
        ("azureml:heart:1", None),
        ("azureml://datastores/d/paths/x", None),
        ("https://x/y", None),
        ("${MODEL}", "unknown"),
        ("../../model", "unknown"),
        ("3", None),
    ],
)
def test_whether_the_model_is_there(project: Load, path: str, found: object) -> None:
    text = deployment(f"model:\n  name: m\n  path: {path}\n")
    value = child(project({"a/d.yml": text, "a/model/a.pkl": ""}).subject("a/d.yml").root("model"), "path_found")
    assert ("unknown" if isinstance(value, Unknown) else value.data if isinstance(value, Present) else None) == found


@pytest.mark.parametrize(
    ("build", "folder", "dockerfile"),
    [
        ("{path: docker}", True, True),
        ("{path: docker, dockerfile_path: x/Dockerfile}", True, False),
        ("{path: docker, dockerfile_path: '${FILE}'}", True, "unknown"),
        ("{path: other}", False, None),
        ("{path: 'https://x/y.git'}", None, None),
        ("{}", None, None),
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_whether_the_build_context_is_there(
    project: Load,
    build: str,
    folder: object,
    dockerfile: object,
    inline: bool,  # noqa: FBT001 - both
) -> None:
    named = f"environment: {{build: {build}}}\n" if inline else "environment: azureml:env:1\n"
    files = {
        "a/d.yml": deployment(named),
        "a/docker/Dockerfile": "",
        "a/env.yml": f"name: env\nversion: 1\nbuild: {build}\ndescription: x\n",
    }
    loaded = project(
        {**files, "a/env.yml": "$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\n" + files["a/env.yml"]}
    )
    for path in ("a/d.yml", *(() if inline else ("a/env.yml",))):
        environment = loaded.subject(path).root("environment")
        told = [child(environment, name) for name in ("build_path_found", "dockerfile_found")]
        assert ["unknown" if isinstance(one, Unknown) else one.data if isinstance(one, Present) else None for one in told] == [
            folder,
            dockerfile,
        ]

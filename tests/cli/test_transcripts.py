"""What a run looks like: transcripts of small projects, in every format and degree of detail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from preflight import resources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    class Done:
        """What the fixture `run` returns."""

        out: str

        def transcript(self, *arguments: str) -> str:
            """Return the run as a reader of a terminal has it."""

    Golden = Callable[[str, str], None]
    Run = Callable[..., Done]

CLEAN = {
    "batch/endpoint.yml": "name: heart\nauth_mode: aad_token\ndescription: Hearts\n",
    "batch/deployment.yml": (
        "endpoint_name: heart\nname: classifier\ndescription: Hearts\nmodel: azureml:heart@latest\ncompute: azureml:cluster\n"
        "environment:\n  image: x\n  conda_file: conda.yml\nresources: {instance_count: 2}\nretry_settings: {timeout: 30}\n"
    ),
    "batch/conda.yml": "dependencies:\n- python=3.11\n- pip: [azureml-core]\n",
    "cluster.yml": "name: cluster\ntype: amlcompute\nsize: S\nmax_instances: 2\n",
}
FAULTY = {
    **CLEAN,
    "batch/endpoint.yml": "name: heart\nauth_mode: aad_token\n",
    "batch/deployment.yml": (
        "endpoint_name: heart\nname: classifier\nmodel: azureml:heart@latest\ncompute: azureml:cluster\n"
        "environment:\n  image: x\n  conda_file: conda.yml\nresources: {instance_count: 20}\nretry_settings:\n  timeout: -5\n"
    ),
    "batch/conda.yml": "dependencies:\n- python=3.11\n",
}
UNSURE = {
    "a.yml": (
        "endpoint_name: heart\nname: a\ndescription: x\nmodel: m\ncompute: azureml:elsewhere\n"
        "environment: azureml:elsewhere:1\nresources: {instance_count: 2}\nretry_settings: {timeout: '${TIMEOUT}'}\n"
    ),
    "b.yml": "endpoint_name: heart\nname: b\ndescription: x\nmodel: m\nenvironment: {image: x, conda_file: ../../outside.yml}\n",
    "c.yml": "name: {{ name }}\nendpoint_name: heart\n",
    "d.yml": "name: d\n\tendpoint_name: heart\n",
}
NOTHING = {"values.yml": "replicas: 3\n", "README.md": "# nothing\n"}
ODD = {
    "a\x1b[31m\nb.yml": 'endpoint_name: h\nname: a\nmodel: m\ndescription: x\nretry_settings: {timeout: "\\e[31mred\\n::error::x"}\n',
    "é 日本.yml": "endpoint_name: h\nname: a\nmodel: m\ncompute: c\ndescription: x\nretry_settings: {timeout: '##[error]x'}\n",
}
PROJECTS = {"clean": CLEAN, "faulty": FAULTY, "unsure": UNSURE, "nothing": NOTHING, "odd": ODD}
DETAILS = {"text": [], "quiet": ["--quiet"], "verbose": ["--verbose"], "json": ["--format", "json"]}
RUNS = [(project, "text") for project in PROJECTS] + [(project, detail) for project in ("faulty", "unsure") for detail in DETAILS]


@pytest.mark.parametrize(("project", "detail"), sorted({*RUNS, ("clean", "quiet"), ("nothing", "json"), ("odd", "json")}))
def test_a_check(project: str, detail: str, run: Run, own: list[str], golden: Golden) -> None:
    done = run("check", *DETAILS[detail], *own, files=PROJECTS[project])
    golden(f"{project}-{detail}.txt", done.transcript("check", *DETAILS[detail]))


@pytest.mark.parametrize("name", ["github", "azure", "junit", "gitlab", "markdown"])
def test_a_check_for_a_build_service(name: str, run: Run, own: list[str], golden: Golden) -> None:
    done = run("check", "--format", name, *own, files=FAULTY)
    golden(f"faulty-{name}.txt", done.transcript("check", "--format", name))


@pytest.mark.parametrize("project", PROJECTS)
def test_a_json_report_is_as_its_schema_says(project: str, run: Run, own: list[str]) -> None:
    done = run("check", "--format", "json", *own, files=PROJECTS[project])
    Draft202012Validator(resources.schema("report.v1")).validate(json.loads(done.out))


JOB = [
    "--input",
    "azureml:heart:1",
    "--input-type",
    "mltable",
    "--output-path",
    "azureml://datastores/x/paths/out 1",
    "--deployment-name",
    "d",
]


@pytest.mark.parametrize("detail", DETAILS)
def test_a_job_of_the_command_line(detail: str, run: Run, golden: Golden) -> None:
    arguments = ["check", "batch/deployment.yml", *JOB, *DETAILS[detail], "--select", "input-type-unsupported,default-deployment-missing"]
    golden(f"job-{detail}.txt", run(*arguments, files=CLEAN).transcript(*arguments))


def test_a_job_of_the_command_line_is_in_the_report_as_its_schema_says(run: Run, folder: Path) -> None:
    reports = []
    for cwd, path in ((folder, "batch"), (folder / "batch", "deployment.yml")):
        (folder / "batch").mkdir(exist_ok=True)
        done = run("check", path, *JOB, "--format", "json", "--select", "input-type-unsupported", files=CLEAN, cwd=cwd)
        reports.append(json.loads(done.out))
        Draft202012Validator(resources.schema("report.v1")).validate(reports[-1])
    (here,), (below,) = (report["findings"] for report in reports)
    assert (here["location"], here["fingerprint"]) == (below["location"], below["fingerprint"])
    assert here["location"]["path"] == "command line"


def test_paths_are_relative_to_where_one_stands(run: Run, own: list[str], golden: Golden, folder: Path) -> None:
    for name in FAULTY:
        (folder / name).parent.mkdir(exist_ok=True)
    (folder / "docs").mkdir()
    text = run("check", "../batch", *own, files=FAULTY, cwd=folder / "docs")
    report = run("check", "../batch", "--format", "json", *own, cwd=folder / "docs")
    golden("below-text.txt", text.transcript("check", "../batch"))
    golden("below-json.txt", report.transcript("check", "../batch", "--format", "json"))

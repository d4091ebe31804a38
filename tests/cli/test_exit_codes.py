"""Exit codes: 0 clean, 1 found, 2 usage, 3 nothing checked, 4 not answered; the format never changes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    class Done:
        """What the fixture `run` returns."""

        code: int
        out: str
        err: str

    Run = Callable[..., Done]

HEAD = "name: d\nendpoint_name: e\nmodel: m\ncompute: c\n"
CLEAN = HEAD + "description: x\nenvironment: {image: x, conda_file: {dependencies: [azureml-core]}}\n"
ERROR = CLEAN + "retry_settings: {timeout: 0}\n"
WARNING = CLEAN + "resources: {instance_count: 3}\n"
INFO = CLEAN.replace("description: x\n", "")
UNKNOWN = CLEAN + "retry_settings: {timeout: '${T}'}\n"
BROKEN = "a: [\n"
CLUSTER = "name: c\ntype: amlcompute\nsize: S\nmax_instances: 2\n"
PREVIEW = HEAD + "description: x\nenvironment: {image: x, conda_file: {dependencies: [a]}}\n"


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (CLEAN, [], 0),
        (ERROR, [], 1),
        (WARNING, [], 0),
        (INFO, [], 0),
        (WARNING, ["--fail-on", "warning"], 1),
        (INFO, ["--fail-on", "info"], 1),
        (WARNING, ["--severity", "own-nodes-exceed-cluster=error"], 1),
        (ERROR, ["--severity", "own-timeout-range=info", "--fail-on", "info"], 1),
        (ERROR, ["--ignore", "own-timeout-range"], 0),
        (PREVIEW, ["--fail-on", "info"], 0),
        (UNKNOWN, [], 0),
        (UNKNOWN, ["--unknown", "ignore"], 0),
        (UNKNOWN, ["--unknown", "fail"], 4),
        (UNKNOWN + "resources: {instance_count: 3}\n", ["--unknown", "fail", "--fail-on", "warning"], 1),
        (WARNING.replace("compute: c", "compute: other"), ["--unknown", "fail"], 0),
        ("replicas: 3\n", [], 3),
        ("replicas: 3\n", ["--allow-empty"], 0),
        (BROKEN, [], 3),
        (BROKEN, ["--allow-empty"], 0),
        (BROKEN, ["--unknown", "fail"], 4),
        (CLEAN + "---\n", ["--unknown", "fail"], 4),
        (CLEAN + "---\n", [], 0),
    ],
)
def test_exit_codes(text: str, arguments: list[str], code: int, run: Run, own: list[str]) -> None:
    files = {"d.yml": text, "z/c.yml": CLUSTER} if "replicas" not in text and text != BROKEN else {"d.yml": text}
    done = run("check", *own, *arguments, "--format", "json", files=files)
    assert (done.code, done.err) == (code, "")
    assert json.loads(done.out)["version"] == 1


@pytest.mark.parametrize(("text", "code"), [(ERROR, 1), (BROKEN, 4)])
@pytest.mark.parametrize("detail", [[], ["--quiet"], ["--verbose"], ["--format", "text:report.txt"]])
def test_the_format_never_changes_the_code(text: str, code: int, detail: list[str], run: Run, own: list[str]) -> None:
    assert run("check", *own, "--unknown", "fail", *detail, files={"d.yml": text}).code == code


def test_a_rule_that_is_for_nothing_here_checks_nothing(run: Run, own: list[str]) -> None:
    done = run("check", *own[:2], "--select", "own-timeout-range", files={"e.yml": "name: e\nauth_mode: aad_token\n"})
    assert done.code == 3
    assert done.out == "Nothing was checked: no selected rule is for 1 document in 1 file\n"
    assert run("check", *own[:2], "--select", "own-timeout-range", "--allow-empty").code == 0


def test_an_empty_folder_checks_nothing(run: Run, own: list[str]) -> None:
    done = run("check", *own)
    assert (done.code, done.out) == (3, "Nothing to check: no batch endpoint, deployment or related file in 0 files\n")
    assert run("check", *own, "--allow-empty", "--quiet").code == 0


def test_the_built_in_rules_run_too(run: Run) -> None:
    done = run("check", "--format", "json", files={"d.yml": HEAD + "retry_settings: {timeout: -5}\n"})
    assert done.code == 1
    report = json.loads(done.out)
    assert report["summary"]["rules"] > 10
    assert any(finding["location"]["line"] == 5 for finding in report["findings"])

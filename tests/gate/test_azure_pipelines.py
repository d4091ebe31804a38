"""The template of Azure Pipelines: its script, run as an agent would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.gate.conftest import ROOT, filled

if TYPE_CHECKING:
    from tests.gate.conftest import Ran, Runner

TEMPLATE: dict[str, Any] = yaml.safe_load((ROOT / "gate" / "azure-pipelines.yml").read_text("utf-8"))
BASH, CLI = (steps[0] for branch in TEMPLATE["steps"] for steps in branch.values())
BAD = "endpoint_name: churn-batch\nname: churn-first\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings:\n  timeout: -5\n"
# In the place of Python: makes no environment, since preflight is there already.
PYTHON = "true"


def check(runner: Runner, **parameters: str) -> Ran:
    """Run the script, with parameters as a pipeline gives them."""
    given = {f"parameters.{one['name']}": str(one["default"]) for one in TEMPLATE["parameters"]}
    given |= {f"parameters.{name}": value for name, value in {"python": PYTHON, **parameters}.items()}
    variables = {name: filled(value, given) for name, value in BASH["env"].items()}
    # pip is not to be asked for anything: what the script installs is not there yet, or is there already.
    script = re.sub(
        r'"\$home/bin/python" -m pip install .*?\|\|', 'echo "installs $what==$PREFLIGHT_VERSION" ||', BASH["bash"], flags=re.DOTALL
    )
    assert script != BASH["bash"]
    return runner.run(script, variables)


def test_both_steps_run_the_same_script() -> None:
    assert CLI["inputs"]["inlineScript"] == BASH["bash"]
    assert CLI["env"] == BASH["env"]
    assert CLI["inputs"]["azureSubscription"] == "${{ parameters.serviceConnection }}"


def test_no_parameter_gets_into_the_script() -> None:
    assert "${{" not in BASH["bash"]
    assert "$(" not in BASH["bash"], "Azure Pipelines would fill it in"


def test_every_parameter_is_used() -> None:
    used = set(re.findall(r"parameters\.(\w+)", str(TEMPLATE["steps"])))
    assert used == {one["name"] for one in TEMPLATE["parameters"]}


def test_findings_fail_the_step(runner: Runner) -> None:
    runner.write({"batch/deployment.yml": BAD})
    ran = check(runner)
    assert ran.code == 1, ran.errors
    assert "##vso[task.logissue type=error;sourcepath=batch/deployment.yml;linenumber=6;columnnumber=12;" in ran.log
    reports = runner.temporary / "preflight-reports"
    assert f"##vso[task.uploadsummary]{reports}/summary.md\n" in ran.log
    assert "retry-timeout-range" in (reports / "summary.md").read_text("utf-8")
    assert "<testsuites" in (reports / "junit.xml").read_text("utf-8")


def test_clean_files_pass(runner: Runner) -> None:
    runner.write({"batch/deployment.yml": BAD.replace("-5", "300")})
    ran = check(runner)
    assert ran.code == 0, ran.errors
    assert "task.logissue" not in ran.log


def test_where_there_is_nothing_to_check_it_fails_unless_that_is_allowed(runner: Runner) -> None:
    assert check(runner).code == 3
    assert check(runner, allowEmpty="True").code == 0


def test_the_release_is_that_of_this_commit(runner: Runner) -> None:
    from preflight import __version__

    runner.write({"deployment.yml": BAD})
    assert f"installs azureml-preflight=={__version__}\n" in check(runner).log
    ran = check(runner, workspace="ws", facts="facts.json")
    assert f"installs azureml-preflight[live]=={__version__}\n" in ran.log
    assert ran.code == 2


@pytest.mark.parametrize(
    "hostile", ["$(touch hacked)", "`touch hacked`", '"; touch hacked; "', "'; touch hacked #", "a\n##vso[task.complete]x"]
)
@pytest.mark.parametrize("name", ["paths", "options", "facts", "workspace"])
def test_what_a_parameter_says_is_never_run(runner: Runner, name: str, hostile: str) -> None:
    runner.write({"deployment.yml": BAD})
    ran = check(runner, **{name: hostile})
    assert ran.code not in (0, 1)
    assert not (runner.repository / "hacked").exists()
    assert "##vso[task.complete]" not in ran.log

"""A check of what is deployed: what it looks like, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import question, resources
from preflight.address import Address
from preflight.probes.recording import write
from preflight.question import Answer, Found, Missing, Question, Unanswered
from tests.shared.deployments import answers, deployment, mlflow_deployment, pipeline_deployment
from tests.shared.workspaces import GOOD, SUBSCRIPTION, WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    class Done:
        """What the fixture `run` returns."""

        code: int
        out: str
        err: str

        def transcript(self, *arguments: str) -> str:
            """Return the run as a reader of a terminal has it."""

    Golden = Callable[[str, str], None]
    Run = Callable[..., Done]

RULES = ["--select", "retry-timeout-range,default-deployment-missing,endpoint-missing,retry-timeout-default-implicit"]
REFUSED = Unanswered("endpoint `secret` may not be read", "Microsoft.MachineLearningServices/workspaces/batchEndpoints/read")
FACTS = ["--facts", "facts.json"]
# It would be a finding if the files of the working directory were read.
FILES = {"d.yml": "name: d\nendpoint_name: e\nretry_settings: {timeout: 0}\n"}


def recording(told: dict[Question, Any]) -> dict[str, str]:
    """Return a recording, beside a file that nobody asked for."""
    known: dict[Question, Answer] = {}
    for one, body in (GOOD | told).items():
        known[one] = Found(body, str(body.get("id") or WORKSPACE)) if isinstance(body, dict) else body
    return {"facts.json": write(Address(SUBSCRIPTION.rpartition("/")[2], "rg-batch", "ws-batch"), "2026-08-01T12:00:00Z", known)} | FILES


GOOD_STATE = recording(answers(deployment(), mlflow_deployment(), pipeline_deployment()))
BAD_STATE = recording(
    answers(deployment(retrySettings={"maxRetries": 3, "timeout": "-PT5S"}), default="torhc")
    | {
        Question(question.ENDPOINT, ("gone",)): Missing(f"{WORKSPACE}/batchEndpoints/gone"),
        Question(question.ENDPOINT, ("secret",)): REFUSED,
    }
)


@pytest.mark.parametrize("detail", ["text", "quiet", "verbose", "json"])
def test_a_check(detail: str, run: Run, golden: Golden) -> None:
    shown = {"text": [], "json": ["--format", "json"]}.get(detail, [f"--{detail}"])
    arguments = ["check", *FACTS, "--endpoint", "heart", "--endpoint", "gone", "--endpoint", "secret", *shown, *RULES]
    done = run(*arguments, files=BAD_STATE)
    golden(f"deployed-{detail}.txt", done.transcript(*arguments))
    if detail == "json":
        Draft202012Validator(resources.schema("report.v1")).validate(json.loads(done.out))


def test_a_good_state_is_clean_by_all_rules(run: Run) -> None:
    done = run("check", *FACTS, "--all-endpoints", "--fail-on", "info", files=GOOD_STATE)
    assert (done.code, done.out.splitlines()[0].partition(",")[0]) == (0, "No findings: 5 documents"), done.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--endpoint", "heart"], 0),
        (["--all-endpoints"], 0),
        (["--endpoint", "heart", "d.yml"], 1),
        (["--endpoint", "secret"], 3),
        (["--endpoint", "secret", "--unknown", "fail"], 4),
        (["--endpoint", "secret", "--endpoint", "heart"], 0),
        (["--endpoint", "secret", "--endpoint", "heart", "--unknown", "fail"], 4),
        (["--endpoint", "secret", "--allow-empty"], 0),
        (["--endpoint", "heart", "--input", "data", "--deployment-name", "trch"], 1),
        (["--endpoint", "heart", "--input", "data", "--deployment-name", "torch"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int, run: Run) -> None:
    done = run("check", *FACTS, *arguments, *RULES, files=GOOD_STATE)
    assert done.code == code, done.out + done.err


def test_nobody_to_ask_is_a_wrong_command_line(run: Run) -> None:
    done = run("check", "--all-endpoints", files=FILES)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("preflight: --all-endpoints is about a workspace, and none is named: ")


def test_standard_input_may_stand_beside_what_is_deployed(run: Run) -> None:
    done = run("check", *FACTS, "--endpoint", "heart", "--stdin-filename", "s.yml", *RULES, files=GOOD_STATE, stdin=FILES["d.yml"].encode())
    assert done.code == 1
    assert "--> s.yml:3:27" in done.out

"""A check against a recording of a workspace: what it looks like, offline, and what is wrong with a file that is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from preflight import question, resources
from preflight.address import Address
from preflight.probes.recording import write
from preflight.question import Answer, Found, Question, Unanswered
from tests.shared.workspaces import SUBSCRIPTION, compute, workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    class Done:
        """What the fixture `run` returns."""

        code: int
        out: str
        err: str

        def transcript(self, *arguments: str) -> str:
            """Return the run as a reader of a terminal has it."""

    Golden = Callable[[str, str], None]
    Run = Callable[..., Done]

ADDRESS = Address(SUBSCRIPTION.rpartition("/")[2], "rg-batch", "ws-batch")
DEPLOYMENT = "endpoint_name: heart\nname: {0}\ndescription: x\nmodel: m\ncompute: azureml:{0}\nresources: {{instance_count: 20}}\n"
FILES = {f"{name}.yml": DEPLOYMENT.format(name) for name in ("known", "refused", "unheard")}
ANSWERS: dict[Question, Answer] = {
    Question(question.WORKSPACE): Found(workspace(), workspace()["id"]),
    Question(question.COMPUTE, ("known",)): Found(compute("known"), compute("known")["id"]),
    Question(question.COMPUTE, ("refused",)): Unanswered(
        "compute `refused` may not be read", "Microsoft.MachineLearningServices/workspaces/computes/read"
    ),
}


@pytest.fixture
def own(own: list[str]) -> list[str]:
    """Return the arguments that judge by the one rule that asks the workspace."""
    return [*own[:2], "--select", "own-nodes-exceed-cluster"]


@pytest.fixture
def facts() -> dict[str, str]:
    """Return the project, and a recording of what a workspace told of it."""
    return FILES | {"facts.json": write(ADDRESS, "2026-08-01T12:00:00Z", ANSWERS)}


@pytest.mark.parametrize("detail", ["text", "quiet", "verbose", "json"])
def test_a_check(detail: str, run: Run, own: list[str], golden: Golden, facts: dict[str, str]) -> None:
    shown = {"text": [], "json": ["--format", "json"]}.get(detail, [f"--{detail}"])
    done = run("check", "--facts", "facts.json", *shown, *own, files=facts)
    golden(f"recorded-{detail}.txt", done.transcript("check", "--facts", "facts.json", *shown))
    if detail == "json":
        Draft202012Validator(resources.schema("report.v1")).validate(json.loads(done.out))


def test_what_was_recorded_as_unanswered_can_fail(run: Run, own: list[str], facts: dict[str, str]) -> None:
    strict = ("--facts", "facts.json", "--unknown", "fail", "--fail-on", "warning", *own)
    for name, code in (("refused", 4), ("unheard", 0), ("known", 1)):
        assert run("check", f"{name}.yml", *strict, files=facts).code == code, name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "`facts.json` is no recording: cannot be read: no such file or directory"),
        ("[1]", "`facts.json`: no recording: `preflight facts record -o FILE` writes one"),
        ('{"version": 2}', "`facts.json`, line 1: this preflight reads recordings of version 1, not `2`"),
    ],
)
def test_what_is_no_recording_stops_the_run(text: str | None, said: str, run: Run, own: list[str], folder: Path) -> None:
    done = run("check", "--facts", "facts.json", *own, files=FILES | ({} if text is None else {"facts.json": text}))
    assert (done.code, done.out, done.err) == (2, "", f"preflight: {said}\n")

"""Commands as subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.kind import Kind
from preflight.project.commands import CommandSubject
from preflight.value import Located, child
from tests.shared.az_commands import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

SCORING = "https://e.westeurope.inference.ml.azure.com/jobs"


def commands(loaded: Loaded) -> list[Any]:
    return [plain(one.root("command")) for one in loaded.project.subjects if one.kind is Kind.AZ_COMMAND]


def uses(project: Load, text: str, name: str = "run.sh") -> list[list[str]]:
    found = [one["token_goes_to"] for one in commands(project({name: text}))]
    return [[use["service"] for use in one] for one in found]


def test_each_known_command_is_a_subject(project: Load) -> None:
    loaded = project({"a.sh": "az group create -n g\naz ml batch-endpoint list\naz ml batch-endpoint create -n e\n"})
    assert [one["name"] for one in commands(loaded)] == ["ml batch-endpoint list", "ml batch-endpoint create"]
    subject = next(one for one in loaded.project.subjects if one.kind is Kind.AZ_COMMAND)
    assert str(subject.place) == "a.sh:2:1"
    assert loaded.project.files == 1


def test_a_command_stands_in_a_file() -> None:
    near = Located()
    near.source = None
    with pytest.raises(ValueError, match="stands in a file"):
        CommandSubject(near, lambda: child)  # type: ignore[arg-type,return-value]


def test_where_a_token_goes(project: Load) -> None:
    text = (
        "T=$(az account get-access-token --query accessToken -o tsv)\n"
        f'curl {SCORING} -H "Authorization: Bearer $T"\n'
        'curl https://management.azure.com/x -H "Authorization: Bearer $T"\n'
        'curl https://example.com/x -H "Authorization: Bearer $T"\n'
        f'curl {SCORING} -H "Authorization: Bearer $OTHER"\n'
        f"curl {SCORING}\n"
        "U=$(az account get-access-token)\n"
    )
    assert uses(project, text) == [["ml", "arm"], []]


def test_only_what_prints_a_token_is_followed(project: Load) -> None:
    text = f'T=$(az account get-access-token --query {{}})\ncurl --oauth2-bearer "$T" {SCORING}\n'
    assert uses(project, text.format("accessToken")) == [["ml"]]
    assert uses(project, text.format("subscription")) == [[]]


def test_the_end_of_a_host_tells_its_cloud(project: Load) -> None:
    text = 'T=$(az account get-access-token --resource https://ml.azure.com)\ncurl "https://{}/jobs" --oauth2-bearer "$T"\n'
    hosts = ("$E.westeurope.inference.ml.azure.com", "$E.chinanorth3.inference.ml.azure.cn")
    found = [commands(project({"run.sh": text.format(host)}))[0]["token_goes_to"][0]["accepted"] for host in hosts]
    assert found == [True, False]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (f"--url {SCORING}", ["ml"]),
        ("-u https://management.azure.com/subscriptions", ["arm"]),
        ("--uri https://graph.microsoft.com/x", []),
        ("--url", []),
        ("--method get", []),
        (f"--url {SCORING} --skip-authorization-header", []),
        (f"--url {SCORING} --headers Content-Type=application/json", ["ml"]),
        (f"--url {SCORING} --headers 'Authorization=Bearer x'", []),
        (f'--url {SCORING} --headers \'{{"Authorization": "Bearer x"}}\'', []),
        (f"--url {SCORING} --headers $H", []),
        (f"--url {SCORING} $MORE", []),
    ],
)
def test_what_az_rest_sends_its_own_token_to(project: Load, options: str, expected: list[str]) -> None:
    assert uses(project, f"az rest {options}\n") == [expected]


WORKFLOW = "on: push\njobs:\n  a:\n    uses: {}\n    with: {{file: {}}}\n"
ENDPOINT = "name: e\nauth_mode: aad_token\n"


@pytest.mark.parametrize(
    ("uses", "file", "expected"),
    [
        ("o/r/.github/workflows/w.yml@v1", "batch/e.yml", 1),
        ("o/r/.github/workflows/w.yaml@v1", "batch/e.yml", 1),
        ("./.github/workflows/w.yml", "batch/e.yml", 0),
        ("o/r/.github/workflows/w.yml@v1", "batch/other.yml", 0),
        ("o/r/.github/workflows/w.yml@v1", "batch/job.yml", 0),
        ("o/r/.github/workflows/w.yml@v1", "../e.yml", 0),
        ("o/r/.github/workflows/w.yml@v1", "batch/bad.yml", 0),
        ("o/r/.github/workflows/w.yml@v1", "a.txt", 0),
    ],
)
def test_what_is_handed_to_another_repository(project: Load, uses: str, file: str, expected: int) -> None:
    files = {"batch/e.yml": ENDPOINT, "batch/job.yml": "type: command\ncommand: x\n", "batch/bad.yml": "a: [\n", "a.txt": ""}
    found = commands(project({**files, "w.yml": WORKFLOW.format(uses, file)}))
    assert [one["elsewhere"]["reference"] for one in found] == [uses] * expected


def test_it_is_told_once(project: Load) -> None:
    text = WORKFLOW.format("o/r/.github/workflows/w.yml@v1", "e.yml")
    assert len(commands(project({"e.yml": ENDPOINT, "a.yml": text, "b.yml": text + text.replace("on: push\njobs:\n  a:", "  b:")}))) == 1


def test_a_workspace_and_a_cluster_that_commands_make(project: Load) -> None:
    arc = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/edge"
    run = f"az ml compute attach -t Kubernetes -n arc --resource-id {arc}\naz ml workspace create -n w --file w.yml\n"
    loaded = project({"run.sh": run, "w.yml": "customer_managed_key: {key_uri: x}\nname: v\n", "d.yml": "endpoint_name: e\ncompute: arc\n"})
    deployment = next(one for one in loaded.project.subjects if one.kind is Kind.BATCH_DEPLOYMENT)
    assert plain(child(deployment.root("compute"), "platform")) == "arc"
    workspace = next(one for one in loaded.project.subjects if one.kind is Kind.WORKSPACE)
    assert [plain(child(workspace.root("workspace"), name)) for name in ("name", "encryption")] == ["w", "enabled"]

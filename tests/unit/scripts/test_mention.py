"""Which texts are worth reading."""

from __future__ import annotations

import pytest

from preflight.scripts.mention import concerns_batch, deploys, may_run_commands, mentions_calls, mentions_commands, sends_tokens


@pytest.mark.parametrize(
    "text",
    [
        "az ml job create",
        "az   ml x",
        "az.cmd ml x",
        "x batch-endpoint y",
        "'batch-deployment'",
        "https://e.eastus.inference.ml.azure.com/jobs",
        "az account get-access-token",
        "az role assignment create",
        "$SCORING_URI scoring_uri",
        "scoringUri",
        'az "ml"',
        "'az', 'ml', 'job'",
        "x-deployment create",
        "az configure --defaults a=b",
        "az rest --url x",
    ],
)
def test_texts_that_are_worth_reading(text: str) -> None:
    assert mentions_commands(text)


@pytest.mark.parametrize("text", ["", "az login", "aws ml x", "xaz ml", "az storage account", "batch endpoint"])
def test_texts_that_are_not(text: str) -> None:
    assert not mentions_commands(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("    uses: o/r/.github/workflows/w.yml@main", True),
        ("uses: 'o/r/.github/workflows/w.yaml@v1'", True),
        ("- template: steps/deploy.yml@templates", True),
        ("uses: ./.github/workflows/w.yml", False),
        ("uses: actions/checkout@v4", False),
        ("- template: steps/deploy.yml", False),
        ("mail: me.yml@example.com", False),
    ],
)
def test_what_calls_another_repository(text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert mentions_calls(text) is expected
    assert may_run_commands(text) or not expected


@pytest.mark.parametrize(
    ("text", "makes", "sends"),
    [
        ("from azure.ai.ml.entities import BatchEndpoint", True, False),
        ("from azure.ai.ml import MLClient", False, False),
        ("from azure.ai.ml.parallel import parallel_run_function", True, False),
        ("from azure.ai.ml import MLClient; c.batch_endpoints.invoke(BatchRetrySettings)", True, False),
        ("from azure.ai.ml import MLClient; print('MiniBatch')", False, False),
        ("c.get_token(x); post(endpoint.scoring_uri, headers={'authorization': x})", False, True),
        ("get_bearer_token_provider(c, x); https://management.azure.com; headers = {'Authorization': x}", False, True),
        ("c.get_token('https://management.azure.com/.default'); MLClient(c)", False, False),
        ("c.get_token(x); headers = {'Authorization': x}", False, False),
        ("c.get_token(x)", False, False),
    ],
)
def test_what_code_may_do(text: str, makes: bool, sends: bool) -> None:  # noqa: FBT001 - columns of the table
    assert (deploys(text), sends_tokens(text)) == (makes, sends)


BATCH = [
    "az ml batch-endpoint list",
    "az ml batch-deployment create",
    "az ml compute create --name c",
    "az ml environment create -f e.yml",
    "az ml component create",
    "az ml workspace create",
    "az ml compute attach",
    "az ml $THING create",
    "az ml job-$X create",
    'az "ml" "$GROUP" create',
    "az ml \\\n  compute create",
    "'az', 'ml', 'compute', 'create'",
    "az ml ${KIND}-deployment create",
    "run az ml $KIND-deployment create",
    "az account get-access-token",
    "az rest --url x",
    "curl $SCORING_URI",
    "curl https://e.inference.ml.azure.com/jobs",
]


@pytest.mark.parametrize("text", [*BATCH, *(f"az ml online-endpoint list\n{text}" for text in BATCH[:-2])])
def test_texts_that_concern_batch_endpoints(text: str) -> None:
    assert concerns_batch(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "az login",
        "xaz ml compute create",
        "az ml job create -f job.yml",
        "az ml online-deployment create -f d.yml",
        "az ml compute show -n c",
        'az ml "model" create',
        "az ml data create",
        "az ml workspace list-keys",
        "az ml online-endpoint show --query scoring_uri; curl https://e.inference.ml.azure.com/score",
    ],
)
def test_texts_that_do_not(text: str) -> None:
    assert not concerns_batch(text)
